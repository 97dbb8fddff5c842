"""Cross-sections: the nerve among its neighbours in the thigh, and the nerve itself to scale."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sciatica_edu.anatomy.branch_figures import FIBULAR, TIBIAL
from sciatica_edu.display import PALETTE, Picture, picture, styled
from sciatica_edu.display.axes import drawing_axes
from sciatica_edu.evidence.citing import cite

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from sciatica_edu.evidence.course import Course

__all__ = [
    "MUSCLE",
    "MUSCLE_EDGE",
    "cross_section_picture",
    "plot_nerve_section",
    "plot_thigh_relations",
]

MUSCLE = "#E7B9A8"
MUSCLE_EDGE = "#B07060"
_FIBULAR_WORDS = "#7A5200"
"""The fibular colour, dark enough to be read as text."""

# A scheme in units of the thigh's radius; x: lateral to the right, y: front up.
# Name; centre; width and height; degrees by which it is turned.
_MUSCLES = (
    ("adductor\nmagnus", (-0.3, -0.1), (0.86, 0.5), 12),
    ("biceps femoris,\nlong head", (0.2, -0.71), (0.78, 0.36), 10),
    ("semi-\ntendinosus", (-0.41, -0.74), (0.44, 0.3), -14),
    ("semi-\nmembranosus", (-0.67, -0.42), (0.52, 0.42), -52),
    ("biceps,\nshort head", (0.6, -0.28), (0.44, 0.34), -20),
    ("quadriceps", (0.1, 0.66), (1.2, 0.46), 0),
)
_NERVE = (0.13, -0.41)

_TIBIAL_SHARE, _FIBULAR_SHARE = 0.6, 0.32
"""Shares of the outline's width given to the two parts of the drawing; a scheme, not measured."""


def plot_thigh_relations(*, ax: Axes | None = None) -> Axes:
    """Draw the neighbours of the nerve in the middle of the thigh; a scheme, not to scale.

    Parameters
    ----------
    ax
        Axes to draw on; new ones when None.

    Notes
    -----
    The neighbours are those of fact ANA-COURSE-03. Lateral is on the right and the front is
    up, so a right thigh is looked at from above.
    """
    ax = drawing_axes(ax, width_in=6, height_in=4)
    from matplotlib.patches import Circle, Ellipse

    ax.add_patch(Circle((0, 0), 1.0, facecolor="#F7E9DC", edgecolor="#C9A98C", lw=1.5))
    for name, centre, (width, height), turn in _MUSCLES:
        ax.add_patch(
            Ellipse(centre, width, height, angle=turn, facecolor=MUSCLE, edgecolor=MUSCLE_EDGE)
        )
        ax.text(*centre, name, ha="center", va="center", fontsize=8, linespacing=1.1)
    ax.add_patch(Circle((0.08, 0.2), 0.17, facecolor="#F5F0E1", edgecolor="#8C7B5E", lw=1.5))
    ax.text(0.08, 0.2, "femur", ha="center", va="center", fontsize=8)
    nerve = Ellipse(_NERVE, 0.2, 0.11, fc=PALETTE["yellow"], ec=PALETTE["ink"], lw=1.4, zorder=4)
    ax.add_patch(nerve)
    line = {"arrowstyle": "-", "color": PALETTE["ink"], "shrinkB": 0}
    ax.annotate(
        "sciatic\nnerve", _NERVE, (1.06, -0.72), weight="bold", va="center", arrowprops=line
    )
    for words, (x, y), turn in (
        ("medial", (-1.1, 0), 90),
        ("lateral", (1.1, 0), 90),
        ("front", (0, 1.1), 0),
        ("back", (0, -1.1), 0),
    ):
        ax.text(x, y, words, rotation=turn, va="center", ha="center", fontsize=9)
    _bare(ax, (-1.25, 1.5), (-1.2, 1.2))
    return ax


