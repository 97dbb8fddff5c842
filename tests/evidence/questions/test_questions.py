"""The question models refuse what could not be asked fairly; the bank says where and why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sciatica_edu.errors import ContentError
from sciatica_edu.evidence.location import data_path
from sciatica_edu.evidence.questions.bank import load_questions, read_questions
from sciatica_edu.evidence.questions.question import QUESTION_TYPES
from tests.quiz.every_type import every_type, example_yaml

if TYPE_CHECKING:
    from pathlib import Path


def refused(tmp_path: Path, old: str, new: str, *, count: int = 1) -> str:
    text = example_yaml()
    assert old in text
    path = tmp_path / "examples.yaml"
    path.write_text(text.replace(old, new, count), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_questions([path])
    return str(caught.value)


def test_the_bank_loads_and_every_question_has_a_place():
    bank = load_questions(data_path() / "questions")
    assert len(bank.questions) >= 120
    assert set(bank.where) == set(bank.questions)
    assert bank.where["QA-01"] == "questions/anatomy.yaml:3"


def test_the_documentation_shows_one_of_every_type():
    types = [question.type for question in every_type().values()]
    # A drawn question is asked as another type; it needs its topic, so its example is in the bank.
    assert sorted([*types, "drawn"]) == sorted(QUESTION_TYPES)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("bloom: apply", "bloom: aply", "'aply' is not allowed. Did you mean 'apply'?"),
        ("type: cloze", "type: clozze", "unknown type 'clozze'. Did you mean 'cloze'?"),
        ("rationale: L4 shows", "rational: L4 shows", "no such field. Did you mean 'rationale'?"),
        ("text: L5, key: true,", "text: L5,", "exactly one option must have key: true; found 0"),
        ("text: L4, rat", "text: L5, rat", "option text used twice: l5"),
        ("key: true, rationale: Great-toe extension is mainly L5.", "key: true, misconception: MIS-01, rationale: x", "cannot carry a misconception"),
        ("difficulty: 0.3", "difficulty: 1.3", "less than or equal to 1"),
        ("difficulty: 0.3", "difficulty: '0.3'", "valid number"),
        ("facts: [ANA-REF-01]", "facts: []", "at least 1 item"),
        ("id: EX-MR", "id: EX-SBA", "already used at"),
        ("unit: mg/mL", "unit: mg/ml of it", "unknown unit 'mg/ml of it'"),
        ("value: 0.5, rationale: The perc", "value: 5, rationale: The perc", "would be graded right"),
        ("drug.cap_mg)", "drug.cap)", "has the fields name, mg_per_kg, cap_mg."),
        ("by_weight_mg: weight_kg", "by_weight_mg: weight", "defined: weight_kg, percent, drug"),
        ("answer: limit_mg /", "answer: __import__('os') /", "reads unknown ['__import__']"),
        ("answer: limit_mg / (percent * 10)", "answer: limit_mg / (percent - 1)", "division by zero"),
        ("stem: A person of {weight_kg} kg", "stem: A person of {wait_kg} kg", "Did you mean 'weight_kg'?"),
        ("!= drug.cap_mg", "> 10 * drug.cap_mg", "no draw of the variables meets"),
        ("[stop, airway, lipid]]", "[lipid, airway]]", "against `before`"),
        ("[stop, airway, lipid]]", "[stop, airways]]", "before names 'airways'"),
        ("sciatic [[hole]]", "sciatic hole", "the text has the blanks ['n', 'where']"),
        ("text: femoral nerve", "text: tibial nerve", "is the right side of a pair"),
        ("text: tibial nerve, rationale: It runs", "text: Common Peroneal nerve, rationale: x", "both accepted and wrong"),
        ("- id: EX-CASE", "- id: EX-CASE\n    supersedes: EX-HOT", "take the old one out"),
    ],
)  # fmt: skip
def test_a_breach_is_named(tmp_path: Path, old: str, new: str, expected: str):
    message = refused(tmp_path, old, new)
    assert expected in message
    assert message.split(":")[0].endswith("examples.yaml")


def test_a_breach_points_at_its_own_line(tmp_path: Path):
    text = example_yaml()
    line = text[: text.index("rationale: L4 shows")].count("\n") + 1
    message = refused(tmp_path, "rationale: L4 shows", "rational: L4 shows")
    assert f"examples.yaml:{line}: question 'EX-SBA': options.0.rationale" in message


def test_a_case_lends_its_fields_to_its_stages():
    case = every_type()["EX-CASE"]
    first, second = (stage.question for stage in case.stages)
    assert (first.id, second.id) == ("EX-CASE.1", "EX-CASE.2")
    assert (first.bloom, second.bloom) == ("evaluate", "apply")
    assert (first.facts, second.facts) == (("RED-CES-01",), ("RED-CES-02",))


def test_the_version_follows_what_is_asked_and_not_who_reviewed_it():
    question = every_type()["EX-SBA"]
    reviewed = question.model_copy(update={"reviewed_by": "Dr A", "reviewed_on": "2026-11-01"})
    changed = question.model_copy(update={"stem": "Another"})
    assert reviewed.version == question.version == "412d3e36925b"
    assert changed.version != question.version


def test_questions_survive_json():
    for question in every_type().values():
        data = json.loads(question.model_dump_json())
        assert type(question).model_validate(data) == question
