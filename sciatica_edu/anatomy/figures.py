"""Figures of the anatomy lesson: branches, cross-section, piriformis variants, movement.

Each ``plot_…`` draws on Axes; each ``…_picture`` adds size, alt text, caption and source.
"""

from __future__ import annotations

import math
import textwrap
from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.anatomy.nerve import Innervation, roots_of
from sciatica_edu.anatomy.variants import VARIANTS, Prevalence, Variant, prevalences
from sciatica_edu.display import PALETTE, Picture, picture, styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sciatica_edu.content.course import Course

__all__ = [
    "branches_picture",
    "cross_section_picture",
    "movement_picture",
    "plot_branches",
    "plot_movement",
    "plot_nerve_section",
    "plot_prevalence",
    "plot_thigh_relations",
    "plot_variant",
    "variants_picture",
]

TIBIAL = PALETTE["blue"]
FIBULAR = PALETTE["orange"]
OTHER = PALETTE["grey"]
_MUSCLE = "#E7B9A8"
_MUSCLE_EDGE = "#B07060"


def innervation_of(course: Course) -> Innervation:
    """Return the linked tables of the course."""
    return Innervation(
        course.branches,
        course.muscles,
        course.skin_territories,
        course.dermatomes,
        course.root_signs,
    )


def plot_branches(course: Course, *, ax: Axes | None = None) -> Axes:
    """Draw the tree of branches with the muscles and the skin of each.

    Parameters
    ----------
    course
        The content.
    ax
        Axes to draw on; new ones when None.
    """
    ax = _axes(ax)
    tables = innervation_of(course)
    rows = [
        ("tibial-division", TIBIAL),
        ("tibial", TIBIAL),
        ("medial-calcaneal", TIBIAL),
        ("medial-plantar", TIBIAL),
        ("lateral-plantar", TIBIAL),
        ("sural", OTHER),
        ("common-fibular-division", FIBULAR),
        ("common-fibular", FIBULAR),
        ("superficial-fibular", FIBULAR),
        ("deep-fibular", FIBULAR),
    ]
    place = {name: (_depth(course, name), -float(index)) for index, (name, _) in enumerate(rows)}
    place["sciatic"] = (0.0, -4.0)
    for name, colour in rows:
        branch = course.branches[name]
        for source in (branch.parent, branch.also_from):
            if source is None:
                continue
            x0, y0 = place[source]
            x1, y1 = place[name]
            xs = np.linspace(0, 1, 40)
            bend = 3 * xs**2 - 2 * xs**3
            style = "--" if source == branch.also_from else "-"
            ax.plot(x0 + (x1 - x0) * xs, y0 + (y1 - y0) * bend, style, color=colour, lw=2.2)
    ax.plot(*place["sciatic"], "o", color=PALETTE["ink"], ms=11)
    ax.text(-0.08, -4.0, "sciatic\nnerve\nL4–S3", ha="right", va="center", weight="bold")
    ground = {"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.9}
    for name, colour in rows:
        x, y = place[name]
        ax.plot(x, y, "o", color=colour, ms=8, zorder=5)
        branch = course.branches[name]
        ax.text(
            x + 0.08,
            y + 0.02,
            branch.name,
            weight="bold",
            color=PALETTE["ink"],
            va="bottom",
            fontsize=9,
            bbox=ground,
        )
        muscles = "; ".join(
            course.muscles[key].muscle for key in tables.muscles_of(name, below=False)
        )
        skin = "; ".join(
            course.skin_territories[key].area for key in tables.skin_of(name, below=False)
        )
        text = "\n".join(
            part for part in (_wrapped("moves", muscles), _wrapped("feels", skin)) if part
        )
        ax.text(
            x + 0.08,
            y - 0.03,
            text,
            va="top",
            fontsize=7,
            color="#444444",
            linespacing=1.05,
            bbox=ground,
        )
    ax.set_xlim(-0.75, 6.2)
    ax.set_ylim(-9.9, 0.6)
    ax.axis("off")
    return ax


def branches_picture(course: Course) -> Picture:
    """Return the tree of branches as a picture with alt text."""
    with styled():
        figure, ax = _new(11, 8.6)
        plot_branches(course, ax=ax)
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
            figure,
            alt=alt,
            caption="Branches, muscles and skin. Source: muscle and skin tables of this course; "
            f"{course.source_of(['ANA-ROOT-02', 'ANA-MOT-02', 'ANA-SENS-03', 'ANA-SENS-04'])}.",
        )


