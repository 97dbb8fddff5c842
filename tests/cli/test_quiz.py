"""``sciatica-edu quiz`` and ``gradebook`` as a person uses them."""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from sciatica_edu.cli import cli
from sciatica_edu.evidence.course import load_course
from sciatica_edu.evidence.questions.bank import read_questions
from sciatica_edu.exchange.formats import EXPORTS
from sciatica_edu.record.events import Event
from sciatica_edu.record.owner import export_to
from sciatica_edu.record.store import MemoryRecord


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments):
        return CliRunner().invoke(cli, [str(argument) for argument in arguments])

    return invoke


def assert_told(result, status, *texts):
    assert result.exit_code == status, result.output
    for text in texts:
        assert text in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize("name", EXPORTS)
def test_export_writes_the_file_and_tells_what_was_lost(run, tmp_path, name):
    file = f"out/questions{EXPORTS[name]}"
    result = run(
        "quiz", "export", name, "-o", file, "--lesson", "01_anatomy", "--count", "6",
        "--type", "single_best_answer", "--seed", "4",
    )  # fmt: skip
    assert_told(result, 0, "6 questions carried over")
    assert result.stdout == f"{file}\n"
    data = (tmp_path / file).read_bytes()
    assert zipfile.is_zipfile(tmp_path / file) == (EXPORTS[name] in {".zip", ".apkg"})
    assert len(data) > 1000


def test_the_choices_narrow_what_is_exported(run, tmp_path):
    result = run(
        "quiz", "export", "moodle", "-o", "q.xml", "--objective", "block-dose",
        "--level", "clinical", "--audience", "nursing",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    names = re.findall(r"<idnumber>([A-Z].*)</idnumber>", (tmp_path / "q.xml").read_text())
    assert len(names) > 3
    bank = load_course().questions
    for name in names:
        question = bank[name.partition(".")[0]]
        assert question.objective == "block-dose"
        assert question.level == "clinical"
        assert "nursing" in question.audiences


def test_nothing_is_replaced_unasked(run, tmp_path):
    arguments = ["quiz", "export", "moodle", "-o", "q.xml", "--count", "2"]
    assert run(*arguments).exit_code == 0
    before = (tmp_path / "q.xml").read_bytes()
    assert_told(run(*arguments, "--seed", "9"), 1, "q.xml exists", "--overwrite")
    assert (tmp_path / "q.xml").read_bytes() == before
    assert run(*arguments, "--seed", "9", "--overwrite").exit_code == 0
    assert (tmp_path / "q.xml").read_bytes() != before
    (tmp_path / "bank.yaml").write_text("mine", encoding="utf-8")
    assert_told(run("quiz", "import", "moodle", "q.xml", "-o", "bank.yaml"), 1, "bank.yaml exists")
    assert (tmp_path / "bank.yaml").read_text() == "mine"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--objective", "anatomy-root"], "Did you mean 'anatomy-roots'"),
        (["--lesson", "01_anatomi"], "Did you mean '01_anatomy'"),
        (["--count", "0"], "--count"),
        (["--level", "hard"], "--level"),
    ],
)
def test_wrong_choices_are_wrong_use(run, arguments, told):
    assert_told(run("quiz", "export", "qti", "-o", "q.zip", *arguments), 2, told)


def test_choices_that_nothing_fits_are_told(run, tmp_path):
    result = run("quiz", "export", "qti", "-o", "q", "--objective", "block-dose", "--count", "500")
    assert_told(result, 1, "asks for 500 questions, but only")
    assert not (tmp_path / "q").exists()


def test_a_format_that_holds_none_of_the_questions_writes_no_file(run, tmp_path):
    result = run("quiz", "export", "qti", "-o", "q.zip", "--type", "ordering")
    assert_told(result, 1, "qti can hold none of these questions", "a question of ordering")
    assert not (tmp_path / "q.zip").exists()


def test_import_writes_a_bank_file_that_reads(run, tmp_path):
    assert run("quiz", "export", "moodle", "-o", "q.xml", "--count", "8").exit_code == 0
    result = run("quiz", "import", "moodle", "q.xml", "-o", "new/q.yaml")
    assert result.exit_code == 0, result.output
    text = (tmp_path / "new" / "q.yaml").read_text(encoding="utf-8")
    assert text.startswith("# Imported from q.xml.")
    assert len(read_questions([tmp_path / "new" / "q.yaml"]).questions) == 8


