"""The quiz over the 3D body: find a structure that is named, or name one that is shown.

Questions are drawn with a random generator that is passed in; the event is made here and written
by the caller before anything is said about the answer.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sciatica_edu.body.view.identify import Kind, Layer
from sciatica_edu.errors import QuizError, require_in_range
from sciatica_edu.record.events import Event, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from random import Random

    from sciatica_edu.body.view.identify import Structure
    from sciatica_edu.body.view.views import CameraView

__all__ = ["IdentifyQuestion", "IdentifyQuiz", "Judged", "QuizKind", "draw_questions"]

_OPTIONS = 4
_CANDIDATES = 6
_SIDES = {"r": "right", "l": "left"}


class QuizKind(StrEnum):
    """What is asked."""

    FIND = "find"
    """The name is given; the learner points."""
    NAME = "name"
    """The structure is shown; the learner names it."""


@dataclass(frozen=True, slots=True)
class IdentifyQuestion:
    """One question.

    Attributes
    ----------
    kind, side
        What is asked, and on which side (``r`` or ``l``).
    target
        Id of the structure in question.
    choices
        Ids among which the learner chooses (naming), or may step through (finding); the target
        is one of them.
    view
        Named view in which it is asked.
    """

    kind: QuizKind
    side: str
    target: str
    choices: tuple[str, ...]
    view: str

    @property
    def item(self) -> str:
        """Id in the record."""
        return f"structure.{self.target}.{self.kind}"


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said about an answer."""

    right: bool
    text: str
    target: str
    finished: bool
    score: tuple[int, int]


def draw_questions(
    structures: Sequence[Structure],
    views: Mapping[str, CameraView],
    *,
    kind: QuizKind | str,
    side: str,
    count: int,
    random: Random,
) -> tuple[IdentifyQuestion, ...]:
    """Draw questions about structures that a named view shows.

    Parameters
    ----------
    structures
        The table; only those with a view and of a kind that can be pointed at are asked about.
    views
        The named views.
    kind
        ``find`` or ``name``.
    side
        ``r`` or ``l``.
    count
        1 to 20.
    random
        Decides; the same state gives the same quiz.

    Raises
    ------
    OutOfRangeError
        If `count` is not allowed.
    """
    require_in_range("number of questions", count, 1, 20)
    kind = QuizKind(kind)
    asked = [row for row in structures if _can_be_asked(row, views, kind)]
    chosen = random.sample(asked, min(count, len(asked)))
    return tuple(
        IdentifyQuestion(
            kind=kind,
            side=side,
            target=target.id,
            choices=_choices(target, structures, views[target.view], kind, random),
            view=target.view,
        )
        for target in chosen
    )


def _can_be_asked(row: Structure, views: Mapping[str, CameraView], kind: QuizKind) -> bool:
    if row.view not in views or row.id in views[row.view].hide:
        return False
    if kind is QuizKind.FIND and row.kind is Kind.LANDMARK:
        return False  # a landmark is a point of a bone; it cannot be clicked apart from it
    return row.layer is Layer.LANDMARKS or row.layer in views[row.view].layers


def _choices(
    target: Structure,
    structures: Sequence[Structure],
    view: CameraView,
    kind: QuizKind,
    random: Random,
) -> tuple[str, ...]:
    """Mix the target with others like it; those the same view names come first."""
    others = [row for row in structures if row.id != target.id and row.kind is target.kind]
    random.shuffle(others)
    others.sort(key=lambda row: row.id not in view.labels)
    if kind is QuizKind.FIND:
        others = [row for row in others if row.layer in view.layers and row.id not in view.hide]
    number = (_OPTIONS if kind is QuizKind.NAME else _CANDIDATES) - 1
    choices = [target.id, *(row.id for row in others[:number])]
    random.shuffle(choices)
    return tuple(choices)


class IdentifyQuiz:
    """One run through some questions.

    Parameters
    ----------
    questions
        What is asked, in order.
    structures
        Structure by id.
    """

    def __init__(
        self, questions: Sequence[IdentifyQuestion], structures: Mapping[str, Structure]
    ) -> None:
        if not questions:
            raise QuizError("There is nothing to ask about: no structure has a view that shows it.")
        self.questions = tuple(questions)
        self._structures = structures
        self._given: list[bool] = []

    @property
    def number(self) -> int:
        """Number of the question that waits for an answer, from 1."""
        return len(self._given) + 1

    @property
    def finished(self) -> bool:
        """Whether every question has been answered."""
        return len(self._given) == len(self.questions)

    def asked(self) -> dict[str, Any]:
        """Return the question that waits, as the browser shows it."""
        question = self._current()
        target = self._structures[question.target]
        side = f"{_SIDES[question.side]} " if target.paired else ""
        found = question.kind is QuizKind.FIND
        return {
            "type": "question",
            "number": self.number,
            "of": len(self.questions),
            "kind": question.kind.value,
            "text": f"Find the {side}{target.name}."
            if found
            else "What is the structure shown in green?",
            "view": question.view,
            "target": None if found else question.target,
            "candidates": list(question.choices) if found else [],
            "shows": list(question.choices),
            "options": []
            if found
            else [[name, self._structures[name].name] for name in question.choices],
        }

    def event(
        self, number: int, answer: str, *, at: datetime, seconds: float | None, **where: Any
    ) -> Event:
        """Return the event of an answer, to be written before `judge` is called.

        Parameters
        ----------
        number
            Number of the question the learner answered.
        answer
            Id of the structure chosen.
        at
            When.
        seconds
            Time taken, s.
        **where
            Learner, lesson and the other fields of `Event`.

        Raises
        ------
        QuizError
            If that question does not wait for an answer, or there is no such structure.
        """
        question = self._answered(number, answer)
        right = answer == question.target
        return Event.answered(
            at=at,
            item=question.item,
            version=_version(question),
            answer=answer,
            verdict=Verdict.RIGHT if right else Verdict.WRONG,
            score=1.0 if right else 0.0,
            seconds=seconds,
            mode=question.kind.value,
            **where,
        )

    def judge(self, number: int, answer: str) -> Judged:
        """Take the answer, and say whether it is right; raises as `event` does."""
        question = self._answered(number, answer)
        target = self._structures[question.target]
        right = answer == question.target
        self._given.append(right)
        text = (
            f"Right: {target.name}."
            if right
            else f"No, that is the {self._structures[answer].name}. Shown now: {target.name}."
            if question.kind is QuizKind.FIND
            else f"No. This is the {target.name}, not the {self._structures[answer].name}."
        )
        return Judged(right, text, target.id, self.finished, (sum(self._given), len(self._given)))

    def _answered(self, number: int, answer: str) -> IdentifyQuestion:
        question = self._current(number)
        if answer not in self._structures:
            raise QuizError(f"{answer!r} is not a structure of the body.")
        return question

    def _current(self, number: int | None = None) -> IdentifyQuestion:
        if self.finished:
            raise QuizError("The quiz is over.")
        if number is not None and number != self.number:
            raise QuizError(f"Question {number} has been answered; question {self.number} waits.")
        return self.questions[len(self._given)]


def _version(question: IdentifyQuestion) -> str:
    text = f"{question.kind}:{question.target}:{','.join(sorted(question.choices))}"
    return hashlib.sha256(text.encode()).hexdigest()[:12]
