"""Lines to draw: muscles and nerve, as points fixed to bodies.

The topology (names, starts, bodies) is the same for every pose, so frames can be interpolated
point by point in the bodies' frames while the bodies turn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.body.motion.muscle_path import load_muscles, muscle_named, trace
from sciatica_edu.body.motion.nerve_path import points_in_room_mm

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from sciatica_edu.body.motion.kinematics import PlacedBodies
    from sciatica_edu.body.motion.nerve_path import NerveCourse

    FloatArray = npt.NDArray[np.float64]
    IntArray = npt.NDArray[np.intp]

__all__ = ["Tubes", "muscle_tubes", "nerve_tubes"]


@dataclass(frozen=True, slots=True)
class Tubes:
    """Lines for several poses.

    Attributes
    ----------
    names
        One for each tube.
    starts
        One more than `names`: the points of tube ``i`` are ``starts[i]`` to ``starts[i + 1]``.
    bodies
        Shape (points,): index of the body each point is fixed to.
    points_mm
        Shape (poses, points, 3), each in its own body's frame.
    """

    names: tuple[str, ...]
    starts: tuple[int, ...]
    bodies: IntArray
    points_mm: FloatArray

    def in_room_mm(self, placed: PlacedBodies) -> FloatArray:
        """Carry the points into the room; shape (poses, points, 3)."""
        turned = np.einsum("npij,npj->npi", placed.rotations[:, self.bodies], self.points_mm)
        return np.asarray(turned + placed.positions_mm[:, self.bodies])


def muscle_tubes(placed: PlacedBodies, names: Sequence[str] | None = None) -> Tubes:
    """Lines of muscles (all of the trunk's and legs' when left out).

    Raises
    ------
    UnknownNameError
        If a muscle does not exist.
    """
    chosen = tuple(names if names is not None else load_muscles())
    starts, pieces = [0], []
    bodies: list[int] = []
    for one in trace(placed, [muscle_named(name) for name in chosen]):
        bodies += one.bodies
        pieces.append(one.points_mm)
        starts.append(len(bodies))
    return Tubes(
        chosen,
        tuple(starts),
        np.array(bodies, dtype=np.intp),
        np.concatenate(pieces, axis=1),
    )


def nerve_tubes(placed: PlacedBodies, course: NerveCourse) -> Tubes:
    """Lines of one side's nerve, one for each segment that has points.

    The names carry the side: ``sciatic_r``. The segments that belong to both sides in one
    place (the canal) are left out.
    """
    starts, pieces, names = [0], [], []
    bodies: list[int] = []
    for name, segment in course.segments.items():
        # A nerve divided in the pelvis has no trunk to draw.
        if name == "canal" or not segment.points:
            continue
        own = [point.body for point in segment.points]
        room = points_in_room_mm(placed, segment.points)
        turned = np.einsum(
            # Back into the bodies: the division lies between two of them, so its place in its own
            # body changes from pose to pose.
            "npji,npj->npi",
            placed.rotations[:, own],
            room - placed.positions_mm[:, own],
        )
        bodies += own
        pieces.append(turned)
        starts.append(len(bodies))
        names.append(f"{name}_{course.side}")
    return Tubes(
        tuple(names),
        tuple(starts),
        np.array(bodies, dtype=np.intp),
        np.concatenate(pieces, axis=1),
    )
