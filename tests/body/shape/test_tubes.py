from __future__ import annotations

import numpy as np
import pytest

from sciatica_edu.body.motion.kinematics import place, place_all
from sciatica_edu.body.motion.muscle_path import muscle_lengths_mm
from sciatica_edu.body.motion.nerve_path import nerve_course, path_lengths_mm
from sciatica_edu.body.motion.pose import load_poses, pose_named
from sciatica_edu.body.shape.tubes import muscle_tubes, nerve_tubes
from sciatica_edu.errors import UnknownNameError

POSES = list(load_poses().values())


def test_topology_is_the_same_for_every_pose():
    course = nerve_course("r", division_above_crease_mm=90)
    one, other = place(POSES[0]), place(POSES[8])
    for make in (muscle_tubes, lambda placed: nerve_tubes(placed, course)):
        first, second = make(one), make(other)
        assert first.names == second.names
        assert first.starts == second.starts
        assert (first.bodies == second.bodies).all()
        assert first.starts[-1] == len(first.bodies) == first.points_mm.shape[1]
        assert len(first.names) == len(first.starts) - 1


def test_nerve_tubes_in_the_room_have_the_lengths_of_the_path():
    course = nerve_course("l")
    placed = place_all(POSES)
    tubes = nerve_tubes(placed, course)
    room = tubes.in_room_mm(placed)
    for number, name in enumerate(tubes.names):
        part = room[:, tubes.starts[number] : tubes.starts[number + 1]]
        length = np.linalg.norm(np.diff(part, axis=1), axis=2).sum(axis=1)
        wanted = path_lengths_mm(placed, course.segment(name[:-2]).points)
        assert np.abs(length - wanted).max() < 1e-6, name


def test_muscle_tubes_in_the_room_are_hardly_shorter_than_the_muscle():
    placed = place(pose_named("slump"))
    tubes = muscle_tubes(placed, ["piri_r", "gaslat_r", "semimem_r"])
    room = tubes.in_room_mm(placed)[0]
    lengths = muscle_lengths_mm(placed, tubes.names)[0]
    for number in range(3):
        part = room[tubes.starts[number] : tubes.starts[number + 1]]
        drawn = np.linalg.norm(np.diff(part, axis=0), axis=1).sum()
        assert lengths[number] - 3.0 < drawn <= lengths[number] + 1e-6  # chords of the arc


def test_divided_in_the_pelvis_has_no_sciatic_tube():
    names = nerve_tubes(place(POSES[0]), nerve_course("r", variant="E")).names
    assert "sciatic_r" not in names
    assert {"tibial_r", "common_fibular_r", "superficial_fibular_r", "deep_fibular_r"} <= set(names)


def test_unknown_muscle_is_refused():
    with pytest.raises(UnknownNameError, match="muscle"):
        muscle_tubes(place(POSES[0]), ["nothing"])
