"""Lines of the drawn body: smooth, dense enough to bend with the limb, thinned out again for the page.

Pure numbers: points in, points out. Curves are monotone cubics (Fritsch and Carlson 1980), written
here because loading them from scipy takes half a second of a lesson's opening.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

__all__ = ["Line", "Points", "curve", "densified", "on_page_text", "rounded", "split_at", "thinned"]

Line = list[tuple[float, float]]
Points: TypeAlias = "NDArray[np.float64]"

TYPICAL_WIDTH = 11.0
"""Drawing units that the whole width of the limb stands for when points are spaced."""
_STEP = 0.4
"""Longest step between two vertices of a drawn polygon, in drawing units."""
_PIECES = 8
"""Steps of a rounded line between two of its points."""


def curve(points: Iterable[tuple[float, float]]) -> Callable[[NDArray[np.float64]], Points]:
    """Return a monotone cubic through ``(at, value)``; beyond its ends the last piece goes on."""
    at, value = np.array(sorted(points), dtype=float).T
    width = np.diff(at)
    rise = np.diff(value) / width
    slope = _slopes(width, rise)

    def drawn(where: NDArray[np.float64]) -> Points:
        where = np.asarray(where, dtype=float)
        piece = np.clip(np.searchsorted(at, where, side="right") - 1, 0, len(width) - 1)
        far, span = where - at[piece], width[piece]
        bend = (3 * rise[piece] - 2 * slope[piece] - slope[piece + 1]) / span
        twist = (slope[piece] + slope[piece + 1] - 2 * rise[piece]) / span**2
        drawn_at: Points = value[piece] + far * (slope[piece] + far * (bend + far * twist))
        return drawn_at

    return drawn


def _slopes(width: Points, rise: Points) -> Points:
    """Slope at each point, 0 where the line turns, so that nothing overshoots."""
    if len(rise) == 1:
        return np.repeat(rise, 2)
    before, after = width[:-1], width[1:]
    heavy, light = 2 * after + before, after + 2 * before
    same_way = rise[:-1] * rise[1:] > 0
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = (heavy + light) / (heavy / rise[:-1] + light / rise[1:])
    inner = np.where(same_way, mean, 0.0)
    first = _end_slope(width[0], width[1], rise[0], rise[1])
    last = _end_slope(width[-1], width[-2], rise[-1], rise[-2])
    return np.concatenate([[first], inner, [last]])


def _end_slope(near: float, far: float, rise_near: float, rise_far: float) -> float:
    slope = ((2 * near + far) * rise_near - near * rise_far) / (near + far)
    if slope * rise_near <= 0:
        return 0.0
    if rise_near * rise_far <= 0 and abs(slope) > 3 * abs(rise_near):
        return float(3 * rise_near)
    return float(slope)


def densified(limb: Points) -> Points:
    """Return the same line with more points, so that it bends with the limb it is laid on."""
    pieces = [limb[:1]]
    for start, end in pairwise(limb):
        across, down = np.abs(end - start)
        steps = max(int(np.ceil(max(across * 3 * TYPICAL_WIDTH, down) / _STEP)), 1)
        pieces.append(start + (end - start) * np.linspace(0, 1, steps + 1)[1:, None])
    return np.vstack(pieces)


def rounded(line: Sequence[tuple[float, float]], *, across_is: float = TYPICAL_WIDTH) -> Points:
    """Return a smooth curve through the points; the same one from either end.

    Parameters
    ----------
    line
        Points, of which the first number counts `across_is` drawing units.
    across_is
        1 where both numbers are drawing units.
    """
    points = np.array(line, dtype=float)
    if len(points) < 3:
        return points
    steps = np.diff(points, axis=0) * (across_is, 1)
    along = np.concatenate([[0], np.cumsum(np.hypot(*steps.T))])
    at = np.concatenate([np.linspace(a, b, _PIECES + 1)[:-1] for a, b in pairwise(along)])
    both = [curve(list(zip(along, column, strict=True))) for column in points.T]
    return np.column_stack([one(np.append(at, along[-1])) for one in both])


def split_at(ring: Line, corners: set[tuple[float, float]]) -> list[Line]:
    """Return the parts of a line between those of its points that are corners."""
    parts: list[Line] = [[ring[0]]]
    for point in ring[1:]:
        parts[-1].append(point)
        if point in corners:
            parts.append([point])
    return [part for part in parts if len(part) > 1]


def thinned(points: Points, *, within: float) -> Points:
    """Return fewer points that stay within a distance of the line (Douglas and Peucker 1973)."""
    if len(points) < 3:
        return points
    start, end = points[0], points[-1]
    chord = end - start
    length = float(np.hypot(*chord))
    away = points - start
    if length < within:  # a closed ring: its ends meet, so its far side is measured from them
        distance = np.hypot(*away.T)
    else:
        distance = np.abs(chord[0] * away[:, 1] - chord[1] * away[:, 0]) / length
    farthest = int(distance.argmax())
    if distance[farthest] <= within:
        return np.vstack([start, end])
    left = thinned(points[: farthest + 1], within=within)
    return np.vstack([left[:-1], thinned(points[farthest:], within=within)])


def on_page_text(points: Points, *, within: float = 0.06) -> str:
    """Return points as an SVG drawing reads them, thinned and with one decimal."""
    kept = thinned(points, within=within)
    return " ".join(f"{round(x, 1) + 0:g},{round(y, 1) + 0:g}" for x, y in kept)
