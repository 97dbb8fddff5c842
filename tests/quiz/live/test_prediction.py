"""A prediction: nothing is told before the commitment, which is kept and comes first."""

from __future__ import annotations

import json

import pytest
from pydantic import TypeAdapter

from sciatica_edu.display import Html, element
from sciatica_edu.errors import RecordError
from sciatica_edu.evidence.predictions import Prediction
from sciatica_edu.quiz.learning.progress import mastery
from sciatica_edu.quiz.learning.schedule import schedule
from sciatica_edu.quiz.live.prediction import PredictionGate
from sciatica_edu.record.store import LearnerRecord, MemoryRecord
from tests.quiz.every_type import pictures

BASE = {"lesson": "02_symptom_recognition", "objective": "symptoms-imaging", "facts": ["SYM-IMG-01"],
        "surprise": "SURPRISE"}  # fmt: skip
ROWS = {
    "number": {"kind": "number", "unit": "of 100", "low": 0, "high": 100, "truth": 50, "near": 5},
    "choice": {"kind": "choice", "options": {"a": "more", "b": "fewer"}, "truth": "b"},
    "order": {"kind": "order", "options": {"a": "A", "b": "B", "c": "C"}, "truth": ["c", "a", "b"]},
    "place": {"kind": "place", "picture": "leg", "options": {"shin": "shin", "foot": "foot"},
              "truth": ["foot"]},
}  # fmt: skip
HIDDEN = Html(element("p", "HIDDEN"), "HIDDEN")


def gate(kind: str, clock, record=None, hidden=(HIDDEN,)) -> PredictionGate:
    names = next(iter(pictures().values()))
    fields = dict(ROWS[kind])
    if kind == "place":
        one, two = list(names.regions)[:2]
        fields |= {"picture": names.id, "options": {one: "one", two: "two"}, "truth": [two]}
    row = TypeAdapter(Prediction).validate_python(
        {**BASE, **fields, "id": "PRD-SYM-99", "question": "How many?"}, strict=False
    )
    return PredictionGate(
        row, hidden, said=row.surprise, record=record or MemoryRecord(), pictures=pictures(),
        clock=clock,
    )  # fmt: skip


def tell(widget: PredictionGate, **message) -> list[dict]:
    sent: list[dict] = []
    widget.send = lambda content, buffers=None: sent.append(content)
    widget._handle_custom_msg({"item": "PRD-SYM-99", **message}, [])
    return sent


ANSWERS = {
    "number": ("30", "wrong"),
    "choice": ("b", "right"),
    "order": (["c", "b", "a"], "partly right"),
}


@pytest.mark.parametrize("kind", [*ANSWERS, "place"])
def test_what_is_hidden_reaches_the_browser_only_after_the_commitment(clock, kind):
    widget = gate(kind, clock)
    before = json.dumps(widget.get_state(), default=str)
    assert "HIDDEN" not in before
    assert "SURPRISE" not in before
    assert widget.states == {}
    answer, verdict = ANSWERS.get(kind) or (next(iter(widget._row.options)), "wrong")
    assert tell(widget, do="answer", answer=answer, confidence=0.75) == []
    state = widget.states["PRD-SYM-99"]
    assert (state["verdict"], state["sure"], state["said"]) == (verdict, 0.75, "SURPRISE")
    assert widget.hidden == [[["p", {}, "HIDDEN"]]]
    assert "again" not in widget.status


def test_a_number_is_told_beside_the_truth_and_must_lie_on_the_line(clock):
    widget = gate("number", clock)
    (message,) = tell(widget, do="answer", answer="300", confidence=1)
    assert message["error"] == "Write a number from 0 to 100 of 100."
    tell(widget, do="answer", answer="30", confidence=1)
    assert (widget.states["PRD-SYM-99"]["value"], widget.states["PRD-SYM-99"]["true"]) == (
        30,
        [50, 50],
    )


def test_a_commitment_needs_a_certainty(clock):
    widget = gate("choice", clock)
    (message,) = tell(widget, do="answer", answer="a", confidence=None)
    assert "how sure" in message["error"]
    assert widget.session.record.read().events == ()
    assert not widget.is_open


def test_a_commitment_stays(clock, tmp_path):
    record = LearnerRecord("p", home=tmp_path)
    tell(gate("choice", clock, record), do="answer", answer="a", confidence=0.5)
    again = gate("choice", clock, LearnerRecord("p", home=tmp_path))
    assert again.is_open
    assert again.hidden
    assert again.states["PRD-SYM-99"]["answer"] == "a"
    (message,) = tell(again, do="answer", answer="b", confidence=1)
    assert "no more answers" in message["error"]
    (message,) = tell(again, do="again")
    assert "once" in message["error"]


def test_looking_without_a_guess_is_recorded_as_no_guess(clock):
    widget = gate("choice", clock)
    tell(widget, do="show")
    (event,) = widget.session.record.read().events
    assert (event.verb, event.answer) == ("asked", None)
    assert widget.hidden
    assert "answer" not in widget.states["PRD-SYM-99"]


def test_nothing_opens_when_the_record_cannot_be_written(clock):
    class Full(MemoryRecord):
        def append(self, *_events):
            raise RecordError("the disk is full.")

    widget = gate("choice", clock, Full())
    tell(widget, do="answer", answer="a", confidence=1)
    assert (widget.hidden, widget.is_open) == ([], False)


def test_another_widget_opens_by_the_name_of_its_model(clock):
    inner = gate("choice", clock)
    outer = gate("number", clock, hidden=(inner,))
    outer.answer("PRD-SYM-99", "50", confidence=1)
    assert outer.hidden == [f"IPY_MODEL_{inner.model_id}"]


@pytest.mark.parametrize("kind", ROWS)
def test_the_twin_keeps_the_truth_in_a_closed_section(clock, kind):
    widget = gate(kind, clock)
    html = widget.twin().html
    question, _, closed = html.partition("<details>")
    assert "SURPRISE" in closed
    assert "HIDDEN" in closed
    assert "SURPRISE" not in question + widget.stored_text()
    assert "HIDDEN" not in widget.stored_text()
    for unwanted in ("<script", " id=", "<svg", "<details open"):
        assert unwanted not in html


def test_a_prediction_counts_neither_as_mastery_nor_as_due(clock):
    widget = gate("choice", clock)
    tell(widget, do="answer", answer="a", confidence=1)
    events = widget.session.record.read().events
    assert mastery(events, {"symptoms-imaging": "imaging"}) == {}
    assert schedule(events).cards == {}
