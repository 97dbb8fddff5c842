"""Length changes and slide, beside the published values that were read (facts ANA-DYN)."""

from __future__ import annotations

import math

import pytest

from sciatica_edu.body.motion.measures import (
    LengthChange,
    NerveLoad,
    is_muscle_known,
    muscle_length_change,
    nerve_length_change,
    nerve_load,
    nerve_state,
)
from sciatica_edu.body.motion.nerve_path import nerve_course
from sciatica_edu.body.motion.pose import Pose, load_poses, pose_named
from sciatica_edu.errors import OutOfRangeError, UnknownNameError
from sciatica_edu.evidence.course import load_course

RIGHT = nerve_course("r")


def legs(**angles: float) -> Pose:
    return Pose(
        name=str(angles), angles_deg={f"{joint}_r": angle for joint, angle in angles.items()}
    )


def moved(start: Pose, end: Pose, site: str, tract: str = "tibial") -> float:
    """Slide in mm at a site, positive to the foot."""
    before, after = nerve_state(RIGHT, [start, end], tract=tract)
    return after.slide_at_mm(site) - before.slide_at_mm(site)


STANDING = Pose(name="standing")
KNEE_30 = moved(legs(hip_flexion=30, knee_flexion=90), legs(hip_flexion=30), "th2")
KNEE_60 = moved(legs(hip_flexion=60, knee_flexion=90), legs(hip_flexion=60), "th2")
RAISED = {angle: legs(hip_flexion=angle) for angle in (10, 50, 54.6, 60, 70)}


SKULL = "tibial_from_skull"
TOES_UP = legs(ankle_dorsiflexion=15)
HIP_TOO = legs(ankle_dorsiflexion=15, hip_flexion=54.6)
# What was measured (its range, or one SD to either side of its mean) and what the model says. For
# ANA-DYN-09 the model's one free number was chosen with these rows in sight: no test of the model.
# ANA-DYN-03 gives no angle. For ANA-DYN-18, the sural nerve, the tibial nerve at the ankle stands.
PUBLISHED = [
    ("ANA-DYN-09", "thigh, knee straightened at hip 30°, mm", 6.4, 14.7, KNEE_30),
    ("ANA-DYN-09", "thigh, knee straightened at hip 60°, mm", 5.1, 20.2, KNEE_60),
    ("ANA-DYN-01", "cord's end, leg raised to 50°, mm", 2.33 - 1.2, 2.33 + 1.2,
     moved(STANDING, RAISED[50], "can_L1", SKULL)),
    ("ANA-DYN-02", "cord's end, leg raised to 60°, mm", 3.54 - 0.87, 3.54 + 0.87,
     moved(STANDING, RAISED[60], "can_L1", SKULL)),
    ("ANA-DYN-03", "root at the foramen, leg raised to 60°, mm", 0.5, 5.0,
     moved(STANDING, RAISED[60], "L5_for", SKULL)),
    ("ANA-DYN-04", "root L5 in the canal, leg raised to 70°, mm", 1.54, 1.54,
     moved(STANDING, RAISED[70], "can_L5", SKULL)),
    ("ANA-DYN-18", "ankle, hip bent to 55°, upward mm", 1.0 - 0.5, 1.0 + 0.5,
     -moved(TOES_UP, HIP_TOO, "mm1")),
]  # fmt: skip
#: The roots of the model are not tethered; the lesson shows this failure.
MISSED = {
    "root at the foramen, leg raised to 60°, mm",
    "root L5 in the canal, leg raised to 70°, mm",
}


def test_the_published_targets_are_met_but_for_the_slide_of_the_roots():
    print(f"\n{'fact':12}{'movement':52}{'measured':>16}{'model':>8}")
    for fact, what, low, high, found in PUBLISHED:
        print(f"{fact:12}{what:52}{f'{low:.2f} to {high:.2f}':>16}{found:8.2f}")
    outside = {what for _, what, low, high, found in PUBLISHED if not low <= found <= high}
    assert outside == MISSED


def test_the_targets_are_those_of_the_facts():
    course = load_course()
    for fact, what, low, high, _ in PUBLISHED:
        said = set()
        for figure in course.fact(fact).figures:
            if isinstance(figure.value, (int, float)):
                sd = figure.sd or 0.0
                said.add((round(figure.value - sd, 2), round(figure.value + sd, 2)))
            if figure.range:
                said.add(tuple(figure.range))
        assert (round(low, 2), round(high, 2)) in said, what


