from __future__ import annotations

from dataclasses import replace

import pytest

from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.exercises import screening_tables as shown
from sciatica_edu.exercises.rules import Ends
from sciatica_edu.exercises.screening import Offer
from tests.exercises.people import EMERGENCY, NO_HURRY, screened

WARNING = sentence("cauda-equina.warning").text


def squeezed(html):
    """Return the text of a table without its line breaks."""
    return " ".join(html.text.split())


def test_a_stopped_screening_shows_only_where_to_go_in_the_words_of_the_triage(exercises):
    screening = exercises.screen(exercises.without_warning(), red_flags=EMERGENCY)
    text = squeezed(shown.screening_table(exercises.course, screening))
    assert text.startswith("NO EXERCISE NOW. GET HELP FIRST.")
    assert screening.triage.message in text
    assert "Child's pose" not in text


def test_a_screening_without_red_flags_asked_says_ask_first(exercises):
    text = shown.screening_table(exercises.course, exercises.screen({})).text
    assert text.startswith("NO EXERCISE YET. ASK FIRST.")
    assert "Child's pose" not in text


def test_what_was_not_asked_is_named_by_its_question(exercises):
    answers = exercises.without_warning()
    del answers["pregnancy"]
    screening = exercises.screen(answers, red_flags=NO_HURRY)
    text = shown.screening_table(exercises.course, screening).text
    assert exercises.rules.questions["pregnancy"].ask in text
    assert exercises.rules.questions["dizziness"].ask not in text
    assert "ASK FIRST" in text


def test_a_stopped_plan_shows_no_exercise(exercises):
    plan = exercises.plan(exercises.screen({}), weeks=4, minutes_per_day=20)
    assert "Week" not in shown.plan_sheet(exercises.course, plan).text


def test_a_plan_sheet_carries_stop_rules_disclaimer_and_answers(exercises):
    plan = exercises.plan(screened(exercises), weeks=2, minutes_per_day=20)
    text = squeezed(shown.plan_sheet(exercises.course, plan))
    assert text.startswith("STOP RULES")
    assert NOT_MEDICAL_ADVICE in text
    assert "no trial has tested them" in text
    assert WARNING in text


def test_the_stop_rules_begin_with_the_one_warning_and_end_all_or_a_movement(exercises):
    rules = exercises.rules.stop_rules
    assert [rule.label for rule in rules] == [
        "emergency",
        "same day",
        "stop this movement",
        "do less",
    ]
    assert rules[0].words == WARNING
    assert [rule.ends for rule in rules[:2]] == [Ends.EVERYTHING] * 2
    assert WARNING in squeezed(shown.stop_rules(exercises.course))
    for answer in exercises.rules.answers:
        for fact in answer.cited:
            exercises.course.fact(fact)


def test_every_withheld_exercise_has_a_reason_and_a_source(exercises):
    screening = screened(exercises, knee_replacement="yes", irritable_leg_pain="yes")
    rows = shown.screening_table(exercises.course, screening).html.split("<tr>")[2:]
    assert len(rows) == len(exercises.library)
    withheld = [row for row in rows if ">WITHHELD<" in row]
    assert len(withheld) == len(screening.having(Offer.WITHHELD)) > 0
    for row in withheld:
        why = row.split("<td")[-2].split(">", 1)[1].split("<")[0]
        source = row.split("</summary>")[1].split("<")[0]
        assert why != "no warning found"
        assert source not in ("", "–")
    assert any("the course&#x27;s own judgement" in row for row in rows)


@pytest.mark.parametrize("answer", ["yes", "unknown"])
def test_a_diary_shows_what_was_not_asked(exercises, answer):
    (entry,) = exercises.diary((5, 5, "calf"))
    entries = [replace(entry, red_flag=answer)]
    text = shown.diary_table(exercises.course, entries, exercises.judge(entries)).text
    assert "EMERGENCY DEPARTMENT NOW" in text
    assert ("not asked" in text) == (answer == "unknown")
