from __future__ import annotations

import math

import numpy as np
import pytest

from sciatica_edu.body.motion.skeleton import load_skeleton, rotation_of
from sciatica_edu.errors import OutOfRangeError, UnknownNameError


def test_parents_come_before_children_and_names_are_unique():
    skeleton = load_skeleton()
    assert all(parent < index for index, parent in enumerate(skeleton.parents))
    assert len(set(skeleton.body_names)) == len(skeleton.body_names)


def test_every_joint_drives_coordinates_that_exist_and_contains_zero():
    skeleton = load_skeleton()
    known = {coordinate.name for coordinate in skeleton.coordinates}
    for joint in skeleton.joints.values():
        assert set(joint.drives) <= known
        low, high = joint.range_deg
        assert low <= 0 <= high
        assert low <= joint.model_range_deg[0]
        assert joint.model_range_deg[1] <= high
        if joint.model_range_deg != joint.range_deg:
            assert joint.note


def test_every_moving_coordinate_is_driven_or_coupled():
    skeleton = load_skeleton()
    driven = {name for joint in skeleton.joints.values() for name in joint.drives}
    coupled = {skeleton.coordinates[coupling.target].name for coupling in skeleton.couplings}
    assert not driven & coupled
    assert {coordinate.name for coordinate in skeleton.coordinates} == driven | coupled


def test_weights_of_the_lumbar_joints_add_up_to_one():
    joints = load_skeleton().joints
    for name in ("lumbar_flexion", "lumbar_side_bending", "lumbar_rotation"):
        assert len(joints[name].drives) == 5
        assert abs(sum(joints[name].drives.values())) == pytest.approx(1.0, abs=0.001)


def test_misspelt_joint_names_the_nearest():
    with pytest.raises(UnknownNameError, match="Did you mean 'hip_flexion_r'"):
        load_skeleton().coordinate_values({"hip_flexon_r": 10})


@pytest.mark.parametrize("angle", [131, -31, math.nan, math.inf, "much"])
def test_angle_out_of_range_says_the_range_and_clamps_nothing(angle):
    with pytest.raises(OutOfRangeError, match="-30 to 130 degrees"):
        load_skeleton().coordinate_values({"hip_flexion_r": angle})


def test_limits_themselves_are_allowed():
    load_skeleton().coordinate_values({"hip_flexion_r": 130, "hip_flexion_l": -30})


def test_rotation_of_a_quarter_turn():
    quarter = rotation_of([1, 0, 0, 1])  # any length
    assert np.allclose(quarter @ [1, 0, 0], [0, 1, 0])
