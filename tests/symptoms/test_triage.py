from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_edu.errors import UnknownNameError
from sciatica_edu.evidence.course import load_course
from sciatica_edu.evidence.tables.clinical import Urgency
from sciatica_edu.evidence.tables.symptom_tables import load_triage_table
from sciatica_edu.symptoms.triage import Answer, Status, triage

TABLE = load_triage_table()
FLAGS = load_course().red_flags
IDS = [question.id for question in TABLE.questions]
ALL_NO = dict.fromkeys(IDS, "no")
answer_sets = st.fixed_dictionaries({name: st.sampled_from(list(Answer)) for name in IDS})


def decide(answers):
    return triage(answers, table=TABLE, red_flags=FLAGS)


def rank(urgency):
    return len(Urgency) if urgency is None else list(Urgency).index(urgency)


@given(answer_sets, st.sampled_from(IDS))
def test_adding_a_red_flag_never_lowers_the_urgency(answers, name):
    before, after = decide(answers), decide({**answers, name: "yes"})
    assert rank(after.urgency) <= rank(before.urgency)
    assert rank(after.urgency_if_unasked) <= rank(before.urgency_if_unasked)


@given(answer_sets, st.sampled_from(IDS))
def test_not_knowing_is_never_safer_than_no(answers, name):
    no, unknown = decide({**answers, name: "no"}), decide({**answers, name: "unknown"})
    assert rank(unknown.urgency_if_unasked) <= rank(no.urgency_if_unasked)


@given(answer_sets)
def test_no_red_flag_found_needs_every_answer_to_be_no(answers):
    found = decide(answers)
    assert (found.status is Status.NO_RED_FLAG_FOUND) == (set(answers.values()) == {Answer.NO})
    if Answer.UNKNOWN in answers.values() and found.urgency is None:
        assert found.to_ask


@given(answer_sets)
def test_the_words_always_say_where_how_fast_and_why(answers):
    found = decide(answers)
    assert found.where
    assert found.how_fast
    assert found.message
    assert all(reason.facts for reason in found.reasons)
    assert [rank(r.urgency) for r in found.reasons] == sorted(
        rank(r.urgency) for r in found.reasons
    )


@pytest.mark.parametrize("name", ["saddle", "bladder", "bowel", "sexual", "both-legs", "aneurysm"])
def test_unknown_emergency_answer_is_asked_now_or_taken_for_yes(name):
    found = decide({**ALL_NO, name: "unknown"})
    assert found.status is Status.ASK_NOW
    assert found.urgency_if_unasked is Urgency.EMERGENCY_DEPARTMENT
    assert found.where == "an emergency department"
    assert found.how_fast.startswith("now")
    (question,) = found.to_ask
    assert question.id == name
    assert found.facts == tuple(question.facts)
    assert "as if the answer were yes" in found.message


@pytest.mark.parametrize(
    "name",
    ["weakness", "fever", "infection-risk", "past-cancer", "cancer-pain", "hard-fall", "deficit"],
)
def test_any_other_unknown_answer_is_found_out_before_a_decision(name):
    found = decide({**ALL_NO, name: "unknown"})
    assert found.status is Status.ASK_BEFORE_DECIDING
    assert [question.id for question in found.to_ask] == [name]
    assert found.where == "not decided: first find out"
    assert "Unknown is not safe" in found.message


def test_what_is_open_is_asked_most_urgent_first():
    open_ones = ("hard-fall", "fever", "bladder", "aneurysm")
    found = decide({**ALL_NO, **dict.fromkeys(open_ones, "unknown")})
    assert [q.id for q in found.to_ask] == ["aneurysm", "bladder", "fever", "hard-fall"]


@pytest.mark.parametrize("fever", ["yes", "no"])
def test_two_open_answers_that_only_together_are_an_emergency_are_both_asked_now(fever):
    # fever is as urgent as cancer pain alone; cancer pain with a deficit is an emergency
    answers = {**ALL_NO, "fever": fever, "cancer-pain": "unknown", "deficit": "unknown"}
    found = decide(answers)
    assert {q.id for q in found.to_ask} == {"cancer-pain", "deficit"}
    assert found.status is Status.ASK_NOW
    assert found.urgency_if_unasked is Urgency.EMERGENCY_DEPARTMENT


