"""The reference model and the built bones, once for all tests of the body."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from sciatica_edu.body.motion.kinematics import place_all
from sciatica_edu.body.motion.nerve_path import TRACTS, nerve_course
from sciatica_edu.body.motion.pose import Pose, load_poses
from sciatica_edu.body.motion.skeleton import load_skeleton

COURSES = {
    "default_r": nerve_course("r"),
    "default_l": nerve_course("l"),
    "divided_in_pelvis_r": nerve_course("r", variant="C"),
    "low_l": nerve_course("l", division_above_crease_mm=20.0),
}


def random_poses(count: int, *, seed: int) -> list[Pose]:
    """Poses with every joint and the pelvis anywhere in their ranges."""
    generator = np.random.default_rng(seed)
    return [
        Pose(
            name=f"random {number}",
            angles_deg={
                joint.name: float(generator.uniform(*joint.range_deg))
                for joint in load_skeleton().joints.values()
            },
            pelvis_height_mm=float(generator.uniform(100, 1200)),
            pelvis_rotation_deg=tuple(generator.uniform(-180, 180, 3).tolist()),
        )
        for number in range(count)
    ]


@pytest.fixture(scope="session")
def compared_poses() -> list[Pose]:
    return [*load_poses().values(), *random_poses(200, seed=4)]


@pytest.fixture(scope="session")
def placed_compared(compared_poses):
    return place_all(compared_poses)


@dataclass(frozen=True)
class Reference:
    """MuJoCo's answers for `compared_poses`, mm."""

    model: Any
    body_positions: dict[str, np.ndarray]
    body_rotations: dict[str, np.ndarray]
    tendons: dict[str, np.ndarray]
    sites: dict[str, np.ndarray]


@pytest.fixture(scope="session")
def reference(mujoco, compared_poses) -> Reference:
    from sciatica_edu.authoring.meshes.reference import build_reference

    model = build_reference(reference_paths())
    data = mujoco.MjData(model)
    bodies = {_our_name(model.body(i).name): i for i in range(1, model.nbody)}
    tendons = {model.tendon(i).name: i for i in range(model.ntendon)}
    sites = {model.site(i).name: i for i in range(model.nsite) if ":" in model.site(i).name}
    found: dict[str, list[np.ndarray]] = {"x": [], "r": [], "t": [], "s": []}
    for pose in compared_poses:
        set_pose(mujoco, model, data, pose)
        found["x"].append(data.xpos * 1000.0)
        found["r"].append(data.xmat.reshape(-1, 3, 3).copy())
        found["t"].append(data.ten_length * 1000.0)
        found["s"].append(data.site_xpos * 1000.0)
    x, r, t, s = (np.array(found[key]) for key in "xrts")
    return Reference(
        model,
        {name: x[:, i] for name, i in bodies.items()},
        {name: r[:, i] for name, i in bodies.items()},
        {name: t[:, i] for name, i in tendons.items()},
        {name: s[:, i] for name, i in sites.items()},
    )


def _our_name(name: str) -> str:
    return "root" if name == "Full Body" else name


def reference_paths() -> dict[str, list[tuple[str, tuple[float, float, float]]]]:
    """The nerve's tracts for MuJoCo, without the division, which no single bone carries."""
    names = load_skeleton().body_names
    paths = {}
    for key, course in COURSES.items():
        for tract in TRACTS:
            fixed = [point for point in course.tract(tract) if point.towards is None]
            paths[f"{key}|{tract}"] = [(names[p.body], p.position_mm) for p in fixed]
    return paths


def set_pose(mujoco, model, data, pose: Pose) -> None:
    """Give MuJoCo a pose through its own quaternion functions."""
    skeleton = load_skeleton()
    data.qpos[:] = 0.0
    data.qpos[2] = pose.pelvis_height_mm / 1000.0
    quaternion = np.zeros(4)
    mujoco.mju_euler2Quat(quaternion, np.radians(pose.pelvis_rotation_deg), "xyz")
    data.qpos[3:7] = quaternion
    values = skeleton.coordinate_values(pose.angles_deg)
    for coordinate, value in zip(skeleton.coordinates, values, strict=True):
        address = model.jnt_qposadr[model.joint(coordinate.name).id]
        data.qpos[address] = value if coordinate.is_hinge else value / 1000.0
    mujoco.mj_kinematics(model, data)
    mujoco.mj_comPos(model, data)
    mujoco.mj_tendon(model, data)


@pytest.fixture(scope="session", name="set_pose")
def set_pose_fixture():
    return set_pose


@pytest.fixture(scope="session")
def courses():
    return COURSES


@pytest.fixture(scope="session")
def bones(mujoco, tmp_path_factory):
    from sciatica_edu.body.shape.assets import load_or_build

    return load_or_build(folder=tmp_path_factory.mktemp("bones"))
