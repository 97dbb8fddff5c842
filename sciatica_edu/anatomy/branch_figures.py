"""The tree of branches: what each moves and feels."""

from __future__ import annotations

import textwrap
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.anatomy.nerve import innervation_of
from sciatica_edu.body.tables import BRANCHES, MUSCLES, SKIN_TERRITORIES
from sciatica_edu.display import PALETTE, Picture, picture, styled
from sciatica_edu.display.axes import drawing_axes, figure_of
from sciatica_edu.evidence.citing import cite

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes

    from sciatica_edu.anatomy.nerve import Innervation
    from sciatica_edu.evidence.course import Course

__all__ = ["FIBULAR", "TIBIAL", "branches_picture", "plot_branches"]

TIBIAL = PALETTE["blue"]
"""Colour of the tibial part in all figures of the lesson."""
FIBULAR = PALETTE["orange"]
"""Colour of the common fibular part."""

_TRUNK = "sciatic"
_ROWS: Mapping[str, str] = MappingProxyType(
    {
        "tibial-division": TIBIAL,
        "tibial": TIBIAL,
        "medial-calcaneal": TIBIAL,
        "medial-plantar": TIBIAL,
        "lateral-plantar": TIBIAL,
        "sural": PALETTE["grey"],
        "common-fibular-division": FIBULAR,
        "common-fibular": FIBULAR,
        "superficial-fibular": FIBULAR,
        "deep-fibular": FIBULAR,
    }
)
"""Branches from top to bottom, with their colours; each has a row of its own."""
_TRUNK_ROW = 4.0
_TEXT_AT = 3.3
"""Where the words begin, right of the deepest branch; one unit is one branching."""
_WORDS_A_LINE = 88


def plot_branches(course: Course, *, ax: Axes | None = None) -> Axes:
    """Draw the tree of branches with the muscles and the skin of each.

    Parameters
    ----------
    course
        The content.
    ax
        Axes to draw on; new ones when None.
    """
    ax = drawing_axes(ax, width_in=11, height_in=8.2)
    tables = innervation_of(course)
    places = {name: (_depth(course, name), -float(row)) for row, name in enumerate(_ROWS)}
    places[_TRUNK] = (0.0, -_TRUNK_ROW)
    for name, colour in _ROWS.items():
        branch = course[BRANCHES][name]
        for source in (branch.parent, branch.also_from):
            if source is not None:
                style = "--" if source == branch.also_from else "-"
                ax.plot(*_bend(places[source], places[name]), style, color=colour, lw=2.2)
    ax.plot(*places[_TRUNK], "o", color=PALETTE["ink"], ms=11, zorder=5)
    trunk = "sciatic\nnerve\nL4–S3"
    ax.text(-0.12, -_TRUNK_ROW, trunk, ha="right", va="center", weight="bold")
    for name, colour in _ROWS.items():
        x, y = places[name]
        ax.plot([x, _TEXT_AT - 0.06], [y, y], ":", color=PALETTE["grey"], lw=0.9, zorder=0)
        ax.plot(x, y, "o", color=colour, ms=8, zorder=5)
        ax.text(_TEXT_AT, y + 0.03, course[BRANCHES][name].name, weight="bold", va="bottom")
        words = _supplies(course, tables, name)
        ax.text(_TEXT_AT, y - 0.03, words, va="top", fontsize=8.2, color=PALETTE["ink"])
    ax.set_xlim(-0.75, 8.7)
    ax.set_ylim(0.75 - len(_ROWS), 0.45)
    ax.axis("off")
    return ax


def branches_picture(course: Course) -> Picture:
    """Return the tree of branches as a picture with alt text."""
    with styled():
        ax = plot_branches(course)
        ax.set_title("What each branch of the sciatic nerve moves and feels")
        tables = innervation_of(course)
        alt = (
            "Tree of the sciatic nerve. Its tibial part "
            f"({len(tables.muscles_of('tibial-division'))} entries of the muscle table) supplies the "
            "hamstrings but for the short head of biceps, the calf and the sole; its common fibular "
            f"part ({len(tables.muscles_of('common-fibular-division'))} entries) supplies the short head "
            "of biceps, and the front and outer side of the leg. The sural nerve comes from both."
        )
        return picture(
            figure_of(ax),
            alt=alt,
            caption="Branches, muscles and skin. Source: muscle and skin tables of this course; "
            f"{cite(course, ['ANA-ROOT-02', 'ANA-MOT-02', 'ANA-SENS-03', 'ANA-SENS-04'], full=True)}.",
        )


def _depth(course: Course, name: str) -> float:
    """Return how often the nerve has divided above this branch."""
    depth, branch = 0.0, course[BRANCHES][name]
    while branch.parent:
        depth, branch = depth + 1, course[BRANCHES][branch.parent]
    return depth


def _bend(start: tuple[float, float], end: tuple[float, float]) -> tuple[np.ndarray, np.ndarray]:
    """Return a quarter of an oval: it leaves along the trunk and arrives along the row."""
    turn = np.linspace(0, np.pi / 2, 40)
    x = end[0] - (end[0] - start[0]) * np.cos(turn)
    y = start[1] + (end[1] - start[1]) * np.sin(turn)
    return x, y


def _supplies(course: Course, tables: Innervation, name: str) -> str:
    """Return what the branch itself moves and feels, without those further down."""
    muscles = [course[MUSCLES][key].muscle for key in tables.muscles_of(name, below=False)]
    skin = [course[SKIN_TERRITORIES][key].area for key in tables.skin_of(name, below=False)]
    parts = (("moves", muscles), ("feels", skin))
    return "\n".join(
        textwrap.fill(f"{verb}: {'; '.join(things)}", _WORDS_A_LINE, subsequent_indent="   ")
        for verb, things in parts
        if things
    )
