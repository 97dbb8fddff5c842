"""How long it lasts, as tables: published figures, why they differ, the curve, the scales."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.display import table
from sciatica_edu.evidence.citing import cite
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.exercises.prognosis.recovery import Counted, why_they_differ
from sciatica_edu.exercises.tables import SCALES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sciatica_edu.display import Html
    from sciatica_edu.evidence.course import Course
    from sciatica_edu.exercises.prognosis.recovery import (
        PublishedCourse,
        RecoveryCourses,
        TeachingCurve,
    )

__all__ = ["curve_table", "differences_table", "of_100_table", "scales_table"]


def of_100_table(course: Course, courses: RecoveryCourses) -> Html:
    """Return every published figure as people out of 100, sorted by what was counted."""
    rows = [
        (
            kind.value,
            f"{point.percent} of 100 at week {point.week}",
            item.name,
            f"{item.started} ({item.setting}; {item.n} people)",
            cite(course, item.facts, ids=True),
        )
        for kind in Counted
        for item in courses.select(counts=kind)
        for point in item.points
    ]
    header = ("Counted", "How many", "Study", "Who", "Source")
    return table(header, rows, caption=sentence("recovery.do-not-compare").text)


def differences_table(courses: RecoveryCourses, first: str, second: str) -> Html:
    """Return why two published percentages need not conflict.

    Raises
    ------
    UnknownNameError
        If a course does not exist.
    """
    one, two = courses[first], courses[second]
    rows = [
        (item.what, item.first, item.second)
        for item in why_they_differ(one, two, meanings=courses.meanings)
    ]
    header = ("", _headline(one), _headline(two))
    return table(header, rows, caption="Why both can be true")


def curve_table(curve: TeachingCurve, *, weeks: Sequence[int] = (4, 12, 26, 52)) -> Html:
    """Return the teaching curve at some weeks, with whom it holds for.

    Raises
    ------
    OutOfRangeError
        If a week lies outside the curve's domain.
    """
    rows = [(f"week {week}", f"{curve.percent_recovered(week):.0f} of 100") for week in weeks]
    return table(("By", "Recovered"), rows, caption=curve.holds_for)


def scales_table(course: Course) -> Html:
    """Return the outcome scales: range, important change, licence; no items."""
    rows = []
    for scale in course[SCALES].values():
        change = scale.minimal_important_change
        shown = "no agreed value" if change is None else f"{change:g} points"
        if scale.minimal_important_change_percent is not None:
            shown += f" or {scale.minimal_important_change_percent:g} %"
        rows.append(
            (
                scale.name,
                f"{scale.range[0]} to {scale.range[1]}",
                shown,
                scale.licence.replace("(memory)", "(uncertain)"),
            )
        )
    header = ("Scale", "Range", "Change that matters to one person", "Use")
    return table(header, rows, caption=sentence("scales.not-reproduced").text)


def _headline(item: PublishedCourse) -> str:
    last = item.points[-1]
    return f"{item.name}: {last.percent} % at week {last.week}"
