"""Predictions as data: what a row may say, and that its truth is what the course holds."""

from __future__ import annotations

import dataclasses

import pytest
from pydantic import TypeAdapter, ValidationError

from sciatica_edu.errors import ContentError
from sciatica_edu.evidence.integrity import predictions_resolve
from sciatica_edu.evidence.loading import load_keyed
from sciatica_edu.evidence.predictions import Prediction

ROW = {
    "id": "PRD-ANA-99", "lesson": "01_anatomy", "objective": "anatomy-roots", "question": "What?",
    "surprise": "So [ANA-ROOT-01].", "facts": ["ANA-ROOT-01"],
}  # fmt: skip
NUMBER = {"kind": "number", "unit": "of 100", "low": 0, "high": 100, "truth": 50, "near": 5}
CHOICE = {"kind": "choice", "options": {"a": "one", "b": "two"}, "truth": "b"}
ORDER = {"kind": "order", "options": {"a": "1", "b": "2", "c": "3"}, "truth": ["c", "a", "b"]}


def row(**fields):
    return TypeAdapter(Prediction).validate_python({**ROW, **fields}, strict=False)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (NUMBER, "50 of 100"),
        ({**NUMBER, "truth_to": 55}, "50 to 55 of 100"),
        (CHOICE, "two"),
        (ORDER, "3; 1; 2"),
    ],
)
def test_the_truth_is_told_in_words(fields, told):
    assert row(**fields).told == told


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({**NUMBER, "truth": 120}, "must rise"),
        ({**NUMBER, "truth_to": 40}, "must rise"),
        ({**CHOICE, "truth": "c"}, "truth names 'c'; the options are a, b"),
        ({**ORDER, "truth": ["a", "b", "a"]}, "name each of a, b, c once"),
        ({**CHOICE, "facts": []}, "says in `basis` what its truth rests on"),
        ({**CHOICE, "id": "P-1"}, "should match pattern"),
    ],
)
def test_an_unsound_row_is_refused(fields, message):
    with pytest.raises(ValidationError, match=message):
        row(**fields)


def test_a_fault_is_named_with_its_line(tmp_path):
    path = tmp_path / "predictions.yaml"
    path.write_text("# a\n- id: PRD-ANA-99\n  kind: guess\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"predictions.yaml:2.*'guess'|'guess'"):
        load_keyed(path, Prediction)


def test_what_is_said_afterwards_does_not_undo_a_commitment():
    one = row(**CHOICE)
    assert one.asked().version == row(**CHOICE, surprise="Reworded.").asked().version
    assert one.asked().version != row(**CHOICE, question="Which?").asked().version


def test_a_foreign_objective_and_an_undeclared_fact_are_found(course):
    bad = row(**CHOICE, objective="block-dose", surprise="So [ANA-ROOT-01], and [ANA-ROOT-02].")
    broken = dataclasses.replace(course, predictions={bad.id: bad})
    assert [breach.rule for breach in predictions_resolve(broken)] == [
        "prediction-objective",
        "prediction-facts",
    ]


def test_counted_truths_are_what_the_ledger_holds(course):
    verdicts = [claim.verdict.value for claim in course.claims.values()]
    told = {name: one for name, one in course.predictions.items() if one.lesson.startswith("06")}
    assert told["PRD-ART-01"].truth == verdicts.count("supported")
    assert told["PRD-ART-02"].truth == verdicts.count("wrong") + verdicts.count("unsupported")
    assert all(one.high == len(verdicts) for one in told.values())


def test_the_derived_belief_follows_from_its_fact(course):
    sensitivity, specificity = 0.92, 0.28
    assert "(0.92)" in course.fact("SYM-DX-01").statement
    after = sensitivity / (sensitivity + 1 - specificity)  # from even odds
    assert round(100 * after) == course.predictions["PRD-SYM-05"].truth
