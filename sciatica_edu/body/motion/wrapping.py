"""A taut line round a sphere or cylinder: where it touches, and how long it is.

The same geometry that MuJoCo uses for its tendons (tangents to a circle, the side chosen by a
side point, inside wrapping where that point lies in the surface), written in numpy; lengths are
compared with MuJoCo's in the tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    FloatArray = npt.NDArray[np.float64]

__all__ = ["ARC_POINTS", "Wrap", "wrap_around"]

#: Points by which a wrapped stretch is drawn, both ends included.
ARC_POINTS = 6
_TINY = 1e-12
_INSIDE_STEPS = 30


@dataclass(frozen=True, slots=True)
class Wrap:
    """A wrapped stretch: its points in the surface's frame, first to last, and its length."""

    points_mm: FloatArray
    length_mm: float


def wrap_around(
    start_mm: FloatArray,
    end_mm: FloatArray,
    *,
    radius_mm: float,
    is_sphere: bool,
    side_mm: FloatArray | None = None,
) -> Wrap | None:
    """Wrap the straight line between two points round a surface centred at the origin.

    Parameters
    ----------
    start_mm, end_mm
        The points, in the surface's frame (a cylinder's axis is z).
    radius_mm
        Radius of sphere or cylinder.
    is_sphere
        Sphere, else a cylinder without ends.
    side_mm
        A point on the side where the line must pass; inside the surface it means that the line
        is held in from within.

    Returns
    -------
    Wrap or None
        None when the line runs free of the surface.
    """
    if min(np.linalg.norm(start_mm), np.linalg.norm(end_mm)) < _TINY:
        return None
    # On a sphere the shortest way lies in the plane through centre and both points. A cylinder is
    # looked at along its axis, and height is added at the end.
    plane = _sphere_plane(start_mm, end_mm) if is_sphere else np.eye(3)[:2]
    start, end = plane @ start_mm, plane @ end_mm
    side, inside = None, False
    if side_mm is not None:
        # MuJoCo's rule: a side point within the surface holds the line in, and of one outside only
        # the direction counts.
        inside = bool(np.linalg.norm(side_mm) < radius_mm)
        flat = plane @ side_mm
        side = radius_mm * flat / max(float(np.linalg.norm(flat)), _TINY)
    touch = _inside(start, end, radius_mm) if inside else _outside(start, end, side, radius_mm)
    if touch is None:
        return None
    first, sweep = touch
    angles = np.arctan2(first[1], first[0]) + np.linspace(0.0, sweep, ARC_POINTS)
    arc = radius_mm * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    points = arc @ plane
    length = radius_mm * abs(sweep)
    if not is_sphere:
        length = _climb(points, start_mm, end_mm, length)
    return Wrap(points, length)


def _sphere_plane(start: FloatArray, end: FloatArray) -> FloatArray:
    """Two unit axes of the plane through centre, start and end."""
    first = start / np.linalg.norm(start)
    normal = np.cross(start, end)
    if np.linalg.norm(normal) < _TINY:
        # Both points and the centre lie on one line: any plane through it will do.
        axis = np.zeros(3)
        axis[int(np.argmin(np.abs(first)))] = 1.0
        normal = np.cross(first, axis)
    second = np.cross(normal, first)
    return np.stack([first, second / np.linalg.norm(second)])


def _climb(points: FloatArray, start: FloatArray, end: FloatArray, arc_length: float) -> float:
    """Raise the points of a cylinder's arc evenly along its axis; gives the new length."""
    # Unrolled, a cylinder is flat: the shortest line climbs evenly over the whole way, the free
    # parts included.
    before = float(np.linalg.norm(start[:2] - points[0, :2]))
    after = float(np.linalg.norm(end[:2] - points[-1, :2]))
    whole = before + arc_length + after
    share = (before + np.linspace(0.0, arc_length, len(points))) / max(whole, _TINY)
    points[:, 2] = start[2] + (end[2] - start[2]) * share
    return float(np.hypot(arc_length, points[-1, 2] - points[0, 2]))


def _crossing(p1: FloatArray, p2: FloatArray, p3: FloatArray, p4: FloatArray) -> bool:
    """Whether the segments p1-p2 and p3-p4 cross."""
    d21, d43, d13 = p2 - p1, p4 - p3, p1 - p3
    determinant = d43[1] * d21[0] - d43[0] * d21[1]
    # Parallel segments do not cross.
    if abs(determinant) < _TINY:
        return False
    a = (d43[0] * d13[1] - d43[1] * d13[0]) / determinant
    b = (d21[0] * d13[1] - d21[1] * d13[0]) / determinant
    return bool(0.0 <= a <= 1.0 and 0.0 <= b <= 1.0)


