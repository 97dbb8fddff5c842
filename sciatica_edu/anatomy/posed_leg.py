"""One leg of the posable skeleton: how long nerve and piriformis are in a pose. Pure.

The numbers are those of one generic model (`body.measures` says what it can and cannot
show), never a person's values. The figures are in `movement`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.body.motion.kinematics import place_all
from sciatica_edu.body.motion.measures import nerve_state
from sciatica_edu.body.motion.muscle_path import muscle_lengths_mm
from sciatica_edu.body.motion.nerve_path import path_lengths_mm
from sciatica_edu.body.motion.pose import NEUTRAL, Pose, pose_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sciatica_edu.body.motion.nerve_path import NerveCourse

__all__ = ["leg", "piriformis_lengths_mm", "slide_mm", "tract_changes_mm"]


def leg(side: str, **angles_deg: float) -> Pose:
    """Return standing with joints of one leg moved.

    Parameters
    ----------
    side
        ``"r"`` or ``"l"``.
    **angles_deg
        Joint without its side to angle, degrees (``hip_flexion=60``); each joint's own range
        holds.

    Raises
    ------
    UnknownNameError
        If there is no such joint.
    OutOfRangeError
        If an angle is outside the range of its joint; some only when the pose is placed.
    """
    return Pose(
        name=f"{side} {angles_deg}",
        angles_deg={f"{joint}_{side}": angle for joint, angle in angles_deg.items()},
    )


def tract_changes_mm(course: NerveCourse, tract: str, poses: Sequence[Pose]) -> list[float]:
    """Return how much longer a tract is in each pose than in standing, in mm.

    Parameters
    ----------
    course
        The nerve of one side.
    tract
        Name of the tract, such as ``"tibial"``.
    poses
        Poses to compare with standing.

    Raises
    ------
    UnknownNameError
        If there is no such tract.
    """
    lengths = path_lengths_mm(place_all([pose_named(NEUTRAL), *poses]), course.tract(tract))
    return [float(length - lengths[0]) for length in lengths[1:]]


def piriformis_lengths_mm(
    side: str, hip_flexion_deg: float, rotations_deg: Sequence[float]
) -> list[float]:
    """Return the length of piriformis for rotations of the hip, in mm.

    Parameters
    ----------
    side
        ``"r"`` or ``"l"``.
    hip_flexion_deg
        Flexion of the hip, degrees.
    rotations_deg
        Rotations of the hip, degrees, inward positive.

    Raises
    ------
    OutOfRangeError
        If an angle is outside the range of the joint.
    """
    poses = [
        leg(side, hip_flexion=hip_flexion_deg, hip_rotation=rotation) for rotation in rotations_deg
    ]
    lengths = muscle_lengths_mm(place_all(poses), [f"piri_{side}"])
    return [float(value) for value in lengths[:, 0]]


def slide_mm(
    nerve: NerveCourse, start: Pose, end: Pose, *, site: str, tract: str = "tibial"
) -> float:
    """Return how far a site of the nerve slides between two poses, in mm, 0 or more.

    Parameters
    ----------
    nerve
        The nerve of one side.
    start, end
        The two poses; the direction does not matter.
    site
        Name of the site (``data/body/nerve_sites.yaml``).
    tract
        Tract on which the site lies.
    """
    before, after = nerve_state(nerve, [start, end], tract=tract)
    return abs(after.slide_at_mm(site) - before.slide_at_mm(site))
