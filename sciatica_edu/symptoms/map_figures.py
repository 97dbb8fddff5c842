"""The drawn limb as a figure: dermatomes beside peripheral nerves, and one root alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.body.tables import DERMATOMES, SKIN_TERRITORIES
from sciatica_edu.display import PALETTE, Html, picture, styled, table
from sciatica_edu.display.axes import drawing_axes
from sciatica_edu.errors import require_known
from sciatica_edu.evidence.citing import cite
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.evidence.tables.leg_map import LegMap, load_leg_map
from sciatica_edu.symptoms.territories import (
    SADDLE,
    Parent,
    layer_territories,
    parent_of,
    territories_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes

    from sciatica_edu.display import Picture
    from sciatica_edu.evidence.course import Course
    from sciatica_edu.evidence.tables.leg_map import Layer, LegView, Side
    from sciatica_edu.symptoms.territories import Territory

__all__ = [
    "plot_limb",
    "plot_territories",
    "root_map_picture",
    "territory_map_picture",
    "territory_table",
]

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


def plot_limb(view: LegView, *, ax: Axes | None = None, lower_by: float = 0.0) -> Axes:
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
    regions: Mapping[Side, tuple[Territory, ...]],
    *,
    view: LegView,
    colours: Mapping[str, str],
    labels: Mapping[str, str],
    ax: Axes | None = None,
    lower_by: float = 0.0,
) -> Axes:
    """Draw the regions of one view on both sides; labels stand on the person's right side.

    Parameters
    ----------
    regions
        Territories by side, ``"left"`` and ``"right"``.
    view
        The view they belong to.
    colours, labels
        By region id; a region without colour stays blank, one without label is not named.
    ax
        Axes to draw on; a new figure's when None.
    lower_by
        Drawing units by which the view is moved down the page.
    """
    ax = plot_limb(view, ax=ax, lower_by=lower_by)
    for side in _SIDES:
        for region in regions[side]:
            if region.id not in colours:
                continue
            x, y = region.polygon[:, 0], region.polygon[:, 1] + lower_by
            ax.fill(x, y, fc=colours[region.id], ec="white", lw=0.7, zorder=2)
            if side == "right" and region.id in labels:
                _label(ax, region, labels[region.id], lower_by)
    return ax


def territory_map_picture(course: Course) -> Picture:
    """Return both legs, front, back and sole: dermatomes beside peripheral nerves."""
    leg_map = load_leg_map()
    numbers = _nerve_numbers(course)
    root_labels = {root: "!" if root == SADDLE else root for root in _ROOT_COLOURS}
    with styled():
        import matplotlib.pyplot as plt

        figure, axes = plt.subplots(1, 4, figsize=(10.2, 8.6))
        for ax, (layer, view, title) in zip(axes, _COLUMNS, strict=True):
            colours = _ROOT_COLOURS if layer == "dermatome" else _NERVE_COLOURS
            labels = root_labels if layer == "dermatome" else numbers
            _draw_column(course, leg_map, layer, view, colours=colours, labels=labels, ax=ax)
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
            f"Dermatomes and skin nerves of the leg, drawn for this course. {leg_map.note} "
            f"{sentence('map.blank').text} Red, marked ! or 10: {sentence('map.saddle').text}. "
            f"Source: {cite(course, leg_map.facts)}."
        ),
    )


def root_map_picture(course: Course, root: str) -> Picture:
    """Return both legs with the dermatome of one root alone.

    Parameters
    ----------
    course
        The content.
    root
        For instance ``"L5"``.

    Raises
    ------
    UnknownNameError
        If the root is not drawn.
    """
    leg_map = load_leg_map()
    require_known("root", root, [name for name in _ROOT_COLOURS if name != SADDLE])
    views = " and ".join(_VIEW_WORDS[name] for name in territories_of(leg_map, "dermatome", root))
    only = {root: _ROOT_COLOURS[root]}
    area = course[DERMATOMES][root].area
    with styled():
        import matplotlib.pyplot as plt

        figure, axes = plt.subplots(1, 2, figsize=(4.2, 6.6))
        for ax, view, title in zip(
            axes, ("leg_front", "leg_back"), ("Front", "Back, sole"), strict=True
        ):
            _draw_column(
                course, leg_map, "dermatome", view, colours=only, labels={root: root}, ax=ax
            )
            ax.set_title(title, fontsize=10, loc="center", pad=10)
    return picture(
        figure,
        alt=f"Both legs; coloured is the skin usually given to root {root}: {area}; seen from {views}.",
        caption=(
            f"Where feeling may change with root {root}: {area}. {sentence('map.average').text} "
            f"Source: {cite(course, leg_map.facts)}."
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


_VIEW_WORDS = {"leg_front": "the front", "leg_back": "the back", "foot_sole": "the sole"}


_COLUMNS: tuple[tuple[Layer, str, str], ...] = (
    ("dermatome", "leg_front", "Dermatomes: front"),
    ("dermatome", "leg_back", "Dermatomes: back, sole"),
    ("nerve", "leg_front", "Nerves: front"),
    ("nerve", "leg_back", "Nerves: back, sole"),
)


def _draw_column(
    course: Course,
    leg_map: LegMap,
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
        view = leg_map.view(name)
        regions = {
            side: layer_territories(
                leg_map,
                layer,
                view=name,
                side=side,
                skin_territories=course[SKIN_TERRITORIES],
                dermatomes=course[DERMATOMES],
            )
            for side in _SIDES
        }
        plot_territories(
            regions, view=view, colours=colours, labels=labels, ax=ax, lower_by=lower_by
        )
        lower_by += view.height + _SOLE_GAP
    ax.set_aspect("equal")
    ax.set_axis_off()
    ax.set_ylim(_PAGE_DOWN, -2)
    ax.set_xlim(-_PAGE_ASIDE, _PAGE_ASIDE)
    words = ["right leg", "left leg"]
    if leg_map.view(view_name).viewer_sees_right_limb_on == "right":
        words.reverse()
    for x, which in zip((-9.5, 9.5), words, strict=True):
        ax.text(x, -1.4, which, ha="center", va="bottom", fontsize=8, color=PALETTE["ink"])


def _label(ax: Axes, region: Territory, text: str, lower_by: float) -> None:
    x, y = region.label_at
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
    order = list(Parent)
    territories = course[SKIN_TERRITORIES]
    names = sorted(territories, key=lambda name: order.index(parent_of(territories[name])))
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