def test_import_names_what_it_leaves_out_and_leaves_with_1(run, tmp_path):
    essay = '<quiz><question type="essay"><name><text>Why?</text></name></question></quiz>'
    (tmp_path / "q.xml").write_text(essay, encoding="utf-8")
    result = run("quiz", "import", "moodle", "q.xml", "-o", "q.yaml")
    assert_told(result, 1, "the question (this course has no type for Moodle's 'essay'), 1: Why?")


def test_import_of_a_file_of_another_kind_is_a_clear_error(run, tmp_path):
    (tmp_path / "q.xml").write_text("not XML", encoding="utf-8")
    assert_told(run("quiz", "import", "moodle", "q.xml", "-o", "q.yaml"), 1, "not XML")
    assert not (tmp_path / "q.yaml").exists()


def test_assessed_keeps_the_key_apart(run, tmp_path):
    arguments = ["quiz", "assessed", "--name", "mid", "--title", "Midterm", "--count", "4"]
    assert_told(run(*arguments, "-o", "s.json", "--key", "k.json"), 1, "another folder")
    result = run(*arguments, "-o", "give/s.json", "--key", "keep/k.json")
    assert_told(result, 0, "Key, not for students: keep/k.json")
    student = (tmp_path / "give" / "s.json").read_text(encoding="utf-8")
    assert "rationale" not in student
    assert "rationale" in (tmp_path / "keep" / "k.json").read_text(encoding="utf-8")


def test_gradebook_writes_tables_and_names_bad_files(run, tmp_path):
    event = Event(
        at=datetime(2026, 11, 2, tzinfo=UTC), learner="ann", lesson="01_anatomy", quiz="check",
        item="QA-01", answer="B", score=1.0,
    )  # fmt: skip
    records = tmp_path / "records"
    records.mkdir()
    export_to(MemoryRecord("ann", (event,)), records / "ann.jsonl")
    result = run("gradebook", "records", "-o", "grades")
    assert result.exit_code == 0, result.output
    assert "grades/gradebook.html" in result.stdout
    (records / "bad.jsonl").write_text("?", encoding="utf-8")
    assert_told(
        run("gradebook", "records", "-o", "grades"), 1, "Problem: bad.jsonl: line 1: not JSON"
    )
    assert "ann" in (tmp_path / "grades" / "quizzes.csv").read_text(encoding="utf-8")


def test_gradebook_of_an_empty_folder_is_a_clear_error(run, tmp_path):
    (tmp_path / "empty").mkdir()
    assert_told(run("gradebook", "empty", "-o", "g"), 1, "no .jsonl file")
    assert_told(run("gradebook", "missing", "-o", "g"), 2, "missing")


def test_paper_without_its_key(run, tmp_path):
    arguments = ["quiz", "export", "paper", "--count", "3", "--title", "Week 2"]
    assert run(*arguments, "-o", "with.html").exit_code == 0
    assert run(*arguments, "-o", "without.html", "--no-key").exit_code == 0
    full, bare = ((tmp_path / name).read_text() for name in ("with.html", "without.html"))
    assert "<h1>Week 2</h1>" in bare
    assert "<h2>Key</h2>" in full
    assert "<h2>Key</h2>" not in bare


def test_anki_takes_flashcards_and_an_edition(run, tmp_path):
    arguments = ["quiz", "export", "anki", "--count", "3"]
    plain = run(*arguments, "-o", "a.apkg")
    rich = run(*arguments, "-o", "b.apkg", "--flashcards", "--edition", "2026-11-22")
    assert (plain.exit_code, rich.exit_code) == (0, 0), rich.output
    assert (tmp_path / "b.apkg").stat().st_size > (tmp_path / "a.apkg").stat().st_size


@pytest.mark.parametrize(
    ("name", "option"), [("moodle", "--no-key"), ("paper", "--flashcards"), ("qti", "--title=x")]
)
def test_an_option_of_another_format_is_wrong_use(run, name, option):
    assert_told(run("quiz", "export", name, "-o", "q", option), 2, option.split("=")[0], name)
