"""Kinematics of a pose with all lengths against MuJoCo's in the same run; asset build and load.

Run it with ``python benchmarks/bench_kinematics.py``. Each row is the median of several runs.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

import numpy as np

ROUNDS = 30
FEW = 10


def milliseconds(action, rounds=ROUNDS):
    action()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def once(action):
    start = time.perf_counter()
    value = action()
    return value, 1000 * (time.perf_counter() - start)


def show(what, value):
    print(f"{what:62}{value:12.2f} ms")


def course_rows():
    """This project's kinematics, lengths and slides; the imports are part of what is measured."""
    print("numpy (this project)")
    show("import of the measures", once(lambda: __import__("sciatica_edu.body.motion.measures"))[1])
    from sciatica_edu.body.motion.kinematics import place, place_all
    from sciatica_edu.body.motion.measures import nerve_length_change, nerve_state
    from sciatica_edu.body.motion.muscle_path import load_muscles, muscle_lengths_mm
    from sciatica_edu.body.motion.nerve_path import nerve_course, path_lengths_mm
    from sciatica_edu.body.motion.pose import load_poses, pose_named
    from sciatica_edu.body.motion.skeleton import load_skeleton
    from sciatica_edu.body.shape.tubes import muscle_tubes

    _, reading = once(lambda: (load_skeleton(), load_poses(), load_muscles()))
    show("reading skeleton, poses and muscles, first time", reading)
    show("laying a nerve course, first time", once(lambda: nerve_course("r"))[1])
    slump, names, poses = pose_named("slump"), list(load_muscles()), list(load_poses().values())
    placed, course, ten = place(slump), nerve_course("r"), list(tracts().values())

    def everything():
        now = place(slump)
        muscle_lengths_mm(now, names)
        return [path_lengths_mm(now, tract) for tract in ten]

    for what, action, rounds in (
        ("one pose, all bodies", lambda: place(slump), ROUNDS),
        ("13 poses at once, all bodies", lambda: place_all(poses), ROUNDS),
        ("ten nerve tracts of one pose", lambda: [path_lengths_mm(placed, t) for t in ten], ROUNDS),
        (
            f"{len(names)} muscle lengths of one pose, wrapping included",
            lambda: muscle_lengths_mm(placed, names),
            FEW,
        ),
        ("one pose with all lengths", everything, FEW),
        ("one nerve length change (two poses)", lambda: nerve_length_change(course, slump), ROUNDS),
        ("slide and strain along the nerve, 13 poses", lambda: nerve_state(course, poses), FEW),
        ("lines of all muscles, 13 poses", lambda: muscle_tubes(place_all(poses)), FEW),
    ):
        show(what, milliseconds(action, rounds))


def tracts():
    """Every tract of both sides, by side and name."""
    from sciatica_edu.body.motion.nerve_path import TRACTS, nerve_course

    return {f"{side}{name}": nerve_course(side).tract(name) for side in "rl" for name in TRACTS}


def mujoco_rows():
    """MuJoCo with the same skeleton, muscles and tracts."""
    import mujoco

    from sciatica_edu.authoring.meshes.reference import build_reference
    from sciatica_edu.body.motion.kinematics import place
    from sciatica_edu.body.motion.nerve_path import path_lengths_mm
    from sciatica_edu.body.motion.pose import pose_named
    from sciatica_edu.body.motion.skeleton import load_skeleton

    print("\nMuJoCo, same model, same run")
    skeleton, slump = load_skeleton(), pose_named("slump")
    paths = {
        name: [
            (skeleton.body_names[point.body], point.position_mm)
            for point in tract
            if point.towards is None
        ]
        for name, tract in tracts().items()
    }
    model, compiling = once(lambda: build_reference(paths))
    show("import, load and compile, first time", compiling)
    data = mujoco.MjData(model)
    data.qpos[3] = 1.0
    values = skeleton.coordinate_values(slump.angles_deg)
    for coordinate, value in zip(skeleton.coordinates, values, strict=True):
        address = model.jnt_qposadr[model.joint(coordinate.name).id]
        data.qpos[address] = value if coordinate.is_hinge else value / 1000.0

    def lengths():
        mujoco.mj_kinematics(model, data)
        mujoco.mj_comPos(model, data)
        mujoco.mj_tendon(model, data)

    show("one pose, all bodies", milliseconds(lambda: mujoco.mj_kinematics(model, data)))
    show(f"one pose with all lengths ({model.ntendon} tendons)", milliseconds(lengths))
    theirs = [data.ten_length[model.tendon(f"{side}tibial").id] * 1000 for side in "rl"]
    ours = [path_lengths_mm(place(slump), tracts()[f"{side}tibial"])[0] for side in "rl"]
    gap = np.abs(np.subtract(ours, theirs)).max()
    print(f"{'largest difference of the tibial tract':62}{gap:12.1e} mm")


def mesh_rows():
    """Build, keep and load the bone meshes."""
    from sciatica_edu.authoring.meshes.build import build
    from sciatica_edu.body.shape.assets import load_or_build

    print("\nBone meshes")
    meshes, cold = once(build)
    show("build, packages already imported", cold)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        show("build and keep (cold)", once(lambda: load_or_build(folder=folder))[1])
        show("load (cached)", milliseconds(lambda: load_or_build(folder=folder), FEW))
    triangles = sum(row["triangles"] for row in meshes.header["meshes"])
    print(f"{'size':62}{len(meshes.data) / 1e6:12.2f} MB, {triangles} triangles")


def main():
    course_rows()
    mujoco_rows()
    mesh_rows()


if __name__ == "__main__":
    main()
