from __future__ import annotations

import pytest

from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.errors import UnknownNameError
from sciatica_edu.exercises import cards
from sciatica_edu.exercises.screening import Offer


def test_a_stopped_screening_shows_only_where_to_go(exercises):
    shown = cards.screening_table(exercises.course, exercises.screen({"RFA-01": "yes"}))
    assert "GET HELP FIRST" in shown.text
    assert "Child's pose" not in shown.text


def test_a_stopped_plan_shows_no_exercise(exercises):
    plan = exercises.plan(exercises.screen({"RFA-03": "unknown"}), weeks=4, minutes_per_day=20)
    shown = cards.plan_sheet(exercises.course, plan)
    assert "not excluded" in shown.text
    assert "Week" not in shown.text


def test_a_plan_sheet_carries_stop_rules_disclaimer_and_answers(exercises):
    plan = exercises.plan(exercises.screen({}), weeks=2, minutes_per_day=20)
    text = cards.plan_sheet(exercises.course, plan).text
    assert text.startswith("STOP RULES")
    assert NOT_MEDICAL_ADVICE in text
    assert "no trial has tested them" in text
    assert "Emergency department now." in text


def test_every_withheld_exercise_has_a_reason_and_a_source(exercises):
    screening = exercises.screen({"knee_trouble": "yes", "irritable_leg_pain": "yes"})
    rows = cards.screening_table(exercises.course, screening).html.split("<tr>")[2:]
    assert len(rows) == len(exercises.library)
    withheld = [row for row in rows if ">WITHHELD<" in row]
    assert len(withheld) == len(screening.having(Offer.WITHHELD)) > 0
    for row in withheld:
        why, source = (cell.split(">", 1)[1].split("<")[0] for cell in row.split("<td")[-2:])
        assert why != "no warning"
        assert source not in ("", "–")
    assert any("the course&#x27;s own judgement" in row for row in rows)


def test_recalled_facts_are_called_uncertain(exercises):
    assert cards.source_words(exercises.course, ["EX-09"]).startswith("uncertain")
    assert not cards.source_words(exercises.course, ["EX-04"]).startswith("uncertain")


def test_scales_table_reproduces_no_questions(exercises):
    text = cards.scales_table(exercises.course).text
    assert "10 points or 30 %" in text
    assert "not reproduced" in text


def test_each_audience_has_a_task_of_its_own():
    audiences = ("self-study", "nursing", "physiotherapy", "medicine")
    tasks = {cards.audience_task(audience).text for audience in audiences}
    assert len(tasks) == len(audiences)
    with pytest.raises(UnknownNameError, match="nobody"):
        cards.audience_task("nobody")


def test_the_card_has_all_four_parts_of_the_dose(exercises):
    text = cards.exercise_card(exercises.course, exercises.library["XE-03"]).text
    for word in ("frequency", "intensity", "time", "type", "Stop when", "approximate"):
        assert word in text


def test_two_headlines_that_differ_are_both_told(exercises):
    html = cards.differences_table(exercises.courses, "REC-01", "REC-04").html
    for key in ("REC-01", "REC-04"):
        course = exercises.courses[key]
        last = course.points[-1]
        assert f"{course.name}: {last.percent} % at week {last.week}" in html
