"""Events as lines."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from pydantic import ValidationError

from sciatica_edu.errors import RecordError
from sciatica_edu.record.events import Event, Verb, Verdict, from_line, to_line

NOON = datetime(2026, 11, 2, 12, 0, 0, 123000, tzinfo=UTC)


def test_a_line_is_short_and_stable():
    event = Event(at=NOON, learner="ann", item="QA-01", verdict=Verdict.PARTLY, score=0.5)
    assert to_line(event) == (
        b'{"v":1,"at":"2026-11-02T12:00:00.123Z","verb":"answered","learner":"ann",'
        b'"item":"QA-01","verdict":"partly right","score":0.5}\n'
    )


def test_every_field_makes_the_round_trip():
    event = Event(
        at=NOON, learner="ann\n", verb=Verb.REVIEWED, lesson="l", quiz="q", round=2, mode="exam",
        seed=7, item="QA-01", version="v", objective="o", answer={"a": ["x", None, 1.5]},
        verdict=Verdict.WRONG, score=0, confidence=0.75, seconds=3.2, attempt=2, hints=1,
        misconceptions=("MIS-01",), detail={"rating": 3},
    )  # fmt: skip
    assert from_line(to_line(event)) == event


def test_times_are_kept_in_utc():
    event = Event(at=NOON.astimezone(timezone(timedelta(hours=8))), learner="ann")
    assert event.at.tzinfo == UTC
    with pytest.raises(ValidationError, match="time zone"):
        Event(at=NOON.replace(tzinfo=None), learner="ann")


def test_a_lone_surrogate_typed_by_a_learner_does_no_harm():
    event = Event(at=NOON, learner="ann", detail={"typed": "\udc80"})
    assert to_line(event).count(b"\n") == 1
    assert from_line(to_line(event)) == event


@pytest.mark.parametrize(
    "line", [b"", b"{}", b"[1]", b"\xff", b'{"v":1}', b'{"v":"1","at":"x"}', b"[" * 100_000]
)
def test_damaged_lines_are_refused(line: bytes):
    with pytest.raises(RecordError):
        from_line(line)


def test_an_answer_that_is_not_json_is_refused_before_writing():
    for answer in ({"n": float("nan")}, object()):
        with pytest.raises(RecordError, match="cannot be written as JSON"):
            to_line(Event(at=NOON, learner="ann", answer=answer))
