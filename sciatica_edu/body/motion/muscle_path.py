"""Paths of the trunk's and legs' muscles over the skeleton, and their lengths in any pose.

A path runs straight from site to site; between two sites it may be held off by a sphere or
cylinder (`wraps` is then True). Wrapped stretches are computed like MuJoCo's, so both kinds of
length are exact for the model. What is *not* known: none of these lengths was measured on people.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.body.motion.computed import SiteNumbers, read_muscles
from sciatica_edu.body.motion.skeleton import SIDES, load_skeleton, rotation_of
from sciatica_edu.body.motion.wrapping import ARC_POINTS, wrap_around
from sciatica_edu.body.tables import MUSCLE_LIMITS, body_table
from sciatica_edu.errors import require_known

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from sciatica_edu.body.motion.computed import SurfaceNumbers
    from sciatica_edu.body.motion.kinematics import PlacedBodies
    from sciatica_edu.body.rows import MuscleLimitRow

    FloatArray = npt.NDArray[np.float64]
    IntArray = npt.NDArray[np.intp]

__all__ = [
    "MusclePath",
    "Surface",
    "Trace",
    "load_muscles",
    "muscle_lengths_mm",
    "muscle_limit",
    "muscle_named",
    "trace",
]


@dataclass(frozen=True, slots=True)
class Surface:
    """A sphere or cylinder that holds a path off, between site `after` and the next one."""

    after: int
    body: int
    is_sphere: bool
    centre_mm: FloatArray
    rotation: FloatArray
    radius_mm: float
    side_body: int | None
    side_mm: FloatArray | None


@dataclass(frozen=True, slots=True)
class MusclePath:
    """One muscle or part of a muscle: origin, via points and insertion, in order."""

    name: str
    bodies: tuple[int, ...]
    sites_mm: FloatArray
    surfaces: tuple[Surface, ...]

    @property
    def wraps(self) -> bool:
        """Whether a round surface can bend the path between its sites."""
        return bool(self.surfaces)


@cache
def load_muscles() -> Mapping[str, MusclePath]:
    """Read every muscle path (once); names as in MyoSim, sides as ``_r`` and ``_l``."""
    places = {name: index for index, name in enumerate(load_skeleton().body_names)}
    return MappingProxyType(
        {name: _muscle(name, path, places) for name, path in read_muscles().muscles.items()}
    )


def muscle_named(name: str) -> MusclePath:
    """Give one muscle path, or an error that names the nearest."""
    muscles = load_muscles()
    # Looked up first: `require_known` sorts all names, and this is asked for each line of a view.
    if name not in muscles:
        require_known("muscle", name, muscles)
    return muscles[name]


def _muscle(
    name: str, path: Sequence[SiteNumbers | SurfaceNumbers], places: Mapping[str, int]
) -> MusclePath:
    sites: list[SiteNumbers] = []
    surfaces: list[Surface] = []
    for element in path:
        if isinstance(element, SiteNumbers):
            sites.append(element)
        else:
            # A surface stands in the file between the two sites that it keeps apart.
            surfaces.append(_surface(element, places, after=len(sites) - 1))
    return MusclePath(
        name=name,
        bodies=tuple(places[site.body] for site in sites),
        sites_mm=np.array([site.site_mm for site in sites]),
        surfaces=tuple(surfaces),
    )


def _surface(row: SurfaceNumbers, places: Mapping[str, int], *, after: int) -> Surface:
    return Surface(
        after=after,
        body=places[row.body],
        is_sphere=row.surface == "sphere",
        centre_mm=np.array(row.centre_mm),
        rotation=rotation_of(row.quaternion),
        radius_mm=row.radius_mm,
        # The side point may stand on another body than the surface does.
        side_body=None if row.side_body is None else places[row.side_body],
        side_mm=None if row.side_mm is None else np.array(row.side_mm),
    )


def muscle_limit(name: str) -> MuscleLimitRow | None:
    """Give the limit of a muscle's path, or None where it holds over all joint ranges.

    Raises
    ------
    UnknownNameError
        If the muscle does not exist.
    """
    require_known("muscle", name, load_muscles())
    for row in body_table(MUSCLE_LIMITS).limits:
        for side in SIDES:
            if name == f"{row.muscle}_{side}":
                return row.model_copy(update={"muscle": name, "joint": f"{row.joint}_{side}"})
    return None


@dataclass(frozen=True, slots=True)
class Trace:
    """A muscle followed through every pose.

    Attributes
    ----------
    lengths_mm
        Shape (poses,).
    bodies
        For every point of the drawn line, the body it is fixed to.
    points_mm
        Shape (poses, points, 3), each in its own body's frame. A stretch that can wrap has
        :data:`~sciatica_edu.body.motion.wrapping.ARC_POINTS` points on the surface's body, which lie
        on the straight line while the muscle runs free.
    """

    lengths_mm: FloatArray
    bodies: tuple[int, ...]
    points_mm: FloatArray


def trace(placed: PlacedBodies, muscles: Sequence[MusclePath]) -> tuple[Trace, ...]:
    """Follow muscles through every pose (many at once is cheaper than one by one)."""
    if not muscles:
        return ()
    bodies = [body for muscle in muscles for body in muscle.bodies]
    room = placed.to_room_mm(bodies, np.concatenate([muscle.sites_mm for muscle in muscles]))
    steps = np.linalg.norm(np.diff(room, axis=1), axis=2)
    traces, start = [], 0
    for muscle in muscles:
        end = start + len(muscle.bodies)
        straight = steps[:, start : end - 1].sum(axis=1)
        traces.append(_trace_one(placed, muscle, room[:, start:end], straight))
        start = end
    return tuple(traces)


def _trace_one(
    placed: PlacedBodies, muscle: MusclePath, room: FloatArray, straight_mm: FloatArray
) -> Trace:
    every = (len(placed), *muscle.sites_mm.shape)
    if not muscle.wraps:
        # Sites do not move in their bodies: one row of numbers serves all poses.
        return Trace(straight_mm, muscle.bodies, np.broadcast_to(muscle.sites_mm, every))
    lengths = straight_mm
    bodies: list[int] = []
    pieces: list[FloatArray] = []
    by_place = {surface.after: surface for surface in muscle.surfaces}
    for number, body in enumerate(muscle.bodies):
        bodies.append(body)
        # The number of points is the same in every pose, wrapped or not: frames are interpolated
        # point by point (`sciatica_edu.body.shape.tubes`).
        pieces.append(np.broadcast_to(muscle.sites_mm[number], (len(placed), 1, 3)))
        surface = by_place.get(number)
        if surface is None:
            continue
        arcs, longer = _wrapped(placed, surface, room[:, number], room[:, number + 1])
        lengths = lengths + longer
        bodies += [surface.body] * ARC_POINTS
        pieces.append(arcs)
    return Trace(lengths, tuple(bodies), np.concatenate(pieces, axis=1))


def _wrapped(
    placed: PlacedBodies, surface: Surface, starts: FloatArray, ends: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Points on (or beside) a surface in its body's frame, and how much longer the wrap is."""
    arcs = np.empty((len(placed), ARC_POINTS, 3))
    longer = np.zeros(len(placed))
    share = np.linspace(0.0, 1.0, ARC_POINTS + 2)[1:-1, None]
    # One by one: whether the line touches, and on which side, differs from pose to pose.
    for pose in range(len(placed)):
        rotation = placed.rotations[pose, surface.body] @ surface.rotation
        origin = (
            placed.positions_mm[pose, surface.body]
            + placed.rotations[pose, surface.body] @ surface.centre_mm
        )
        # In the surface's own frame, where a cylinder stands on z and the geometry is flat.
        start, end = (starts[pose] - origin) @ rotation, (ends[pose] - origin) @ rotation
        side = None
        if surface.side_body is not None and surface.side_mm is not None:
            at = placed.to_room_mm([surface.side_body], surface.side_mm[None])[pose, 0]
            side = (at - origin) @ rotation
        wrap = wrap_around(
            start, end, radius_mm=surface.radius_mm, is_sphere=surface.is_sphere, side_mm=side
        )
        points = start + share * (end - start)
        if wrap is not None:
            points = wrap.points_mm
            # Only the detour is added; the straight part is in the sum of steps already.
            longer[pose] = (
                np.linalg.norm(points[0] - start)
                + wrap.length_mm
                + np.linalg.norm(end - points[-1])
                - np.linalg.norm(end - start)
            )
        arcs[pose] = points @ surface.rotation.T + surface.centre_mm
    return arcs, longer


def muscle_lengths_mm(placed: PlacedBodies, names: Sequence[str]) -> FloatArray:
    """Lengths from origin to insertion (muscle and tendon together).

    Parameters
    ----------
    placed
        One or several poses.
    names
        Muscles.

    Returns
    -------
    array
        Shape (poses, muscles), mm.
    """
    traces = trace(placed, [muscle_named(name) for name in names])
    return np.stack([one.lengths_mm for one in traces], axis=1)
