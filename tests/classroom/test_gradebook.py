"""A class handed in: records read, quizzes marked, tables written."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from sciatica_edu.classroom.assessment import write_assessment
from sciatica_edu.classroom.gradebook import make_gradebook
from sciatica_edu.classroom.gradebook_files import write_gradebook
from sciatica_edu.classroom.hand_in import read_hand_ins
from sciatica_edu.classroom.page import external_loads
from sciatica_edu.errors import QuizError, RecordError
from sciatica_edu.evidence.course import load_course
from sciatica_edu.record.events import Event, Verb, Verdict, to_line
from sciatica_edu.record.owner import export_to
from sciatica_edu.record.store import MemoryRecord
from tests.quiz.every_type import PARTLY, RIGHT, every_type, pictures

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def event(learner="ann", **fields) -> Event:
    minute = fields.pop("minute", 0)
    base = {"at": NOON + timedelta(minutes=minute), "learner": learner, "lesson": "01_anatomy"}
    return Event(**{**base, "quiz": "check", "item": "EX-SBA", "version": "v", **fields})


def hand_in(folder: Path, name: str, *events: Event) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    learner = events[0].learner
    export_to(MemoryRecord(learner, events), path)
    return path


EVERY_KIND = [
    event(answer="B", score=1.0, verdict=Verdict.RIGHT, seconds=12.3, confidence=0.8, mode="exam"),
    event(item="EX-MR", answer=["A", "B"], score=0.5, verdict=Verdict.PARTLY, attempt=2, hints=1),
    event(item="EX-MAT", answer={"a": "b"}, score=0.0, misconceptions=("MIS-06",), seed=4),
    event(item="EX-TXT", answer="[not JSON", verdict=Verdict.UNGRADED),
    event(item="", verb=Verb.COMPLETED, answer=None, version="", round=2, detail={"kept": 1}),
]


def test_both_kinds_of_lines_are_read_and_repeats_dropped(tmp_path):
    hand_in(tmp_path, "ann.jsonl", *EVERY_KIND)
    hand_in(tmp_path, "again/ann2.jsonl", *EVERY_KIND[:2], event(minute=9, item="EX-NUM"))
    raw = event("bob", answer="A", score=0.0)
    (tmp_path / "bob.jsonl").write_bytes(to_line(raw) + b"\n" + to_line(raw))
    found = read_hand_ins(tmp_path)
    assert len(found.events) == len(EVERY_KIND) + 2
    assert found.problems == ()
    assert {one.learner for one in found.events} == {"ann", "bob"}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no answers"),
        (b"\xff\xfe\x00", "line 1: not JSON"),
        (b'{"id": 1}\n', "line 1: not an entry of a record"),
        (b"[1]\n", "line 1: not an entry of a record"),
        (b'{"v": 1, "at": "never", "learner": "x"}\n', "not a valid event"),
        (b'{"v": 99, "at": "x"}\n', "no answers"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_the_others_used(tmp_path, content, told):
    hand_in(tmp_path, "ann.jsonl", *EVERY_KIND)
    (tmp_path / "broken.jsonl").write_bytes(content)
    found = read_hand_ins(tmp_path)
    assert len(found.events) == len(EVERY_KIND)
    (problem,) = found.problems
    assert problem.startswith("broken.jsonl: ")
    assert told in problem


def test_two_people_of_one_name_are_kept_apart(tmp_path):
    hand_in(tmp_path, "one.jsonl", event("learner", answer="A", score=0.0))
    hand_in(tmp_path, "two.jsonl", event("learner", answer="B", score=1.0, minute=3))
    found = read_hand_ins(tmp_path)
    assert {one.learner for one in found.events} == {"learner (one)", "learner (two)"}
    assert "one.jsonl, two.jsonl" in found.problems[0]


def test_two_exports_of_one_record_do_not_draw_in_a_third_of_the_same_name(tmp_path):
    mine = event("learner", answer="A", score=0.0)
    hand_in(tmp_path, "one.jsonl", mine)
    hand_in(tmp_path, "two.jsonl", mine, event("learner", item="EX-NUM", minute=1))
    assert {one.learner for one in read_hand_ins(tmp_path).events} == {"learner"}
    hand_in(tmp_path, "three.jsonl", event("learner", answer="B", score=1.0, minute=3))
    assert "learner (three)" in {one.learner for one in read_hand_ins(tmp_path).events}


def test_a_folder_without_records_is_refused(tmp_path):
    with pytest.raises(RecordError, match=r"no \.jsonl file"):
        read_hand_ins(tmp_path)
    with pytest.raises(RecordError, match="not a folder"):
        read_hand_ins(tmp_path / "missing")


@pytest.fixture
def assessed(tmp_path):
    """Two learners who answered an assessed quiz and exported their records."""
    key = tmp_path / "private" / "key.json"
    write_assessment(
        every_type().values(), name="midterm", title="Midterm", seed=3,
        student_file=tmp_path / "out" / "s.json", key_file=key, pictures=pictures(),
    )  # fmt: skip
    version = {
        item["view"]["id"]: item["version"]
        for item in json.loads((tmp_path / "out" / "s.json").read_text())["items"]
    }
    records = tmp_path / "records"
    for learner, answers in (("ann", RIGHT), ("bob", PARTLY)):
        events = [
            event(learner, quiz="midterm", seed=3, item=item, version=version[item],
                  answer=answer, verdict=Verdict.UNGRADED, minute=n)
            for n, (item, answer) in enumerate(answers.items())
        ]  # fmt: skip
        hand_in(records, f"{learner}.jsonl", *events)
    return records, key


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_an_assessed_quiz_is_marked_from_the_key(assessed, tmp_path):
    records, key = assessed
    book = make_gradebook(records, key_files=[key], questions=every_type(), k=1)
    assert book.learners == ("ann", "bob")
    assert book.problems == ()
    files = write_gradebook(book, tmp_path / "grades")
    assert {path.name for path in files} == {
        "gradebook.html", "quizzes.csv", "marks_1.csv", "items_1.csv", "items.csv",
    }  # fmt: skip
    ann, bob = rows_of(tmp_path / "grades" / "marks_1.csv")
    assert (ann["learner"], ann["points"], ann["possible"], ann["per cent"]) == (
        "ann", "11", "11", "100 %",
    )  # fmt: skip
    assert bob["EX-MR"] == "0.5"
    assert bob["EX-SBA"] == "no answer"
    items = {row["question"]: row for row in rows_of(tmp_path / "grades" / "items_1.csv")}
    assert items["EX-SBA"]["mean score"] == "0.50"
    assert items["EX-SBA"]["choices"] == "A 0; B 1; C 0"
    assert items["EX-MAT"]["misconceptions"] == "MIS-06 1"


def test_small_groups_are_withheld_by_default(assessed):
    records, key = assessed
    book = make_gradebook(records, key_files=[key], questions=every_type())
    assert book.sheets[0].analysis.items == ()
    assert len(book.sheets[0].analysis.withheld) == len(RIGHT)


def test_an_answer_to_another_version_is_a_problem(assessed, tmp_path):
    records, key = assessed
    hand_in(records, "cy.jsonl", event("cy", quiz="midterm", seed=3, answer="B", version="old"))
    book = make_gradebook(records, key_files=[key], questions=every_type())
    assert book.problems == ("cy: EX-SBA was not marked: answered another version of the question",)
    write_gradebook(book, tmp_path / "grades")
    cy = rows_of(tmp_path / "grades" / "marks_1.csv")[2]
    assert cy["EX-SBA"] == "not marked"


def test_a_wrong_key_is_refused_and_an_unused_one_told(assessed, tmp_path):
    records, _ = assessed
    bad = tmp_path / "bad.json"
    bad.write_text("{}")
    with pytest.raises(QuizError, match=r"bad\.json"):
        make_gradebook(records, key_files=[bad], questions={})
    other = tmp_path / "k2" / "key.json"
    write_assessment(
        [every_type()["EX-SBA"]], name="final", title="Final", seed=3,
        student_file=tmp_path / "s2.json", key_file=other, pictures={},
    )  # fmt: skip
    book = make_gradebook(records, key_files=[other], questions=every_type())
    assert book.problems == ("key.json: nobody answered this quiz.",)


def test_practice_shows_first_answers_and_completion(tmp_path):
    hand_in(
        tmp_path / "r", "ann.jsonl",
        event(answer="A", score=0.0), event(answer="B", score=1.0, minute=1, attempt=2),
        event(item="EX-NUM", answer="5 mg/mL", score=1.0, minute=2),
        event(item="", verb=Verb.COMPLETED, minute=3),
    )  # fmt: skip
    book = make_gradebook(tmp_path / "r", questions=every_type())
    (row,) = book.quizzes
    assert (row.answered, row.mean, row.finished) == (2, 0.5, True)


def test_the_first_answer_is_the_earliest_in_whatever_file_it_stands(tmp_path):
    first, second = event(answer="A", score=0.0), event(answer="B", score=1.0, minute=5, attempt=2)
    shared = event(item="EX-NUM", answer="5 mg/mL", score=1.0, minute=9)
    hand_in(tmp_path / "r", "a_later.jsonl", shared, second)
    hand_in(tmp_path / "r", "b_whole.jsonl", first, shared)
    assert [one.at for one in read_hand_ins(tmp_path / "r").events] == [
        one.at for one in (first, second, shared)
    ]
    (row,) = make_gradebook(tmp_path / "r", questions=every_type()).quizzes
    assert (row.answered, row.mean) == (2, 0.5)


def test_one_quiz_in_two_lessons_is_counted_for_each(tmp_path):
    hand_in(
        tmp_path / "r", "ann.jsonl",
        event(answer="A", score=0.0),
        event(answer="B", score=1.0, minute=1, lesson="05_clinic"),
    )  # fmt: skip
    rows = make_gradebook(tmp_path / "r", questions=every_type()).quizzes
    assert [(row.lesson, row.mean) for row in rows] == [("01_anatomy", 0.0), ("05_clinic", 1.0)]


def test_a_file_that_cannot_be_read_is_a_problem_of_the_gradebook(tmp_path):
    hand_in(tmp_path, "ann.jsonl", *EVERY_KIND)
    (tmp_path / "broken.jsonl").write_bytes(b"\xff")
    book = make_gradebook(tmp_path, questions=every_type())
    assert book.problems == ("broken.jsonl: line 1: not JSON.",)


def test_a_file_of_absurd_size_is_named_and_not_read(tmp_path, monkeypatch):
    path = hand_in(tmp_path, "ann.jsonl", *EVERY_KIND)
    hand_in(tmp_path, "bob.jsonl", event("bob", answer="A"))
    size = path.stat().st_size
    monkeypatch.setattr("sciatica_edu.classroom.hand_in.LARGEST_RECORD_BYTES", size - 1)
    found = read_hand_ins(tmp_path)
    assert found.problems == (f"ann.jsonl: it has {size} bytes; at most {size - 1} are read.",)
    assert {one.learner for one in found.events} == {"bob"}


def test_names_that_spreadsheets_or_pages_would_run_do_no_harm(tmp_path):
    name = "=HYPERLINK(1)<script>x</script>"
    hand_in(tmp_path / "r", "a.jsonl", event(name, answer="B", score=1.0))
    book = make_gradebook(tmp_path / "r", questions=every_type())
    write_gradebook(book, tmp_path / "g")
    assert rows_of(tmp_path / "g" / "quizzes.csv")[0]["learner"] == f"'{name}"
    page = (tmp_path / "g" / "gradebook.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_the_page_has_captions_headers_and_loads_nothing(assessed, tmp_path):
    records, key = assessed
    book = make_gradebook(records, key_files=[key], questions=every_type(), k=1)
    write_gradebook(book, tmp_path / "g")
    page = (tmp_path / "g" / "gradebook.html").read_text(encoding="utf-8")
    assert external_loads(page) == ()
    assert page.count("<caption") == page.count("<table") == 2
    assert '<th scope="row"' in page
    assert 'lang="en"' in page
    assert "Teaching material, not medical advice." in page


def predicted(learner: str, item: str, answer: object, score: float) -> Event:
    return event(learner, item=item, answer=answer, score=score, mode="predict", quiz="predictions")


def test_a_class_of_five_sees_what_it_expected_and_a_smaller_group_does_not(tmp_path):
    for number, share in enumerate(("20", "25", "30", "50", "60")):
        name = f"learner{number}"
        events = [
            predicted(name, "PRD-SYM-06", share, float(share == "50")),
            predicted(name, "PRD-ANA-01", "fibular", 0.0),
        ]
        if number:
            events.append(predicted(name, "PRD-EX-09", "fear", 1.0))
        hand_in(tmp_path / "in", f"{name}.jsonl", *events)
    book = make_gradebook(tmp_path / "in", questions={}, predictions=load_course().predictions)
    told = {row.told: row for row in book.predictions}
    assert set(told) == {"50 of 100", "the tibial part"}  # four are too few
    assert told["50 of 100"].expected == "30 (middle half: 25 to 50) of 100"
    assert "the common fibular part: 5" in told["the tibial part"].expected
    assert (book.quizzes, book.analysis.items) == ((), ())
    write_gradebook(book, tmp_path / "out")
    page = (tmp_path / "out" / "gradebook.html").read_text(encoding="utf-8")
    assert "What the class expected" in page
