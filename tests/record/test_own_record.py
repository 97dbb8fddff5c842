from __future__ import annotations

import pytest

from sciatica_edu.errors import RecordError
from sciatica_edu.record.events import Event
from sciatica_edu.record.own_record import OwnRecord
from sciatica_edu.record.store import LearnerRecord
from tests.record.test_events import NOON


@pytest.fixture
def record(tmp_path, monkeypatch):
    monkeypatch.setenv("SCIATICA_EDU_HOME", str(tmp_path))
    kept = LearnerRecord("ann")
    kept.append(Event(at=NOON, learner="ann", lesson="01_anatomy", item="QA-01", score=1.0))
    return kept


def press(widget, what):
    sent = []
    widget.send = lambda content, buffers=None: sent.append(content)
    widget._received(widget, {"do": what}, [])
    return sent


def test_show_tells_what_is_kept_and_where(record):
    widget = OwnRecord(record)
    assert widget.told == ""
    press(widget, "show")
    assert str(record.path) in widget.told
    assert "1 entries" in widget.told


def test_export_hands_the_lines_of_the_record_to_the_page(record):
    (sent,) = press(OwnRecord(record), "export")
    assert sent["file"].endswith(".jsonl")
    assert sent["lines"] == record.path.read_text(encoding="utf-8").splitlines()


def test_erase_deletes_the_file_and_says_so_once(record):
    widget = OwnRecord(record)
    press(widget, "erase")
    assert not record.path.exists()
    assert record.path.name in widget.told
    press(widget, "erase")
    assert widget.told == "There was nothing to erase."


def test_what_cannot_be_done_is_told_in_the_page(record, monkeypatch):
    def fails(_self):
        raise RecordError("the record is locked.")

    monkeypatch.setattr(LearnerRecord, "erase", fails)
    widget = OwnRecord(record)
    press(widget, "erase")
    assert widget.told == "the record is locked."
    assert record.path.exists()


def test_the_twin_names_the_commands_that_do_the_same(record):
    text = OwnRecord(record).twin().text
    for command in ("record show", "record export", "record erase"):
        assert command in text
