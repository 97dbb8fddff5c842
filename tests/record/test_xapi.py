"""An event goes out as an xAPI statement and comes back as it was."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from sciatica_edu.errors import RecordError
from sciatica_edu.record.events import Event, Verb, Verdict
from sciatica_edu.record.xapi import event_from_statement, statement

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def event(**fields) -> Event:
    base = {"at": NOON, "learner": "ann", "lesson": "01_anatomy", "quiz": "check", "version": "v"}
    return Event(**{**base, "item": "EX-SBA", **fields})


EVERY_KIND = [
    event(answer="B", score=1.0, verdict=Verdict.RIGHT, seconds=12.3, confidence=0.8, mode="exam"),
    event(item="EX-MR", answer=["A", "B"], score=0.5, verdict=Verdict.PARTLY, attempt=2, hints=1),
    event(item="EX-MAT", answer={"a": "b"}, score=0.0, misconceptions=("MIS-06",), seed=4),
    event(item="EX-TXT", answer="[not JSON", verdict=Verdict.UNGRADED),
    event(verb=Verb.ASKED, hints=1),
    event(verb=Verb.REVIEWED, answer="good"),
    event(item="", verb=Verb.INITIALIZED, version="", round=2),
    event(item="", verb=Verb.COMPLETED, answer=None, version="", round=2, detail={"kept": 1}),
]


def test_every_verb_is_among_the_examples():
    assert {one.verb for one in EVERY_KIND} == set(Verb)


@pytest.mark.parametrize("original", EVERY_KIND)
def test_a_statement_turns_back_into_its_event(original):
    assert event_from_statement(json.loads(json.dumps(statement(original)))) == original


def test_the_same_event_has_the_same_id_and_another_event_another():
    first, again, other = (statement(one) for one in (EVERY_KIND[0], EVERY_KIND[0], EVERY_KIND[1]))
    assert first["id"] == again["id"] != other["id"]


@pytest.mark.parametrize(
    "found", [{}, {"object": {}}, [], 3, None, {**statement(event()), "verb": 1}]
)
def test_something_else_is_refused(found):
    with pytest.raises(RecordError, match="not an entry of this course's record"):
        event_from_statement(found)
