"""Made-up patients of the quiz: the same from a seed, judged by the rules, recorded like all others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sciatica_edu.lessons.drawers  # noqa: F401
from sciatica_edu.errors import UnknownNameError
from sciatica_edu.evidence.course import load_course
from sciatica_edu.evidence.tables.contraindications import Procedure
from sciatica_edu.exchange.task import tasks_of
from sciatica_edu.nerve_block.screening.anticoagulants import Outcome
from sciatica_edu.nerve_block.screening.contraindications import Answer, assess
from sciatica_edu.nerve_block.screening.drawn_patient import made_up_patient
from sciatica_edu.nerve_block.tables import ANTICOAGULANTS
from sciatica_edu.nerve_block.topic import rule_book
from sciatica_edu.quiz.asking.grading import grade
from sciatica_edu.quiz.asking.items import draw_items
from sciatica_edu.quiz.live.widget import Quiz
from sciatica_edu.record.store import MemoryRecord

COURSE = load_course()
BOOK = rule_book(COURSE)
SOURCES = ("contraindication-rules", "anticoagulant-intervals")
DRAWN = [
    question
    for question in COURSE.questions.values()
    if question.type == "drawn" and question.source in SOURCES
]
RULES = [question for question in DRAWN if question.source == "contraindication-rules"]
TIMING = [question for question in DRAWN if question.source == "anticoagulant-intervals"]
SEEDS = st.integers(0, 2**31 - 1)


def item_of(question, seed):
    (item,) = draw_items([question], seed=seed)
    return item


def key_of(item):
    (key,) = [option for option in item.question.options if option.key]
    return key


def test_each_injection_has_a_template_and_both_sources_are_used():
    assert {question.settings["procedure"] for question in RULES} == {p.value for p in Procedure}
    assert len(TIMING) == 3


@given(st.sampled_from(DRAWN), SEEDS)
def test_a_draw_is_the_same_each_time_and_a_whole_question(question, seed):
    item, again = item_of(question, seed), item_of(question, seed)
    assert item == again
    assert (item.id, item.version) == (question.id, again.version)
    assert "_" not in item.question.stem
    assert set(item.question.facts) <= set(COURSE.facts)
    for option in item.question.options:
        assert (option.misconception is None) == option.key
        assert option.key or option.misconception in COURSE.misconceptions
        given_grade = grade(item, option.id)
        assert (given_grade.score == 1) == option.key
    assert [option.id for option in item.question.options] == list(item.order)


# --- contraindications -----------------------------------------------------------------


@given(SEEDS)
def test_a_made_up_patient_is_possible(seed):
    patient = made_up_patient(BOOK, seed)
    assert 1 <= len(patient.present) <= 3
    for key in patient.present:
        assert not set(BOOK.rule_for(key).not_with) & patient.present
    assert len(BOOK.conditions) - len(patient.present | patient.absent) <= 1


@given(st.sampled_from(RULES), SEEDS)
def test_the_right_answer_is_that_of_the_rules_with_every_rule_that_spoke(question, seed):
    patient = made_up_patient(BOOK, seed, question.id)
    procedure = Procedure(question.settings["procedure"])
    found = assess(patient, procedure=procedure, book=BOOK)
    item = item_of(question, seed)
    key = key_of(item)
    assert key.text == found.answer.label
    assert key.rationale.startswith(found.headline)
    for finding in found.findings:
        assert finding.condition in item.question.stem
        assert f"{finding.rule_id} {finding.condition}" in key.rationale
    for open_question in found.find_out:
        assert f"Nobody has asked about: {open_question.condition}." in item.question.stem


@given(st.sampled_from(RULES), SEEDS)
def test_a_milder_answer_is_called_unsafe_and_a_stricter_one_is_not(question, seed):
    item = item_of(question, seed)
    labels = [answer.label for answer in Answer]
    right = labels.index(key_of(item).text)
    for option in item.question.options:
        if option.key:
            continue
        milder = labels.index(option.text) < right
        strict = question.misconceptions["too_strict"]
        assert (option.misconception != strict) == milder
        assert ("Stricter than the rules" in option.rationale) == (not milder)


def test_every_answer_is_right_for_somebody():
    found = {key_of(item_of(question, seed)).text for seed in range(60) for question in RULES}
    assert found == {answer.label for answer in Answer}


# --- drugs against clotting ---------------------------------------------------------------


@given(st.sampled_from(TIMING), SEEDS)
def test_a_shorter_wait_is_unsafe_and_a_longer_one_only_wrong(question, seed):
    item = item_of(question, seed)
    key = key_of(item)
    if not key.text.startswith("not before"):
        assert key.text in {outcome.label for outcome in Outcome}
        return
    right = float(key.text.split()[2])
    for option in item.question.options:
        if option.text.startswith("not before") and not option.key:
            early = float(option.text.split()[2]) < right
            assert option.rationale.startswith("Too early" if early else "Stricter")


def test_the_number_of_times_offered_is_no_hint():
    counts = {
        sum(option.text.startswith("not before") for option in item_of(q, s).question.options)
        for q in TIMING
        for s in range(40)
    }
    assert counts == {4}


def test_every_row_and_every_outcome_comes_up():
    stems, keys = set(), set()
    for seed in range(400):
        item = item_of(TIMING[2], seed)
        stems.add(item.question.stem.split("The patient takes ")[1].split("; the last")[0])
        keys.add(key_of(item).text)
    assert stems == {f"{row.drug} ({row.dose_class})" for row in COURSE[ANTICOAGULANTS].values()}
    labels = {outcome.label for outcome in Outcome if outcome is not Outcome.NOT_BEFORE}
    assert labels <= keys


# --- in the quiz ------------------------------------------------------------------------------


def test_an_answer_is_recorded_and_comes_back_with_the_same_patient():
    record = MemoryRecord()
    settings = {"record": record, "lesson": "04_nerve_block", "name": "patients", "seed": 3}
    first = Quiz(DRAWN, **settings)
    chosen = key_of(item_of(DRAWN[0], 3)).id
    first.answer(DRAWN[0].id, chosen)
    (event,) = [event for event in record.read().events if event.item == DRAWN[0].id]
    assert event.version == item_of(DRAWN[0], 3).version
    again = Quiz(DRAWN, **settings)
    assert again.session.state(DRAWN[0].id).last.answer == chosen


def test_made_up_patients_are_exported_like_other_questions():
    tasks, losses = tasks_of(DRAWN, seed=3, pictures={})
    assert losses == []
    assert [task.question.type for task in tasks] == ["single_best_answer"] * len(DRAWN)


def test_a_source_nobody_registered_is_refused_with_the_nearest_name():
    lost = DRAWN[0].model_copy(update={"source": "contraindication-rule"})
    with pytest.raises(UnknownNameError, match="Did you mean 'contraindication-rules'"):
        draw_items([lost], seed=1)


def test_a_procedure_that_does_not_exist_is_refused():
    lost = RULES[0].model_copy(update={"settings": {"procedure": "popliteal"}})
    with pytest.raises(UnknownNameError, match="pnb_popliteal"):
        draw_items([lost], seed=1)
