"""Poses: joint angles in degrees, and how the pelvis lies in the room. Data, no motion."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from sciatica_edu.body.motion.computed import read_poses
from sciatica_edu.body.motion.skeleton import load_skeleton
from sciatica_edu.errors import require_in_range, require_known

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["NEUTRAL", "Pose", "load_poses", "pose_named"]

#: Name of the pose that length changes are measured from: standing, arms at the sides.
NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Pose:
    """Joint angles and the place of the pelvis.

    Attributes
    ----------
    name
        Identifier, as in ``poses.json``; free for poses made on the way.
    angles_deg
        Joint → angle in degrees; joints left out stand at 0. Checked when the pose is made.
    pelvis_height_mm
        Height of the pelvis origin (midway between the anterior iliac spines) over the floor.
    pelvis_rotation_deg
        Turns about the room's axes x (to the left), y (backward) and z (up), applied z first;
        (0, 0, 0) is upright, a positive first number tips the trunk forward.

    Raises
    ------
    UnknownNameError
        If a joint does not exist; the message offers the nearest one.
    OutOfRangeError
        If an angle is outside its joint's range. Nothing is clamped.
    """

    name: str
    angles_deg: Mapping[str, float] = field(default_factory=dict)
    # Standing, with the feet on the floor.
    pelvis_height_mm: float = 941.3
    pelvis_rotation_deg: tuple[float, float, float] = (0.0, 0.0, 0.0)
    title: str = ""

    def __post_init__(self) -> None:
        joints = load_skeleton().joints
        checked = {}
        for name, angle in self.angles_deg.items():
            joint = joints[require_known("joint", name, joints)]
            checked[name] = float(
                require_in_range(f"joint {name}", angle, *joint.range_deg, "degrees")
            )
        # Frozen in depth: poses are kept and shared, and a changed one would change for all.
        object.__setattr__(self, "angles_deg", MappingProxyType(checked))
        require_in_range("pelvis height", self.pelvis_height_mm, 0.0, 2000.0, "mm")
        for axis, angle in zip("xyz", self.pelvis_rotation_deg, strict=True):
            require_in_range(f"pelvis rotation about {axis}", angle, -180.0, 180.0, "degrees")

    def moved(self, name: str | None = None, /, **angles_deg: float) -> Pose:
        """Give the same pose with some joints set anew (the rest, and the pelvis, stay)."""
        return replace(self, name=name or self.name, angles_deg={**self.angles_deg, **angles_deg})


@cache
def load_poses() -> Mapping[str, Pose]:
    """Read the course's poses, in teaching order."""
    poses = {
        name: Pose(
            name=name,
            angles_deg=row.angles_deg,
            pelvis_height_mm=row.pelvis_height_mm,
            pelvis_rotation_deg=row.pelvis_rotation_deg,
            title=row.title,
        )
        for name, row in read_poses().poses.items()
    }
    return MappingProxyType(poses)


def pose_named(name: str) -> Pose:
    """Give one of the course's poses, or an error that names the nearest."""
    poses = load_poses()
    return poses[require_known("pose", name, poses)]
