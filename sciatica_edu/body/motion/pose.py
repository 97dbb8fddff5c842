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

    from sciatica_edu.body.motion.computed import OnePose

__all__ = ["NEUTRAL", "Pose", "all_poses", "load_poses", "pose_named"]

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

    def towards(self, other: Pose, part: float) -> Pose:
        """Give the pose on the way to another, 0 being this one and 1 the other."""
        require_in_range("part of the way", part, 0.0, 1.0, "")
        joints = {**self.angles_deg, **other.angles_deg}

        def between(start: float, end: float) -> float:
            return (1.0 - part) * start + part * end

        return Pose(
            name=f"{self.name} to {other.name}",
            angles_deg={
                name: between(self.angles_deg.get(name, 0.0), other.angles_deg.get(name, 0.0))
                for name in joints
            },
            pelvis_height_mm=between(self.pelvis_height_mm, other.pelvis_height_mm),
            # Turned by numbers: the course's movements turn the pelvis about one axis of the room.
            pelvis_rotation_deg=tuple(
                map(between, self.pelvis_rotation_deg, other.pelvis_rotation_deg)
            ),  # type: ignore[arg-type]
        )


@cache
def load_poses() -> Mapping[str, Pose]:
    """Read the poses of the 3D view, in teaching order."""
    return _poses(read_poses().poses)


@cache
def all_poses() -> Mapping[str, Pose]:
    """Read every pose: those of the 3D view, then the other ones of the pictured movements."""
    numbers = read_poses()
    return _poses({**numbers.poses, **numbers.movement_poses})


def _poses(rows: Mapping[str, OnePose]) -> Mapping[str, Pose]:
    poses = {
        name: Pose(
            name=name,
            angles_deg=row.angles_deg,
            pelvis_height_mm=row.pelvis_height_mm,
            pelvis_rotation_deg=row.pelvis_rotation_deg,
            title=row.title,
        )
        for name, row in rows.items()
    }
    return MappingProxyType(poses)


def pose_named(name: str) -> Pose:
    """Give one of the course's poses, or an error that names the nearest."""
    poses = all_poses()
    return poses[require_known("pose", name, poses)]
