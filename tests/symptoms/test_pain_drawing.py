from __future__ import annotations

import pytest

from sciatica_edu.errors import UnknownNameError
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.symptoms.pain_drawing import PainDrawing

WARNING = sentence("cauda-equina.warning").text


@pytest.mark.parametrize(
    "painted",
    [
        {"leg_back.saddle.right": ["numb"]},
        {"leg_front.saddle.left": ["tingle"]},
        {"leg_back.outer_calf.left": ["pain"], "leg_front.foot_top.right": ["numb"]},
        {"leg_back.buttock.left": ["numb"], "leg_back.buttock.right": ["numb"]},
        {"leg_front.big_toe.left": ["weak"], "leg_front.big_toe.right": ["weak"]},
    ],
)
def test_lost_feeling_in_the_saddle_and_both_legs_warn_in_the_one_wording(course, painted):
    said = PainDrawing(course, painted=painted).said
    assert said["urgent"]
    assert said["lines"][0] == WARNING


@pytest.mark.parametrize(
    "painted",
    [
        {},
        {"leg_back.buttock.left": ["pain"], "leg_back.buttock.right": ["pain"]},
        {"leg_back.low_back.left": ["pain"], "leg_back.outer_calf.right": ["pain"]},
        {"leg_back.saddle.right": ["pain"]},
    ],
)
def test_pain_of_the_back_or_of_one_leg_alone_does_not(course, painted):
    assert not PainDrawing(course, painted=painted).said["urgent"]


def test_the_twin_is_an_image_and_a_list(course):
    twin = PainDrawing(course, painted={"foot_sole.heel.left": ["pain", "numb"]}).twin()
    assert "<img alt=" in twin.html
    assert "Pain: heel of the sole, left. Numbness: heel of the sole, left." in twin.text


def test_an_unknown_place_or_paint_is_refused_with_the_nearest(course):
    with pytest.raises(UnknownNameError, match=r"leg_front\.knee\.left"):
        PainDrawing(course, painted={"leg_front.kneee.left": ["pain"]})
    with pytest.raises(UnknownNameError, match="tingle"):
        PainDrawing(course, painted={"leg_front.knee.left": ["tingles"]})