def _outside(
    start: FloatArray, end: FloatArray, side: FloatArray | None, radius: float
) -> tuple[FloatArray, float] | None:
    """Touch point and signed angle of a wrap round the outside of a circle."""
    square0, square1, square = float(start @ start), float(end @ end), radius * radius
    along = end - start
    # From a point within the circle no tangent can be drawn.
    if min(square0, square1) < square or radius < _TINY or along @ along < _TINY:
        return None
    # A line that passes clear of the circle, on the side asked for, is held off by nothing.
    nearest = start + np.clip(-(along @ start) / (along @ along), 0.0, 1.0) * along
    if nearest @ nearest > square and (side is None or side @ nearest >= 0.0):
        return None
    root0, root1 = np.sqrt(square0 - square), np.sqrt(square1 - square)
    best: tuple[float, FloatArray, FloatArray, int] | None = None
    # Both pairs of tangents: touch = (p r² ± p⊥ r √(p² - r²)) / p².
    for turn in (1, -1):
        across0 = np.array([start[1], -start[0]]) * turn * radius * root0
        across1 = np.array([-end[1], end[0]]) * turn * radius * root1
        touch0 = (start * square + across0) / square0
        touch1 = (end * square + across1) / square1
        if side is not None:
            middle = touch0 + touch1
            good = float(middle @ side / max(np.linalg.norm(middle), _TINY))
        else:
            # Without a side point the shorter way round is taken, as a taut line would.
            good = -float((touch0 - touch1) @ (touch0 - touch1))
        if _crossing(start, touch0, end, touch1):
            # Tangents that cross belong to a line that passes through itself: such a pair loses, and
            # where both do the line runs free.
            good = -10000.0
        if best is None or good > best[0]:
            best = (good, touch0, touch1, turn)
    assert best is not None  # noqa: S101
    _, touch0, touch1, turn = best
    if _crossing(start, touch0, end, touch1):
        return None
    return touch0, _sweep(touch0, touch1, turn)


def _sweep(touch0: FloatArray, touch1: FloatArray, turn: int) -> float:
    """Signed angle from touch0 to touch1, going round in the direction that fits the tangents."""
    cosine = float(touch0 @ touch1) / float(np.linalg.norm(touch0) * np.linalg.norm(touch1))
    angle = float(np.arccos(np.clip(cosine, -1.0, 1.0)))
    cross = touch0[1] * touch1[0] - touch0[0] * touch1[1]  # > 0: touch1 lies clockwise
    # The tangents fix the direction; where it leads the long way, the arc is the rest of the
    # circle.
    if (cross > 0 and turn < 0) or (cross < 0 and turn > 0):
        return -np.sign(-cross) * (2.0 * np.pi - angle) if cross else angle
    return -float(np.sign(cross)) * angle


def _inside(start: FloatArray, end: FloatArray, radius: float) -> tuple[FloatArray, float] | None:
    """Touch point of a line held in by a circle from within; it bends at one point."""
    length0, length1 = float(np.linalg.norm(start)), float(np.linalg.norm(end))
    along = end - start
    gap = float(along @ along)
    if min(length0, length1) <= radius or radius < _TINY:
        return None
    if gap > _TINY:
        part = -float(along @ start) / gap
        # The straight line passes within the circle already: nothing pulls it in.
        if 0.0 < part < 1.0 and np.linalg.norm(start + part * along) <= radius:
            return None
    middle = (start + end) / 2.0
    # Where no balanced point exists: the circle's point towards the middle of the line, as in MuJoCo.
    fallback = radius * middle / max(float(np.linalg.norm(middle)), _TINY)
    a, b = radius / length0, radius / length1
    cosine = (length0**2 + length1**2 - gap) / (2.0 * length0 * length1)
    if cosine < -1.0 + _TINY:
        return None
    if cosine > 1.0 - _TINY:
        return fallback, 0.0
    angle = float(np.arccos(cosine))
    # A thread through a ring rests where both parts leave at one angle; z is that angle's sine, and
    # by the law of sines the angles at the two ends are asin(a z) and asin(b z).
    root = _inside_root(a, b, angle)
    if root is None:
        return fallback, 0.0
    if start[0] * end[1] - start[1] * end[0] > 0.0:
        leg, turn = start / length0, np.arcsin(root) - np.arcsin(a * root)
    else:
        leg, turn = end / length1, np.arcsin(root) - np.arcsin(b * root)
    sine, cosine = np.sin(turn), np.cos(turn)
    return radius * np.array(
        [cosine * leg[0] - sine * leg[1], sine * leg[0] + cosine * leg[1]]
    ), 0.0


def _inside_root(a: float, b: float, angle: float) -> float | None:
    """Solve asin(a z) + asin(b z) - 2 asin(z) + angle = 0 from above by Newton's method."""

    def gap(z: float) -> float:
        return float(np.arcsin(a * z) + np.arcsin(b * z) - 2.0 * np.arcsin(z) + angle)

    # As MuJoCo begins: at 1 itself the slope is infinite.
    z = 1.0 - 1e-7
    value = gap(z)
    if value > 0.0:
        return None
    for _ in range(_INSIDE_STEPS):
        if abs(value) <= 1e-9:
            return z
        slope = (
            a / np.sqrt(max(_TINY, 1.0 - (a * z) ** 2))
            + b / np.sqrt(max(_TINY, 1.0 - (b * z) ** 2))
            - 2.0 / np.sqrt(max(_TINY, 1.0 - z * z))
        )
        z -= value / slope
        value = gap(z)
    return None
