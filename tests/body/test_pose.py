from __future__ import annotations

import pytest

from sciatica_edu.body.pose import NEUTRAL, Pose, blend, load_poses, pose_named
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


def test_a_pose_cannot_be_changed_but_moved():
    slump = pose_named("slump")
    with pytest.raises(TypeError):
        slump.angles_deg["hip_flexion_r"] = 3
    moved = slump.moved("knee bent", knee_flexion_r=90)
    assert moved.angles_deg["knee_flexion_r"] == 90
    assert moved.angles_deg["hip_flexion_r"] == slump.angles_deg["hip_flexion_r"]
    assert slump.angles_deg["knee_flexion_r"] != 90


def test_blend_goes_evenly_from_start_to_end():
    start, end = pose_named(NEUTRAL), pose_named("straight_leg_raise")
    assert blend(start, end, fraction=0).angles_deg["hip_flexion_r"] == 0
    assert blend(start, end, fraction=1).angles_deg["hip_flexion_r"] == 70
    middle = blend(start, end, fraction=0.5)
    assert middle.angles_deg["hip_flexion_r"] == 35
    assert middle.pelvis_rotation_deg[0] == pytest.approx(-84.5 / 2)
    with pytest.raises(OutOfRangeError, match="fraction"):
        blend(start, end, fraction=1.5)