def test_a_bent_hip_does_not_change_the_slide_of_a_straightened_knee():
    # The published difference between the two (ANA-DYN-09, p = .02) is out of reach of a linear model.
    assert pytest.approx(KNEE_60, abs=0.2) == KNEE_30


def test_movement_at_the_notch_is_ahead_of_the_foramen():
    # ANA-DYN-08: it begins at the notch first.
    notch = moved(STANDING, RAISED[10], "conv", "tibial_from_skull")
    foramen = moved(STANDING, RAISED[10], "L5_for", "tibial_from_skull")
    assert notch > 1.2 * foramen > 0


def test_a_tether_fitted_to_the_root_would_take_the_cord_away_from_its_measurement():
    # The string above the foramen only passes on what the root does: held to the 1.54 mm of ANA-DYN-04
    # (70 degrees), the cord's end would move a third of what ANA-DYN-02 measured at 60 degrees.
    (state,) = nerve_state(RIGHT, [RAISED[70]], tract="tibial_from_skull")
    root, cord = abs(state.slide_at_mm("can_L5")), abs(state.slide_at_mm("can_L1"))
    assert root > 5.0  # the failure that the lesson shows
    assert cord / root * 1.54 < 3.54 / 3


def test_lower_roots_slide_more_than_higher_ones():
    # ANA-DYN-04: 0.54 mm at L3 to 1.54 at L5 in the canal.
    sites = ("can_L3", "can_L4", "can_L5", "L5_for")
    slides = [moved(STANDING, RAISED[70], site, "tibial_from_skull") for site in sites]
    assert slides == sorted(slides)


def test_dorsiflexion_pulls_the_nerve_to_the_foot_up_to_the_thigh_but_not_biceps():
    # ANA-DYN-15, -17: distal movement, in the upper thigh at every hip angle; biceps femoris keeps
    # its length.
    for hip in (0, 30, 60, 90):
        start, end = legs(hip_flexion=hip), legs(hip_flexion=hip, ankle_dorsiflexion=25)
        assert all(moved(start, end, site) > 0 for site in ("th1", "th2", "pop", "mm1"))
        change = muscle_length_change(["bflh_r"], end, reference=start)[0]
        assert change.change_mm == pytest.approx(0, abs=1e-6)


def test_sliding_moves_the_nerve_more_than_tensioning():
    slide = moved(
        legs(hip_flexion=60, knee_flexion=80), legs(hip_flexion=30, knee_flexion=20), "th2"
    )
    tension = moved(
        legs(hip_flexion=30, knee_flexion=80), legs(hip_flexion=60, knee_flexion=20), "th2"
    )
    assert slide > 3 * abs(tension)


def test_slump_slider_moves_the_nerve_most():
    # ANA-DYN-12: knee extension with neck extension moves it most. (In the model only just.)
    seated = {"lumbar_flexion": 45.0, "hip_flexion_r": 85.0}
    bent = {**seated, "knee_flexion_r": 80.0}
    straight = {**seated, "knee_flexion_r": 30.0}

    def slide(start_neck: float, start: dict, end_neck: float, end: dict) -> float:
        a = Pose(name="a", angles_deg={**start, "neck_flexion": start_neck})
        b = Pose(name="b", angles_deg={**end, "neck_flexion": end_neck})
        return moved(a, b, "th2", "tibial_from_skull")

    slider = slide(45, bent, -20, straight)
    alone = slide(0, bent, 0, straight)
    tensioner = slide(-20, bent, 45, straight)
    neck = slide(45, bent, -20, bent)
    assert slider > alone > tensioner > neck > 0


def test_end_state_does_not_depend_on_the_order_of_movements():
    # ANA-DYN-16; here by construction.
    end = legs(hip_flexion=60, ankle_dorsiflexion=20)
    ankle_first = legs(ankle_dorsiflexion=20)
    hip_first = legs(hip_flexion=60)
    total = [
        moved(STANDING, first, "pop") + moved(first, end, "pop")
        for first in (ankle_first, hip_first)
    ]
    assert total[0] == pytest.approx(total[1])


def test_the_model_misses_its_targets_by_what_its_description_says():
    # The first lines of `measures` tell these numbers; a model that moves must tell others. What
    # was read: ANA-DYN-01, -02 (2.3 and 3.5 mm), -03 (0.5 to 5 mm), -04 (1.5 mm).
    skull = "tibial_from_skull"
    told_mm = {
        ("can_L1", 50): 2.7,
        ("can_L1", 60): 3.1,
        ("can_L5", 70): 7.2,
        ("L5_for", 70): 8.0,
    }
    for (site, angle), slide_mm in told_mm.items():
        assert moved(STANDING, RAISED[angle], site, skull) == pytest.approx(slide_mm, abs=0.1)


