"""Numbers with remarks of their own, single or in ranges, through every format and back."""

from __future__ import annotations

import json

import pytest

from sciatica_edu.evidence.questions.bank import read_questions
from sciatica_edu.evidence.questions.question import NumericQuestion, ShortTextQuestion
from sciatica_edu.exchange.draft import yaml_text
from sciatica_edu.exchange.formats import EXPORTS, IMPORTS, export_questions, import_questions
from sciatica_edu.exchange.from_bank import tasks_of
from sciatica_edu.exchange.jupyterquiz import to_jupyterquiz
from sciatica_edu.exchange.jupyterquiz_reader import from_jupyterquiz
from sciatica_edu.exchange.losses import Feature
from tests.exchange.projection import bare
from tests.exchange.test_formats import TRIPS, everything
from tests.quiz.every_type import every_type

ALSO = [
    {"low": 4.0, "high": 4.0, "rationale": "Rounded down, but still usable."},
    {"low": 5.05, "high": 5.5, "rationale": "A little generous."},
]
WRONG = [
    {"value": 0.5, "rationale": "The percentage is not yet mg/mL."},
    {"low": 40.0, "high": 60.0, "rationale": "A place too many."},
    {"low": -1e8, "high": 0.0, "rationale": "No negative concentrations."},
]


def remarked_questions():
    number = {
        **every_type()["EX-NUM"].model_dump(mode="json", exclude_none=True),
        "id": "RANGES-1",
        "also_right": ALSO,
        "common_errors": WRONG,
        "otherwise": "Count the grams in 100 mL.",
    }
    term = {
        **every_type()["EX-TXT"].model_dump(mode="json", exclude_none=True),
        "id": "OTHER-1",
        "otherwise": "Look at the outer side of the knee.",
    }
    return [NumericQuestion.model_validate(number), ShortTextQuestion.model_validate(term)]


@pytest.fixture(scope="module")
def questions():
    return remarked_questions()


@pytest.mark.parametrize("name", IMPORTS)
def test_ranges_and_remarks_make_the_round_trip(name, questions, tmp_path):
    tasks = tasks_of(questions, seed=1, pictures={})
    data, report = export_questions(questions, name, seed=1, pictures={})
    lost = {loss.what for loss in report.losses}
    assert lost.isdisjoint({Feature.RIGHT_FEEDBACK.value, Feature.OTHERWISE.value})
    draft = import_questions(data, name)
    assert draft.report.losses == ()
    for before, after in zip(tasks, draft.tasks, strict=True):
        assert bare(after, **TRIPS[name]) == bare(before, **TRIPS[name])
    path = tmp_path / "imported.yaml"
    path.write_text(yaml_text(draft.questions), encoding="utf-8")
    read = read_questions([path]).questions
    assert read["OTHER-1"].otherwise == questions[1].otherwise
    number = read["RANGES-1"]
    assert [row.model_dump() for row in number.also_right] == ALSO
    assert [row.model_dump(exclude_none=True) for row in number.common_errors] == WRONG
    assert number.otherwise == "Count the grams in 100 mL."


@pytest.mark.parametrize("name", EXPORTS)
def test_every_remark_is_held_or_listed_as_lost(name, questions):
    data, report = export_questions(questions, name, seed=1, pictures={})
    said = everything(data, name)
    lost = {(loss.item, loss.what) for loss in report.losses}
    for remark, feature in (
        *((row["rationale"], Feature.RIGHT_FEEDBACK) for row in ALSO),
        *((row["rationale"], Feature.WRONG_FEEDBACK) for row in WRONG),
        (questions[0].otherwise, Feature.OTHERWISE),
    ):
        assert remark.rstrip(".") in said or ("RANGES-1", feature.value) in lost
    assert questions[1].otherwise in said or ("OTHER-1", Feature.OTHERWISE.value) in lost


