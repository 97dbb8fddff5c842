from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from sciatica_edu.anatomy import movement
from sciatica_edu.anatomy.posed_leg import leg, piriformis_lengths_mm, tract_changes_mm
from sciatica_edu.body.nerve_path import nerve_course
from sciatica_edu.content.course import load_course
from sciatica_edu.errors import OutOfRangeError, UnknownNameError


def test_straight_leg_raise_lengthens_and_bent_knee_takes_it_back():
    course = nerve_course("r")
    raised, bent, knee = tract_changes_mm(
        course,
        "tibial",
        [
            leg("r", hip_flexion=90),
            leg("r", hip_flexion=90, knee_flexion=90),
            leg("r", knee_flexion=90),
        ],
    )
    assert raised > 50
    assert abs(bent) < raised / 4
    assert knee < 0


def test_left_and_right_agree():
    changes = [
        tract_changes_mm(nerve_course(s), "tibial", [leg(s, hip_flexion=60)])[0] for s in ("r", "l")
    ]
    assert changes[0] == pytest.approx(changes[1], abs=0.1)


def test_rotation_arm_of_piriformis_turns_over_when_the_hip_bends():
    out, inward = piriformis_lengths_mm("r", 0.0, [-40.0, 40.0])
    assert inward > out
    out, inward = piriformis_lengths_mm("r", 90.0, [-40.0, 40.0])
    assert out > inward


def test_angle_out_of_range_is_refused():
    with pytest.raises(OutOfRangeError, match="hip_flexion"):
        piriformis_lengths_mm("r", 170.0, [0.0])


def test_unknown_side_is_refused():
    with pytest.raises(UnknownNameError, match="left, right"):
        movement.leg_raise_picture("middle")


def test_pictures_say_that_a_model_was_computed():
    for shown in (movement.leg_raise_picture("left"), movement.piriformis_picture("right")):
        assert "not a person's values" in shown.caption
        assert len(shown.alt) > 100
    assert plt.get_fignums() == []


def test_table_shows_a_failure_of_the_model():
    text = movement.model_beside_measurement(load_course()).text
    assert "wrong: the model's roots are not tethered" in text
