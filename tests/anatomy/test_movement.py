from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from sciatica_edu.anatomy import movement
from sciatica_edu.anatomy.movement import leg, piriformis_lengths_mm, slide_mm, tract_changes_mm
from sciatica_edu.body.motion.nerve_path import nerve_course
from sciatica_edu.display.style import styled
from sciatica_edu.errors import OutOfRangeError, UnknownNameError
from sciatica_edu.evidence.course import load_course
from tests.figure_text import overlapping


def test_unknown_side_is_refused():
    with pytest.raises(UnknownNameError, match="left, right"):
        movement.leg_raise_picture("middle")


def test_pictures_say_that_a_model_was_computed():
    for shown in (movement.leg_raise_picture("left"), movement.piriformis_picture("right")):
        assert "not a person's values" in shown.caption
        assert len(shown.alt) > 100
    assert plt.get_fignums() == []


def test_the_measured_side_of_the_table_is_what_the_facts_say():
    rows = movement.model_beside_measurement(load_course()).text
    # ANA-DYN-09, ANA-DYN-01, ANA-DYN-04
    for words in ("9.9 mm (6.4 to 14.7)", "12.4 mm (5.1 to 20.2)", "2.3 mm (SD 1.2)", "1.5 mm ["):
        assert words in rows


def test_table_shows_a_failure_of_the_model():
    text = movement.model_beside_measurement(load_course()).text
    assert "wrong: the model's roots are not tethered" in text


def test_no_label_of_a_line_covers_another():
    with styled():
        assert overlapping(movement.plot_nerve_length(nerve_course("r"))) == []
        assert overlapping(movement.plot_piriformis_length("r")) == []


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
        tract_changes_mm(nerve_course(side), "tibial", [leg(side, hip_flexion=60)])[0]
        for side in ("r", "l")
    ]
    assert changes[0] == pytest.approx(changes[1], abs=0.1)


def test_rotation_arm_of_piriformis_turns_over_when_the_hip_bends():
    out, inward = piriformis_lengths_mm("r", 0.0, [-40.0, 40.0])
    assert inward > out
    out, inward = piriformis_lengths_mm("r", 90.0, [-40.0, 40.0])
    assert out > inward


def test_a_slide_has_no_direction_and_none_without_movement():
    nerve = nerve_course("r")
    bent, straight = leg("r", hip_flexion=60, knee_flexion=90), leg("r", hip_flexion=60)
    there = slide_mm(nerve, bent, straight, site="th2")
    assert there > 1
    assert slide_mm(nerve, straight, bent, site="th2") == pytest.approx(there)
    assert slide_mm(nerve, bent, bent, site="th2") == 0


def test_angle_out_of_range_is_refused():
    with pytest.raises(OutOfRangeError, match="hip_flexion"):
        piriformis_lengths_mm("r", 170.0, [0.0])
