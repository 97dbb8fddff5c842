"""Forward kinematics in numpy: from joint angles to where every bone is.

The room's frame is right-handed, in mm: x to the person's left, y backward, z up, origin on the
floor (when the person stands upright). Checked against MuJoCo in the tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.body.motion.skeleton import Skeleton, load_skeleton

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from sciatica_edu.body.motion.pose import Pose

    FloatArray = npt.NDArray[np.float64]

__all__ = ["PlacedBodies", "forward_kinematics", "place", "place_all", "rotation_about"]


@dataclass(frozen=True, slots=True)
class PlacedBodies:
    """Rotation and position of every body for one or several poses.

    Attributes
    ----------
    skeleton
        Whose bodies these are.
    rotations
        Shape (poses, bodies, 3, 3): columns are the body's axes in the room.
    positions_mm
        Shape (poses, bodies, 3): the body's origin in the room.
    """

    skeleton: Skeleton
    rotations: FloatArray
    positions_mm: FloatArray

    def __len__(self) -> int:
        return len(self.positions_mm)

    def to_room_mm(self, bodies: Sequence[int], points_mm: FloatArray) -> FloatArray:
        """Carry points from their bodies into the room.

        Parameters
        ----------
        bodies
            One body index for each point.
        points_mm
            Shape (points, 3), each in its own body's frame.

        Returns
        -------
        array
            Shape (poses, points, 3), mm.
        """
        chosen = np.asarray(bodies, dtype=np.intp)
        turned = np.einsum("npij,pj->npi", self.rotations[:, chosen], points_mm)
        return np.asarray(turned + self.positions_mm[:, chosen])

    def transform(self, body: str, *, pose: int = 0) -> FloatArray:
        """Give one body's 4 × 4 transform (body to room, mm)."""
        index = self.skeleton.body_index(body)
        matrix = np.eye(4)
        matrix[:3, :3] = self.rotations[pose, index]
        matrix[:3, 3] = self.positions_mm[pose, index]
        return matrix


def rotation_about(axis: FloatArray, angle_rad: FloatArray) -> FloatArray:
    """Rotation matrices about unit axes (Rodrigues); leading shapes of both must agree."""
    x, y, z = np.moveaxis(np.broadcast_to(axis, (*np.shape(angle_rad), 3)), -1, 0)
    # Written out by components: all poses and all coordinates turn in a dozen numpy calls.
    sine, cosine = np.sin(angle_rad), np.cos(angle_rad)
    rest = 1.0 - cosine
    rows = (
        (cosine + x * x * rest, x * y * rest - z * sine, x * z * rest + y * sine),
        (y * x * rest + z * sine, cosine + y * y * rest, y * z * rest - x * sine),
        (z * x * rest - y * sine, z * y * rest + x * sine, cosine + z * z * rest),
    )
    return np.stack([np.stack(row, axis=-1) for row in rows], axis=-2)


def forward_kinematics(
    skeleton: Skeleton,
    values: FloatArray,
    *,
    root_positions_mm: FloatArray,
    root_rotations: FloatArray,
) -> PlacedBodies:
    """Place every body.

    Parameters
    ----------
    skeleton
        The skeleton.
    values
        Shape (poses, coordinates): radians and mm, from `Skeleton.coordinate_values`.
    root_positions_mm
        Shape (poses, 3).
    root_rotations
        Shape (poses, 3, 3).
    """
    poses, bodies = len(values), len(skeleton.body_names)
    rotations = np.empty((poses, bodies, 3, 3))
    positions = np.empty((poses, bodies, 3))
    axes = np.array([coordinate.axis for coordinate in skeleton.coordinates])
    turns = rotation_about(axes, values)
    # A knee has five coordinates; they act in the order of the model's file, as in MuJoCo.
    of_body: dict[int, list[int]] = {}
    for number, coordinate in enumerate(skeleton.coordinates):
        of_body.setdefault(coordinate.body, []).append(number)
    # Parents stand before their children, so one pass is enough; it runs over bodies, not over
    # poses.
    for body, parent in enumerate(skeleton.parents):
        if parent < 0:
            rotation, position = root_rotations, root_positions_mm
        else:
            rotation = rotations[:, parent] @ skeleton.rotations[body]
            position = positions[:, parent] + rotations[:, parent] @ skeleton.positions_mm[body]
        for number in of_body.get(body, ()):
            coordinate = skeleton.coordinates[number]
            # A slide moves along its axis as the coordinates before it have turned it.
            if not coordinate.is_hinge:
                position = position + (rotation @ coordinate.axis) * values[:, number, None]
                continue
            turned = rotation @ turns[:, number]
            # A hinge turns about its anchor, which stays: p + R a = p' + R' a.
            if coordinate.anchor_mm.any():
                position = position + (rotation - turned) @ coordinate.anchor_mm
            rotation = turned
        rotations[:, body], positions[:, body] = rotation, position
    return PlacedBodies(skeleton, rotations, positions)


def place_all(poses: Sequence[Pose], *, skeleton: Skeleton | None = None) -> PlacedBodies:
    """Place every body for several poses at once (much cheaper than one by one)."""
    skeleton = skeleton or load_skeleton()
    angles = np.radians([pose.pelvis_rotation_deg for pose in poses])
    unit = np.eye(3)
    # MuJoCo's order "xyz", in which the reference of the tests is set.
    root = (
        rotation_about(unit[0], angles[:, 0])
        @ rotation_about(unit[1], angles[:, 1])
        @ rotation_about(unit[2], angles[:, 2])
    )
    # Where on the floor a person stands changes no length; only the height is kept.
    heights = np.zeros((len(poses), 3))
    heights[:, 2] = [pose.pelvis_height_mm for pose in poses]
    values = np.array([skeleton.coordinate_values(pose.angles_deg) for pose in poses])
    return forward_kinematics(skeleton, values, root_positions_mm=heights, root_rotations=root)


def place(pose: Pose, *, skeleton: Skeleton | None = None) -> PlacedBodies:
    """Place every body for one pose."""
    return place_all([pose], skeleton=skeleton)
