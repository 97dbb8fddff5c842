"""How often a herniation has shrunk on a second scan, by its type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.display import PALETTE, picture, styled
from sciatica_edu.display.axes import drawing_axes, figure_of
from sciatica_edu.errors import ContentError
from sciatica_edu.evidence.citing import cite
from sciatica_edu.evidence.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes

    from sciatica_edu.display import Picture
    from sciatica_edu.evidence.course import Course

__all__ = ["plot_resorption", "resorption_picture"]

_OLDER_REVIEW, _NEWER_REVIEW = "SYM-NAT-04", "PR-14"
_HERNIA_TYPES = ("sequestration", "extrusion", "protrusion", "bulge")
"""Types of herniation, the loosest first; what each means stands in the sentences."""
_COLOURS = ("blue", "sky", "orange")


def plot_resorption(series: Mapping[str, Mapping[str, float]], *, ax: Axes | None = None) -> Axes:
    """Draw the percentage of herniations that shrank, by type, one bar a series.

    Where a series gives no number for a type, the place of its bar says so.

    Parameters
    ----------
    series
        Name to percentages by type; at most three series.
    ax
        Axes to draw on; new ones when None.

    Raises
    ------
    ContentError
        If there are more series than can be told apart.
    """
    if len(series) > len(_COLOURS):
        raise ContentError(
            f"{len(series)} series cannot be told apart; at most {len(_COLOURS)} are drawn."
        )
    ax = drawing_axes(ax, width_in=7.8, height_in=3.6)
    width = 0.8 / len(series)
    for index, (name, values) in enumerate(series.items()):
        places = {
            kind: row + (index - (len(series) - 1) / 2) * width
            for row, kind in enumerate(_HERNIA_TYPES)
        }
        given = {place: values[kind] for kind, place in places.items() if kind in values}
        colour = PALETTE[_COLOURS[index]]
        bars = ax.bar(list(given), list(given.values()), width * 0.92, label=name, color=colour)
        ax.bar_label(bars, fmt="%.0f", padding=2)
        for kind in set(_HERNIA_TYPES) - set(values):
            ax.text(places[kind], 2, "not\ngiven", ha="center", va="bottom", fontsize=8)
    meanings = [sentence(f"herniation.{kind}").text for kind in _HERNIA_TYPES]
    words = [f"{kind}\n({what})" for kind, what in zip(_HERNIA_TYPES, meanings, strict=True)]
    ax.set_xticks(range(len(words)), words, fontsize=9)
    ax.tick_params(axis="x", length=0)
    ax.set_ylabel("of 100 herniations")
    ax.set_xlim(-0.55, len(words) - 0.4)
    ax.set_ylim(0, 108)
    ax.legend(frameon=False, loc="upper right")
    return ax


def resorption_picture(course: Course) -> Picture:
    """Return how often herniations shrink on a second scan, by type.

    Raises
    ------
    ContentError
        If a fact has lost its figures by type.
    """
    series = {
        "smaller (review of 2015)": _by_type(course, _OLDER_REVIEW),
        "smaller (review of 2023)": _by_type(course, _NEWER_REVIEW),
        "gone (review of 2015)": _by_type(course, _OLDER_REVIEW, prefix="complete_"),
    }
    with styled():
        ax = plot_resorption(series)
    sentences = [
        f"{name}: " + ", ".join(f"{kind} {value:.0f}" for kind, value in values.items()) + "."
        for name, values in series.items()
    ]
    return picture(
        figure_of(ax),
        alt=" ".join([sentence("herniation.picture").text, *sentences]),
        caption=(
            f"{sentence('recovery.scan').text} Source: {cite(course, [_OLDER_REVIEW, _NEWER_REVIEW])}."
        ),
    )


def _by_type(course: Course, fact_id: str, *, prefix: str = "") -> dict[str, float]:
    """Return the percentages a fact gives by type; a type it does not name is left out."""
    fact = course.fact(fact_id)
    given = {figure.name for figure in fact.figures}
    found = {kind: fact.number(prefix + kind) for kind in _HERNIA_TYPES if prefix + kind in given}
    if not found:
        raise ContentError(f"fact {fact_id!r} has no figures by type of herniation.")
    return found
