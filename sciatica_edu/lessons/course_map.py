"""The way through the course as a table."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from sciatica_edu.display import Html, table
from sciatica_edu.evidence.course import LESSON_TITLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sciatica_edu.evidence.course import Course

__all__ = [
    "MINUTES",
    "course_map",
]

MINUTES: Mapping[str, int] = MappingProxyType(
    {
        "00_start_here": 20,
        "01_anatomy": 35,
        "02_symptom_recognition": 55,
        "03_exercises": 55,
        "04_nerve_block": 80,
        "05_clinic": 25,
        "06_article_on_trial": 55,
        "instructor": 15,
    }
)
"""Minutes of work a lesson, from its words and what is done in it; nobody has measured them on learners yet."""

_WITHOUT_OBJECTIVES = {
    "00_start_here": "Find your way, see what you believe now, know where your answers are kept",
    "instructor": "Run a class: parameters, commands, marking, data protection",
}


def course_map(course: Course) -> Html:
    """Return the lessons in order with minutes and what the learner can do afterwards."""
    rows = []
    for lesson_id, title in LESSON_TITLES.items():
        objectives = [item.objective for item in course.objectives_of(lesson_id)]
        able = "; ".join(objectives) or _WITHOUT_OBJECTIVES[lesson_id]
        rows.append((f"{lesson_id}.ipynb", title, str(MINUTES[lesson_id]), able))
    header = ("Notebook", "Lesson", "Minutes (estimate)", "Afterwards you can")
    return table(header, rows, caption="The way through the course")