def plot_thigh_relations(*, ax: Axes | None = None) -> Axes:
    """Draw the neighbours of the nerve in the middle of the thigh; a scheme, not to scale."""
    ax = _axes(ax)
    from matplotlib.patches import Circle, Ellipse

    ax.add_patch(Circle((0, 0), 1.0, facecolor="#F7E9DC", edgecolor="#C9A98C", lw=1.5))
    ax.add_patch(Circle((0.08, 0.18), 0.17, facecolor="#F5F0E1", edgecolor="#8C7B5E", lw=1.5))
    ax.text(0.08, 0.18, "femur", ha="center", va="center", fontsize=8)
    # x: lateral to the right; y: front up.
    muscles = [
        ("adductor\nmagnus", (-0.42, -0.16), (0.62, 0.5), 20),
        ("biceps femoris,\nlong head", (0.22, -0.68), (0.62, 0.34), 14),
        ("semi-\ntendinosus", (-0.36, -0.74), (0.36, 0.26), -10),
        ("semi-\nmembranosus", (-0.68, -0.44), (0.3, 0.38), 20),
        ("biceps,\nshort head", (0.62, -0.26), (0.34, 0.32), -20),
        ("quadriceps", (0.1, 0.66), (1.25, 0.46), 0),
    ]
    for name, centre, (width, height), angle in muscles:
        ax.add_patch(
            Ellipse(centre, width, height, angle=angle, facecolor=_MUSCLE, edgecolor=_MUSCLE_EDGE)
        )
        ax.text(*centre, name, ha="center", va="center", fontsize=6.6)
    ax.add_patch(
        Ellipse(
            (0.13, -0.37),
            0.2,
            0.11,
            facecolor=PALETTE["yellow"],
            edgecolor=PALETTE["ink"],
            lw=1.4,
            zorder=4,
        )
    )
    ax.annotate(
        "sciatic nerve",
        (0.13, -0.37),
        (0.62, -1.12),
        fontsize=9,
        weight="bold",
        arrowprops={"arrowstyle": "-", "color": PALETTE["ink"]},
    )
    ax.text(-1.12, 0, "medial", rotation=90, va="center", ha="center", fontsize=8)
    ax.text(1.12, 0, "lateral", rotation=90, va="center", ha="center", fontsize=8)
    ax.text(0, 1.08, "front", ha="center", fontsize=8)
    ax.text(-0.35, -1.13, "back", ha="center", fontsize=8)
    ax.set_xlim(-1.25, 1.25)
    ax.set_ylim(-1.25, 1.2)
    ax.set_aspect("equal")
    ax.axis("off")
    return ax


def plot_nerve_section(course: Course, *, ax: Axes | None = None) -> Axes:
    """Draw the nerve's cross-section to scale: outline, and fascicles of both parts.

    The outline is an ellipse of the cross-sectional area of fact ANA-SIZE-02 (mid-thigh)
    and the thickness of ANA-SIZE-04; fascicle numbers and total areas are those of
    ANA-FASC-02. Different people, different methods: the figure shows proportions.
    Positions of single fascicles are drawn evenly, not measured.
    """
    ax = _axes(ax)
    from matplotlib.patches import Circle, Ellipse

    area_mm2 = _value(course, "ANA-SIZE-02", "csa_mid_gluteal_to_popliteal")
    thickness_mm = _value(course, "ANA-SIZE-04", "ap_diameter_mri")
    width_mm = 4 * area_mm2 / (math.pi * thickness_mm)
    ax.add_patch(
        Ellipse(
            (0, 0), width_mm, thickness_mm, facecolor="#FBF6E3", edgecolor=PALETTE["ink"], lw=1.5
        )
    )
    parts = [
        (TIBIAL, "tibial_fascicles", "tibial_fascicular_area", -0.17, 0.6),
        (FIBULAR, "common_fibular_fascicles", "common_fibular_fascicular_area", 0.30, 0.32),
    ]
    for colour, number, area, centre, share in parts:
        count = round(_value(course, "ANA-FASC-02", number))
        radius = math.sqrt(_value(course, "ANA-FASC-02", area) / count / math.pi)
        half = (width_mm * share / 2 * 0.84, thickness_mm / 2 * (0.8 if share > 0.5 else 0.66))
        for x, y in _spread(count):
            ax.add_patch(
                Circle((centre * width_mm + x * half[0], y * half[1]), radius, color=colour)
            )
    septum = 0.135 * width_mm
    ax.plot([septum, septum], [-thickness_mm * 0.46, thickness_mm * 0.46], color="#9A8A5A", lw=2)
    bottom = -thickness_mm / 2 - 0.9
    ax.plot([-2.5, 2.5], [bottom, bottom], color=PALETTE["ink"], lw=2)
    ax.text(0, bottom - 0.15, "5 mm", ha="center", va="top", fontsize=8)
    top = thickness_mm / 2 + 0.35
    ax.text(
        -0.2 * width_mm,
        top,
        "tibial part (medial)",
        ha="center",
        color=TIBIAL,
        fontsize=9,
        weight="bold",
    )
    ax.text(
        0.36 * width_mm,
        top,
        "fibular part (lateral)",
        ha="center",
        color="#9A6A00",
        fontsize=9,
        weight="bold",
    )
    ax.set_xlim(-width_mm * 0.62, width_mm * 0.68)
    ax.set_ylim(bottom - 1.0, top + 0.9)
    ax.set_aspect("equal")
    ax.axis("off")
    return ax