# Questions of the schema that jupyterquiz publishes, written for this test; its own example
# has the like: a right range and a wrong one with feedback, and feedback to any other answer.
FOREIGN = [
    {"question": "How many days has a year, to the day?", "type": "numeric",
     "answers": [{"type": "value", "value": 365, "correct": True, "feedback": "Most years."},
                 {"type": "range", "range": [365.24, 365.26], "correct": True,
                  "feedback": "Exactly so, but to the day?"},
                 {"type": "range", "range": [366, 367], "correct": True,
                  "feedback": "Some years."},
                 {"type": "range", "range": [-100000000, 0], "correct": False,
                  "feedback": "Time runs forward."},
                 {"type": "range", "range": [0, 300], "correct": False,
                  "feedback": "Far too short."},
                 {"type": "default", "feedback": "Count the months."}]},
    {"question": "A number from 2 to 4?", "type": "numeric",
     "answers": [{"type": "range", "range": [2, 4], "correct": True, "feedback": "It is."}]},
    {"question": "One, or ten to the third?", "type": "numeric",
     "answers": [{"value": 1, "correct": True, "feedback": "One."},
                 {"value": 1000, "correct": True, "feedback": "A thousand."},
                 {"value": 10, "correct": False, "feedback": "Ten."}]},
    {"question": "The capital of Peru?", "type": "string",
     "answers": [{"answer": "Lima", "correct": True, "feedback": "Yes."},
                 {"type": "default", "feedback": "It lies by the sea."}]},
]  # fmt: skip


def jupyterquiz_says(question, typed: float) -> tuple[bool, str]:
    """Judge as jupyterquiz's page does: the first answer that fits."""
    other = "Incorrect. Try again."
    for row in question["answers"]:
        if "value" in row and typed == row["value"]:
            return row["correct"], row.get("feedback", "Correct")
        if "range" in row and row["range"][0] <= typed < row["range"][1]:
            return row["correct"], row["feedback"]
        if row.get("type") == "default":
            other = row["feedback"]
    return False, other


def test_a_file_with_ranges_imports_without_loss_and_is_exported_alike():
    tasks, losses, notes = from_jupyterquiz(json.dumps(FOREIGN).encode())
    assert losses == []
    assert [(note.item, note.what) for note in notes] == [
        ("question 1", "the upper end of the ranges to 365.26, 367, 0, 300"),
        ("question 2", "the upper end of the ranges to 4"),
    ]
    draft = import_questions(json.dumps(FOREIGN).encode(), "jupyterquiz")
    assert draft.report.losses == ()
    assert len(draft.questions) == len(FOREIGN)
    days = tasks[0]
    assert (days.number.value, days.number.margin) == (365, 0)
    assert [str(row) for row in days.number.also] == ["365.24 to 365.26", "366 to 367"]
    assert [str(row) for row in days.number.wrong] == ["-1e+08 to 0", "0 to 300"]
    assert days.otherwise == "Count the months."
    again = json.loads(to_jupyterquiz(tasks)[0])
    for before, after in zip(FOREIGN[:3], again[:3], strict=True):
        for typed in (-5, -0.5, 0.001, 1, 2, 3, 3.99, 5, 10, 299, 301, 365, 365.25, 366.5, 1000):
            right, said = jupyterquiz_says(before, typed)
            right_after, said_after = jupyterquiz_says(after, typed)
            assert right_after == right
            if said != "Incorrect. Try again.":
                assert said_after == said
    assert again[3]["answers"][-1] == {"type": "default", "feedback": "It lies by the sea."}


def test_version_2_of_qti_scores_other_right_numbers(questions):
    from tests.exchange.test_qti import files_of, scorer

    files = files_of(export_questions(questions, "qti21", seed=1, pictures={})[0])
    number = scorer(files, "RANGES-1")
    assert number.score(RESPONSE=5.0) == (1.0, [])
    assert number.score(RESPONSE=4.0) == (1.0, ["also1"])
    assert number.score(RESPONSE=5.5) == (1.0, ["also2"])
    assert number.score(RESPONSE=50.0) == (0.0, ["wrong2"])
    assert number.score(RESPONSE=30.0) == (0.0, [])
