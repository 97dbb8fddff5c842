"""What stands around the body in a picture: mat, couch, stool, wall, strap, hammer, arrows and marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.body.shape.contacts import vertices_of
from sciatica_edu.body.view.raster import Surface

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    FloatArray = npt.NDArray[np.float64]

__all__ = ["arrow", "ball", "bed", "hammer", "seat", "strap", "wall"]

_WOOD, _MAT, _COUCH = (0.62, 0.56, 0.47), (0.45, 0.56, 0.66), (0.66, 0.70, 0.73)
_STRAP, _STEEL = (0.80, 0.42, 0.16), (0.52, 0.54, 0.60)
_ARROW, _PAIN = (0.86, 0.20, 0.12), (0.85, 0.10, 0.10)
_ROUND = 12


def box(low: Sequence[float], high: Sequence[float], colour: Sequence[float]) -> Surface:
    """Make a box with edges along the room's axes."""
    vertices: list[FloatArray] = []
    normals: list[FloatArray] = []
    triangles: list[npt.NDArray[np.int64]] = []
    for axis in range(3):
        for end, sign in ((low, -1.0), (high, 1.0)):
            across, up = [k for k in range(3) if k != axis]
            corners = np.empty((4, 3))
            corners[:, axis] = end[axis]
            corners[:, across] = [low[across], high[across], high[across], low[across]]
            corners[:, up] = [low[up], low[up], high[up], high[up]]
            # Two of the three faces of a sign would turn their back otherwise.
            turned = (sign > 0) == (axis == 1)
            start = len(vertices) * 4
            quad = np.array([[0, 1, 2], [0, 2, 3]]) + start
            triangles.append(quad[:, ::-1] if turned else quad)
            vertices.append(corners)
            normals.append(np.tile(sign * np.eye(3)[axis], (4, 1)))
    return Surface(
        np.concatenate(vertices),
        np.concatenate(normals),
        np.concatenate(triangles),
        np.array(colour),
    )


def rod(
    start: FloatArray, end: FloatArray, radii: tuple[float, float], colour: Sequence[float]
) -> Surface:
    """Make a round rod or cone, closed at the start."""
    along = (end - start) / np.linalg.norm(end - start)
    across = np.cross(along, [0.0, 0.0, 1.0] if abs(along[2]) < 0.9 else [1.0, 0.0, 0.0])
    across /= np.linalg.norm(across)
    angle = np.linspace(0, 2 * np.pi, _ROUND, endpoint=False)
    ring = np.cos(angle)[:, None] * across + np.sin(angle)[:, None] * np.cross(along, across)
    vertices = np.concatenate([start + radii[0] * ring, end + radii[1] * ring, [start]])
    normals = np.concatenate([ring, ring, [-along]])
    here, after = np.arange(_ROUND), (np.arange(_ROUND) + 1) % _ROUND
    triangles = np.concatenate(
        [
            np.stack([here, after, after + _ROUND], axis=1),
            np.stack([here, after + _ROUND, here + _ROUND], axis=1),
            np.stack([after, here, np.full(_ROUND, 2 * _ROUND)], axis=1),
        ]
    )
    return Surface(vertices, normals, triangles, np.array(colour))


def bed(kind: str, points: FloatArray) -> list[Surface]:
    """Make a mat or couch whose top is the floor of the pose, as long as the body needs."""
    x, y = points[:, 0], points[:, 1]
    middle = (x.min() + x.max()) / 2
    wide = max(330.0, (x.max() - x.min()) / 2 + 60)
    low, high = [middle - wide, y.min() - 90], [middle + wide, y.max() + 90]
    if kind == "mat":
        return [box([*low, -14], [*high, -1], _MAT)]
    legs = [
        box([x - 25, y - 25, -330], [x + 25, y + 25, -60], _STEEL)
        for x in (low[0] + 60, high[0] - 60)
        for y in (low[1] + 90, high[1] - 90)
    ]
    return [box([*low, -62], [*high, -1], _COUCH), *legs]