def cross_section_picture(course: Course) -> Picture:
    """Return both cross-sections side by side as a picture with alt text."""
    with styled():
        import matplotlib.pyplot as plt

        figure, (left, right) = plt.subplots(1, 2, figsize=(10.5, 4.6))
        plot_thigh_relations(ax=left)
        left.set_title("Right thigh, seen from below: a scheme")
        plot_nerve_section(course, ax=right)
        right.set_title("The nerve itself, to scale")
        tibial = round(_value(course, "ANA-FASC-02", "tibial_fascicles"))
        fibular = round(_value(course, "ANA-FASC-02", "common_fibular_fascicles"))
        alt = (
            "Two cross-sections at mid-thigh. Left, a scheme: the nerve lies behind adductor magnus, in "
            "front of the long head of biceps femoris and lateral to semitendinosus and "
            f"semimembranosus. Right, the nerve to scale: a flat oval with about {tibial} tibial fascicles "
            f"on the medial side and about {fibular} fibular fascicles on the lateral side, with a septum "
            "between them and connective tissue filling most of the space."
        )
        return picture(
            figure,
            alt=alt,
            caption="Mid-thigh. Sizes and fascicle numbers come from different people and methods; single "
            "fascicles are placed evenly. Source: "
            f"{course.source_of(['ANA-COURSE-03', 'ANA-SIZE-02', 'ANA-SIZE-04', 'ANA-FASC-02', 'ANA-FASC-03'])}.",
        )


def plot_variant(variant: Variant, *, ax: Axes | None = None, highlight: bool = False) -> Axes:
    """Draw piriformis and the two parts of the nerve for one variant, seen from behind, right side."""
    ax = _axes(ax)
    from matplotlib.patches import Polygon

    belly = np.array([(0.02, 0.84), (0.97, 0.52), (0.97, 0.42), (0.02, 0.44)])
    for low, high in ((0.5, 1.0), (0.0, 0.5)):  # two slips, so that a nerve can pass between them
        edge_low = belly[3] + (belly[0] - belly[3]) * low
        edge_high = belly[3] + (belly[0] - belly[3]) * high
        tip_low = belly[2] + (belly[1] - belly[2]) * low
        tip_high = belly[2] + (belly[1] - belly[2]) * high
        z = 5 if low else 3  # a nerve that pierces comes out over the lower slip
        ax.add_patch(
            Polygon(
                [edge_low, edge_high, tip_high, tip_low],
                facecolor=_MUSCLE,
                edgecolor=_MUSCLE_EDGE,
                zorder=z,
            )
        )
    heights = {"above": 6, "through": 4, "below": 2}
    for part, colour, shift in (
        (variant.tibial, TIBIAL, -0.035),
        (variant.fibular, FIBULAR, 0.035),
    ):
        start = (0.1, 0.62)
        knot = {"above": (0.34, 0.8), "through": (0.42, 0.56), "below": (0.4, 0.36)}[part]
        xs, ys = _curve([start, knot, (0.5, 0.3), (0.5, 0.02)], shift)
        ax.plot(xs, ys, color=colour, lw=5, solid_capstyle="round", zorder=heights[part])
    ax.set_title(
        textwrap.fill(f"{variant.letter}: {variant.definition}", 24), fontsize=8, loc="center"
    )
    ax.text(0.02, 0.88, "sacrum", fontsize=6.5, color="#6B5B4B")
    ax.text(0.98, 0.56, "trochanter", fontsize=6.5, color="#6B5B4B", ha="right")
    ax.set_xlim(0, 1)
    ax.set_ylim(0, 0.95)
    ax.set_xticks([])
    ax.set_yticks([])
    for spine in ax.spines.values():
        spine.set_visible(True)
        spine.set_color(PALETTE["ink"] if highlight else PALETTE["pale"])
        spine.set_linewidth(2.2 if highlight else 1)
    return ax


