"""The drawn body: outlines, lines and regions, as smooth polygons; the one drawing of the course.

One half is drawn and mirrored. The trunk is written as it stands on the page. Regions are written in limb coordinates, so that
they fill the outline exactly: `across` runs from the inner edge (0) to the outer edge
(1), `down` is the height below the upper edge in drawing units. What a region
*means* (which root, which nerve) is looked up by the topics.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Literal

import numpy as np
from pydantic import Field, model_validator

from sciatica_edu.errors import require_known
from sciatica_edu.evidence.loading import load_as
from sciatica_edu.evidence.location import data_path
from sciatica_edu.evidence.models import FactId, Model, Text
from sciatica_edu.evidence.tables.map_geometry import (
    Line,
    curve,
    densified,
    rounded,
    split_at,
)

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = [
    "BodyMap",
    "Layer",
    "MapRegion",
    "MapView",
    "Side",
    "Toe",
    "TrunkPart",
    "ViewName",
    "load_body_map",
]

Layer = Literal["place", "dermatome", "nerve"]
Side = Literal["left", "right"]
ViewName = Literal["leg_front", "leg_back", "foot_sole"]
Coordinates = tuple[float, float]


class MapRegion(Model):
    """An area of skin in limb coordinates; `id` names a place, a root or a nerve's territory."""

    layer: Layer
    id: Text
    label: Text
    label_at: Coordinates
    points: Annotated[Line, Field(min_length=3)]


class Toe(Model):
    """A toe: where it stands across the foot, how far its tip lies from the lower edge."""

    across: Coordinates
    tip: float


class TrunkPart(Model):
    """A band of the trunk from the midline to its outer `edge`, written upwards as ``(x, y)``.

    The first part begins where the limb ends, the next where the one before ends.
    """

    id: Text
    label: Text
    label_at: Coordinates
    edge: Annotated[Line, Field(min_length=2)]


