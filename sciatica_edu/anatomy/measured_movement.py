"""How far nerve, roots and cord move: published measurements.

What the course's own skeleton computes is in `movement`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.display import PALETTE, Picture, picture, styled
from sciatica_edu.display.axes import drawing_axes, figure_of
from sciatica_edu.evidence.citing import cite

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from sciatica_edu.evidence.course import Course

__all__ = ["movement_picture", "plot_movement"]

_CADAVER = "cadaver"
_MEASURED = (
    # label, fact, name of the figure (mm)
    ("knee 90° to 0°, hip at 60°: nerve at the back of the thigh", "ANA-DYN-09", "excursion_hip60"),
    ("knee 90° to 0°, hip at 30°: nerve at the back of the thigh", "ANA-DYN-09", "excursion_hip30"),
    ("ankle and neck slider: nerve at mid-thigh", "ANA-DYN-11", "longitudinal_midthigh"),
    ("both legs raised to about 50°: end of the spinal cord", "ANA-DYN-01", "bilateral_conus_shift"),
    ("one leg raised to about 50°: end of the spinal cord", "ANA-DYN-01", "unilateral_conus_shift"),
    (f"one leg raised to 70°: S1 root in the canal ({_CADAVER})", "ANA-DYN-04", "S1"),
    (f"one leg raised to 70°: L5 root in the canal ({_CADAVER})", "ANA-DYN-04", "L5"),
    (f"one leg raised to 70°: L4 root in the canal ({_CADAVER})", "ANA-DYN-04", "L4"),
    (f"hip flexion 55°: sural nerve at the ankle ({_CADAVER})", "ANA-DYN-18", "sural_shift"),
)  # fmt: skip


def plot_movement(course: Course, *, ax: Axes | None = None) -> Axes:
    """Draw measured movements of nerve, roots and cord in mm, with one standard deviation.

    Parameters
    ----------
    course
        The content.
    ax
        Axes to draw on; new ones when None.

    Raises
    ------
    ContentError
        If a fact lacks one of the numbers.
    """
    ax = drawing_axes(ax, width_in=10, height_in=4.4)
    for index, (label, fact_id, name) in enumerate(_MEASURED):
        value_mm = course.fact(fact_id).number(name)
        sd_mm = course.fact(fact_id).figure(name).sd or 0
        colour = PALETTE["grey"] if _CADAVER in label else PALETTE["green"]
        ax.barh(-index, value_mm, color=colour, height=0.62)
        if sd_mm:
            ax.errorbar(value_mm, -index, xerr=sd_mm, color=PALETTE["ink"], capsize=3, lw=1.2)
        words = f" {value_mm:g} mm"
        ax.text(value_mm + sd_mm + 0.2, -index, words, va="center", fontsize=8.5)
    rows = [-index for index in range(len(_MEASURED))]
    ax.set_yticks(rows, [label for label, _, _ in _MEASURED], fontsize=8.5)
    ax.tick_params(axis="y", length=0)
    ax.margins(x=0.12)
    ax.set_xlim(left=0)
    ax.set_xlabel("movement along the nerve, mm (line: one standard deviation, where given)")
    return ax


def movement_picture(course: Course) -> Picture:
    """Return the measured movements as a picture with alt text."""
    with styled():
        ax = plot_movement(course)
        ax.set_title("How far nerve, roots and cord move: measured values")
    numbers = "; ".join(
        f"{label}, {course.fact(fact).number(name):g} mm" for label, fact, name in _MEASURED
    )
    facts = dict.fromkeys(fact for _, fact, _ in _MEASURED)
    return picture(
        figure_of(ax),
        alt=f"Bar chart of measured movements, largest in the thigh, smallest at the roots: {numbers}.",
        caption=f"Green: living people; grey: cadavers. Source: {cite(course, facts, full=True)}.",
    )
