from __future__ import annotations

import pytest

from sciatica_edu.content.course import load_course


@pytest.fixture(scope="session")
def course():
    return load_course()
