"""Where the needles of five injections go, as a sketch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.display import PALETTE, Picture, picture, styled
from sciatica_edu.display.axes import SCREEN_DPI, drawing_axes, new_axes
from sciatica_edu.nerve_block.tables import PROCEDURES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from sciatica_edu.evidence.course import Course

__all__ = ["needle_picture", "plot_needles"]

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
