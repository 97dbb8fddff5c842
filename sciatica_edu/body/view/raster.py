"""Paint shaded triangles into a picture: a small z-buffer in numpy, the same on every machine.

For the static twin of the 3D view and for paper. No display, no graphics card.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    FloatArray = npt.NDArray[np.float64]
    Float32Array = npt.NDArray[np.float32]
    IntArray = npt.NDArray[np.int64]

__all__ = ["Camera", "Painted", "Surface", "paint"]

# In the camera's frame (right, up, towards the eye): every view is lit from its upper left.
_LIGHT = np.array([-0.35, 0.5, 0.8])
_FILL = np.array([0.7, 0.1, 0.5])
# Bounds the memory of one batch.
_MOST_FRAGMENTS = 1_000_000


@dataclass(frozen=True, slots=True)
class Surface:
    """Triangles of one colour (or one colour for each vertex), in the room's frame.

    Attributes
    ----------
    vertices_mm, normals
        Shape (vertices, 3).
    triangles
        Shape (triangles, 3).
    colour
        Red, green, blue, 0 to 1: shape (3,) or (vertices, 3).
    owner
        Number by which the surface is found again in the picture, 0 or more.
    """

    vertices_mm: FloatArray
    normals: FloatArray
    triangles: IntArray
    colour: FloatArray
    owner: int = 0


@dataclass(frozen=True, slots=True)
class Painted:
    """A picture.

    Attributes
    ----------
    image
        Shape (height, width, 3), 0 to 255.
    owners
        Shape (height, width): owner of what is seen there, -1 for the background.
    coverage
        Shape (height, width): how much of the pixel is painted, 0 to 1.
    """

    image: npt.NDArray[np.uint8]
    owners: IntArray
    coverage: Float32Array


@dataclass(frozen=True, slots=True)
class Camera:
    """A camera without perspective.

    Attributes
    ----------
    target_mm
        The room's point in the middle of the picture.
    right, up, back
        The camera's axes as unit vectors of the room; `back` points from the target to the eye.
    height_mm
        What the picture's height shows.
    """

    target_mm: FloatArray
    right: FloatArray
    up: FloatArray
    back: FloatArray
    height_mm: float

    @classmethod
    def looking(
        cls, target_mm: FloatArray, towards_eye: FloatArray, up: FloatArray, height_mm: float
    ) -> Camera:
        """Look at a target from a direction, with `up` upright in the picture."""
        back = towards_eye / np.linalg.norm(towards_eye)
        right = np.cross(up, back)
        right /= np.linalg.norm(right)
        return cls(target_mm, right, np.cross(back, right), back, height_mm)

    def project(self, points_mm: FloatArray, size_px: tuple[int, int]) -> FloatArray:
        """Give x, y in pixels (y down) and depth in mm towards the eye, for each point."""
        width, height = size_px
        # No perspective: a length in the picture means the same near and far.
        scale = height / self.height_mm
        away = points_mm - self.target_mm
        return np.stack(
            [
                width / 2 + away @ self.right * scale,
                height / 2 - away @ self.up * scale,
                away @ self.back,
            ],
            axis=-1,
        )


def paint(
    surfaces: list[Surface],
    camera: Camera,
    *,
    size_px: tuple[int, int],
    oversample: int = 2,
) -> Painted:
    """Paint the surfaces on white.

    Parameters
    ----------
    surfaces
        What to paint.
    camera
        Where from.
    size_px
        Width and height of the picture.
    oversample
        Painted this many times larger and averaged down, for smooth edges; 1 or more.
    """
    width, height = size_px[0] * oversample, size_px[1] * oversample
    canvas = _Canvas(
        width=width,
        colour=np.ones((height * width, 3), dtype=np.float32),
        depth=np.full(height * width, -np.inf, dtype=np.float32),
        owner=np.full(height * width, -1, dtype=np.int64),
    )
    if surfaces:
        _paint_all(canvas, surfaces, camera, (width, height))
    image = canvas.colour.reshape(height, width, 3)
    _ink_edges(image, canvas.depth.reshape(height, width), camera.height_mm)
    small = image.reshape(size_px[1], oversample, size_px[0], oversample, 3).mean(axis=(1, 3))
    return Painted(
        image=np.round(np.clip(small, 0, 1) * 255).astype(np.uint8),
        # Colours are averaged, numbers of owners cannot be.
        owners=canvas.owner.reshape(height, width)[::oversample, ::oversample],
        coverage=(canvas.owner >= 0)
        .reshape(size_px[1], oversample, size_px[0], oversample)
        .mean(axis=(1, 3), dtype=np.float32),
    )


@dataclass(frozen=True, slots=True)
class _Canvas:
    width: int
    colour: Float32Array
    depth: Float32Array
    owner: IntArray


def _paint_all(
    canvas: _Canvas, surfaces: list[Surface], camera: Camera, size: tuple[int, int]
) -> None:
    """Paint the triangles that face the eye, in batches of about the same size."""
    starts = np.cumsum([0] + [len(surface.vertices_mm) for surface in surfaces[:-1]])
    triangles = np.concatenate(
        [surface.triangles + start for surface, start in zip(surfaces, starts, strict=True)]
    )
    owners = np.repeat(
        [surface.owner for surface in surfaces], [len(surface.triangles) for surface in surfaces]
    )
    projected = camera.project(np.concatenate([s.vertices_mm for s in surfaces]), size)
    x, y = (projected[:, axis][triangles] for axis in (0, 1))
    area = (x[:, 1] - x[:, 0]) * (y[:, 2] - y[:, 0]) - (y[:, 1] - y[:, 0]) * (x[:, 2] - x[:, 0])
    low_x, high_x = _floor_and_ceiling(x)
    low_y, high_y = _floor_and_ceiling(y)
    # pixels run downward, so a triangle that faces the eye turns the other way
    seen = (area < -1e-9) & (high_x >= 0) & (high_y >= 0) & (low_x < size[0]) & (low_y < size[1])
    span = np.maximum(np.maximum(high_x - low_x, high_y - low_y), 1)
    shades = np.concatenate([_shaded(surface, camera) for surface in surfaces]).astype(np.float32)
    # Triangles of about one size go together: numpy fills equal squares, and a large triangle does
    # not make thousands of small ones pay for its square.
    smallest, edge = 0, 2
    while smallest < span[seen].max(initial=0):
        chosen = np.flatnonzero(seen & (span > smallest) & (span <= edge))
        batch = max(1, _MOST_FRAGMENTS // (edge * edge))
        for start in range(0, len(chosen), batch):
            part = chosen[start : start + batch]
            tile = _Tile(
                corners=projected[triangles[part]],
                area=area[part],
                low=np.stack([low_x[part], low_y[part]], axis=-1),
                triangles=triangles[part],
                owners=owners[part],
                edge=edge,
            )
            _paint_tile(canvas, tile, shades, size)
        smallest, edge = edge, edge * 2


def _floor_and_ceiling(values: FloatArray) -> tuple[IntArray, IntArray]:
    """Whole pixels below the least and above the greatest of three corners."""
    first, second, third = values.T
    least = np.minimum(np.minimum(first, second), third)
    most = np.maximum(np.maximum(first, second), third)
    return np.floor(least).astype(np.int64), np.ceil(most).astype(np.int64)


@dataclass(frozen=True, slots=True)
class _Tile:
    """Triangles that each fit a square of `edge` pixels."""

    corners: FloatArray
    area: FloatArray
    low: IntArray
    triangles: IntArray
    owners: IntArray
    edge: int


def _paint_tile(canvas: _Canvas, tile: _Tile, shades: Float32Array, size: tuple[int, int]) -> None:
    width, height = size
    step = np.arange(tile.edge)
    x = tile.low[:, 0, None, None] + step[None, None, :]
    y = tile.low[:, 1, None, None] + step[None, :, None]
    # A pixel is judged at its middle, so that neighbours neither overlap nor leave a gap.
    px, py = x + 0.5, y + 0.5

    def weight(first: int, second: int) -> FloatArray:
        ax, ay = (tile.corners[:, first, axis, None, None] for axis in (0, 1))
        bx, by = (tile.corners[:, second, axis, None, None] for axis in (0, 1))
        cross = (bx - ax) * (py - ay) - (by - ay) * (px - ax)
        return np.asarray(cross / tile.area[:, None, None])

    wa, wb = weight(1, 2), weight(2, 0)
    # Not computed like the others: the three must sum to one, or colours would drift.
    wc = 1.0 - wa - wb
    inside = (wa >= 0) & (wb >= 0) & (wc >= 0)
    inside &= (x >= 0) & (x < width) & (y >= 0) & (y < height)
    number, row, column = np.nonzero(inside)
    at = (tile.low[number, 1] + row) * canvas.width + tile.low[number, 0] + column
    weights = np.stack([wa[inside], wb[inside], wc[inside]], axis=-1)
    depth = (weights * tile.corners[number, :, 2]).sum(axis=1).astype(np.float32)
    nearer = np.flatnonzero(depth > canvas.depth[at])
    # the nearest last: of several values for one pixel, numpy keeps the last
    order = nearer[np.argsort(depth[nearer], kind="stable")]
    at, number, weights = at[order], number[order], weights[order].astype(np.float32)
    canvas.depth[at] = depth[order]
    canvas.colour[at] = np.einsum("fk,fkc->fc", weights, shades[tile.triangles[number]])
    canvas.owner[at] = tile.owners[number]


def _shaded(surface: Surface, camera: Camera) -> FloatArray:
    """Light the vertices from the camera's upper left, with a weak second light and a soft rim."""
    axes = np.stack([camera.right, camera.up, camera.back], axis=1)
    normals = surface.normals @ axes
    # At an outline a smooth normal may point away although its triangle is seen.
    normals = np.where(normals[:, 2:] < 0, -normals, normals)
    key = np.maximum(normals @ (_LIGHT / np.linalg.norm(_LIGHT)), 0.0)
    fill = np.maximum(normals @ (_FILL / np.linalg.norm(_FILL)), 0.0)
    # A narrow highlight: without one, nerve and muscle look like paper.
    gloss = key**24
    light = 0.30 + 0.62 * key + 0.18 * fill
    light *= 0.72 + 0.28 * np.clip(normals[:, 2] * 1.4, 0.0, 1.0)
    colour = np.broadcast_to(surface.colour, surface.vertices_mm.shape)
    return np.asarray(np.clip(colour * light[:, None] + 0.10 * gloss[:, None], 0.0, 1.0))


def _ink_edges(image: Float32Array, depth: Float32Array, height_mm: float) -> None:
    """Darken what lies behind a step in depth: outlines, and a hint of shadow in the gaps."""
    step = 0.006 * height_mm
    # The background is far, not infinitely far: differences stay numbers.
    floor = np.where(np.isfinite(depth), depth, -1e4)
    for reach, strength in ((1, 0.45), (2, 0.2), (4, 0.12), (8, 0.08)):
        padded = np.pad(floor, reach, constant_values=-1e4)
        around = [
            padded[
                reach + dy : reach + dy + depth.shape[0], reach + dx : reach + dx + depth.shape[1]
            ]
            for dy, dx in ((-reach, 0), (reach, 0), (0, -reach), (0, reach))
        ]
        rise = np.maximum.reduce(around) - floor
        on_body = np.isfinite(depth)
        dark = np.clip((rise - step) / (4 * step), 0.0, 1.0) * strength * on_body
        image *= (1.0 - dark)[:, :, None].astype(np.float32)
