"""The drawn limb as a figure: dermatomes beside peripheral nerves, and the table of the nerves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.body.tables import DERMATOMES, SKIN_TERRITORIES
from sciatica_edu.display import PALETTE, Html, picture, styled, table
from sciatica_edu.display.axes import drawing_axes
from sciatica_edu.evidence.citing import cite
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.evidence.tables.body_map import BodyMap, load_body_map

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes

    from sciatica_edu.display import Picture
    from sciatica_edu.evidence.course import Course
    from sciatica_edu.evidence.tables.body_map import Layer, MapRegion, MapView, Side

__all__ = [
    "SADDLE",
    "plot_limb",
    "plot_territories",
    "territory_map_picture",
    "territory_table",
]

SADDLE = "saddle"
"""Region of the dermatome layer that is an emergency when it goes numb."""
_PARENTS = ("common fibular", "tibial", "tibial and common fibular")
"""Large nerves behind the territories, in the order of their numbers; then those not sciatic."""

_SKIN = "#F7E8DB"
_SOLE_GAP = 5.0
"""Between heel and sole, in drawing units; the sole stands below the leg seen from behind."""
_PAGE_DOWN, _PAGE_ASIDE = 136, 20.5
"""Size of one column in drawing units: downwards, and to each side of the midline."""
_SIDES: tuple[Side, Side] = ("left", "right")
_ROOT_COLOURS = {
    "L1": "#D9A7C7",
    "L2": "#8CC9EE",
    "L3": "#5DB89A",
    "L4": "#F2BD54",
    "L5": "#4E93C8",
    "S1": "#E58A4A",
    "S2": "#EFE58A",
    "S3": "#B9B9B9",
    SADDLE: "#C1121F",
}
_NERVE_COLOURS = {
    "pudendal-s-s-roots": "#C1121F",
    "posterior-femoral-cutaneous": "#CFCFCF",
    "saphenous": "#A8A8A8",
    "lateral-sural-cutaneous": "#F6D08A",
    "superficial-fibular": "#EDA93A",
    "deep-fibular": "#C26A12",
    "sural": "#CFA0C4",
    "medial-calcaneal": "#A9D2EE",
    "medial-plantar": "#62A9DB",
    "lateral-plantar": "#2F77B4",
}


def plot_limb(view: MapView, *, ax: Axes | None = None, lower_by: float = 0.0) -> Axes:
    """Draw the bare outline of both limbs, with the creases that make it readable.

    Parameters
    ----------
    view
        A view of the limb.
    ax
        Axes to draw on; a new figure's when None.
    lower_by
        Drawing units by which the view is moved down the page.
    """
    ax = drawing_axes(ax, width_in=4.2, height_in=6.6)
    for side in _SIDES:
        outline = view.outline(side=side)
        ax.fill(outline[:, 0], outline[:, 1] + lower_by, fc=_SKIN, ec="none", zorder=1)
        # the two sides meet in the midline of the body, where no edge is seen
        x = np.where(np.abs(outline[:, 0]) < 1e-9, np.nan, outline[:, 0])
        ax.plot(x, outline[:, 1] + lower_by, color="#4A4039", lw=1.1, zorder=4)
        for line in view.drawn_details(side=side):
            ax.plot(line[:, 0], line[:, 1] + lower_by, color="#7A6A5E", lw=0.6, zorder=3)
    return ax


def plot_territories(
    view: MapView,
    layer: Layer,
    *,
    colours: Mapping[str, str],
    labels: Mapping[str, str],
    ax: Axes | None = None,
    lower_by: float = 0.0,
) -> Axes:
    """Draw the regions of one layer on both sides; labels stand on the person's right side.

    Parameters
    ----------
    view
        A view of the limb.
    layer
        ``"dermatome"`` or ``"nerve"``.
    colours, labels
        By region id; a region without colour stays blank, one without label is not named.
    ax
        Axes to draw on; a new figure's when None.
    lower_by
        Drawing units by which the view is moved down the page.
    """
    ax = plot_limb(view, ax=ax, lower_by=lower_by)
    for region in view.of_layer(layer):
        if region.id not in colours:
            continue
        for side in _SIDES:
            x, y = view.polygon(region, side=side).T
            ax.fill(x, y + lower_by, fc=colours[region.id], ec="white", lw=0.7, zorder=2)
        if region.id in labels:
            _label(ax, view, region, labels[region.id], lower_by)
    return ax


def territory_map_picture(course: Course) -> Picture:
    """Return both legs, front, back and sole: dermatomes beside peripheral nerves."""
    body_map = load_body_map()
    numbers = _nerve_numbers(course)
    root_labels = {root: "!" if root == SADDLE else root for root in _ROOT_COLOURS}
    with styled():
        import matplotlib.pyplot as plt

        figure, axes = plt.subplots(1, 4, figsize=(10.2, 8.6))
        for ax, (layer, view, title) in zip(axes, _COLUMNS, strict=True):
            colours = _ROOT_COLOURS if layer == "dermatome" else _NERVE_COLOURS
            labels = root_labels if layer == "dermatome" else numbers
            _draw_column(body_map, layer, view, colours=colours, labels=labels, ax=ax)
            ax.set_title(title, fontsize=10, loc="center", pad=10)
        figure.supxlabel(_nerve_key(course, numbers), fontsize=8.5)
    return picture(
        figure,
        alt=(
            "Both legs drawn from the front, the back and the sole, four times. In the two left "
            f"drawings the skin is coloured by dermatome: {_areas(course)}. In the two right "
            "drawings it is coloured by peripheral nerve, as listed in the table that follows. In "
            f"red in all of them: {sentence('map.saddle').text}."
        ),
        caption=(
            f"Dermatomes and skin nerves of the leg, drawn for this course. {body_map.note} "
            f"{sentence('map.blank').text} Red, marked ! or 10: {sentence('map.saddle').text}. "
            f"Source: {cite(course, body_map.facts)}."
        ),
    )


def territory_table(course: Course) -> Html:
    """Return the ten skin territories as a table: number on the map, area, nerve, parent."""
    rows = [
        (number, row.area, row.nerve, row.parent, "yes" if row.from_sciatic else "NO")
        for name, number in _nerve_numbers(course).items()
        for row in [course[SKIN_TERRITORIES][name]]
    ]
    return table(
        ("No.", "Skin", "Nerve", "Comes from", "Sciatic?"),
        rows,
        caption="Skin of the leg by nerve (numbers as on the map)",
    )


_COLUMNS: tuple[tuple[Layer, str, str], ...] = (
    ("dermatome", "leg_front", "Dermatomes: front"),
    ("dermatome", "leg_back", "Dermatomes: back, sole"),
    ("nerve", "leg_front", "Nerves: front"),
    ("nerve", "leg_back", "Nerves: back, sole"),
)


def _draw_column(
    body_map: BodyMap,
    layer: Layer,
    view_name: str,
    *,
    colours: Mapping[str, str],
    labels: Mapping[str, str],
    ax: Axes,
) -> None:
    """Draw one view; below the leg seen from behind stands the sole."""
    lower_by = 0.0
    names = ["leg_back", "foot_sole"] if view_name == "leg_back" else [view_name]
    for name in names:
        view = body_map.view(name)
        plot_territories(view, layer, colours=colours, labels=labels, ax=ax, lower_by=lower_by)
        lower_by += view.height + _SOLE_GAP
    ax.set_aspect("equal")
    ax.set_axis_off()
    ax.set_ylim(_PAGE_DOWN, -2)
    ax.set_xlim(-_PAGE_ASIDE, _PAGE_ASIDE)
    words = ["right leg", "left leg"]
    if body_map.view(view_name).viewer_sees_right_limb_on == "right":
        words.reverse()
    for x, which in zip((-9.5, 9.5), words, strict=True):
        ax.text(x, -1.4, which, ha="center", va="bottom", fontsize=8, color=PALETTE["ink"])


def _label(ax: Axes, view: MapView, region: MapRegion, text: str, lower_by: float) -> None:
    x, y = view.draw([region.label_at])[0]
    ax.text(
        x,
        y + lower_by,
        text,
        ha="center",
        va="center",
        fontsize=8,
        fontweight="bold",
        color="#1A1A1A",
        zorder=6,
        bbox={
            "boxstyle": "circle,pad=0.18",
            "fc": "white",
            "ec": "#555555",
            "lw": 0.5,
            "alpha": 0.9,
        },
    )


def _nerve_numbers(course: Course) -> dict[str, str]:
    """Return a number for each territory: fibular, tibial, both, then those not sciatic."""
    territories = course[SKIN_TERRITORIES]

    def rank(name: str) -> int:
        row = territories[name]
        return _PARENTS.index(row.parent) if row.from_sciatic else len(_PARENTS)

    names = sorted(territories, key=rank)
    return {name: str(number) for number, name in enumerate(names, start=1)}


def _nerve_key(course: Course, numbers: Mapping[str, str]) -> str:
    parts = [f"{number} {_plain_nerve(course, name)}" for name, number in numbers.items()]
    half = (len(parts) + 1) // 2
    return "   ".join(parts[:half]) + "\n" + "   ".join(parts[half:])


def _plain_nerve(course: Course, name: str) -> str:
    nerve = course[SKIN_TERRITORIES][name].nerve.split(" (")[0].split(";")[0]
    away = "" if course[SKIN_TERRITORIES][name].from_sciatic else " (not sciatic)"
    return f"{nerve}{away}"


def _areas(course: Course) -> str:
    return "; ".join(f"{row.root} {row.area}" for row in course[DERMATOMES].values())
