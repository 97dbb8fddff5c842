"""How long it lasts, shown: published figures, why they differ, the curve, scans, scales."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.display import PALETTE, picture, styled, table
from sciatica_edu.display.axes import drawing_axes, figure_of
from sciatica_edu.errors import ContentError
from sciatica_edu.evidence.citing import cite
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.exercises.prognosis.recovery import Counted, why_they_differ
from sciatica_edu.exercises.tables import SCALES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from sciatica_edu.display import Html, Picture
    from sciatica_edu.evidence.course import Course
    from sciatica_edu.exercises.prognosis.recovery import (
        PublishedCourse,
        RecoveryCourses,
        TeachingCurve,
    )

__all__ = [
    "differences_table",
    "of_100_table",
    "plot_teaching_curve",
    "resorption_table",
    "scales_table",
    "teaching_curve_picture",
]

_UNKNOWN_WEEKS = 8
"""Width of the grey band beyond the teaching curve, in weeks."""
_REVIEWS = {
    "smaller (review of 2015)": ("SYM-NAT-04", ""),
    "smaller (review of 2023)": ("PR-14", ""),
    "gone (review of 2015)": ("SYM-NAT-04", "complete_"),
}
"""What shrank or went: the fact, and how the names of its figures begin."""
_HERNIA_TYPES = ("sequestration", "extrusion", "protrusion", "bulge")
"""Types of herniation, the loosest first; what each means stands in the sentences."""


def of_100_table(course: Course, courses: RecoveryCourses) -> Html:
    """Return every published figure as people out of 100, sorted by what was counted."""
    rows = [
        (
            kind.value,
            f"{point.percent} of 100 at week {point.week}",
            item.name,
            f"{item.started} ({item.setting}; {item.n} people)",
            cite(course, item.facts),
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


def plot_teaching_curve(curve: TeachingCurve, *, ax: Axes | None = None) -> Axes:
    """Draw the teaching curve (percent recovered by week) inside its domain, with its median.

    Parameters
    ----------
    curve
        The curve; beyond its last week the picture is grey.
    ax
        Axes to draw on; new ones when None.
    """
    ax = drawing_axes(ax, width_in=6.4, height_in=3.4)
    weeks = list(range(curve.first_week, curve.last_week + 1))
    ax.plot(weeks, [curve.percent_recovered(w) for w in weeks], color=PALETTE["blue"])
    median = curve.median_weeks
    ax.plot([0, median, median], [50, 50, 0], ":", color=PALETTE["ink"])
    ax.annotate(f"half by week {median:g}", (median, 50), (12, -14), textcoords="offset points")
    last = curve.percent_recovered(curve.last_week)
    ax.annotate(
        f"{last:.0f} of 100 by week {curve.last_week}",
        (curve.last_week, last),
        (-8, -30),
        textcoords="offset points",
        ha="right",
    )
    end = curve.last_week + _UNKNOWN_WEEKS
    ax.axvspan(curve.last_week, end, color=PALETTE["pale"])
    ax.text(curve.last_week + _UNKNOWN_WEEKS / 2, 40, "unknown", rotation=90, ha="center")
    ax.set_xlim(curve.first_week, end)
    ax.set_ylim(0, 100)
    ax.set_xlabel("weeks since the trial began")
    ax.set_ylabel("recovered, of 100 people")
    return ax


def teaching_curve_picture(course: Course, curve: TeachingCurve) -> Picture:
    """Return the teaching curve with its limits."""
    with styled():
        ax = plot_teaching_curve(curve)
    last = curve.percent_recovered(curve.last_week)
    return picture(
        figure_of(ax),
        alt=(
            f"A curve that rises fast, then slowly: 0 at the start, 50 of 100 by week "
            f"{curve.median_weeks:g}, {last:.0f} of 100 by week {curve.last_week}. After that the "
            "picture is grey: unknown."
        ),
        caption=f"{curve.holds_for} Source: {cite(course, curve.facts)}.",
    )


def resorption_table(course: Course) -> Html:
    """Return how many of 100 herniations had shrunk on a second scan, by type.

    Raises
    ------
    ContentError
        If a fact has lost its figures by type.
    """
    columns = [_by_type(course, *review) for review in _REVIEWS.values()]
    meanings = {kind: sentence(f"herniation.{kind}").text for kind in _HERNIA_TYPES}
    rows = [
        (f"{kind}: {meaning}", *(given[kind] for given in columns))
        for kind, meaning in meanings.items()
    ]
    facts = dict.fromkeys(fact for fact, _ in _REVIEWS.values())
    return table(
        ("Of 100 herniations", *_REVIEWS),
        rows,
        caption=f"{sentence('recovery.scan').text} Source: {cite(course, facts)}.",
    )


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


def _by_type(course: Course, fact_id: str, prefix: str) -> dict[str, str]:
    """Return the percentages a fact gives by type; a type it does not name is no nought."""
    fact = course.fact(fact_id)
    given = {figure.name for figure in fact.figures}
    if not given & {prefix + kind for kind in _HERNIA_TYPES}:
        raise ContentError(f"fact {fact_id!r} has no figures by type of herniation.")
    return {
        kind: f"{fact.number(prefix + kind):.0f}" if prefix + kind in given else "not given"
        for kind in _HERNIA_TYPES
    }
