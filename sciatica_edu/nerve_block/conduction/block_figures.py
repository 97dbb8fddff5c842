"""Figures of needles and timing.

Conduction is in `figures.py`, plasma and doses in `dose_figures.py`, rules and risks in `risk_figures.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.display import PALETTE, Picture, picture, styled
from sciatica_edu.display.axes import SCREEN_DPI, axes_grid, drawing_axes, new_axes
from sciatica_edu.nerve_block.conduction.parameters import load_kinetics_parameters
from sciatica_edu.nerve_block.tables import PROCEDURES
from sciatica_edu.nerve_block.topic import drugs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.evidence.tables.drugs import Anaesthetic

__all__ = [
    "needle_picture",
    "plot_needles",
    "plot_timing",
    "timing_picture",
]

# Where each needle points on the sketch (x, y), in the sketch's own units.
_NEEDLES = {
    "caudal_interlaminar_esi": ((0.9, 8.3), (2.2, 8.45)),
    "snrb_transforaminal_esi": ((5.2, 8.7), (3.35, 8.2)),
    "piriformis_injection": ((6.9, 6.75), (5.35, 6.15)),
    "pnb_proximal_sciatic": ((7.4, 4.9), (5.75, 4.75)),
    "pnb_popliteal": ((7.4, 2.3), (5.75, 2.45)),
}


def plot_needles(course: Course, *, ax: Axes | None = None) -> Axes:
    """Draw, seen from behind, where each of the five needles goes.

    Parameters
    ----------
    course
        The content.
    ax
        Axes to draw on; new ones when None.
    """
    ax = drawing_axes(ax)
    _draw_spine(ax)
    _draw_nerve(ax)
    _draw_names(ax)
    for place, (key, (grip, tip)) in enumerate(_NEEDLES.items(), start=1):
        _needle(ax, course, key, grip=grip, tip=tip, place=place)
    ax.set_xlim(-0.6, 13.6)
    ax.set_ylim(0.4, 10.3)
    ax.axis("off")
    return ax


def _draw_spine(ax: Axes) -> None:
    """Draw five vertebrae and the canal behind them."""
    from matplotlib.patches import FancyBboxPatch

    for level in range(5):
        ax.add_patch(
            FancyBboxPatch(
                (1.75, 9.3 - 0.62 * level),
                1.5,
                0.3,
                boxstyle="round,pad=0.08",
                facecolor="#F3E9DC",
                edgecolor="#B8A58C",
            )
        )
    ax.plot([2.35, 2.35, 2.65, 2.65], [10, 6.5, 6.5, 10], color="#7FA8C9", lw=1.2)
    ax.fill_between([2.35, 2.65], 6.5, 10, color="#D9E8F3", zorder=1.5)


def _draw_nerve(ax: Axes) -> None:
    """Draw three roots, the sciatic nerve, its two branches, and the muscle it passes under."""
    from matplotlib.patches import Ellipse

    nerve = np.array([[3.9, 7.2], [4.6, 6.4], [5.3, 5.7], [5.7, 4.8], [5.75, 3.6], [5.7, 2.6]])
    for start in ((2.5, 8.8), (2.5, 8.1), (2.5, 7.4)):
        ax.plot(
            [start[0], 3.3, 3.9], [start[1], start[1] - 0.5, 7.2], color=PALETTE["yellow"], lw=5
        )
    ax.plot(*nerve.T, color=PALETTE["yellow"], lw=9, solid_capstyle="round")
    ax.plot([5.7, 5.3, 5.2], [2.6, 1.8, 0.7], color=PALETTE["yellow"], lw=6)
    ax.plot([5.7, 6.1, 6.3], [2.6, 1.8, 0.7], color=PALETTE["yellow"], lw=5)
    ax.add_patch(
        Ellipse(
            (5.0, 6.25), 2.6, 0.55, angle=-25, facecolor="#E7B9A8", edgecolor="#B07060", alpha=0.85
        )
    )


def _draw_names(ax: Axes) -> None:
    places = (
        (1.0, 9.6, "spine"),
        (0.25, 6.4, "buttock"),
        (0.25, 4.4, "thigh"),
        (0.25, 2.4, "knee"),
    )
    for x, y, name in places:
        ax.text(x, y, name, color=PALETTE["grey"], fontsize=9, ha="center")
    ax.text(4.35, 5.35, "piriformis", fontsize=8, color="#8A4A38", rotation=-20, ha="center")
    ax.text(5.2, 3.55, "sciatic\nnerve", fontsize=8, ha="right", va="center")


def _needle(
    ax: Axes,
    course: Course,
    key: str,
    *,
    grip: tuple[float, float],
    tip: tuple[float, float],
    place: int,
) -> None:
    row = course[PROCEDURES][key]
    root = row.reaches_nerve_root
    colour = PALETTE["red"] if root else PALETTE["blue"]
    ax.annotate(
        "", tip, grip, arrowprops={"arrowstyle": "-|>", "color": colour, "lw": 2.2}, zorder=6
    )
    ax.text(
        *grip,
        str(place),
        ha="center",
        va="center",
        color="white",
        weight="bold",
        bbox={"boxstyle": "circle,pad=0.3", "facecolor": colour, "edgecolor": "white"},
        zorder=7,
    )
    reach = "reaches the root" if root else "does not reach the root"
    ax.text(
        8.0,
        10.5 - 1.9 * place,
        f"{place}  {row.plain_name}\n    {reach}",
        fontsize=10,
        va="center",
        color=colour,
        weight="bold",
        linespacing=1.4,
    )


def needle_picture(course: Course) -> Picture:
    """Return the sketch of the five injections."""
    with styled():
        figure, ax = new_axes(8.6, 6.0)
        plot_needles(course, ax=ax)
        ax.set_title("Five injections, one word: “the blockade”")
    told = "; ".join(
        f"{place}, {course[PROCEDURES][key].plain_name}: {course[PROCEDURES][key].target.text}"
        for place, key in enumerate(_NEEDLES, start=1)
    )
    return picture(
        figure,
        dpi=SCREEN_DPI,
        alt=(
            f"Sketch from behind of spine, buttock, thigh and knee with the sciatic nerve. {told} Only the "
            "first two, near the spine, reach a nerve root."
        ),
        caption="A sketch, not to scale. Source: this course's own drawing; targets as in the table below.",
    )


def plot_timing(drugs: Sequence[Anaesthetic], *, quantity: str, ax: Axes | None = None) -> Axes:
    """Draw onset or duration by drug: usual ranges (not checked) and what was measured.

    Parameters
    ----------
    drugs
        The local anaesthetics.
    quantity
        ``"onset"`` (min) or ``"duration"`` (h).
    ax
        Axes to draw on; new ones when None.
    """
    ax = drawing_axes(ax)
    names = [drug.drug for drug in drugs]
    for row, drug in enumerate(drugs):
        low, high = drug.onset_min if quantity == "onset" else drug.duration_h
        ax.barh(
            row, high - low, left=low, height=0.5, color=PALETTE["pale"], hatch="///", ec="#AAAAAA"
        )
    for seen in load_kinetics_parameters().observations.values():
        if seen.quantity != quantity or seen.drug not in names:
            continue
        height = names.index(seen.drug) + (0.18 if "popliteal" in seen.site else -0.18)
        ax.plot([seen.low, seen.high], [height, height], color=PALETTE["blue"], lw=2)
        ax.plot(seen.value, height, "o", color=PALETTE["blue"], ms=7)
    ax.set_yticks(range(len(names)), names)
    ax.invert_yaxis()
    ax.set_xlim(left=0)
    unit = "minutes to onset" if quantity == "onset" else "hours of block"
    ax.set_xlabel(unit)
    return ax


def timing_picture(course: Course) -> Picture:
    """Return onset and duration by drug, measured beside commonly quoted."""
    drugs = list(drugs_of(course).values())
    with styled():
        figure, ((left, right),) = axes_grid(1, 2, 9.6, 4.0)
        plot_timing(drugs, quantity="onset", ax=left)
        plot_timing(drugs, quantity="duration", ax=right)
        left.set_title("Onset")
        right.set_title("Duration")
        right.set_yticklabels([])
    seen = load_kinetics_parameters().observations
    told = "; ".join(
        f"{item.drug} {item.quantity} {item.value:g} {item.unit} ({item.low:.3g} to {item.high:.3g}), {item.site}"
        for item in seen.values()
        if item.quantity in {"onset", "duration"}
    )
    return picture(
        figure,
        dpi=SCREEN_DPI,
        alt=f"Two bar charts of onset and duration by drug. Measured: {told}. No measured value for the other drugs.",
        caption=(
            "Blue: measured after sciatic blocks (PMC4279346, median and quartiles; Taboada et al. 2003, mean and "
            "standard deviation). Hatched: as usually quoted, not checked against a source. "
            + " ".join(drug.danger.text for drug in drugs if drug.danger)
        ),
    )
