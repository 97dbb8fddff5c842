from __future__ import annotations

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest

from sciatica_edu.evidence.course import load_course
from sciatica_edu.exercises.course_exercises import Exercises

mpl.use("Agg")


@pytest.fixture(scope="session")
def exercises():
    return Exercises(load_course())


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")
