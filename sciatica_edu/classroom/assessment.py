"""Assessed quizzes: a student's copy that holds no key, and marking later from a key file.

The student's file carries what is shown and nothing else; no encoding hides a key in it,
because there is none. The key file stays with the instructor.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from sciatica_edu.errors import QuizError
from sciatica_edu.evidence.questions.question import Question
from sciatica_edu.quiz.asking.grading import Grade, grade
from sciatica_edu.quiz.asking.items import draw_items
from sciatica_edu.quiz.asking.presentation import item_view
from sciatica_edu.quiz.live.sealed import FORMAT, read_assessment
from sciatica_edu.record.events import Verb

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from sciatica_edu.quiz.asking.items import Item
    from sciatica_edu.quiz.asking.picture import QuestionPicture
    from sciatica_edu.record.events import Event

__all__ = ["Mark", "mark", "write_assessment"]

_QUESTIONS: TypeAdapter[list[Question]] = TypeAdapter(list[Question])


@dataclass(frozen=True)
class Mark:
    """One learner's result for one item.

    Attributes
    ----------
    answered
        Whether an answer was handed in.
    grade
        Its judgement; None when there is no answer or it could not be read.
    note
        Why an answer could not be marked.
    """

    learner: str
    item: str
    answered: bool
    points: float
    possible: float
    grade: Grade | None = None
    note: str = ""


def _key_mark(name: str, seed: int, items: Iterable[Item]) -> str:
    text = json.dumps([name, seed, [[item.id, item.version] for item in items]])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def write_assessment(
    questions: Iterable[Question],
    *,
    name: str,
    title: str,
    seed: int,
    student_file: Path,
    key_file: Path,
    pictures: Mapping[str, QuestionPicture],
) -> None:
    """Write the student's file and, apart from it, the key.

    Parameters
    ----------
    questions
        What is asked; cases are asked with all their stages open.
    name, title
        The quiz's name in the record, and what it is called.
    seed
        Draws numbers and orders options.
    student_file, key_file
        JSON files to write; they must not be in the same folder.
    pictures
        Pictures by id.

    Raises
    ------
    QuizError
        If both files would stand in one folder, where the key travels along by mistake.
    """
    if student_file.resolve().parent == key_file.resolve().parent:
        raise QuizError(
            f"{key_file.name} would stand beside {student_file.name}; keep the key in another folder."
        )
    asked = list(questions)
    items = draw_items(asked, seed=seed)
    common = {"format": FORMAT, "name": name, "seed": seed, "key": _key_mark(name, seed, items)}
    sealed = [_sealed(item, pictures) for item in items]
    whole = [
        question.model_dump(mode="json", exclude_defaults=True) | {"type": question.type}
        for question in asked
    ]
    student = {**common, "title": title, "items": sealed}
    key = {**common, "questions": whole}
    for path, content in ((student_file, student), (key_file, key)):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _sealed(item: Item, pictures: Mapping[str, QuestionPicture]) -> dict[str, Any]:
    view = item_view(item, pictures=pictures)
    view.pop("hints", None)  # hints are for practice
    return {
        "version": item.version,
        "objective": item.question.objective,
        "points": item.question.points,
        "view": view,
    }


def mark(events: Iterable[Event], key_file: Path) -> tuple[Mark, ...]:
    """Mark the answers that learners handed in.

    Parameters
    ----------
    events
        Events of any number of learners; the latest answer to each item counts.
    key_file
        The key written with the student's file.

    Raises
    ------
    QuizError
        If the key cannot be read.
    """
    content = read_assessment(key_file)
    try:
        questions = _QUESTIONS.validate_python(content["questions"])
        name, seed = str(content["name"]), int(content["seed"])
    except (KeyError, ValidationError, ValueError, TypeError) as error:
        raise QuizError(f"{key_file.name} is not a usable key: {error}.") from None
    items = {item.id: item for item in draw_items(questions, seed=seed)}
    latest: dict[str, dict[str, Event]] = {}
    for event in events:
        if event.quiz == name and event.seed == seed and event.verb is Verb.ANSWERED:
            latest.setdefault(event.learner, {})[event.item] = event
    return tuple(
        _marked(learner, item, answers.get(item.id))
        for learner, answers in sorted(latest.items())
        for item in items.values()
    )


def _marked(learner: str, item: Item, event: Event | None) -> Mark:
    possible = item.question.points
    if event is None:
        return Mark(learner, item.id, answered=False, points=0.0, possible=possible)
    if event.version != item.version:
        note = "answered another version of the question"
        return Mark(learner, item.id, answered=True, points=0.0, possible=possible, note=note)
    try:
        judged = grade(item, event.answer)
    except QuizError as error:
        return Mark(learner, item.id, answered=True, points=0.0, possible=possible, note=str(error))
    points = judged.score * possible
    return Mark(learner, item.id, answered=True, points=points, possible=possible, grade=judged)
