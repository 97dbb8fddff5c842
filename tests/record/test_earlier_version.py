"""A record kept from version 0.1.0, made by that version's own quizzes, is read without loss."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sciatica_edu.quiz.learning.progress import calibration, mastery, misconceptions_met
from sciatica_edu.quiz.learning.schedule import schedule
from sciatica_edu.record.store import LearnerRecord

KEPT = Path(__file__).parent / "kept" / "version_0_1_0.jsonl"
WRITTEN = [json.loads(line) for line in KEPT.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def record(tmp_path):
    found = LearnerRecord("Ana López", home=tmp_path)
    found.path.parent.mkdir(parents=True)
    shutil.copy(KEPT, found.path)
    return found


def test_every_line_is_read_and_none_is_set_aside(record):
    replay = record.read()
    assert replay.notices == ()
    assert not record.damaged_path.exists()
    assert len(replay.events) == len(WRITTEN)
    for event, written in zip(replay.events, WRITTEN, strict=True):
        told = event.model_dump(mode="json")
        for name in set(written) - {"v", "at"}:
            assert told[name] == written[name], name
        assert event.at == datetime.fromisoformat(written["at"])


def test_all_that_is_worked_out_from_it_counts_every_answer(record):
    events = record.read().events
    answered = {row["item"] for row in WRITTEN if row["verb"] == "answered"}
    assert any(name.startswith("structure.") for name in answered)
    assert set(schedule(events).cards) == answered
    assert schedule(events).due(datetime(2027, 11, 2, tzinfo=UTC))
    assert mastery(events, {"anatomy-course": "anatomy"})["anatomy"].answered >= 3
    assert misconceptions_met(events)
    assert calibration(events).count > 5


def test_a_new_answer_stands_behind_the_old_ones(record):
    before = record.path.read_bytes()
    old = record.read().events
    record.append(old[0])
    assert record.path.read_bytes().startswith(before)
    assert record.read().events == (*old, old[0])
