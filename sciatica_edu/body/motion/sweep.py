"""Surfaces around lines: an ellipse swept along one line, or a sheet laid over several.

Everything is in the room's frame. The browser's half (``js/src/body/sweep.js``) does the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from sciatica_edu.body.shape.tube_shape import TubeShape

    FloatArray = npt.NDArray[np.float64]
    IntArray = npt.NDArray[np.int64]

__all__ = ["Swept", "profile", "smooth_line", "sweep", "sweep_sheet"]

#: Points around the cross-section of a tube, and of a sheet.
_AROUND_TUBE = 10
_AROUND_SHEET = 20
_TENDON_EDGE = 0.05


@dataclass(frozen=True, slots=True)
class Swept:
    """A surface: vertices, unit normals, triangles, and how much of each vertex is tendon (0-1)."""

    vertices_mm: FloatArray
    normals: FloatArray
    triangles: IntArray
    tendon: FloatArray


def profile(
    sizes: tuple[float, float, float], belly_at: float, tendon: tuple[float, float], at: FloatArray
) -> FloatArray:
    """Size along a line: a tendon as thick as its end, rising to the belly and falling again."""
    first, belly, last = sizes
    start, end = tendon[0], 1.0 - tendon[1]
    rising = np.clip((at - start) / max(belly_at - start, 1e-6), 0.0, 1.0)
    falling = np.clip((at - belly_at) / max(end - belly_at, 1e-6), 0.0, 1.0)
    # Both halves reach the belly level, so there is no ridge where they meet.
    up = first + (belly - first) * np.sin(rising * np.pi / 2)
    down = belly + (last - belly) * (1 - np.cos(falling * np.pi)) / 2
    return np.asarray(np.where(at < belly_at, up, down))


def smooth_line(points_mm: FloatArray, count: int) -> FloatArray:
    """Lay a centripetal Catmull-Rom curve through points and take `count` points, evenly spaced."""
    gaps = np.linalg.norm(np.diff(points_mm, axis=0), axis=1)
    # Points that fall together have no direction between them.
    points = points_mm[np.concatenate([[True], gaps > 1e-3])]
    if len(points) == 2:
        share = np.linspace(0.0, 1.0, count)[:, None]
        return np.asarray(points[0] + share * (points[1] - points[0]))
    # A curve needs a neighbour beyond either end: the first and last stretch, continued.
    ends = (2 * points[0] - points[1], 2 * points[-1] - points[-2])
    knots = np.concatenate([[ends[0]], points, [ends[1]]])
    dense = np.concatenate([_piece(knots[i : i + 4]) for i in range(len(points) - 1)])
    dense = np.concatenate([dense, points[-1:]])
    # Even by length, so that cross-sections do not crowd where sites do.
    reach = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(dense, axis=0), axis=1))])
    at = np.linspace(0.0, reach[-1], count)
    return np.stack([np.interp(at, reach, dense[:, axis]) for axis in range(3)], axis=1)


def _piece(four: FloatArray, steps: int = 12) -> FloatArray:
    """One stretch of the curve, between the second and third of four points (Barry-Goldman)."""
    # Centripetal (the root of the distance): no loops and no cusps between points unevenly apart.
    t = np.concatenate([[0.0], np.cumsum(np.sqrt(np.linalg.norm(np.diff(four, axis=0), axis=1)))])
    at = np.linspace(t[1], t[2], steps, endpoint=False)[:, None]

    def mix(a: FloatArray, b: FloatArray, start: float, end: float) -> FloatArray:
        return np.asarray((end - at) / (end - start) * a + (at - start) / (end - start) * b)

    first = [mix(four[i], four[i + 1], t[i], t[i + 1]) for i in range(3)]
    second = [mix(first[i], first[i + 1], t[i], t[i + 2]) for i in range(2)]
    return mix(second[0], second[1], t[1], t[2])


def sweep(points_mm: FloatArray, shape: TubeShape, facing: FloatArray) -> Swept:
    """Sweep an ellipse along a line.

    Parameters
    ----------
    points_mm
        Shape (points, 3).
    shape
        Sizes along the line.
    facing
        Outward direction of the flat side, in the room's frame.
    """
    centre = smooth_line(points_mm, shape.along)
    across, outward = _frame(centre, facing)
    width, depth = _sizes(shape)
    turn = np.linspace(0.0, 2 * np.pi, _AROUND_TUBE, endpoint=False)[None, :, None]
    ring = np.cos(turn) * width[:, None, None] / 2 * across[:, None]
    ring = ring + np.sin(turn) * depth[:, None, None] / 2 * outward[:, None]
    return _closed(centre[:, None] + ring, centre[0], centre[-1], _tendon(shape))


def sweep_sheet(
    lines_mm: Sequence[FloatArray], shapes: Sequence[TubeShape], facing: Sequence[FloatArray]
) -> Swept:
    """Lay one broad muscle over several lines, neighbours beside each other.

    Parameters
    ----------
    lines_mm, shapes, facing
        As for `sweep`, one for each line, in order across the muscle.
    """
    centres = [smooth_line(line, shape.along) for line, shape in zip(lines_mm, shapes, strict=True)]
    edges = []
    for number, inner in ((0, 1), (-1, -2)):
        across, _ = _frame(centres[number], facing[number])
        width, _ = _sizes(shapes[number])
        away = np.einsum("ij,ij->i", across, centres[number] - centres[inner])
        # The outer lines are the middle of their strip: the sheet reaches half a width further,
        # away from the neighbour, on whichever side that is.
        sign = 1.0 if away.sum() > 0 else -1.0
        edges.append(centres[number] + sign * across * width[:, None] / 2)
    controls = np.stack([edges[0], *centres, edges[1]])
    spine = np.einsum("kj,jsx->skx", _across_weights(len(controls)), controls)
    out = np.cross(np.gradient(spine, axis=0), np.gradient(spine, axis=1))
    # Never by zero: where lines of a sheet meet in one tendon, there is no direction across.
    out /= np.maximum(np.linalg.norm(out, axis=2, keepdims=True), 1e-9)
    depth = np.mean([_sizes(shape)[1] for shape in shapes], axis=0)
    theta = _sheet_angles()
    # the lower half first: so the rings run the same way round as a tube's
    rise = -np.sign(np.sin(theta)) * np.abs(np.sin(theta)) ** 0.7
    # Out along one face and back along the other; the two edges belong to both.
    column = np.concatenate([np.arange(11), np.arange(9, 0, -1)])
    ring = spine[:, column] + out[:, column] * depth[:, None, None] / 2 * rise[None, :, None]
    first, last = ring[0].mean(axis=0), ring[-1].mean(axis=0)
    tendon = np.mean([_tendon(shape) for shape in shapes], axis=0)
    return _closed(ring, first, last, tendon)


def _sheet_angles() -> FloatArray:
    return np.linspace(0.0, 2 * np.pi, _AROUND_SHEET, endpoint=False)


@cache
def _across_weights(controls: int) -> FloatArray:
    """Weights of the lines at eleven places across a sheet (uniform Catmull-Rom)."""
    theta = np.linspace(0.0, np.pi, _AROUND_SHEET // 2 + 1)
    # Denser at the edges, where the ring turns round.
    place = (1 - np.cos(theta)) / 2 * (controls - 1)
    weights = np.zeros((len(place), controls))
    for row, at in enumerate(place):
        left = min(int(at), controls - 2)
        u = at - left
        basis = (
            (-u + 2 * u**2 - u**3) / 2,
            (2 - 5 * u**2 + 3 * u**3) / 2,
            (u + 4 * u**2 - 3 * u**3) / 2,
            (-(u**2) + u**3) / 2,
        )
        for number, weight in zip(range(left - 1, left + 3), basis, strict=True):
            # a control beyond the edge mirrors the one inside: 2 × edge - inner
            if number < 0:
                weights[row, 0] += 2 * weight
                weights[row, 1] -= weight
            elif number >= controls:
                weights[row, -1] += 2 * weight
                weights[row, -2] -= weight
            else:
                weights[row, number] += weight
    return weights


def _frame(centre: FloatArray, facing: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Directions across and out of the flat side, at right angles to the line."""
    tangent = np.gradient(centre, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    # Of the direction given only what stands across the line counts; it need not be exact.
    outward = facing - (tangent @ facing)[:, None] * tangent
    outward /= np.maximum(np.linalg.norm(outward, axis=1, keepdims=True), 1e-9)
    return np.cross(outward, tangent), outward


def _sizes(shape: TubeShape) -> tuple[FloatArray, FloatArray]:
    at = np.linspace(0.0, 1.0, shape.along)
    return (
        profile(shape.width_mm, shape.belly_at, shape.tendon, at),
        profile(shape.depth_mm, shape.belly_at, shape.tendon, at),
    )


def _tendon(shape: TubeShape) -> FloatArray:
    at = np.linspace(0.0, 1.0, shape.along)
    start, end = shape.tendon
    # Muscle runs into tendon over a twentieth of the length; a line without a tendon has none at
    # its tip.
    near = np.clip((start - at) / _TENDON_EDGE + 0.5, 0, 1) * (start > 0)
    far = np.clip((at - (1 - end)) / _TENDON_EDGE + 0.5, 0, 1) * (end > 0)
    return np.asarray(np.maximum(near, far))


def _closed(ring: FloatArray, first: FloatArray, last: FloatArray, tendon: FloatArray) -> Swept:
    """Close rings (along, around, 3) to a surface with caps."""
    along, around = ring.shape[:2]
    forward = np.gradient(ring, axis=0)
    # From the surface itself, not from the ellipse: where a line bends the two differ.
    sideways = np.roll(ring, -1, axis=1) - np.roll(ring, 1, axis=1)
    normal = np.cross(sideways, forward)
    normal /= np.maximum(np.linalg.norm(normal, axis=2, keepdims=True), 1e-9)
    ends = np.stack(
        [ring[0].mean(axis=0) - ring[1].mean(axis=0), ring[-1].mean(axis=0) - ring[-2].mean(axis=0)]
    )
    ends /= np.maximum(np.linalg.norm(ends, axis=1, keepdims=True), 1e-9)
    return Swept(
        np.concatenate([ring.reshape(-1, 3), [first, last]]),
        np.concatenate([normal.reshape(-1, 3), ends]),
        _ring_triangles(along, around),
        np.concatenate([np.repeat(tendon, around), tendon[[0, -1]]]),
    )


@cache
def _ring_triangles(along: int, around: int) -> IntArray:
    i, j = np.meshgrid(np.arange(along - 1), np.arange(around), indexing="ij")
    k = (j + 1) % around
    a, b = i * around + j, i * around + k
    c, d = a + around, b + around
    sides = np.stack([np.stack([a, b, d], -1), np.stack([a, d, c], -1)], 2).reshape(-1, 3)
    last = (along - 1) * around
    here = np.arange(around)
    after = (here + 1) % around
    # Fans from one point at either end: without them one would look into the tube.
    caps = [
        np.stack([np.full(around, along * around), after, here], -1),
        np.stack([np.full(around, along * around + 1), last + here, last + after], -1),
    ]
    return np.concatenate([sides, *caps]).astype(np.int64)
