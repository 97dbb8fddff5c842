"""The owner can look, take along and erase."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sciatica_edu.record.events import Event, Verb, Verdict
from sciatica_edu.record.owner import export_lines, export_to, show
from sciatica_edu.record.store import LearnerRecord

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def filled(home: Path) -> LearnerRecord:
    record = LearnerRecord("ann", home=home)
    record.append(
        Event(at=NOON, learner="ann", lesson="01_anatomy", quiz="check", item="QA-01", answer=["B"],
              verdict=Verdict.RIGHT, score=1, seconds=2.5, confidence=0.5),
        Event(at=NOON, learner="ann", lesson="01_anatomy", quiz="check", item="QA-02", answer="x",
              verdict=Verdict.WRONG, score=0, misconceptions=("MIS-05",)),
        Event(at=NOON, learner="ann", lesson="01_anatomy", quiz="check", verb=Verb.COMPLETED),
    )  # fmt: skip
    return record


def test_show_says_what_is_stored_and_where(tmp_path: Path):
    record = filled(tmp_path)
    text = show(record)
    assert str(record.path) in text
    assert "01_anatomy: 2 answers (1 right, 1 wrong)" in text
    assert "No answers yet." in show(LearnerRecord("new", home=tmp_path))


def test_export_is_xapi_and_the_same_each_time(tmp_path: Path):
    record = filled(tmp_path)
    first, second, third = map(json.loads, export_lines(record))
    assert first["verb"]["id"] == "http://adlnet.gov/expapi/verbs/answered"
    assert first["actor"]["account"]["name"] == "ann"
    assert first["object"]["id"] == "urn:sciatica-edu:question:QA-01"
    assert first["result"] == {
        "response": '["B"]', "score": {"scaled": 1.0}, "success": True, "duration": "PT2.5S",
    }  # fmt: skip
    assert first["timestamp"] == "2026-11-02T12:00:00.000Z"
    assert second["context"]["extensions"]["urn:sciatica-edu:misconceptions"] == ["MIS-05"]
    assert third["result"] == {"completion": True}
    assert len({s["id"] for s in (first, second, third)}) == 3
    assert list(export_lines(record)) == list(export_lines(record))
    assert export_to(record, tmp_path / "mine.jsonl") == 3


def test_erase_leaves_nothing_of_the_learner(tmp_path: Path):
    record = filled(tmp_path)
    with record.path.open("ab") as file:
        file.write(b"damage\n")
    record.read()
    other = LearnerRecord("bob", home=tmp_path)
    other.append(Event(at=NOON, learner="bob"))
    gone = record.erase()
    assert {path.suffix for path in gone} == {".jsonl", ".damaged"}
    left = [path for path in (tmp_path / "records").iterdir() if path.stat().st_size]
    assert left == [other.path]
    assert record.read().events == ()
    assert record.erase() == ()
