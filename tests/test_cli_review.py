from __future__ import annotations

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from click.testing import CliRunner

from sciatica_edu.cli import cli
from sciatica_edu.content.course import load_course


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("SCIATICA_EDU_HOME", str(tmp_path / "home"))

    def run_it(*words):
        return CliRunner().invoke(cli, ["review", *words])

    return run_it


def day(offset):
    return (datetime.now(UTC).date() + timedelta(days=offset)).isoformat()


def test_empty_record_has_nothing_due(run):
    done = run()
    assert done.exit_code == 0
    assert "Due today: 0." in done.output


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
    ("words", "said"),
    [
        (["--exam", "2001-01-01"], "allowed: 1 to 365 days"),
        (["--exam", "soon"], "does not match"),
        (["-o", "x.ics"], "--output needs --exam"),
        (["--exam", "2001-01-01", "--lesson", "01_anatomie"], "01_anatomy"),
    ],
)
def test_wrong_use_is_a_clear_message(run, words, said):
    done = run(*words)
    assert done.exit_code != 0
    assert said in done.output
    assert "Traceback" not in done.output
