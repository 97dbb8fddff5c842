"""The owner can look, take along and erase."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sciatica_edu.record.events import Event, Verb, Verdict, from_line
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


def test_export_is_what_is_stored_and_the_same_each_time(tmp_path: Path):
    record = filled(tmp_path)
    lines = [line.encode() for line in export_lines(record)]
    assert tuple(map(from_line, lines)) == record.read().events
    assert [line.encode() for line in export_lines(record)] == lines
    assert export_to(record, tmp_path / "mine.jsonl") == 3
    assert (tmp_path / "mine.jsonl").read_bytes().splitlines() == lines


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
