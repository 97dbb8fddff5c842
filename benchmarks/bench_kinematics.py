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


def main():
    _, loading = once(lambda: __import__("sciatica_edu.body.measures"))
    from sciatica_edu.body.assets import build, load_or_build
    from sciatica_edu.body.kinematics import place, place_all
    from sciatica_edu.body.measures import nerve_length_change, nerve_state
    from sciatica_edu.body.muscle_path import load_muscles, muscle_lengths_mm
    from sciatica_edu.body.nerve_path import TRACTS, nerve_course, path_lengths_mm
    from sciatica_edu.body.pose import load_poses, pose_named
    from sciatica_edu.body.skeleton import load_skeleton
    from sciatica_edu.body.tubes import muscle_tubes

    print("numpy (this project)")
    show("import of the measures", loading)
    show("reading skeleton, poses and muscles, first time",
         once(lambda: (load_skeleton(), load_poses(), load_muscles()))[1])  # fmt: skip
    slump, names = pose_named("slump"), list(load_muscles())
    show("laying a nerve course, first time", once(lambda: nerve_course("r"))[1])
    courses = [nerve_course(side) for side in "rl"]
    show("one pose, all bodies", milliseconds(lambda: place(slump)))
    placed, poses = place(slump), list(load_poses().values())
    show("13 poses at once, all bodies", milliseconds(lambda: place_all(poses)))
    ten_tracts = [course.tract(name) for course in courses for name in TRACTS]
    show(
        "ten nerve tracts of one pose",
        milliseconds(lambda: [path_lengths_mm(placed, t) for t in ten_tracts]),
    )
    show(f"{len(names)} muscle lengths of one pose, wrapping included",
         milliseconds(lambda: muscle_lengths_mm(placed, names), 10))  # fmt: skip

    def everything():
        now = place(slump)
        muscle_lengths_mm(now, names)
        return [path_lengths_mm(now, tract) for tract in ten_tracts]

    show("one pose with all lengths", milliseconds(everything, 10))
    show(
        "one nerve length change (two poses)",
        milliseconds(lambda: nerve_length_change(courses[0], slump)),
    )
    show(
        "slide and strain along the nerve, 13 poses",
        milliseconds(lambda: nerve_state(courses[0], poses), 10),
    )
    show("tubes of all muscles, 13 poses", milliseconds(lambda: muscle_tubes(place_all(poses)), 3))

    import mujoco

    from sciatica_edu.body.reference import build_reference

    print("\nMuJoCo, same model, same run")
    paths = {
        f"{course.side}{name}": [
            (load_skeleton().body_names[p.body], p.position_mm)
            for p in course.tract(name)
            if p.towards is None
        ]
        for course in courses
        for name in TRACTS
    }
    model, compiling = once(lambda: build_reference(paths))
    show("import, load and compile, first time", compiling)
    data = mujoco.MjData(model)
    data.qpos[3] = 1.0
    values = load_skeleton().coordinate_values(slump.angles_deg)
    for coordinate, value in zip(load_skeleton().coordinates, values, strict=True):
        address = model.jnt_qposadr[model.joint(coordinate.name).id]
        data.qpos[address] = value if coordinate.is_hinge else value / 1000.0

    def lengths():
        mujoco.mj_kinematics(model, data)
        mujoco.mj_comPos(model, data)
        mujoco.mj_tendon(model, data)

    show("one pose, all bodies", milliseconds(lambda: mujoco.mj_kinematics(model, data)))
    show("one pose with all lengths (434 tendons)", milliseconds(lengths))
    tibial = [data.ten_length[model.tendon(f"{side}tibial").id] * 1000 for side in "rl"]
    ours = [path_lengths_mm(placed, c.tract("tibial"))[0] for c in courses]
    print(
        f"{'largest difference of the tibial tract':62}{np.abs(np.subtract(ours, tibial)).max():12.1e} mm"
    )

    print("\nBone meshes")
    meshes, cold = once(build)
    show("build, packages already imported", cold)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        show("build and keep (cold)", once(lambda: load_or_build(folder=folder))[1])
        show("load (cached)", milliseconds(lambda: load_or_build(folder=folder), 10))
    triangles = sum(row["triangles"] for row in meshes.header["meshes"])
    print(f"{'size':62}{len(meshes.data) / 1e6:12.2f} MB, {triangles} triangles")


if __name__ == "__main__":
    main()