def test_each_pose_makes_the_tibial_tract_longer_or_shorter_than_standing():
    signs = {
        name: round(math.copysign(1, change)) if abs(change) > 1.0 else 0
        for name, pose in load_poses().items()
        for change in [nerve_length_change(RIGHT, pose).change_mm]
    }
    longer = ("knees_to_chest", "straight_leg_raise", "slump", "figure_four")
    same = ("neutral", "side_bend")
    assert signs == {
        name: 0 if name in same else 1 if name in longer else -1 for name in load_poses()
    }


@pytest.mark.parametrize(
    ("length_mm", "label"),
    [
        (900.0, NerveLoad.SLACK),
        (1009.9, NerveLoad.SLACK),
        (1010.0, NerveLoad.TAKEN_UP),
        (1029.9, NerveLoad.TAKEN_UP),
        (1030.0, NerveLoad.LENGTHENED),
    ],
)
def test_the_label_has_steps_at_one_and_three_per_cent(length_mm, label):
    change = LengthChange("tibial_r", "x", 1000.0, length_mm)
    assert nerve_load(change) is label
    assert change.change_mm == length_mm - 1000.0
    assert change.change_percent == pytest.approx(change.change_mm / 10)


def test_a_change_is_measured_from_the_pose_that_is_given():
    raised, higher = legs(hip_flexion=30), legs(hip_flexion=60)
    from_standing = [nerve_length_change(RIGHT, pose).change_mm for pose in (raised, higher)]
    between = nerve_length_change(RIGHT, higher, reference=raised).change_mm
    assert between == pytest.approx(from_standing[1] - from_standing[0])
    assert between > 5


def test_straight_leg_raise_and_slump_lengthen_the_nerve_and_nothing_else_does():
    lengthened = {
        name
        for name, pose in load_poses().items()
        if nerve_load(nerve_length_change(RIGHT, pose)) is NerveLoad.LENGTHENED
    }
    assert lengthened == {"straight_leg_raise", "slump"}
    assert nerve_load(nerve_length_change(RIGHT, pose_named("child"))) is NerveLoad.SLACK


def test_raising_the_leg_lengthens_in_order_and_dorsiflexion_adds_to_the_tibial_tract():
    changes = [nerve_length_change(RIGHT, legs(hip_flexion=a)).change_mm for a in (30, 60, 90)]
    assert changes == sorted(changes)
    assert 55 < changes[2] < 80
    more = nerve_length_change(RIGHT, legs(hip_flexion=90, ankle_dorsiflexion=20)).change_mm
    assert 3 < more - changes[2] < 12
    pose = legs(ankle_dorsiflexion=20)
    assert nerve_length_change(RIGHT, pose, tract="tibial").change_mm > 3
    assert nerve_length_change(RIGHT, pose, tract="fibular").change_mm < -3


def test_neck_flexion_reaches_the_canal_only():
    pose = Pose(name="neck", angles_deg={"neck_flexion": 60})
    assert nerve_length_change(RIGHT, pose).change_mm == pytest.approx(0, abs=1e-6)
    assert nerve_length_change(RIGHT, pose, tract="tibial_from_skull").change_mm > 8


def test_figure_four_stretches_piriformis_most_of_all_poses():
    changes = {
        name: muscle_length_change(["piri_r"], pose)[0].change_percent
        for name, pose in load_poses().items()
    }
    assert max(changes, key=changes.get) == "figure_four"


def test_gastrocnemius_is_refused_where_its_path_is_not_known():
    child = pose_named("child")
    assert not is_muscle_known("gasmed_r", child)
    assert is_muscle_known("piri_r", child)
    with pytest.raises(OutOfRangeError, match="known up to 120 degrees of knee_flexion_r"):
        muscle_length_change(["piri_r", "gasmed_r"], child)
    with pytest.raises(OutOfRangeError, match="pose 'child' has"):
        muscle_length_change(["gasmed_r"], STANDING, reference=child)


def test_unknown_site_or_muscle_names_the_nearest():
    state = nerve_state(RIGHT, [STANDING])[0]
    with pytest.raises(UnknownNameError, match="site of this tract"):
        state.slide_at_mm("fh")
    with pytest.raises(UnknownNameError, match="Did you mean 'bflh_r'"):
        muscle_length_change(["bflhr"], STANDING)


def test_standing_is_where_nothing_has_slid():
    state = nerve_state(RIGHT, [pose_named("neutral")])[0]
    assert abs(state.slide_mm).max() < 1e-9
