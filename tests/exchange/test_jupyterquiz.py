"""Questions to jupyterquiz and back; the JSON schema is the one its author publishes, retold."""

from __future__ import annotations

import json

import pytest

from sciatica_edu.exchange.formats import import_questions
from sciatica_edu.exchange.jupyterquiz import to_jupyterquiz
from sciatica_edu.exchange.jupyterquiz_reader import from_jupyterquiz
from sciatica_edu.exchange.losses import TaskKind


def rows(tasks, *names):
    data, _ = to_jupyterquiz([tasks[name] for name in names])
    return json.loads(data)


def read(*questions):
    return from_jupyterquiz(json.dumps(list(questions)).encode())


def test_the_rows_keep_to_the_published_schema(tasks):
    data, report = to_jupyterquiz(list(tasks.values()))
    found = json.loads(data)
    assert {row["type"] for row in found} == {
        "multiple_choice", "many_choice", "numeric", "string",
    }  # fmt: skip
    for row in found:
        assert isinstance(row["question"], str)
        for answer in row["answers"]:
            default = answer.get("type") == "default"
            assert default or isinstance(answer["correct"], bool)
            assert isinstance(answer["feedback"], str)
            if row["type"] == "numeric" and not default:
                assert isinstance(answer.get("value", 0.0), (int, float))
                assert len(answer.get("range", [0, 1])) == 2
            if row["type"] == "string":  # other fields are forbidden here
                assert set(answer) <= {"answer", "correct", "feedback", "type", "fuzzy_threshold"}
    assert set(report.left_out) == {"EX-MAT", "EX-ORD", "EX-CLZ"}


def test_a_tolerance_is_a_range_that_holds_its_upper_end(tasks):
    (row,) = rows(tasks, "EX-NUM")
    value, within, common, default = row["answers"]
    assert value["value"] == 5
    low, high = within["range"]
    assert low <= 4.9
    assert high > 5.1  # jupyterquiz asks for less than the end
    assert (common["value"], common["correct"]) == (0.5, False)
    assert default["type"] == "default"
    assert "Answer in mg/mL." in row["question"]


def test_a_known_wrong_term_comes_before_lenient_right_ones(tasks):
    (row,) = rows(tasks, "EX-TXT")
    right = [answer.get("correct") for answer in row["answers"]]
    assert right == [False, True, True, True, True, None]
    assert row["answers"][1]["fuzzy_threshold"] == pytest.approx(5 / 6)


# Files of the published schema, written for this test.
FOREIGN = [
    {"question": "Which may a notebook hold?", "type": "many_choice", "answer_cols": 2,
     "answers": [{"answer": "Text", "correct": True, "feedback": "Yes, it may."},
                 {"answer": "Pictures", "correct": True, "feedback": "Yes, those too."},
                 {"answer": "A snake", "correct": False, "feedback": "Not a live one."}]},
    {"question": "What does this print?", "code": 'a = "1"\nprint(a * 3)',
     "type": "multiple_choice",
     "answers": [{"answer": "3", "correct": False, "feedback": "A text is repeated."},
                 {"answer": "111", "correct": True, "feedback": "The text three times."}]},
    {"question": "Which line appends 3?", "type": "multiple_choice",
     "answers": [{"code": "xs += [3]", "correct": True},
                 {"code": "xs += 3", "correct": False}]},
    {"question": "What is the ratio of circumference to diameter?", "type": "multiple_choice",
     "answers": [{"answer": "$\\pi$", "correct": True, "feedback": "By definition."},
                 {"answer": "$\\frac{22}{7}$", "correct": False, "feedback": "Only nearly."}]},
    {"question": "How many are half a dozen?", "type": "numeric",
     "answers": [{"type": "value", "value": 6, "correct": True, "feedback": "Twelve halved."},
                 {"type": "value", "value": 12, "correct": False, "feedback": "That is a dozen."}]},
    {"question": "Name the capital of France.", "type": "string", "input_width": 20,
     "answers": [{"answer": "Paris", "correct": True, "feedback": "It is.",
                  "match_case": False, "fuzzy_threshold": 0.8},
                 {"answer": "Lyon", "correct": False, "feedback": "The third largest."}]},
]  # fmt: skip


def test_files_of_the_published_schema_import_without_loss():
    tasks, losses, notes = read(*FOREIGN)
    assert losses == []
    assert [note.what for note in notes] == []
    kinds = [task.kind for task in tasks]
    assert kinds == [
        TaskKind.MANY, TaskKind.ONE, TaskKind.ONE, TaskKind.ONE, TaskKind.NUMBER, TaskKind.TEXT,
    ]  # fmt: skip
    assert '```\na = "1"\nprint(a * 3)\n```' in tasks[1].prompt
    assert [choice.text for choice in tasks[2].choices] == ["`xs += [3]`", "`xs += 3`"]
    assert tasks[3].choices[1].text == "$\\frac{22}{7}$"
    assert tasks[4].number.wrong[0].feedback == "That is a dozen."
    assert tasks[5].text.accept == ("Paris",)
    draft = import_questions(json.dumps(FOREIGN).encode(), "jupyterquiz")
    assert len(draft.questions) == 6
    assert draft.report.losses == ()


def test_precision_becomes_a_tolerance_that_grades_alike():
    asked = {"question": "?", "type": "numeric", "precision": 2,
             "answers": [{"type": "value", "value": 3.14, "correct": True}]}  # fmt: skip
    (task,), _, notes = read(asked)
    assert task.number.value == pytest.approx(3.1)
    assert task.number.margin == pytest.approx(0.05)
    assert notes[0].what == "the precision"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"type": "essay", "question": "?", "answers": []}, "the type 'essay' is unknown"),
        ({"type": "numeric", "question": "?", "answers": []}, "it has no right number"),
        ({"question": "?"}, "malformed"),
        ("text", "malformed"),
        ({"type": "numeric", "question": "?", "answers": [{"value": "x", "correct": True}]},
         "malformed"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_and_the_rest_is_read(row, told):
    tasks, losses, _ = read(row, FOREIGN[0])
    assert len(tasks) == 1
    assert losses[0].item == "question 1"
    assert losses[0].what == "the question"
    assert told in losses[0].why
