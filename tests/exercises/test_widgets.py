from __future__ import annotations

import re
from dataclasses import replace

import pytest
import traitlets

from sciatica_edu.errors import OutOfRangeError, UnknownNameError
from sciatica_edu.exercises.coach import ExerciseCoach
from sciatica_edu.exercises.prognosis.recovery_explorer import RecoveryExplorer
from tests.exercises.people import EMERGENCY, NO_HURRY, screened


def test_the_coach_offers_only_what_screening_allows(exercises):
    coach = ExerciseCoach(exercises.course, screened(exercises, fragile_bones="yes"))
    names = {row["id"] for row in coach.exercises}
    assert names.isdisjoint({"XE-01", "XE-04", "XE-06"})
    with pytest.raises(UnknownNameError):
        coach.exercise = "XE-01"


def test_a_withheld_exercise_is_not_chosen_and_the_twin_says_so(exercises):
    screening = screened(exercises, fragile_bones="yes")
    coach = ExerciseCoach(exercises.course, screening, exercise="XE-01")
    assert coach.exercise != "XE-01"
    assert "Child's pose is withheld" in coach.twin().text


def test_a_stopped_coach_has_no_exercise_and_shows_the_words_of_the_triage(exercises):
    stopped = exercises.screen(exercises.without_warning(), red_flags=EMERGENCY)
    coach = ExerciseCoach(exercises.course, stopped)
    assert coach.exercises == []
    assert coach.exercise == ""
    assert coach.stopped_by[0]["wording"] == stopped.triage.message
    assert len(coach.stopped_by) > 1
    assert "Get help first" in repr(coach)


def test_a_coach_for_whom_nothing_is_left_says_so(exercises):
    both = {"recent_surgery": "yes", "balance_trouble": "yes"}
    nothing = screened(exercises, **both)
    nothing = replace(
        nothing, decisions={k: v for k, v in nothing.decisions.items() if k != "XE-12"}
    )
    coach = ExerciseCoach(exercises.course, nothing)
    assert coach.exercises == []
    assert coach.stopped_by == []
    assert "Be examined" in coach.twin().text


def test_nobody_asked_is_no_choice(exercises):
    coach = ExerciseCoach(exercises.course, exercises.screen({}))
    assert coach.exercises == []
    assert coach.stopped_title.startswith("No exercise yet")
    walks = ExerciseCoach(exercises.course, exercises.screen({}, red_flags=NO_HURRY))
    assert [row["id"] for row in walks.exercises] == ["XE-12"]


def test_an_unknown_exercise_is_refused(exercises):
    with pytest.raises(UnknownNameError, match="XE-1"):
        ExerciseCoach(exercises.course, screened(exercises), exercise="XE-99")
    coach = ExerciseCoach(exercises.course, screened(exercises))
    with pytest.raises(UnknownNameError, match="exercise you may do ''"):
        coach.exercise = ""
    assert coach.exercise == "XE-03"


def test_a_wrong_dose_or_answer_is_refused(exercises):
    coach = ExerciseCoach(exercises.course, screened(exercises))
    with pytest.raises(traitlets.TraitError):
        coach.dose = "double"
    with pytest.raises(OutOfRangeError, match="answer of the leg"):
        coach.leg = len(coach.responses)


def test_the_explorer_says_its_choice_in_text(exercises):
    explorer = RecoveryExplorer(exercises.course, exercises.courses, counts="recurrence")
    assert "Week 52: 23 to 25 of 100 people" in repr(explorer)
    explorer.setting = "primary care"
    assert "No study in this course" in repr(explorer)
    with pytest.raises(UnknownNameError, match="primary care"):
        explorer.setting = "primary"
    with pytest.raises(UnknownNameError, match="recovered"):
        explorer.counts = "recovery"


@pytest.fixture
def both(exercises):
    return (
        ExerciseCoach(exercises.course, screened(exercises)),
        RecoveryExplorer(exercises.course, exercises.courses),
    )


def test_the_stored_output_reads_without_script(both):
    for widget in both:
        data, _ = widget._repr_mimebundle_()
        assert set(data) == {
            "text/plain",
            "text/html",
            "application/vnd.jupyter.widget-view+json",
        }
        assert not re.search(r"<script|\bid=|<svg|\bon\w+=", data["text/html"])
        assert "0x" not in data["text/plain"]
        assert len(data["text/html"]) < 16_000
        assert "uncertain" in data["text/plain"] or isinstance(widget, RecoveryExplorer)


def test_two_widgets_of_the_same_content_print_the_same(exercises):
    one, two = (RecoveryExplorer(exercises.course, exercises.courses) for _ in range(2))
    assert repr(one) == repr(two)
    assert one.twin().html == two.twin().html