def seat(height_mm: float, points: FloatArray) -> list[Surface]:
    """Make a stool, or the end of a couch when it is higher, below the buttocks."""
    back = float(points[vertices_of("buttock"), 1].max())
    couch = height_mm > 500
    wide, deep, colour = (420, 620, _COUCH) if couch else (230, 420, _WOOD)
    low, high = [-wide, back - 330], [wide, back - 330 + deep]
    legs = [
        box([x - 20, y - 20, 0], [x + 20, y + 20, height_mm - 30], _STEEL if couch else colour)
        for x in (low[0] + 30, high[0] - 30)
        for y in (low[1] + 40, high[1] - 40)
    ]
    return [box([*low, height_mm - (70 if couch else 32)], [*high, height_mm - 1], colour), *legs]


def wall(bodies: Sequence[FloatArray]) -> list[Surface]:
    """Make a wall that the left elbow leans against."""
    arm = np.concatenate([vertices_of("elbow_l"), vertices_of("hand_l"), vertices_of("forearm_l")])
    x = max(float(points[arm, 0].max()) for points in bodies)
    return [box([x + 1, -300, 0], [x + 40, 320, 1750], (0.74, 0.73, 0.70))]


def strap(points: FloatArray) -> list[Surface]:
    """Make a strap from both hands round the sole of the right foot."""
    foot = points[vertices_of("toes_r")].mean(axis=0)
    away = foot - points[vertices_of("shin_r")].mean(axis=0)
    sole = foot + 14 * away / np.linalg.norm(away)
    found = []
    for side, off in (("r", -28.0), ("l", 28.0)):
        hand = points[vertices_of(f"hand_{side}")].mean(axis=0)
        found.append(rod(hand, sole + np.array([off, 0, 0]), (7, 7), _STRAP))
    return [*found, rod(sole - np.array([34, 0, 0]), sole + np.array([34, 0, 0]), (9, 9), _STRAP)]


def hammer(points: FloatArray) -> list[Surface]:
    """Make a reflex hammer with its head just below the right kneecap."""
    knee = points[vertices_of("knee_r")]
    tap = knee[knee[:, 1].argmin()] + [0, -16, -34]
    return [
        rod(tap - np.array([0, 0, 34]), tap + np.array([0, 0, 34]), (19, 19), _ARROW),
        rod(tap, tap + np.array([-60, -250, 60]), (8, 8), _STEEL),
    ]


def arrow(points: FloatArray, part: str, towards: Sequence[float], size_mm: float) -> list[Surface]:
    """Make an arrow outside a part of the body.

    It ends at the part when it points at the body's middle, else it starts there: a push comes
    from outside, a movement goes away.
    """
    way = np.array(towards) / np.linalg.norm(towards)
    place = points[vertices_of(part)]
    along = place @ way
    centre = place.mean(axis=0)
    pushes = (points.mean(axis=0) - centre) @ way > 0.35 * np.linalg.norm(points.mean(0) - centre)
    gap = 0.22 * size_mm
    edge = (along.min() - gap - size_mm) if pushes else (along.max() + gap)
    start = centre + (edge - centre @ way) * way
    neck, tip = start + 0.55 * size_mm * way, start + size_mm * way
    thick = 0.085 * size_mm
    return [
        rod(start, neck, (thick, thick), _ARROW),
        rod(neck, tip, (2.5 * thick, 0.2), _ARROW),
    ]


def ball(points: FloatArray, part: str, eye: FloatArray, size_mm: float) -> list[Surface]:
    """Make a red mark on a part of the body, on the side of the eye."""
    place = points[vertices_of(part)]
    towards = eye / np.linalg.norm(eye)
    near = place[np.argsort(place @ towards)[-max(4, len(place) // 4) :]].mean(axis=0)
    turn, rise = np.meshgrid(np.linspace(0, 2 * np.pi, 17), np.linspace(0, np.pi, 9))
    unit = np.stack([np.sin(rise) * np.cos(turn), np.sin(rise) * np.sin(turn), np.cos(rise)], -1)
    here = np.arange(8)[:, None] * 17 + np.arange(16)
    triangles = np.concatenate(
        [
            np.stack([here, here + 17, here + 18], -1).reshape(-1, 3),
            np.stack([here, here + 18, here + 1], -1).reshape(-1, 3),
        ]
    )
    unit = unit.reshape(-1, 3)
    return [Surface(near + size_mm * unit, unit, triangles, np.array(_PAIN))]
