"""What the record says about learning."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pydantic import TypeAdapter

from sciatica_edu.evidence.predictions import Prediction
from sciatica_edu.quiz.learning.progress import calibration, gain, mastery, misconceptions_met
from sciatica_edu.quiz.live.panel import ProgressPanel
from sciatica_edu.record.events import Event
from sciatica_edu.record.store import MemoryRecord

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
GROUPS = {"roots": "roots", "course": "course"}


def answered(item: str, score: float, **more) -> Event:
    settings = {"objective": "roots", **more}
    return Event(at=NOON, learner="ann", item=item, score=score, **settings)


def test_mastery_is_the_beta_posterior_of_first_answers():
    events = [answered(f"Q-{n}", 1.0) for n in range(8)] + [
        answered("Q-8", 0.0),
        answered("Q-9", 0.0),
    ]
    found = mastery(events, GROUPS)["roots"]
    assert found.answered == 10
    assert found.mean == pytest.approx(9 / 12)
    # quantiles of Beta(9, 3): R qbeta(c(.05, .95), 9, 3)
    assert (found.low, found.high) == pytest.approx((0.5299, 0.9207), abs=5e-4)


def test_second_tries_do_not_count_and_the_latest_round_does():
    events = [
        answered("Q-1", 0.0),
        answered("Q-1", 1.0, attempt=2),
        answered("Q-2", 0.0),
        answered("Q-2", 1.0, round=2),
    ]
    found = mastery(events, GROUPS)["roots"]
    assert found.answered == 2
    assert found.mean == pytest.approx(0.5)
    assert mastery([], GROUPS) == {}


def test_more_answers_narrow_the_range():
    few = mastery([answered(f"Q-{n}", n % 2) for n in range(4)], GROUPS)["roots"]
    many = mastery([answered(f"Q-{n}", n % 2) for n in range(40)], GROUPS)["roots"]
    assert many.high - many.low < few.high - few.low


def test_misconceptions_are_counted():
    events = [
        answered("Q-1", 0, misconceptions=("MIS-02", "MIS-01")),
        answered("Q-2", 0, misconceptions=("MIS-02",)),
    ]
    assert misconceptions_met(events) == (("MIS-02", 2), ("MIS-01", 1))


def test_gain_is_normalised_by_what_was_left_to_gain():
    events = [
        answered("Q-1", 0.0, quiz="pretest"), answered("Q-2", 1.0, quiz="pretest"),
        answered("Q-1", 1.0, quiz="posttest"), answered("Q-2", 1.0, quiz="posttest"),
        answered("Q-3", 1.0, quiz="pretest", objective="course"),
        answered("Q-3", 0.0, quiz="posttest", objective="course"),
        answered("Q-4", 1.0, quiz="pretest", objective="alone"),
        answered("Q-1", 1.0, quiz="pretest", round=2),
    ]  # fmt: skip
    found = gain(events)
    assert set(found) == {"roots", "course"}
    assert (found["roots"].before, found["roots"].after, found["roots"].normalised) == (0.5, 1, 1)
    assert found["course"].normalised is None


def test_calibration_and_brier_score():
    events = [
        answered("Q-1", 1.0, confidence=1.0), answered("Q-2", 0.0, confidence=1.0),
        answered("Q-3", 1.0, confidence=0.5), answered("Q-4", 1.0),
    ]  # fmt: skip
    found = calibration(events)
    assert found.count == 3
    assert found.brier == pytest.approx((0 + 1 + 0.25) / 3)
    assert [(b.confidence, b.count, b.right) for b in found.bins] == [(0.5, 1, 1.0), (1.0, 2, 0.5)]
    assert calibration([answered("Q-1", 1.0)]) is None
    assert [(group.confidence, group.right) for group in found.bins] == [(0.5, 1.0), (1.0, 0.5)]


def panel(record, **more) -> ProgressPanel:
    return ProgressPanel(
        record,
        lessons={"01_anatomy": "The nerve", "02_x": "Symptoms"},
        objectives={"01_anatomy": {"roots": "Name the roots"}, "02_x": {"course": "Trace it"}},
        misconceptions={"MIS-01": ("Believed <b>", "Right")},
        clock=lambda: NOON + timedelta(days=40),
        **more,
    )


def test_an_empty_record_always_says_the_same():
    for more in ({}, {"lesson": "01_anatomy"}):
        empty = panel(MemoryRecord(), **more)
        assert repr(empty) == "Your progress: no answers yet."
        assert empty.twin().html == "<p>Your progress: no answers yet.</p>"


def test_the_panel_shows_mastery_due_misconceptions_gain_and_confidence():
    record = MemoryRecord(
        events=(
            answered("Q-1", 0.0, quiz="pretest", misconceptions=("MIS-01",), confidence=0.75),
            answered("Q-1", 1.0, quiz="posttest"),
        )
    )
    shown = panel(record, lesson="01_anatomy").panel()
    for part in ("Name the roots", "67%", "Due for review today: 1 question.", "Believed", "+100%"):
        assert part in shown.text
    assert "Brier" in shown.text
    assert "<b>" not in shown.html
    assert "&lt;b&gt;" in shown.html
    overview = panel(record).panel().text
    assert "The nerve" in overview
    assert "Symptoms" in overview


def test_the_panel_names_first_where_one_was_surest_and_wrong():
    row = TypeAdapter(Prediction).validate_python(
        {"id": "PRD-ANA-99", "lesson": "01_anatomy", "objective": "roots", "kind": "choice",
         "question": "Which is *larger*?", "surprise": "So.", "basis": "a test", "truth": "b",
         "options": {"a": "this one", "b": "that one"}}, strict=False,
    )  # fmt: skip
    record = MemoryRecord()
    shown = panel(record, lesson="01_anatomy", predictions={row.id: row})
    made = {"mode": "predict", "quiz": "predictions", "answer": "a"}
    record.append(answered(row.id, 0.0, confidence=1.0, **made))
    shown._handle_custom_msg({"do": "open"}, [])  # the page: it came into view
    text = shown.panel().text
    assert text.startswith("Where you were surest and wrong")
    assert "Which is larger? | this one | certain | that one" in text
    assert "this one" in str(shown.shown)