def plot_prevalence(rows: Sequence[Prevalence], *, ax: Axes | None = None) -> Axes:
    """Draw prevalence with 95 % confidence intervals where the source gives one."""
    ax = _axes(ax)
    for index, row in enumerate(rows):
        y = -index
        if row.ci95_percent:
            ax.plot(row.ci95_percent, [y, y], color=PALETTE["ink"], lw=1.6)
        filled = row.ci95_percent is not None
        ax.plot(
            row.percent,
            y,
            "o",
            ms=7,
            color=PALETTE["blue"],
            markerfacecolor=PALETTE["blue"] if filled else "white",
        )
        name = row.letter if row.letter == "any variant" else f"type {row.letter}"
        ax.text(-3, y, f"{name}: {row.population}", ha="right", va="center", fontsize=8)
        ax.text(101, y, f"{row.percent:.1f} %", va="center", fontsize=8)
    ax.set_xlim(0, 100)
    ax.set_ylim(-len(rows) + 0.4, 0.6)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.set_xlabel("percent of limbs (line: 95 % confidence interval; hollow: none given)")
    return ax


def variants_picture(course: Course, letter: str = "A") -> Picture:
    """Return the six variants and their prevalence; the chosen one is framed."""
    with styled():
        import matplotlib.pyplot as plt

        figure = plt.figure(figsize=(10.5, 6.0))
        upper = figure.add_subfigure(figure.add_gridspec(2, 1, height_ratios=[1, 1.05])[0])
        lower = figure.add_subfigure(figure.add_gridspec(2, 1, height_ratios=[1, 1.05])[1])
        for ax, (name, kind) in zip(upper.subplots(1, 6), VARIANTS.items(), strict=True):
            plot_variant(kind, ax=ax, highlight=name == letter)
        wide = lower.subplots()
        rows = prevalences(course)
        plot_prevalence(rows, ax=wide)
        chosen = VARIANTS[letter]
        numbers = "; ".join(
            f"{row.letter} in {row.population} {row.percent:g} percent" for row in rows
        )
        alt = (
            "Six relations of the sciatic nerve to piriformis, types A to F. "
            + " ".join(f"{kind.letter}: {kind.definition}." for kind in VARIANTS.values())
            + f" Type {chosen.letter} is framed. Below, how often they were found: {numbers}."
        )
        return picture(
            figure,
            alt=alt,
            caption="Right buttock from behind; blue tibial, orange fibular part. A variant is as common in "
            "cadavers as in people operated for piriformis syndrome. Source: "
            f"{course.source_of(['ANA-PIR-01', 'ANA-PIR-02', 'ANA-PIR-03', 'ANA-PIR-04', 'ANA-PIR-06'])}.",
        )


_MOVEMENTS = (
    # label, fact, figure name
    ("knee 90° to 0°, hip at 60°: nerve at the back of the thigh", "ANA-DYN-09", "excursion_hip60"),
    ("knee 90° to 0°, hip at 30°: nerve at the back of the thigh", "ANA-DYN-09", "excursion_hip30"),
    ("ankle and neck slider: nerve at mid-thigh", "ANA-DYN-11", "longitudinal_midthigh"),
    (
        "both legs raised to about 50°: end of the spinal cord",
        "ANA-DYN-01",
        "bilateral_conus_shift",
    ),
    ("one leg raised to about 50°: end of the spinal cord", "ANA-DYN-01", "unilateral_conus_shift"),
    ("one leg raised to 70°: S1 root in the canal (cadaver)", "ANA-DYN-04", "S1"),
    ("one leg raised to 70°: L5 root in the canal (cadaver)", "ANA-DYN-04", "L5"),
    ("one leg raised to 70°: L4 root in the canal (cadaver)", "ANA-DYN-04", "L4"),
    ("hip flexion 55°: sural nerve at the ankle (cadaver)", "ANA-DYN-18", "sural_shift"),
)


