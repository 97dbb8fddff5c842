"""The body's drawing as a page shows it: named shapes of both sides, as text for SVG.

Every picture of the body is made from `map_view`: in the browser, as a picture file in a page
without script, and in exports.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypedDict

import numpy as np

from sciatica_edu.evidence.tables.body_map import load_body_map
from sciatica_edu.evidence.tables.map_geometry import on_page_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from sciatica_edu.evidence.tables.body_map import (
        BodyMap,
        Layer,
        MapRegion,
        MapView,
        Side,
        TrunkPart,
    )

__all__ = [
    "SIDES",
    "DrawnView",
    "Shape",
    "leg_with_spots",
    "map_view",
    "map_views",
    "region_key",
    "whole_body",
]

SIDES: tuple[Side, Side] = ("right", "left")
_SPOT_SHARE = 0.125
"""Radius of a spot, in widths of its view."""
_CORNERS_OF_A_SPOT = 20
_MARGIN = 1.5
"""Left free round a drawing, in drawing units."""


class Shape(TypedDict):
    """A region of one side: `key` names it in answers, `label` in words, ``at`` is its middle."""

    key: str
    label: str
    points: str
    at: list[float]


class DrawnView(TypedDict):
    """One view for the page: ``box`` is its viewBox; points are ``x,y x,y``.

    ``outline`` is filled, ``edges`` and ``details`` are drawn as lines.
    """

    name: str
    title: str
    box: list[float]
    outline: list[str]
    edges: list[str]
    details: list[str]
    regions: list[Shape]


def leg_with_spots(spots: Mapping[str, tuple[str, str, tuple[float, float]]]) -> list[DrawnView]:
    """Return the right leg in all views with round spots to choose.

    Parameters
    ----------
    spots
        By key: the view, the label, and where it lies, ``(across, down)``.
    """
    found = []
    turns = np.linspace(0, 2 * np.pi, _CORNERS_OF_A_SPOT, endpoint=False)
    for view in load_body_map().views:
        drawn = map_view(view, sides=("right",), trunk=False, only=())
        for key, (name, label, at) in spots.items():
            if name != view.name:
                continue
            x, y = view.draw([at])[0]
            radius = _SPOT_SHARE * drawn["box"][2]
            ring = np.column_stack([x + radius * np.cos(turns), y + radius * np.sin(turns)])
            points = " ".join(f"{px:.1f},{py:.1f}" for px, py in ring)
            drawn["regions"].append(
                Shape(
                    key=key, label=label, points=points, at=[round(float(x), 1), round(float(y), 1)]
                )
            )
        found.append(drawn)
    return found


@lru_cache(maxsize=1)
def whole_body() -> list[DrawnView]:
    """Return the course's body with its places: front, back and soles, both sides."""
    return map_views(load_body_map())


def region_key(view: str, region: str, side: str) -> str:
    """Return the name of a region of one side, for instance ``"leg_front.knee.right"``."""
    return f"{view}.{region}.{side}"


def map_view(
    view: MapView,
    *,
    layer: Layer = "place",
    sides: Sequence[Side] = SIDES,
    trunk: bool = True,
    only: Iterable[str] | None = None,
) -> DrawnView:
    """Return one view with the regions of one layer.

    Parameters
    ----------
    view
        A view of the drawn body.
    layer
        ``"place"``, ``"dermatome"`` or ``"nerve"``; the bands of the trunk are places.
    sides
        Which sides are drawn.
    trunk
        Whether the trunk stands above the legs.
    only
        Ids of the regions that can be chosen; all when None.
    """
    bands = view.trunk if trunk else []
    outlines, edges, details, regions = [], [], [], []
    for side in sides:
        outlines += [view.outline(side=side), *(view.trunk_polygon(b, side=side) for b in bands)]
        edges += view.edges(side=side, trunk=bool(bands), midline=len(sides) == 1)
        lines = view.drawn_details(side=side)
        details += [line for line in lines if bands or line[:, 1].min() > 0]
        drawn: list[tuple[MapRegion | TrunkPart, NDArray[np.float64]]] = [
            (region, view.polygon(region, side=side)) for region in view.of_layer(layer)
        ]
        drawn += [(b, view.trunk_polygon(b, side=side)) for b in bands if layer == "place"]
        for region, polygon in drawn:
            if only is None or region.id in only:
                regions.append(
                    Shape(
                        key=region_key(view.name, region.id, side),
                        label=f"{region.label}, {side}",
                        points=on_page_text(polygon),
                        at=view.label_at(region, side=side),
                    )
                )
    return DrawnView(
        name=view.name,
        title=view.title,
        box=_box(outlines),
        outline=[on_page_text(ring) for ring in outlines],
        edges=[on_page_text(line) for line in edges],
        details=[on_page_text(line) for line in details],
        regions=regions,
    )


def map_views(body_map: BodyMap, **settings: Any) -> list[DrawnView]:
    """Return all views; settings as for `map_view`."""
    return [map_view(view, **settings) for view in body_map.views]


def _box(rings: Sequence[NDArray[np.float64]]) -> list[float]:
    points = np.vstack(list(rings))
    low, high = points.min(axis=0) - _MARGIN, points.max(axis=0) + _MARGIN
    return [round(float(v), 1) for v in (*low, *(high - low))]
