from __future__ import annotations

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from click.testing import CliRunner

from sciatica_edu.cli import cli
from sciatica_edu.evidence.course import load_course
from sciatica_edu.record.events import Event
from sciatica_edu.record.store import LearnerRecord


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("SCIATICA_EDU_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    def run_it(*words):
        return CliRunner().invoke(cli, ["review", *words])

    return run_it


def day(offset):
    return (datetime.now(UTC).date() + timedelta(days=offset)).isoformat()


def test_empty_record_has_nothing_due(run):
    done = run()
    assert done.exit_code == 0
    assert "Due today: 0." in done.output


def test_what_was_answered_days_ago_is_due_and_the_coming_days_are_told(run):
    week_ago = datetime.now(UTC) - timedelta(days=7)
    wrong = Event(at=week_ago, learner="ann", lesson="01_anatomy", item="QA-01", score=0.0)
    sure = wrong.model_copy(update={"item": "QA-02", "score": 1.0, "confidence": 1.0})
    LearnerRecord("ann").append(wrong, sure)
    done = run("--learner", "ann")
    assert done.exit_code == 0, done.output
    assert "Due today: 1." in done.output
    # right and sure comes back after 8 days, so a week later tomorrow
    assert f"  {(week_ago + timedelta(days=8)).date()}  1\n" in done.output


def test_plan_meets_every_question_of_a_lesson_before_the_exam(run, tmp_path):
    target = tmp_path / "plan.ics"
    done = run("--exam", day(20), "--lesson", "01_anatomy", "-o", str(target))
    assert done.exit_code == 0, done.output
    new = sum(int(line.split()[1]) for line in done.output.splitlines() if " new, " in line)
    assert new == len(load_course().questions_of("01_anatomy"))
    events = icalendar.Calendar.from_ical(target.read_bytes()).walk("VEVENT")
    assert any("exam" in str(event["summary"]) for event in events)


def test_existing_file_is_not_replaced_silently(run, tmp_path):
    target = tmp_path / "plan.ics"
    target.write_text("mine", encoding="utf-8")
    done = run("--exam", day(20), "-o", str(target))
    assert done.exit_code == 2
    assert target.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["--exam", "2001-01-01"], 1, "allowed: 1 to 365 days"),
        (["--exam", "soon"], 2, "does not match"),
        (["-o", "x.ics"], 2, "--output needs --exam"),
        (["--exam", "2001-01-01", "--lesson", "01_anatomie"], 1, "Did you mean '01_anatomy'"),
    ],
)
def test_wrong_use_is_a_clear_message(run, tmp_path, words, status, said):
    done = run(*words)
    assert done.exit_code == status
    assert said in done.output
    assert "Traceback" not in done.output
    assert list(tmp_path.iterdir()) == []