def plot_movement(course: Course, *, ax: Axes | None = None) -> Axes:
    """Draw measured movements of nerve, roots and cord in mm, with one standard deviation."""
    ax = _axes(ax)
    for index, (label, fact_id, name) in enumerate(_MOVEMENTS):
        figure = next(item for item in course.fact(fact_id).figures if item.name == name)
        value = _value(course, fact_id, name)
        colour = PALETTE["grey"] if "cadaver" in label else PALETTE["green"]
        ax.barh(-index, value, color=colour, height=0.62)
        if figure.sd:
            ax.errorbar(value, -index, xerr=figure.sd, color=PALETTE["ink"], capsize=3, lw=1.2)
        ax.text(value + (figure.sd or 0) + 0.3, -index, f"{value:g} mm", va="center", fontsize=8)
    ax.set_yticks(
        [-index for index in range(len(_MOVEMENTS))], [row[0] for row in _MOVEMENTS], fontsize=8
    )
    ax.set_xlim(0, 19)
    ax.set_xlabel("movement along the nerve, mm (line: one standard deviation, where given)")
    return ax


def movement_picture(course: Course) -> Picture:
    """Return the measured movements as a picture with alt text."""
    with styled():
        figure, ax = _new(10, 4.4)
        plot_movement(course, ax=ax)
        ax.set_title("How far nerve, roots and cord move: measured values")
        numbers = "; ".join(
            f"{label}, {_value(course, fact, name):g} mm" for label, fact, name in _MOVEMENTS
        )
        return picture(
            figure,
            alt=f"Bar chart of measured movements, largest in the thigh, smallest at the roots: {numbers}.",
            caption="Green: living people; grey: cadavers. Source: "
            f"{course.source_of(['ANA-DYN-09', 'ANA-DYN-11', 'ANA-DYN-01', 'ANA-DYN-04', 'ANA-DYN-18'])}.",
        )


def shown_roots(text: str, *, recalled: bool) -> str:
    """Return roots for a table cell; recalled ones carry an asterisk."""
    return " ".join(roots_of(text)) + ("*" if recalled else "")


def _value(course: Course, fact_id: str, name: str) -> float:
    value = next(item.value for item in course.fact(fact_id).figures if item.name == name)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"figure {name!r} of {fact_id} is no number: {value!r}")
    return float(value)


def _depth(course: Course, name: str) -> float:
    depth, branch = 0.0, course.branches[name]
    while branch.parent:
        depth, branch = depth + 1, course.branches[branch.parent]
    return depth


def _wrapped(label: str, text: str) -> str:
    return textwrap.fill(f"{label}: {text}", 74, subsequent_indent="   ") if text else ""


def _spread(count: int) -> list[tuple[float, float]]:
    """Return points spread evenly over the unit disc (sunflower pattern)."""
    golden = math.pi * (3 - math.sqrt(5))
    found = []
    for index in range(count):
        radius = math.sqrt((index + 0.5) / count)
        found.append((radius * math.cos(index * golden), radius * math.sin(index * golden)))
    return found


def _curve(points: Sequence[tuple[float, float]], shift: float) -> tuple[np.ndarray, np.ndarray]:
    from scipy.interpolate import PchipInterpolator

    along = np.arange(len(points))
    fine = np.linspace(0, len(points) - 1, 60)
    values = np.asarray(points)
    xs = PchipInterpolator(along, values[:, 0])(fine) + shift
    return xs, PchipInterpolator(along, values[:, 1])(fine)


def _axes(ax: Axes | None) -> Axes:
    if ax is not None:
        return ax
    return _new(6, 4)[1]


def _new(width_in: float, height_in: float) -> tuple[Figure, Axes]:
    import matplotlib.pyplot as plt

    return plt.subplots(figsize=(width_in, height_in))
