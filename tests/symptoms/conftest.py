from __future__ import annotations

import pytest
from hypothesis import settings

from sciatica_edu.content.course import load_course

# a busy machine is not a failing property
settings.register_profile("no-deadline", deadline=None)
settings.load_profile("no-deadline")


@pytest.fixture(scope="session")
def course():
    return load_course()
