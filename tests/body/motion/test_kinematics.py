from __future__ import annotations

import itertools

import numpy as np
import pytest

from sciatica_edu.body.motion.kinematics import place, place_all
from sciatica_edu.body.motion.pose import Pose
from sciatica_edu.body.motion.skeleton import load_skeleton
from sciatica_edu.errors import UnknownNameError


@pytest.mark.reference
def test_every_body_agrees_with_mujoco_to_a_tenth_of_a_millimetre(reference, placed_compared):
    worst = 0.0
    for index, name in enumerate(load_skeleton().body_names):
        gap = placed_compared.positions_mm[:, index] - reference.body_positions[name]
        worst = max(worst, float(np.abs(gap).max()))
        turned = placed_compared.rotations[:, index] - reference.body_rotations[name]
        assert np.abs(turned).max() < 1e-6, name
    print(f"\nlargest distance from MuJoCo over {len(placed_compared)} poses: {worst:.2e} mm")
    assert worst < 0.1


@pytest.mark.reference
def test_couplings_satisfy_mujocos_own_equality_constraints(mujoco, reference, set_pose):
    # mj_kinematics does not apply the couplings, so the comparison above cannot see them; here
    # MuJoCo evaluates its own constraints at our coordinates.
    model = reference.model
    data = mujoco.MjData(model)
    pose = Pose(
        name="bent",
        angles_deg={"knee_flexion_r": 80, "knee_flexion_l": 33, "shoulder_elevation_r": 70,
                    "shoulder_plane_l": 40},
    )  # fmt: skip
    set_pose(mujoco, model, data, pose)
    mujoco.mj_forward(model, data)
    checked = 0
    for row in range(data.nefc):
        if data.efc_type[row] != mujoco.mjtConstraint.mjCNSTR_EQUALITY:
            continue
        assert abs(data.efc_pos[row]) < 1e-9
        checked += 1
    assert checked == model.neq > 0


def test_upright_person_faces_forward_and_stands_on_the_floor():
    placed = place(Pose(name="upright"))
    head, toes = placed.transform("head")[:3, 3], placed.transform("toes_r")[:3, 3]
    assert 1450 < head[2] < 1650
    assert 0 < toes[2] < 60
    assert toes[1] < placed.transform("calcn_r")[1, 3]  # forward is -y
    assert placed.transform("femur_l")[0, 3] > 0 > placed.transform("femur_r")[0, 3]


@pytest.mark.parametrize(
    ("joint", "body", "axis", "sign"),
    [
        ("hip_flexion_r", "tibia_r", 1, -1),
        ("knee_flexion_r", "calcn_r", 1, 1),
        ("hip_adduction_r", "tibia_r", 0, 1),
        ("lumbar_flexion", "head", 1, -1),
        ("neck_flexion", "head", 1, -1),
        ("lumbar_side_bending", "head", 0, -1),
        ("neck_side_bending", "head", 0, -1),
        ("ankle_dorsiflexion_r", "toes_r", 2, 1),
    ],
)
def test_positive_angles_move_the_way_the_joint_table_says(joint, body, axis, sign):
    upright, moved = place(Pose(name="a")), place(Pose(name="b", angles_deg={joint: 15}))
    change = (moved.transform(body) - upright.transform(body))[axis, 3]
    assert change * sign > 5


def test_inward_hip_rotation_and_inversion_turn_the_way_the_joint_table_says():
    straight = place(Pose(name="a")).transform("calcn_r")[:3, :3]
    inward = place(Pose(name="b", angles_deg={"hip_rotation_r": 20})).transform("calcn_r")[:3, :3]
    assert (inward - straight)[0, 0] > 0.1  # the right foot's forward axis turns to the left
    tilted = place(Pose(name="c", angles_deg={"subtalar_inversion_r": 15})).transform("calcn_r")
    # the outer edge of a foot turned in goes down: its rightward axis points downward
    assert tilted[2, 2] < straight[2, 2] - 0.1


def test_left_is_the_mirror_image_of_right():
    skeleton = load_skeleton()
    right = place(
        Pose(name="r", angles_deg={"hip_flexion_r": 70, "hip_rotation_r": 20, "knee_flexion_r": 40})
    )
    left = place(
        Pose(name="l", angles_deg={"hip_flexion_l": 70, "hip_rotation_l": 20, "knee_flexion_l": 40})
    )
    mirror = np.array([-1.0, 1.0, 1.0])
    for name in skeleton.body_names:
        if not name.startswith(("femur", "tibia", "talus", "calcn", "toes", "knee")):
            continue
        other = f"{name[:-2]}_{'l' if name.endswith('_r') else 'r'}"
        gap = right.transform(name)[:3, 3] - mirror * left.transform(other)[:3, 3]
        assert np.abs(gap).max() < 0.01, name


def test_placing_many_gives_the_same_as_placing_one_by_one(compared_poses):
    some = compared_poses[3:6]
    together = place_all(some)
    for number, pose in enumerate(some):
        assert np.allclose(together.positions_mm[number], place(pose).positions_mm[0])


def test_lumbar_flexion_is_shared_over_five_levels():
    placed = place(Pose(name="bent", angles_deg={"lumbar_flexion": 40}))
    levels = ["sacrum", "lumbar5", "lumbar4", "lumbar3", "lumbar2", "lumbar1"]
    turns = []
    for lower, upper in itertools.pairwise(levels):
        relative = placed.transform(lower)[:3, :3].T @ placed.transform(upper)[:3, :3]
        turns.append(np.degrees(np.arccos((np.trace(relative) - 1) / 2)))
    assert sum(turns) == pytest.approx(40.0)
    assert max(turns) < 11.0
    assert min(turns) > 4.0


def test_unknown_body_names_the_nearest():
    with pytest.raises(UnknownNameError, match="Did you mean 'femur_r'"):
        place(Pose(name="a")).transform("femour_r")
