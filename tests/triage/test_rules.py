"""The triage: what is more dangerous is never less urgent, what is not known never safe."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_edu.errors import ContentError, UnknownNameError
from sciatica_edu.evidence.course import load_course
from sciatica_edu.evidence.location import data_path
from sciatica_edu.evidence.red_flags import Urgency
from sciatica_edu.triage.rules import Status, most_urgent, triage
from sciatica_edu.triage.table import Answer, load_triage_table

TABLE = load_triage_table()
FLAGS = load_course().red_flags
QUESTIONS = {question.id: question for question in TABLE.questions}
GROUPS = {group.id: group for group in TABLE.groups}
ALL_NO = dict.fromkeys(QUESTIONS, "no")
answer_sets = st.fixed_dictionaries(
    {name: st.sampled_from(question.answers) for name, question in QUESTIONS.items()}
)
mostly_no = st.dictionaries(st.sampled_from(sorted(QUESTIONS)), st.just("yes"), max_size=3).map(
    lambda answers: {**ALL_NO, **answers}
)


def decide(answers):
    return triage(answers, table=TABLE, red_flags=FLAGS)


def of(**answers):
    return decide({**ALL_NO, **{name.replace("_", "-"): said for name, said in answers.items()}})


def rank(urgency):
    return len(Urgency) if urgency is None else list(Urgency).index(urgency)


@given(answer_sets | mostly_no, st.sampled_from(sorted(QUESTIONS)))
def test_adding_a_yes_never_lowers_the_urgency(answers, name):
    before, after = decide(answers), decide({**answers, name: "yes"})
    assert rank(after.urgency) <= rank(before.urgency)
    if answers[name] is not Answer.UNKNOWN:
        assert rank(after.urgency_if_unasked) <= rank(before.urgency_if_unasked)


@given(answer_sets | mostly_no, st.sampled_from(sorted(QUESTIONS)))
def test_newer_is_never_less_urgent_than_older(answers, name):
    worst_first = QUESTIONS[name].answers[:-1]
    ranks = [rank(decide({**answers, name: answer}).urgency) for answer in worst_first]
    assert ranks == sorted(ranks)


@given(answer_sets | mostly_no, st.sampled_from(sorted(QUESTIONS)))
def test_not_knowing_is_never_safer_than_no(answers, name):
    no, unknown = decide({**answers, name: "no"}), decide({**answers, name: "unknown"})
    assert rank(unknown.urgency) == rank(no.urgency)
    assert rank(unknown.urgency_if_unasked) <= rank(no.urgency_if_unasked)
    assert unknown.status is not Status.NO_HURRY


@given(answer_sets)
def test_no_hurry_needs_every_answer_and_no_urgency(answers):
    found = decide(answers)
    no_hurry = Answer.UNKNOWN not in answers.values() and found.urgency is None
    assert (found.status is Status.NO_HURRY) == no_hurry
    if Answer.UNKNOWN in answers.values() and found.urgency is None:
        assert found.to_ask


@given(answer_sets)
def test_the_words_always_say_where_how_fast_and_why(answers):
    found = decide(answers)
    assert found.where
    assert found.how_fast
    assert found.message
    assert all(reason.facts for reason in found.reasons)
    ranks = [rank(reason.urgency) for reason in found.reasons]
    assert ranks == sorted(ranks)
    assert rank(found.urgency_if_unasked) <= rank(found.urgency)


def test_urgent_never_carries_an_emergency():
    words = {row.urgency: f"{row.title} {row.where} {row.how_fast}" for row in TABLE.urgencies}
    assert set(words) == set(Urgency)
    for urgency in (Urgency.SAME_DAY, Urgency.URGENT):
        assert "ambulance" not in words[urgency].lower()
    assert "urgent" not in " ".join(words.values()).lower()
    titles = [*(row.title for row in TABLE.urgencies), TABLE.no_hurry.title, TABLE.undecided.title]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(
    ("answers", "urgency"),
    [
        ({"hard_fall": "yes", "deficit": "yes"}, Urgency.AMBULANCE),
        ({"hard_fall": "yes", "weakness": "yes"}, Urgency.AMBULANCE),
        ({"fever": "yes", "weakness": "yes"}, Urgency.EMERGENCY_DEPARTMENT),
        ({"fever": "yes", "deficit": "yes"}, Urgency.EMERGENCY_DEPARTMENT),
        ({"infection_risk": "yes", "deficit": "yes"}, Urgency.EMERGENCY_DEPARTMENT),
        ({"weakness": "yes"}, Urgency.SAME_DAY),
        ({"deficit": "yes"}, Urgency.URGENT),
        ({"gait": "yes"}, Urgency.URGENT),
        ({"gait": "yes", "weakness": "yes"}, Urgency.EMERGENCY_DEPARTMENT),
        ({"past_cancer": "yes", "shooting_pain": "yes"}, Urgency.EMERGENCY_DEPARTMENT),
        ({"cold_leg": "yes"}, Urgency.AMBULANCE),
        ({"pulses": "yes", "deficit": "yes"}, Urgency.AMBULANCE),
        ({"swollen_calf": "yes"}, Urgency.SAME_DAY),
        ({"swollen_calf": "yes", "breathless": "yes"}, Urgency.EMERGENCY_DEPARTMENT),
        ({"night_pain": "yes", "deficit": "old"}, None),
        # over-triage is a fault too
        ({"deficit": "old"}, None),
        ({"night_pain": "yes"}, None),
        ({"constipation": "yes"}, None),
        ({"both_legs": "old"}, None),
        ({"shooting_pain": "yes"}, None),
        # the time frame decides
        ({"saddle": "yes"}, Urgency.EMERGENCY_DEPARTMENT),
        ({"saddle": "longer"}, Urgency.SAME_DAY),
        ({"saddle": "longer", "weakness": "yes"}, Urgency.EMERGENCY_DEPARTMENT),
    ],
)
def test_named_patients_come_out_as_the_evidence_says(answers, urgency):
    found = of(**answers)
    assert found.urgency is urgency
    assert found.status is (Status.NO_HURRY if urgency is None else Status.ACT)


def test_after_a_fall_nobody_is_tested_by_sitting_or_walking():
    assert "do not sit, stand or walk" in of(hard_fall="yes", deficit="yes").reasons[0].action


def test_half_known_injury_is_kept_still():
    found = of(deficit="yes", hard_fall="unknown")
    assert found.urgency_if_unasked is Urgency.EMERGENCY_DEPARTMENT
    found = of(hard_fall="yes", deficit="unknown")
    assert found.urgency is Urgency.EMERGENCY_DEPARTMENT
    assert found.urgency_if_unasked is Urgency.AMBULANCE
    assert found.status is Status.ASK_NOW


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_each_question_changes_the_outcome_of_somebody(name):
    """Alone, or together with one other answer that it escalates."""
    others = [{}, *({other: "yes"} for other in QUESTIONS if other != name)]
    assert any(
        decide({**ALL_NO, **other, name: "yes"}).urgency is not decide({**ALL_NO, **other}).urgency
        for other in others
    )


@pytest.mark.parametrize("rule", TABLE.escalations, ids=lambda rule: rule.id)
def test_each_escalation_has_a_patient_who_needs_it_and_a_neighbour_who_does_not(rule):
    parts = [
        [(name, answer) for name in GROUPS[group].questions for answer in GROUPS[group].counts]
        for group in rule.all
    ]
    needed = []
    for patient in itertools.product(*parts):
        if any(answer not in QUESTIONS[name].answers for name, answer in patient):
            continue
        answers = {**ALL_NO, **dict(patient)}
        found = decide(answers)
        rest = most_urgent(reason.urgency for reason in found.reasons if reason.rule != rule.id)
        neighbours = [decide({**answers, name: "no"}) for name, _ in patient]
        if rank(rule.urgency) < rank(rest):
            needed.append(patient)
            assert all(rank(found.urgency) < rank(near.urgency) for near in neighbours)
            assert all(
                rule.id not in {reason.rule for reason in near.reasons} for near in neighbours
            )
    assert needed, f"{rule.id} decides nothing that another rule does not"


@pytest.mark.parametrize("rule", TABLE.escalations, ids=lambda rule: rule.id)
def test_what_is_an_emergency_only_together_is_found_while_one_part_is_unknown(rule):
    if rule.urgency not in TABLE.emergencies:
        return
    for first, second in itertools.permutations(rule.all, 2):
        asked = [name for name in GROUPS[second].questions if not QUESTIONS[name].examined]
        if not asked:
            continue
        answers = {**ALL_NO, GROUPS[first].questions[0]: "yes", asked[0]: "unknown"}
        assert decide(answers).urgency_if_unasked in TABLE.emergencies


def test_two_open_answers_that_only_together_are_an_emergency_are_both_asked_now():
    found = of(cancer_pain="unknown", gait="unknown")
    assert {question.id for question in found.to_ask} == {"cancer-pain", "gait"}
    assert found.status is Status.ASK_NOW
    assert found.urgency_if_unasked is Urgency.EMERGENCY_DEPARTMENT


@pytest.mark.parametrize("name", ["saddle", "bladder", "bowel", "sexual", "both-legs", "aneurysm"])
def test_unknown_emergency_answer_is_asked_now_or_taken_for_yes(name):
    found = decide({**ALL_NO, name: "unknown"})
    assert found.status is Status.ASK_NOW
    assert found.urgency_if_unasked is Urgency.EMERGENCY_DEPARTMENT
    assert found.where == "an emergency department"
    (question,) = found.to_ask
    assert question.id == name
    assert "as if the answer were yes" in found.message


@pytest.mark.parametrize("name", ["fever", "past-cancer", "fragile-bones", "stiffness"])
def test_any_other_unknown_answer_is_found_out_before_a_decision(name):
    found = decide({**ALL_NO, name: "unknown"})
    assert found.status is Status.ASK_BEFORE_DECIDING
    assert [question.id for question in found.to_ask] == [name]
    assert found.title == "Not decided"
    assert "not known is not safe" in found.message


def test_what_was_not_examined_is_left_to_do_and_sends_nobody_to_hospital():
    found = of(shooting_pain="yes", pulses="unknown", cord_signs="unknown")
    assert found.status is Status.ASK_BEFORE_DECIDING
    assert found.urgency_if_unasked is Urgency.URGENT
    assert "Left to examine" in found.message
    assert "?" not in found.message


def test_what_is_open_is_asked_most_urgent_first():
    names = ("fragile-bones", "fever", "bladder", "aneurysm")
    found = decide({**ALL_NO, **dict.fromkeys(names, "unknown")})
    order = [question.id for question in found.to_ask]
    assert order[:2] == ["aneurysm", "bladder"]
    assert set(order) == set(names)


def test_both_sides_are_told_where_guidance_differs():
    assert {"TRI-02", "TRI-07"} <= set(of(weakness="yes").conflicts[0].facts)
    assert of().conflicts == ()
    told = {name for name, question in QUESTIONS.items() if question.conflict}
    assert told == {"sexual", "both-legs", "weakness", "constipation"}


def test_words_of_an_older_answer_do_not_carry_the_action_of_a_new_one():
    (reason,) = of(cold_leg="old").reasons
    assert reason.urgency is Urgency.URGENT
    assert "ambulance" not in reason.action


def test_bad_answers_are_refused_with_what_is_allowed():
    with pytest.raises(UnknownNameError, match="Did you mean 'bladder'"):
        decide({"blader": "no"})
    with pytest.raises(UnknownNameError, match="allowed: yes, no, unknown"):
        decide({"fever": "old"})


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("all: [fever, treated-cancer]", "all: [fevr, treated-cancer]", "Did you mean 'fever'"),
        ("alone: {yes: ambulance, longer: same day, old: urgent}",
         "alone: {yes: urgent, longer: same day}", "never less urgent than what is old"),
        ("if_unknown: urgent", "if_unknown:", "belongs to what is examined"),
    ],
)  # fmt: skip
def test_a_broken_table_is_refused(tmp_path, old, new, message):
    text = (data_path() / "triage.yaml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "triage.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ContentError, match=message):
        load_triage_table(path)
