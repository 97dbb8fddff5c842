"""Questions from jupyterquiz; its JSON schema is the one that its author publishes, retold."""

from __future__ import annotations

import json

import pytest

from sciatica_edu.errors import QuizError
from sciatica_edu.exchange.formats import import_questions


def read(*questions):
    return import_questions(json.dumps(list(questions)).encode(), "jupyterquiz")


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
    draft = read(*FOREIGN)
    assert draft.report.losses == ()
    found = draft.questions
    assert [row["type"] for row in found] == [
        "multiple_response", "single_best_answer", "single_best_answer", "single_best_answer",
        "numeric", "short_text",
    ]  # fmt: skip
    assert '```\na = "1"\nprint(a * 3)\n```' in found[1]["stem"]
    assert [row["text"] for row in found[2]["options"]] == ["`xs += [3]`", "`xs += 3`"]
    assert found[3]["options"][1]["text"] == "$\\frac{22}{7}$"
    assert found[4]["common_errors"] == [{"value": 12.0, "rationale": "That is a dozen."}]
    assert (found[5]["answer"], found[5]["spelling"]) == ("Paris", "lenient")


# Questions of the schema that jupyterquiz publishes, written for this test; its own example
# has the like: a right range and a wrong one with feedback, and feedback to any other answer.
RANGES = [
    {"question": "How many days has a year, to the day?", "type": "numeric",
     "answers": [{"type": "range", "range": [365.24, 365.26], "correct": True,
                  "feedback": "Exactly so, but to the day?"},
                 {"type": "value", "value": 365, "correct": True, "feedback": "Most years."},
                 {"type": "range", "range": [-100000000, 0], "correct": False,
                  "feedback": "Time runs forward."},
                 {"type": "default", "feedback": "Count the months."}]},
    {"question": "A number from 2 to 4?", "type": "numeric",
     "answers": [{"type": "range", "range": [2, 4], "correct": True, "feedback": "It is."}]},
    {"question": "The capital of Peru?", "type": "string",
     "answers": [{"answer": "Lima", "correct": True, "feedback": "Yes."},
                 {"type": "default", "feedback": "It lies by the sea."}]},
]  # fmt: skip


def test_a_file_with_ranges_imports_without_loss():
    draft = read(*RANGES)
    assert draft.report.losses == ()
    ends = [note.what for note in draft.report.notes if "upper end" in note.what]
    assert ends == [f"the upper end of the range to {end}" for end in ("365.26", "0", "4")]
    days, range_of_two, capital = draft.questions
    assert (days["answer"], days["tolerance"]) == (365, {"absolute": 0})
    assert days["also_right"] == [
        {"low": 365.24, "high": 365.26, "rationale": "Exactly so, but to the day?"}
    ]
    assert days["common_errors"] == [{"low": -1e8, "high": 0, "rationale": "Time runs forward."}]
    assert days["otherwise"] == "Count the months."
    assert (range_of_two["answer"], range_of_two["tolerance"]) == (3, {"absolute": 1})
    assert capital["otherwise"] == "It lies by the sea."


def number(value, **more):
    answers = [{"type": "value", "value": value, "correct": True}]
    return {"question": "?", "type": "numeric", "answers": answers, **more}


def test_precision_becomes_a_tolerance_that_grades_alike():
    draft = read(number(3.14, precision=2))
    (found,) = draft.questions
    assert found["answer"] == pytest.approx(3.1)
    assert found["tolerance"]["absolute"] == pytest.approx(0.05)
    assert "the precision" in [note.what for note in draft.report.notes]


OPTIONS = [{"answer": f"option {n}", "correct": n == 0} for n in range(17)]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"type": "essay", "question": "?", "answers": []}, "the type 'essay' is unknown"),
        ({"type": "numeric", "question": "?", "answers": []}, "it has no right number"),
        ({"type": "string", "question": "?", "answers": []}, "it has no right term"),
        ({"question": "?"}, "it has no field 'type'"),
        ("text", "its fields are not those of a jupyterquiz question"),
        (number("x"), "'x' is not a number"),
        (number("9" * 5000), "a number of 5000 signs"),
        (number(float("nan")), "not one that a learner could type"),
        (number(3.1, precision=1e9), "a precision of 1000000000 digits; at most 15"),
        ({"type": "multiple_choice", "question": "?", "answers": OPTIONS},
         "it has 17 options; at most 10 fit here"),
        ({"type": "numeric", "question": "?", "answers": [{"range": [1, 2, 3], "correct": True}]},
         "its fields are not those"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_and_the_rest_is_read(row, told):
    draft = read(row, FOREIGN[0])
    assert len(draft.questions) == 1
    (loss,) = draft.report.losses
    assert (loss.item, loss.what) == ("question 1", "the question")
    assert told in loss.why


def test_a_number_that_json_itself_refuses_is_named():
    text = json.dumps([number(7), FOREIGN[0]]).replace(" 7", " " + "9" * 5000)
    draft = import_questions(text.encode(), "jupyterquiz")
    assert "a number of 5000 signs" in draft.report.losses[0].why
    assert len(draft.questions) == 1


def test_lists_in_lists_without_end_are_refused():
    with pytest.raises(QuizError, match="not JSON"):
        import_questions(b"[" * 100_000, "jupyterquiz")
