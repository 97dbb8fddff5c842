from __future__ import annotations

import pytest

from sciatica_edu.errors import UnknownNameError
from sciatica_edu.evidence.course import load_course
from sciatica_edu.exercises.course_exercises import Exercises
from sciatica_edu.exercises.screening import Offer
from sciatica_edu.exercises.screening_form import ScreeningForm

EXERCISES = Exercises(load_course())
NO_FLAG = Exercises.red_flags_all_no()
QUIET = {f"own-{name.replace('_', '-')}": one for name, one in EXERCISES.without_warning().items()}


def result(changed=None):
    return ScreeningForm(EXERCISES, answers={**NO_FLAG, **QUIET, **(changed or {})}).result


def test_nothing_asked_offers_nothing_and_says_ask_first():
    form = ScreeningForm(EXERCISES)
    assert form.screening.stopped
    assert form.result["urgent"]
    assert "No exercise yet" in form.result["message"]
    assert not any(block["title"].startswith("Suitable") for block in form.result["blocks"])


def test_the_red_flags_stand_first_with_the_words_of_the_triage():
    titles = [group["title"] for group in ScreeningForm(EXERCISES).groups]
    assert titles[0].startswith("Bladder")
    assert titles[-1] == "For the exercises"


def test_asked_without_warning_names_what_is_suitable_and_what_is_left_out():
    found = result()
    assert found["level"] == "none"
    shown = {block["title"]: block["lines"] for block in found["blocks"]}
    screening = ScreeningForm(EXERCISES, answers={**NO_FLAG, **QUIET}).screening
    assert len(shown["Suitable"]) == len(screening.having(Offer.OFFERED)) > 0
    assert len(shown["Left out"]) == len(screening.having(Offer.WITHHELD)) > 0


@pytest.mark.parametrize(
    ("sign", "said"), [("saddle", "EMERGENCY"), ("weakness", "SAME DAY"), ("cold-leg", "AMBULANCE")]
)
def test_a_red_flag_ends_the_exercises_whatever_else_was_answered(sign, said):
    found = result({sign: "yes"})
    assert found["urgent"]
    assert said in found["heading"]
    assert "No exercise now" in found["message"]


def test_an_unknown_red_flag_offers_nothing():
    found = result({"saddle": "unknown"})
    assert found["urgent"]
    assert found["heading"].startswith("ASK NOW")


def test_a_question_that_was_not_asked_is_told_and_counts_as_the_warning():
    found = result({"own-fragile-bones": "unknown"})
    assert found["level"] == "ask"
    assert EXERCISES.rules.questions["fragile_bones"].ask in found["message"]


def test_an_unknown_question_is_refused():
    with pytest.raises(UnknownNameError, match="own-fragile-bones"):
        ScreeningForm(EXERCISES).answer(own_fragile_bone="yes")


def test_the_two_questions_about_a_pregnancy_are_two():
    known = [item["id"] for group in ScreeningForm(EXERCISES).groups for item in group["items"]]
    assert len(known) == len(set(known))
    assert {"pregnancy", "own-pregnancy"} <= set(known)
