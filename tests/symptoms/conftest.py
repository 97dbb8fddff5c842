from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from sciatica_edu.evidence.course import load_course


@pytest.fixture(scope="session")
def course():
    return load_course()


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")
