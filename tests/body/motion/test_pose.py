from __future__ import annotations

import pytest

from sciatica_edu.body.motion.pose import NEUTRAL, Pose, load_poses, pose_named
from sciatica_edu.errors import OutOfRangeError, UnknownNameError


def test_the_thirteen_poses_are_there_and_titled():
    poses = load_poses()
    assert len(poses) == 13
    assert NEUTRAL in poses
    assert all(pose.title and pose.name == name for name, pose in poses.items())


def test_misspelt_pose_names_the_nearest():
    with pytest.raises(UnknownNameError, match="Did you mean 'slump'"):
        pose_named("slumb")


def test_bad_angles_are_refused_when_the_pose_is_made():
    with pytest.raises(
        OutOfRangeError, match="joint knee_flexion_r is 200 degrees; allowed: 0 to 155"
    ):
        Pose(name="x", angles_deg={"knee_flexion_r": 200})
    with pytest.raises(UnknownNameError, match="knee_flexion_"):
        Pose(name="x", angles_deg={"knee_flexion": 20})
    with pytest.raises(OutOfRangeError, match="pelvis rotation about y"):
        Pose(name="x", pelvis_rotation_deg=(0, 200, 0))
    for height_mm in (-1, 2001, float("nan")):
        with pytest.raises(OutOfRangeError, match="pelvis height"):
            Pose(name="x", pelvis_height_mm=height_mm)


def test_a_pose_cannot_be_changed_but_moved():
    slump = pose_named("slump")
    with pytest.raises(TypeError):
        slump.angles_deg["hip_flexion_r"] = 3
    moved = slump.moved("knee bent", knee_flexion_r=90)
    assert moved.angles_deg["knee_flexion_r"] == 90
    assert moved.angles_deg["hip_flexion_r"] == slump.angles_deg["hip_flexion_r"]
    assert slump.angles_deg["knee_flexion_r"] != 90
