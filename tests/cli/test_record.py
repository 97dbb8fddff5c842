"""The record's commands."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from sciatica_edu.cli import cli
from sciatica_edu.record.events import Event
from sciatica_edu.record.store import LearnerRecord

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LearnerRecord:
    monkeypatch.setenv("SCIATICA_EDU_HOME", str(tmp_path))
    record = LearnerRecord("ann")
    record.append(
        Event(
            at=datetime(2026, 11, 2, tzinfo=UTC), learner="ann", lesson="01_anatomy", item="QA-01"
        )
    )
    return record


def run(*arguments: str, typed: str = ""):
    return CliRunner().invoke(cli, ["record", *arguments], input=typed)


def test_show_export_and_erase(record: LearnerRecord, tmp_path: Path):
    assert str(record.path) in run("show", "--learner", "ann").output
    lines = run("export", "--learner", "ann").output.splitlines()
    assert json.loads(lines[0])["item"] == "QA-01"
    out = tmp_path / "mine.jsonl"
    assert run("export", "--learner", "ann", "-o", str(out)).exit_code == 0
    assert out.read_text(encoding="utf-8").splitlines() == lines
    assert run("erase", "--learner", "ann", typed="n\n").exit_code == 1
    assert record.path.exists()
    assert run("erase", "--learner", "ann", typed="y\n").exit_code == 0
    assert not record.path.exists()
    assert "no record" in run("erase", "--learner", "ann", "--yes").output


def test_an_export_that_cannot_be_written_says_so(record: LearnerRecord, tmp_path: Path):
    result = run("export", "--learner", record.learner, "-o", str(tmp_path / "no" / "mine.jsonl"))
    assert result.exit_code == 1
    assert "cannot be written" in result.output
