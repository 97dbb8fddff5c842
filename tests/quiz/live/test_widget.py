"""The widget: one model, small, no key in it, readable without script."""

from __future__ import annotations

import json
import re

import pytest

from sciatica_edu.errors import QuizError
from sciatica_edu.quiz.asking.flashcard import Flashcard
from sciatica_edu.quiz.live.widget import Quiz
from sciatica_edu.record.store import LearnerRecord, MemoryRecord
from tests.quiz.every_type import RIGHT, every_type, pictures
from tests.quiz.hostile import HOSTILE, hostile_questions

TEN = [question for name, question in every_type().items() if name != "EX-CASE"] + [
    every_type()["EX-CASE"]
]


def quiz(clock, **more) -> Quiz:
    settings = {"seed": 3, "pictures": pictures(), "clock": clock, **more}
    return Quiz(TEN, **settings)


def tell(widget: Quiz, **message) -> list[dict]:
    """Send what the browser sends; return what Python sends back."""
    sent: list[dict] = []
    widget.send = lambda content, buffers=None: sent.append(content)
    widget._handle_custom_msg(message, [])
    return sent


def test_output_and_state_are_small(clock):
    widget = quiz(clock)
    data, _ = widget._repr_mimebundle_()
    assert len(json.dumps(data).encode()) <= 8_000
    assert len(json.dumps(widget.get_state(), default=str).encode()) <= 10_000
    for name, answer in RIGHT.items():
        widget.answer(name, answer)
    assert len(json.dumps(widget.get_state(), default=str).encode()) <= 10_000


def test_no_key_and_no_rationale_reaches_the_browser_before_an_answer(clock):
    for mode in ("practice", "exam"):
        state = json.dumps(quiz(clock, mode=mode).get_state(), default=str)
        for secret in (
            "Great-toe extension is mainly L5",
            '"key"',
            "MIS-10",
            "rationale",
            "toilet paper",
        ):
            assert secret not in state


def test_an_exam_sends_no_verdict_until_it_is_finished(clock):
    widget = quiz(clock, mode="exam")
    widget.answer("EX-SBA", "B")
    assert widget.states == {"EX-SBA": {"answer": "B"}}
    with pytest.raises(QuizError, match="when the exam is finished"):
        _ = widget.score
    widget.finish()
    assert widget.states["EX-SBA"]["verdict"] == "right"
    assert widget.states["EX-MR"]["key"]
    assert widget.score == (1, 11)


def test_the_repr_is_the_same_before_and_after_answers(clock):
    widget = quiz(clock, title="Check yourself")
    before = repr(widget)
    widget.answer("EX-SBA", "B")
    assert repr(widget) == before == "Check yourself (11 questions, practice)"


def test_the_twin_reads_without_script_and_hides_answers_where_it_must(clock):
    shown = quiz(clock).twin()
    assert shown.html.count("<details>") == 11
    assert "Great-toe extension is mainly L5." in shown.html
    assert re.search(r"<script|<svg| id=| on\w+=|javascript:", shown.html) is None
    for hidden in (quiz(clock, mode="exam").twin(), quiz(clock, show_answers=False).twin()):
        assert "<details>" not in hidden.html
        assert "Great-toe extension is mainly L5." not in hidden.html
        assert "Which nerve root is most likely affected?" in hidden.html


def test_the_twin_does_not_depend_on_the_record(clock):
    record = MemoryRecord()
    before = quiz(clock, record=record)._repr_mimebundle_()[0]["text/html"]
    quiz(clock, record=record).answer("EX-SBA", "A")
    assert quiz(clock, record=record)._repr_mimebundle_()[0]["text/html"] == before


def test_feedback_names_rationale_and_source(clock):
    widget = quiz(clock, references={"ANA-REF-01": "Somebody et al. 2001; Else 2010"})
    widget.answer("EX-SBA", "A")
    state = widget.states["EX-SBA"]
    assert state["verdict"] == "wrong"
    assert state["remarks"] == [[0, "L4", "L4 shows in knee extension and the knee jerk."]]
    assert state["sources"] == "Somebody et al. 2001; Else 2010"
    assert "key" not in state
    assert state["left"] == "You may try 2 more times."


def test_the_browser_answers_asks_gives_up_and_is_told_what_is_wrong(clock, tmp_path):
    record = LearnerRecord("ann", home=tmp_path)
    widget = quiz(clock, record=record)
    assert tell(widget, do="answer", item="EX-SBA", answer="B", confidence=0.5, seconds=3.4) == []
    assert widget.states["EX-SBA"]["verdict"] == "right"
    (refusal,) = tell(widget, do="answer", item="EX-NUM", answer="5 kg")
    assert refusal["item"] == "EX-NUM"
    assert "measures something else" in refusal["error"]
    assert "unknown question" in tell(widget, do="answer", item="NOPE", answer="B")[0]["error"]
    tell(widget, do="show", item="EX-MR")
    assert widget.states["EX-MR"]["key"]
    event = record.read().events[0]
    assert (event.confidence, event.seconds) == (0.5, 3.4)


def test_nonsense_from_the_browser_changes_nothing(clock):
    record = MemoryRecord()
    widget = quiz(clock, record=record)
    before = widget.get_state()
    for nonsense in (
        {},
        {"do": "jump"},
        {"do": "answer"},
        {"do": "answer", "item": ["x"], "answer": {}},
    ):
        tell(widget, **nonsense)
    widget._received(widget, "not a dict", [])
    assert widget.get_state() == before
    assert record.read().events == ()


def test_what_the_browser_claims_about_time_and_confidence_is_checked(clock):
    record = MemoryRecord()
    widget = quiz(clock, record=record)
    tell(widget, do="answer", item="EX-SBA", answer="B", confidence=7, seconds=-1)
    event = record.read().events[0]
    assert (event.confidence, event.seconds) == (None, None)


def test_a_record_that_cannot_be_read_is_told_and_the_quiz_still_works(clock, tmp_path):
    (tmp_path / "records").write_text("in the way")
    widget = quiz(clock, record=LearnerRecord("ann", home=tmp_path))
    assert "NOT being kept" in widget.status["notices"][0]
    widget.answer("EX-SBA", "B")
    assert widget.states["EX-SBA"]["verdict"] == "right"


def test_damage_is_told_in_the_quiz(clock, tmp_path):
    record = LearnerRecord("ann", home=tmp_path)
    quiz(clock, record=record).answer("EX-SBA", "B")
    with record.path.open("ab") as file:
        file.write(b"{torn")
    widget = quiz(clock, record=record)
    assert "set aside" in widget.status["notices"][0]
    assert widget.answers == {"EX-SBA": "B"}


def test_hostile_texts_pass_as_text_only(clock):
    widget = Quiz(hostile_questions(), clock=clock)
    html = widget.twin().html
    assert re.search(r"<(script|img|svg|iframe|a|style|form|math|noscript|b)\b", html) is None
    assert re.search(r"<[^>]+ on\w+=", html) is None
    assert len(widget.questions) == len(HOSTILE)


def test_flashcards_are_rated_not_graded(clock):
    card = Flashcard(id="card-term-x", stem="What is **x**?", back="A letter.")
    widget = Quiz([card], mode="review", clock=clock)
    assert widget.questions[0]["back"] == "A letter."
    for nonsense in ("perfect", ["hard"], {}, None, 2):
        with pytest.raises(QuizError, match="Rate the card"):
            widget.answer("card-term-x", nonsense)
    widget.answer("card-term-x", "hard")
    assert widget.states["card-term-x"] == {"final": True, "answer": "hard", "left": "Rated: hard."}