def plot_nerve_section(course: Course, *, ax: Axes | None = None) -> Axes:
    """Draw the nerve's cross-section to scale, in mm: outline, and fascicles of both parts.

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

    Notes
    -----
    The outline is an ellipse of the cross-sectional area of fact ANA-SIZE-02 (mid-thigh)
    and the thickness of ANA-SIZE-04; fascicle numbers and total areas are those of
    ANA-FASC-02. Different people, different methods: the figure shows proportions.
    Positions of single fascicles are drawn evenly, not measured.
    """
    ax = drawing_axes(ax, width_in=6, height_in=4)
    from matplotlib.patches import Ellipse

    area_mm2 = course.fact("ANA-SIZE-02").number("csa_mid_gluteal_to_popliteal")
    thick_mm = course.fact("ANA-SIZE-04").number("ap_diameter_mri")
    wide_mm = 4 * area_mm2 / (math.pi * thick_mm)
    size = (wide_mm, thick_mm)
    ax.add_patch(Ellipse((0, 0), *size, facecolor="#FBF6E3", edgecolor=PALETTE["ink"], lw=1.5))
    reach = (_TIBIAL_SHARE * wide_mm / 2 * 0.84, thick_mm / 2 * 0.8)
    _fascicles(ax, course, "tibial", centre_mm=-0.17 * wide_mm, reach_mm=reach, colour=TIBIAL)
    reach = (_FIBULAR_SHARE * wide_mm / 2 * 0.84, thick_mm / 2 * 0.66)
    _fascicles(
        ax, course, "common_fibular", centre_mm=0.3 * wide_mm, reach_mm=reach, colour=FIBULAR
    )
    septum = 0.135 * wide_mm
    ax.plot([septum, septum], [-thick_mm * 0.46, thick_mm * 0.46], color="#9A8A5A", lw=2)
    bottom, top = -thick_mm / 2 - 0.9, thick_mm / 2 + 0.35
    ax.plot([-2.5, 2.5], [bottom, bottom], color=PALETTE["ink"], lw=2)
    ax.text(0, bottom - 0.15, "5 mm", ha="center", va="top", fontsize=9)
    parts = (
        ("tibial part (medial)", -0.2, TIBIAL),
        ("fibular part (lateral)", 0.36, _FIBULAR_WORDS),
    )
    for words, at, colour in parts:
        ax.text(at * wide_mm, top, words, ha="center", color=colour, fontsize=9, weight="bold")
    _bare(ax, (-wide_mm * 0.62, wide_mm * 0.68), (bottom - 1.0, top + 0.9))
    return ax


def cross_section_picture(course: Course) -> Picture:
    """Return both cross-sections side by side as a picture with alt text."""
    with styled():
        import matplotlib.pyplot as plt

        figure, (left, right) = plt.subplots(1, 2, figsize=(10.5, 4.6), width_ratios=(1.08, 1))
        plot_thigh_relations(ax=left)
        left.set_title("Right thigh, seen from above: a scheme")
        plot_nerve_section(course, ax=right)
        right.set_title("The nerve itself, to scale")
    tibial = round(course.fact("ANA-FASC-02").number("tibial_fascicles"))
    fibular = round(course.fact("ANA-FASC-02").number("common_fibular_fascicles"))
    alt = (
        "Two cross-sections at mid-thigh. Left, a scheme: the nerve lies behind adductor magnus, in "
        "front of the long head of biceps femoris and lateral to semitendinosus and "
        f"semimembranosus. Right, the nerve to scale: a flat oval with about {tibial} tibial fascicles "
        f"on the medial side and about {fibular} fibular fascicles on the lateral side, with a septum "
        "between them and connective tissue filling most of the space."
    )
    facts = ["ANA-COURSE-03", "ANA-SIZE-02", "ANA-SIZE-04", "ANA-FASC-02", "ANA-FASC-03"]
    return picture(
        figure,
        alt=alt,
        caption="Mid-thigh. Sizes and fascicle numbers come from different people and methods; single "
        f"fascicles are placed evenly. Source: {cite(course, facts, full=True)}.",
    )


def _fascicles(
    ax: Axes,
    course: Course,
    part: str,
    *,
    centre_mm: float,
    reach_mm: tuple[float, float],
    colour: str,
) -> None:
    """Draw the fascicles of one part, all of the same size, with their published total area."""
    from matplotlib.patches import Circle

    count = round(course.fact("ANA-FASC-02").number(f"{part}_fascicles"))
    total_mm2 = course.fact("ANA-FASC-02").number(f"{part}_fascicular_area")
    radius_mm = math.sqrt(total_mm2 / count / math.pi)
    for x, y in _spread(count):
        at_mm = (centre_mm + x * reach_mm[0], y * reach_mm[1])
        ax.add_patch(Circle(at_mm, radius_mm, color=colour))


def _spread(count: int) -> list[tuple[float, float]]:
    """Return points spread evenly over the unit disc (sunflower pattern)."""
    golden = math.pi * (3 - math.sqrt(5))
    found = []
    for index in range(count):
        radius = math.sqrt((index + 0.5) / count)
        found.append((radius * math.cos(index * golden), radius * math.sin(index * golden)))
    return found


def _bare(ax: Axes, x: tuple[float, float], y: tuple[float, float]) -> None:
    ax.set_xlim(x)
    ax.set_ylim(y)
    ax.set_aspect("equal")
    ax.axis("off")
