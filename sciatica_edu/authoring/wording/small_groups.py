"""Percentages of small groups are printed as counts: “8 of 9”, not “89 %”.

A percentage of nine people looks as sure as one of nine thousand; a count does not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sciatica_edu.authoring.review.lessons import lesson_tables
from sciatica_edu.authoring.review.rows import TOPICS, tables_of
from sciatica_edu.evidence.integrity import Breach

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.evidence.models import Fact

__all__ = ["check_small_groups", "small_percentages"]

FEWEST_FOR_PERCENT = 30
_OF_PEOPLE = re.compile(r"(?:%|per ?cent)(?:$|\s*\()", re.IGNORECASE)
"""Units of a share of a group; "% strain" is none."""


def check_small_groups(course: Course, *, data: Path, lessons: Path) -> tuple[Breach, ...]:
    """Return each percentage of fewer than thirty people that a lesson or a row of data prints.

    Raises
    ------
    ContentError, LessonError
        If a file of the course cannot be read.
    """
    return tuple(
        Breach(
            where,
            "small-group-counted",
            f"prints {printed!r} of a group of {n} ({fact}); say how many of the {n} it were.",
        )
        for where, text, facts in _texts(course, data, lessons)
        for fact, n, printed in small_percentages(
            text, [course.facts[name] for name in facts if name in course.facts]
        )
    )


def _texts(course: Course, data: Path, lessons: Path) -> Iterator[tuple[str, str, Sequence[str]]]:
    """Yield place, words and facts of all that is shown to a learner."""
    for topic in TOPICS:
        for found in tables_of(topic, course, data):
            for row in found.rows:
                where = course.places.get(row.name, f"{found.heading}, {row.name}")
                yield where, " ".join(text for _, text in row.says), row.facts
    for found in lesson_tables(course, lessons):
        file = f"lessons/{found.heading.split(':')[0]}.py"
        for row in found.rows:
            yield f"{file}:{row.name.removeprefix('line ')}", row.says[0][1], row.facts


def small_percentages(text: str, facts: Sequence[Fact]) -> Iterator[tuple[str, int, str]]:
    """Yield fact, size of the group and words of each percentage of a small group in a text.

    A percentage that stands in the words of another of the facts is that one's.
    """
    for fact in facts:
        others = " ".join(other.statement for other in facts if other is not fact)
        for figure in fact.figures:
            share = figure.value if _OF_PEOPLE.match(figure.unit or "") else None
            if not isinstance(share, (int, float)) or not isinstance(figure.n, int):
                continue
            values = "|".join({re.escape(f"{share:g}"), f"{share:.0f}"})
            printed = re.compile(rf"(?<![\d.])(?:{values})\s?(?:%|per ?cent)")
            found = printed.search(text)
            if found and figure.n < FEWEST_FOR_PERCENT and not printed.search(others):
                yield fact.id, figure.n, found[0]
