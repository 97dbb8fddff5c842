"""A student's copy without keys, marked later from the key file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sciatica_edu.classroom.assessment import mark, write_assessment
from sciatica_edu.errors import QuizError
from sciatica_edu.quiz.live.sealed import load_sealed
from sciatica_edu.quiz.live.widget import Quiz
from sciatica_edu.record.events import Verdict
from sciatica_edu.record.store import MemoryRecord
from tests.quiz.every_type import PARTLY, RIGHT, every_type, pictures

if TYPE_CHECKING:
    from pathlib import Path


def build(folder: Path) -> tuple[Path, Path]:
    student, key = folder / "out" / "student.json", folder / "private" / "key.json"
    write_assessment(
        every_type().values(), name="midterm", title="Midterm", seed=3,
        student_file=student, key_file=key, pictures=pictures(),
    )  # fmt: skip
    return student, key


def test_the_students_copy_holds_no_key_in_any_form(tmp_path: Path):
    student, _ = build(tmp_path)
    text = student.read_text(encoding="utf-8")
    for secret in ("rationale", "MIS-", "misconception", "Great-toe extension is mainly", "tolerance",
                   "peroneal", "worked", "before", "answer_"):  # fmt: skip
        assert secret not in text
    shown = {entry["view"]["id"]: entry["view"] for entry in json.loads(text)["items"]}
    assert set(shown) == set(RIGHT)
    # apart from ids every option looks like the next one
    assert all(len(option) == 2 for option in shown["EX-SBA"]["options"])


def test_answers_are_collected_ungraded_and_marked_from_the_key(tmp_path: Path, clock):
    student, key = build(tmp_path)
    name, title, items = load_sealed(student)
    events = []
    for learner, answers in (("ann", RIGHT), ("bob", PARTLY)):
        record = MemoryRecord(learner)
        widget = Quiz(items, mode="assessed", name=name, title=title, record=record, clock=clock)
        for item, answer in answers.items():
            widget.answer(item, answer)
        assert widget.states["EX-MR"] == {"answer": answers["EX-MR"]}
        assert "<details>" not in widget.twin().html
        widget.finish()
        assert all("verdict" not in state for state in widget.states.values())
        found = record.read().events
        assert {event.verdict for event in found if event.item} == {Verdict.UNGRADED}
        assert all(event.score is None for event in found)
        events += found
    marks = {(m.learner, m.item): m for m in mark(events, key)}
    assert len(marks) == 22
    assert sum(m.points for (who, _), m in marks.items() if who == "ann") == 11
    assert marks["bob", "EX-MR"].points == 0.5
    assert not marks["bob", "EX-SBA"].answered
    assert marks["bob", "EX-MAT"].grade.misconceptions == ("MIS-06",)


def test_the_key_may_not_lie_beside_the_students_copy(tmp_path: Path):
    with pytest.raises(QuizError, match="another folder"):
        write_assessment(
            every_type().values(), name="x", title="x", seed=1, pictures=pictures(),
            student_file=tmp_path / "s.json", key_file=tmp_path / "k.json",
        )  # fmt: skip


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"format": 1}', '{"format": 1, "items": [{}]}']
)
def test_broken_files_are_named(tmp_path: Path, content: str):
    path = tmp_path / "broken.json"
    path.write_text(content)
    with pytest.raises(QuizError, match=r"broken\.json"):
        load_sealed(path)
    with pytest.raises(QuizError, match=r"broken\.json"):
        mark([], path)
