"""The clinic, and patients drawn once for all tests of this room."""

from __future__ import annotations

from functools import lru_cache

import pytest

from sciatica_edu.clinic.patients import sample
from sciatica_edu.clinic.stories import load_clinic


@pytest.fixture(scope="session")
def clinic():
    return load_clinic()


@lru_cache(maxsize=8)
def drawn(setting, mix, count=100_000, seed=13):
    return sample(load_clinic(), setting, count, seed, mix=mix)
