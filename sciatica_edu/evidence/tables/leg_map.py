"""The drawn lower limb: outlines, lines and regions, as smooth polygons.

A limb is drawn once and mirrored. Regions are written in limb coordinates, so that
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

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from scipy.interpolate import PchipInterpolator

__all__ = ["Layer", "LegMap", "LegRegion", "LegView", "Side", "Toe", "ViewName", "load_leg_map"]

Layer = Literal["place", "dermatome", "nerve"]
Side = Literal["left", "right"]
ViewName = Literal["leg_front", "leg_back", "foot_sole"]
Coordinates = tuple[float, float]
Line = list[Coordinates]

_STEP = 0.4
"""Longest step between two vertices of a drawn polygon, in drawing units."""
_TYPICAL_WIDTH = 11.0
"""Drawing units that the whole width of the limb stands for when points are spaced."""


class LegRegion(Model):
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


class LegView(Model):
    """One view of the right limb, with the midline of the body at x = 0.

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
    regions: list[LegRegion]

    @model_validator(mode="after")
    def _regions_lie_inside(self) -> LegView:
        for region in self.regions:
            for across, down in [*region.points, region.label_at]:
                if not (0 <= across <= 1 and 0 <= down <= self.height):
                    raise ValueError(
                        f"{self.name}: region {region.layer}/{region.id} has the point "
                        f"({across:g}, {down:g}); across must be 0 to 1 and down 0 to {self.height:g}"
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
        return self._on_page(_densified(np.array(corners, dtype=float)), side=side)

    def _on_page(self, limb: NDArray[np.float64], *, side: Side) -> NDArray[np.float64]:
        across, down = limb.T
        inner = _curve(self.inner)(down)
        outer = _curve(self.outer)(down)
        x = inner + (outer - inner) * across
        y = down + _fade(self.upper_reach - down, self.upper_reach) * self._upper(across)
        y = y + _fade(down - (self.height - self.lower_reach), self.lower_reach) * self._lower(
            across
        )
        sign = 1.0 if side == self.viewer_sees_right_limb_on else -1.0
        return np.column_stack([sign * x, y])

    def polygon(self, region: LegRegion, *, side: Side = "right") -> NDArray[np.float64]:
        """Return the outline of a region on the page, rounded between its junctions."""
        return self._on_page(_densified(self.limb_polygon(region)), side=side)

    def limb_polygon(self, region: LegRegion) -> NDArray[np.float64]:
        """Return the outline of a region in limb coordinates, closed.

        Borders are rounded between junctions, in the same way from both sides, so that
        neighbours still meet without gap or overlap.
        """
        corners = _junctions(self.of_layer(region.layer), self.height)
        ring = region.points
        start = next((i for i, point in enumerate(ring) if point in corners), 0)
        closed = [*ring[start:], *ring[:start], ring[start]]
        return np.vstack([_rounded(part) for part in _split(closed, corners)])

    def drawn_details(self, *, side: Side = "right") -> list[NDArray[np.float64]]:
        """Return the lines that make the drawing readable: creases, kneecap, heel cord."""
        return [self._on_page(_densified(_rounded(line)), side=side) for line in self.details]

    def outline(self, *, side: Side = "right") -> NDArray[np.float64]:
        """Return the outline of the limb on the page."""
        corners = [(0.0, 0.0), (1.0, 0.0), (1.0, self.height), (0.0, self.height)]
        return self.draw(corners, side=side, closed=True)

    def of_layer(self, layer: Layer) -> tuple[LegRegion, ...]:
        """Return the regions of one layer."""
        return tuple(region for region in self.regions if region.layer == layer)

    def region(self, layer: Layer, region_id: str) -> LegRegion:
        """Return one region.

        Raises
        ------
        UnknownNameError
            If this view has no such region in that layer.
        """
        found = {region.id: region for region in self.of_layer(layer)}
        return found[require_known(f"{layer} of {self.name}", region_id, found)]

    def _upper(self, across: NDArray[np.float64]) -> NDArray[np.float64]:
        return _curve(self.upper)(across) if self.upper else np.zeros_like(across)

    def _lower(self, across: NDArray[np.float64]) -> NDArray[np.float64]:
        shift = _curve(self.lower)(across) if self.lower else np.zeros_like(across)
        for toe in self.toes:
            low, high = toe.across
            inside = (across >= low) & (across <= high)
            bend = np.abs(2 * (across - (low + high) / 2) / (high - low)) ** 4
            shift = np.where(inside, toe.tip - self.cleft_depth * bend, shift)
        return shift


class LegMap(Model):
    """All views of the limb, with what must be said about such a map."""

    note: Text
    facts: Annotated[list[FactId], Field(min_length=1)]
    views: Annotated[list[LegView], Field(min_length=1)]

    def view(self, name: str) -> LegView:
        """Return one view.

        Raises
        ------
        UnknownNameError
            If there is no such view.
        """
        found = {view.name: view for view in self.views}
        return found[require_known("view of the leg", name, found)]  # type: ignore[index]


@lru_cache(maxsize=4)
def load_leg_map(path: Path | None = None) -> LegMap:
    """Load the drawn limb; the course's own when `path` is None.

    Raises
    ------
    ContentError
        If the file breaks a rule; each breach is named ``file:line``.
    """
    found: LegMap = load_as(path or data_path() / "anatomy" / "leg_map.yaml", LegMap)[0]
    return found


def _curve(points: Line) -> PchipInterpolator:
    # imported here: every lesson loads the map's numbers, few draw it, and this takes half a second
    from scipy.interpolate import PchipInterpolator

    at, value = np.array(sorted(points)).T
    return PchipInterpolator(at, value, extrapolate=True)


def _fade(inside: NDArray[np.float64], reach: float) -> NDArray[np.float64]:
    """1 at the edge, 0 at `reach` from it and beyond."""
    faded: NDArray[np.float64] = np.clip(inside / reach, 0, 1)
    return faded


def _densified(limb: NDArray[np.float64]) -> NDArray[np.float64]:
    pieces = [limb[:1]]
    for start, end in pairwise(limb):
        across, down = np.abs(end - start)
        steps = max(int(np.ceil(max(across * 3 * _TYPICAL_WIDTH, down) / _STEP)), 1)
        pieces.append(start + (end - start) * np.linspace(0, 1, steps + 1)[1:, None])
    return np.vstack(pieces)


def _junctions(regions: tuple[LegRegion, ...], height: float) -> set[Coordinates]:
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


def _split(ring: Line, corners: set[Coordinates]) -> list[Line]:
    parts: list[Line] = [[ring[0]]]
    for point in ring[1:]:
        parts[-1].append(point)
        if point in corners:
            parts.append([point])
    return [part for part in parts if len(part) > 1]


def _rounded(line: Line) -> NDArray[np.float64]:
    """Return a smooth curve through the points; the same one from either end."""
    points = np.array(line, dtype=float)
    if len(points) < 3:
        return points
    steps = np.diff(points, axis=0) * (_TYPICAL_WIDTH, 1)
    along = np.concatenate([[0], np.cumsum(np.hypot(*steps.T))])
    at = np.concatenate([np.linspace(a, b, 9)[:-1] for a, b in pairwise(along)])
    shift_and_drop = [_curve(list(zip(along, column, strict=True))) for column in points.T]
    return np.column_stack([curve(np.append(at, along[-1])) for curve in shift_and_drop])
