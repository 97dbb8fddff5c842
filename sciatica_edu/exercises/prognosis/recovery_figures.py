"""How long it lasts: the published courses, and the teaching curve."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from sciatica_edu.display import PALETTE, picture, styled
from sciatica_edu.display.axes import drawing_axes, figure_of
from sciatica_edu.errors import ContentError
from sciatica_edu.evidence.citing import cite
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.exercises.prognosis.recovery import Counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sciatica_edu.display import Picture
    from sciatica_edu.evidence.course import Course
    from sciatica_edu.exercises.prognosis.recovery import (
        Point,
        PublishedCourse,
        RecoveryCourses,
        TeachingCurve,
    )

__all__ = [
    "plot_course",
    "plot_teaching_curve",
    "recovery_picture",
    "teaching_curve_picture",
]

_LOOKS = (("blue", "o"), ("orange", "s"), ("green", "^"), ("purple", "D"), ("ink", "v"))
"""Colour and mark of each course, so that none is known by its colour alone."""
_EVEN_UNTIL_WEEK = 12
_WEEKS_NAMED = (0, 4, 12, 52, 104, 260)
_PANELS = (2, 3)
_LETTERS_A_LINE = 36
_TITLE_INKS = {"green": "#00614A", "red": "#A84300"}
"""Green and red of the palette, dark enough to be read as text."""
_UNKNOWN_WEEKS = 8
"""Width of the grey band beyond the teaching curve, in weeks."""


def plot_course(courses: Sequence[PublishedCourse], *, ax: Axes | None = None) -> Axes:
    """Draw published percentages, by week, of courses that counted the same thing.

    Parameters
    ----------
    courses
        One to five courses.
    ax
        Axes to draw on; new ones when None.

    Raises
    ------
    ContentError
        If the courses did not count the same thing, or are too many to be told apart.
    """
    if len({item.counts for item in courses}) != 1:
        raise ContentError("courses that counted different things must not share an axis.")
    if len(courses) > len(_LOOKS):
        raise ContentError(
            f"{len(courses)} courses cannot be told apart on one axis; at most {len(_LOOKS)}."
        )
    ax = drawing_axes(ax, width_in=3.6, height_in=3.2)
    for item, (colour, marker) in zip(courses, _LOOKS, strict=False):
        weeks = [point.week for point in item.points]
        percents = [point.percent for point in item.points]
        # Dotted: the points are published, the way between them is not.
        ax.plot(weeks, percents, f"{marker}:", color=PALETTE[colour], label=item.name, markersize=7)
        for point in item.points:
            below = _is_lowest_of_several(point, item, courses)
            ax.annotate(
                f"{point.percent}",
                (point.week, point.percent),
                (0, -17 if below else 7),
                textcoords="offset points",
                ha="center",
                color=PALETTE["ink"],
            )
    ax.set_ylim(0, 105)
    ax.set_xscale("symlog", linthresh=_EVEN_UNTIL_WEEK, linscale=1.2)
    ax.set_xlim(0, 330)
    ax.set_xticks(_WEEKS_NAMED, [str(week) for week in _WEEKS_NAMED])
    ax.minorticks_off()
    ax.legend(loc="lower right" if courses[0].good else "upper right", fontsize=8, frameon=False)
    return ax


def recovery_picture(course: Course, courses: RecoveryCourses) -> Picture:
    """Return the published courses, one panel for each thing that was counted.

    Raises
    ------
    ContentError
        If more things were counted than there are panels.
    """
    kinds = [kind for kind in Counted if courses.select(counts=kind)]
    with styled():
        figure = _panels(courses, kinds)
    sentences = []
    for kind in kinds:
        for item in courses.select(counts=kind):
            values = ", ".join(f"{p.percent} of 100 at week {p.week}" for p in item.points)
            sentences.append(f"{kind.value}, {item.name}: {values}.")
    facts = [fact for item in courses.courses.values() for fact in item.facts]
    return picture(
        figure,
        alt="Five panels, one for each thing that studies counted. " + " ".join(sentences),
        caption=(f"{sentence('recovery.published').text} Source: {cite(course, facts)}."),
    )


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


def _is_lowest_of_several(
    point: Point, item: PublishedCourse, courses: Sequence[PublishedCourse]
) -> bool:
    """Whether another course has a higher point in the same week, or as high and named before."""
    rank = (point.percent, -courses.index(item))
    return any(
        (other.percent, -courses.index(rival)) > rank
        for rival in courses
        for other in rival.points
        if other.week == point.week
    )


def _panels(courses: RecoveryCourses, kinds: Sequence[Counted]) -> Figure:
    """Draw one panel for each thing that was counted, and a word of warning in the next place."""
    import matplotlib.pyplot as plt

    rows, columns = _PANELS
    if len(kinds) >= rows * columns:
        raise ContentError(
            f"{len(kinds)} ways of counting leave no room in {rows * columns} panels."
        )
    figure, grid = plt.subplots(rows, columns, figsize=(10, 6.4), sharey=True)
    places = list(grid.flat)
    for ax, kind in zip(places, kinds, strict=False):
        group = courses.select(counts=kind)
        plot_course(group, ax=ax)
        news, colour = ("good", "green") if group[0].good else ("bad", "red")
        ax.set_title(
            f"{kind.value.upper()} ({group[0].when_counted})\nhigh is {news} news",
            color=_TITLE_INKS[colour],
            fontsize=10,
        )
    for ax in places[len(kinds) :]:
        ax.axis("off")
    note = places[len(kinds)]
    how_to_read = sentence("recovery.how-to-read").fill(week=_EVEN_UNTIL_WEEK)
    words = textwrap.fill(how_to_read, _LETTERS_A_LINE)
    note.text(0, 0.95, words, va="top", transform=note.transAxes)
    for ax in grid[:, 0]:
        ax.set_ylabel("of 100 people")
    for index, ax in enumerate(places[: len(kinds)]):
        if index + columns >= len(kinds):
            ax.set_xlabel("weeks")
    return figure