class MapView(Model):
    """One view of the right half, with the midline of the body at x = 0.

    `inner` and `outer` are the edges as ``(down, x)``. `upper` and `lower` bend the
    ends: ``(across, shift down)``, fading out over `upper_reach` and `lower_reach`.
    """

    name: ViewName
    title: Text
    height: float = Field(gt=0)
    viewer_sees_right_limb_on: Side
    inner: Annotated[Line, Field(min_length=2)]
    outer: Annotated[Line, Field(min_length=2)]
    upper: Line = []
    upper_reach: float = Field(default=1.0, gt=0)
    lower: Line = []
    toes: list[Toe] = []
    cleft_depth: float = Field(default=0.0, ge=0)
    lower_reach: float = Field(default=1.0, gt=0)
    details: list[Line] = []
    trunk: list[TrunkPart] = []
    trunk_details: list[Line] = []
    regions: list[MapRegion]

    @model_validator(mode="after")
    def _regions_lie_inside(self) -> MapView:
        for region in self.regions:
            for across, down in [*region.points, region.label_at]:
                if not (0 <= across <= 1 and 0 <= down <= self.height):
                    raise ValueError(
                        f"{self.name}: region {region.layer}/{region.id} has the point "
                        f"({across:g}, {down:g}); across must be 0 to 1 and down 0 to {self.height:g}"
                    )
        for below, above in pairwise(self.trunk):
            if below.edge[-1] != above.edge[0]:
                raise ValueError(
                    f"{self.name}: the edge of {above.id} begins at {above.edge[0]}; allowed: "
                    f"{below.edge[-1]}, where {below.id} ends"
                )
        return self

    def draw(
        self, points: Line, *, side: Side = "right", closed: bool = False
    ) -> NDArray[np.float64]:
        """Return a line in limb coordinates as points on the page (x, y; y grows downwards).

        Parameters
        ----------
        points
            Corners as ``(across, down)``.
        side
            Which limb; the other one is the mirror image.
        closed
            Whether the last point is joined to the first.
        """
        corners = [*points, points[0]] if closed else points
        return self._on_page(densified(np.array(corners, dtype=float)), side=side)

    def _on_page(self, limb: NDArray[np.float64], *, side: Side) -> NDArray[np.float64]:
        across, down = limb.T
        inner = curve(self.inner)(down)
        outer = curve(self.outer)(down)
        x = inner + (outer - inner) * across
        y = down + _fade(self.upper_reach - down, self.upper_reach) * self._upper(across)
        y = y + _fade(down - (self.height - self.lower_reach), self.lower_reach) * self._lower(
            across
        )
        return np.column_stack([self._sign(side) * x, y])

    def _sign(self, side: Side) -> float:
        return 1.0 if side == self.viewer_sees_right_limb_on else -1.0

    def polygon(self, region: MapRegion, *, side: Side = "right") -> NDArray[np.float64]:
        """Return the outline of a region on the page, rounded between its junctions."""
        return self._on_page(densified(self.limb_polygon(region)), side=side)

    def limb_polygon(self, region: MapRegion) -> NDArray[np.float64]:
        """Return the outline of a region in limb coordinates, closed.

        Borders are rounded between junctions, in the same way from both sides, so that
        neighbours still meet without gap or overlap.
        """
        corners = _junctions(self.of_layer(region.layer), self.height)
        ring = region.points
        start = next((i for i, point in enumerate(ring) if point in corners), 0)
        closed = [*ring[start:], *ring[:start], ring[start]]
        return np.vstack([rounded(part) for part in split_at(closed, corners)])

    def drawn_details(self, *, side: Side = "right") -> list[NDArray[np.float64]]:
        """Return the lines that make the drawing readable: creases, kneecap, heel cord."""
        limb = [self._on_page(densified(rounded(line)), side=side) for line in self.details]
        return limb + [
            rounded(line, across_is=1) * (self._sign(side), 1) for line in self.trunk_details
        ]

    def label_at(self, region: MapRegion | TrunkPart, *, side: Side = "right") -> list[float]:
        """Return where a region's name stands on the page, ``[x, y]``."""
        if isinstance(region, TrunkPart):
            x, y = region.label_at
            return [self._sign(side) * x, y]
        x, y = self.draw([region.label_at], side=side)[0]
        return [round(float(x), 1), round(float(y), 1)]

    def trunk_polygon(self, part: TrunkPart, *, side: Side = "right") -> NDArray[np.float64]:
        """Return the outline of a band of the trunk on the page, closed."""
        edge = rounded(part.edge, across_is=1)
        low = self._on_page(np.array([(0, 0), (0.25, 0), (0.5, 0), (0.75, 0)]), side="right")
        low = np.abs(low[:, :1]) * (1, 0) + low[:, 1:] * (0, 1)
        if part is not self.trunk[0]:
            low = np.array([(0, edge[0, 1])])
        ring = np.vstack([low, edge, [(0, edge[-1, 1])], low[:1]])
        return ring * (self._sign(side), 1)

    def outline(self, *, side: Side = "right") -> NDArray[np.float64]:
        """Return the outline of the limb on the page."""
        corners = [(0.0, 0.0), (1.0, 0.0), (1.0, self.height), (0.0, self.height)]
        return self.draw(corners, side=side, closed=True)

    def edges(
        self, *, side: Side = "right", trunk: bool = False, midline: bool = False
    ) -> list[NDArray[np.float64]]:
        """Return the lines where this half ends; not the midline, where the halves meet."""
        top = [] if trunk and self.trunk else [(0.0, 0.0)]
        corners = [*top, (1.0, 0.0), (1.0, self.height), (0.0, self.height), (0.0, 0.0)]
        line = self.draw(corners, side=side)
        if not midline:
            line = line[: len(line) - int(np.argmax(np.abs(line[::-1, 0]) > 1e-9)) + 1]
        bands = [band.edge for band in self.trunk] if trunk else []
        return [line, *(rounded(edge, across_is=1) * (self._sign(side), 1) for edge in bands)]

    def of_layer(self, layer: Layer) -> tuple[MapRegion, ...]:
        """Return the regions of one layer."""
        return tuple(region for region in self.regions if region.layer == layer)

    def region(self, layer: Layer, region_id: str) -> MapRegion:
        """Return one region.

        Raises
        ------
        UnknownNameError
            If this view has no such region in that layer.
        """
        found = {region.id: region for region in self.of_layer(layer)}
        return found[require_known(f"{layer} of {self.name}", region_id, found)]

    def _upper(self, across: NDArray[np.float64]) -> NDArray[np.float64]:
        return curve(self.upper)(across) if self.upper else np.zeros_like(across)

    def _lower(self, across: NDArray[np.float64]) -> NDArray[np.float64]:
        shift = curve(self.lower)(across) if self.lower else np.zeros_like(across)
        for toe in self.toes:
            low, high = toe.across
            inside = (across >= low) & (across <= high)
            bend = np.abs(2 * (across - (low + high) / 2) / (high - low)) ** 4
            shift = np.where(inside, toe.tip - self.cleft_depth * bend, shift)
        return shift


class BodyMap(Model):
    """All views of the body, with what must be said about such a map."""

    note: Text
    facts: Annotated[list[FactId], Field(min_length=1)]
    views: Annotated[list[MapView], Field(min_length=1)]

    def view(self, name: str) -> MapView:
        """Return one view.

        Raises
        ------
        UnknownNameError
            If there is no such view.
        """
        found = {view.name: view for view in self.views}
        return found[require_known("view of the body", name, found)]  # type: ignore[index]


@lru_cache(maxsize=4)
def load_body_map(path: Path | None = None) -> BodyMap:
    """Load the drawn body; the course's own when `path` is None.

    Raises
    ------
    ContentError
        If the file breaks a rule; each breach is named ``file:line``.
    """
    found: BodyMap = load_as(path or data_path() / "anatomy" / "body_map.yaml", BodyMap)[0]
    return found


def _fade(inside: NDArray[np.float64], reach: float) -> NDArray[np.float64]:
    """1 at the edge, 0 at `reach` from it and beyond."""
    faded: NDArray[np.float64] = np.clip(inside / reach, 0, 1)
    return faded


def _junctions(regions: tuple[MapRegion, ...], height: float) -> set[Coordinates]:
    """Return the corners that stay sharp: on the edge of the limb, or where borders meet."""
    neighbours: dict[Coordinates, set[Coordinates]] = {}
    for region in regions:
        ring = region.points
        for index, point in enumerate(ring):
            near = {ring[index - 1], ring[(index + 1) % len(ring)]}
            neighbours.setdefault(point, set()).update(near)
    return {
        point
        for point, near in neighbours.items()
        if point[0] in (0, 1) or point[1] in (0, height) or len(near) > 2
    }