@pytest.mark.parametrize(
    ("name", "urgency"),
    [
        ("saddle", Urgency.EMERGENCY_DEPARTMENT),
        ("bladder", Urgency.EMERGENCY_DEPARTMENT),
        ("bowel", Urgency.EMERGENCY_DEPARTMENT),
        ("sexual", Urgency.EMERGENCY_DEPARTMENT),
        ("both-legs", Urgency.EMERGENCY_DEPARTMENT),
        ("aneurysm", Urgency.AMBULANCE),
        ("weakness", Urgency.SAME_DAY),
        ("fever", Urgency.SAME_DAY),
        ("infection-risk", Urgency.SAME_DAY),
        ("past-cancer", Urgency.SAME_DAY),
        ("cancer-pain", Urgency.SAME_DAY),
        ("hard-fall", Urgency.URGENT),
        ("fragile-bones", Urgency.URGENT),
        ("deficit", None),
        ("shooting-pain", None),
    ],
)
def test_one_yes_alone(name, urgency):
    found = decide({**ALL_NO, name: "yes"})
    assert found.urgency is urgency
    if urgency is not None:
        assert found.status is Status.ACT


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("past-cancer", "deficit"),
        ("past-cancer", "shooting-pain"),
        ("past-cancer", "weakness"),
        ("cancer-pain", "deficit"),
        ("cancer-pain", "weakness"),
    ],
)
def test_cancer_with_signs_from_the_nerves_goes_to_the_emergency_department(first, second):
    assert decide({**ALL_NO, first: "yes", second: "yes"}).urgency is Urgency.EMERGENCY_DEPARTMENT
    # the second one unknown: the emergency is not excluded
    found = decide({**ALL_NO, first: "yes", second: "unknown"})
    assert found.status is Status.ASK_NOW
    assert second in {question.id for question in found.to_ask}


def test_root_pain_alone_is_no_red_flag():
    assert decide({**ALL_NO, "shooting-pain": "yes"}).reasons == ()


def test_nothing_answered_is_ask_now_not_safe():
    found = decide({})
    assert found.status is Status.ASK_NOW
    assert len(found.to_ask) == len(IDS)


@given(answer_sets)
def test_what_cannot_be_asked_is_as_urgent_as_an_emergency_that_all_yes_would_be(answers):
    all_yes = {name: "yes" if value == "unknown" else value for name, value in answers.items()}
    worst = decide(all_yes).urgency
    if worst in TABLE.emergencies:
        assert decide(answers).urgency_if_unasked is not None
        assert rank(decide(answers).urgency_if_unasked) <= rank(Urgency.EMERGENCY_DEPARTMENT)


def test_a_less_urgent_flag_does_not_hide_an_open_emergency():
    found = decide({**ALL_NO, "hard-fall": "yes", "bladder": "unknown"})
    assert found.status is Status.ASK_NOW
    assert found.urgency is Urgency.URGENT
    assert found.urgency_if_unasked is Urgency.EMERGENCY_DEPARTMENT
    assert found.where == "an emergency department"


def test_all_no_still_does_not_exclude_disease():
    assert "does not exclude" in decide(ALL_NO).message


def test_every_red_flag_of_the_course_is_asked_about_and_every_urgency_has_words():
    assert {q.red_flag for q in TABLE.questions if q.red_flag} == set(FLAGS)
    assert {row.urgency for row in TABLE.urgencies} == set(Urgency)
    groups = {question.group for question in TABLE.questions}
    assert all(groups.issuperset(rule.groups) for rule in TABLE.escalations)


def test_facts_of_the_table_exist_and_may_be_shown_plainly(course):
    cited = {f for q in TABLE.questions for f in q.facts} | {
        f for e in TABLE.escalations for f in e.facts
    }
    assert all(course.fact(fact).plain for fact in cited)


def test_unknown_question_or_answer_is_refused_with_the_nearest_name():
    with pytest.raises(UnknownNameError, match="Did you mean 'bladder'"):
        decide({"bladders": "yes"})
    with pytest.raises(UnknownNameError, match="allowed: yes, no, unknown"):
        decide({"bladder": "perhaps"})
