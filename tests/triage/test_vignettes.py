"""Made-up people: the rules send each where they belong, none too late and none needlessly."""

import pytest

from sciatica_edu.evidence.course import load_course
from sciatica_edu.triage.rules import triage
from sciatica_edu.triage.table import load_triage_table
from sciatica_edu.triage.vignettes import (
    OUTCOMES,
    load_vignettes,
    outcome_of,
    triage_errors,
)

TABLE = load_triage_table()
COURSE = load_course()
VIGNETTES = load_vignettes()


@pytest.mark.parametrize("vignette", VIGNETTES.values(), ids=lambda vignette: vignette.id)
def test_the_rules_send_this_person_where_they_belong(vignette):
    found = triage(vignette.given(TABLE), table=TABLE, red_flags=COURSE.red_flags)
    assert outcome_of(found) == vignette.outcome
    assert all(COURSE.fact(fact).plain for fact in vignette.facts)


def test_there_are_enough_and_a_third_must_not_be_sent_to_an_emergency_department():
    outcomes = [vignette.outcome for vignette in VIGNETTES.values()]
    assert len(outcomes) >= 60
    elsewhere = [outcome for outcome in outcomes if OUTCOMES.index(outcome) >= 2]
    assert len(elsewhere) * 3 >= len(outcomes)
    assert set(outcomes) == set(OUTCOMES)


def test_errors_in_both_directions_are_counted():
    person = VIGNETTES["VIG-41"]
    too_low = person.model_copy(update={"id": "VIG-91", "outcome": "ambulance"})
    too_high = person.model_copy(update={"id": "VIG-92", "outcome": "no hurry"})
    found = triage_errors([person, too_low, too_high], table=TABLE, red_flags=COURSE.red_flags)
    assert (found.under, found.over) == (("VIG-91",), ("VIG-92",))


def test_every_question_and_every_story_is_used_once():
    answered = {name for row in VIGNETTES.values() for name in (*row.answers, *row.unknown)}
    assert {question.id for question in TABLE.questions} - answered == set()
    stories = [row.story for row in VIGNETTES.values()]
    assert len(set(stories)) == len(stories)
