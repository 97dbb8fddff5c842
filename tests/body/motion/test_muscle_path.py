from __future__ import annotations

import numpy as np
import pytest

from sciatica_edu.body.motion.kinematics import place_all
from sciatica_edu.body.motion.muscle_path import (
    load_muscles,
    muscle_lengths_mm,
    muscle_limit,
    muscle_named,
)
from sciatica_edu.body.motion.pose import Pose
from sciatica_edu.body.motion.skeleton import load_skeleton
from sciatica_edu.errors import UnknownNameError


@pytest.mark.reference
def test_every_muscle_length_agrees_with_mujoco_wrapping_or_not(reference, placed_compared):
    names = list(load_muscles())
    lengths = muscle_lengths_mm(placed_compared, names)
    wanted = np.stack([reference.tendons[_tendon(reference, name)] for name in names], axis=1)
    gap = np.abs(lengths - wanted).max(axis=0)
    wrapping = np.array([muscle_named(name).wraps for name in names])
    print(f"\nlargest difference, straight {gap[~wrapping].max():.1e} mm, "
          f"wrapping {gap[wrapping].max():.1e} mm ({len(names)} muscles)")  # fmt: skip
    assert gap.max() < 0.1
    assert 20 < wrapping.sum() < len(names)


def _tendon(reference, name):
    return f"{name}_tendon" if f"{name}_tendon" in reference.tendons else name


def test_some_stretch_really_wraps():
    placed = place_all([Pose(name="b", angles_deg={"knee_flexion_r": 45, "hip_flexion_r": 60})])
    longer = []
    for name, muscle in load_muscles().items():
        room = placed.to_room_mm(muscle.bodies, muscle.sites_mm)
        straight = np.linalg.norm(np.diff(room, axis=1), axis=2).sum(axis=1)
        longer.append(float((muscle_lengths_mm(placed, [name])[:, 0] - straight)[0]))
    assert min(longer) > -1e-9
    assert sum(extra > 1.0 for extra in longer) >= 8


def test_no_wrapping_muscle_jumps_inside_the_joint_ranges():
    # A path that slips off its surface jumps by centimetres within a step of two degrees; a moment arm of
    # 100 mm, more than any here, gives 3.5 mm in two.
    joints = load_skeleton().joints
    names = [
        name for name, muscle in load_muscles().items() if muscle.wraps and name.endswith("_r")
    ]
    assert len(names) > 10
    moved = ("hip_flexion_r", "hip_adduction_r", "hip_rotation_r", "knee_flexion_r",
             "ankle_dorsiflexion_r", "lumbar_flexion", "lumbar_side_bending")  # fmt: skip
    jumps = []
    for base in ({}, {"hip_flexion_r": 90.0, "hip_rotation_r": -30.0}):
        for joint in moved:
            angles = np.arange(joints[joint].range_deg[0], joints[joint].range_deg[1] + 0.5, 2.0)
            poses = [Pose(name="p", angles_deg={**base, joint: float(angle)}) for angle in angles]
            steps = np.abs(np.diff(muscle_lengths_mm(place_all(poses), names), axis=0))
            for name, step in zip(names, steps.T, strict=True):
                limit = muscle_limit(name)
                known = angles[1:] <= (limit.highest_deg if limit and limit.joint == joint else 999)
                jumps += [(name, joint)] if step[known].max() > 4.5 else []
    assert jumps == []


def test_the_stated_limits_are_where_the_jumps_are():
    angles = np.arange(118.0, 155.5)
    poses = [Pose(name="p", angles_deg={"knee_flexion_r": float(angle)}) for angle in angles]
    steps = np.abs(np.diff(muscle_lengths_mm(place_all(poses), ["gaslat_r", "gasmed_r"]), axis=0))
    assert (steps.max(axis=0) > 5).all()  # if this fails the limits can go
    assert muscle_limit("gasmed_l").joint == "knee_flexion_l"
    assert muscle_limit("piri_r") is None


def test_left_and_right_muscles_have_the_same_length():
    placed = place_all([Pose(name="a", angles_deg={f"hip_flexion_{s}": 50.0 for s in "rl"})])
    names = [name for name in load_muscles() if name.endswith("_r") and name[:-2] in LEG]
    left = [f"{name[:-2]}_l" for name in names]
    assert len(names) == len(LEG)
    gap = muscle_lengths_mm(placed, names) - muscle_lengths_mm(placed, left)
    assert np.abs(gap).max() < 0.1


LEG = ("piri", "glmax1", "glmax2", "glmax3", "bflh", "bfsh", "semiten", "semimem", "gaslat",
       "gasmed", "soleus", "tibant", "recfem", "psoas", "iliacus")  # fmt: skip


def test_unknown_muscle_names_the_nearest():
    with pytest.raises(UnknownNameError, match="Did you mean 'piri_r'"):
        muscle_named("pirri_r")


def test_piriformis_lengthens_with_inward_rotation_when_straight_and_outward_when_flexed():
    def change(hip: float, rotation: float) -> float:
        poses = [
            Pose(name="a", angles_deg={"hip_flexion_r": hip}),
            Pose(name="b", angles_deg={"hip_flexion_r": hip, "hip_rotation_r": rotation}),
        ]
        lengths = muscle_lengths_mm(place_all(poses), ["piri_r"])[:, 0]
        return float(lengths[1] - lengths[0])

    assert change(0, 40) > 5
    assert change(0, -40) < -5
    assert change(90, -40) > 3
