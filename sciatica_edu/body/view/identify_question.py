"""Questions over the 3D body: find a structure that is named, or name one that is shown.

A type of the quiz like all others: drawn from a seed, judged by `grading`, and kept by a
`QuizSession`, which writes an answer down before anything is said about it. What is special
is told here in the words the 3D view understands; no other programme could ask these
questions, so they are not exported.
"""

from __future__ import annotations

import hashlib
import itertools
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sciatica_edu.body.view.identify import Kind, Layer
from sciatica_edu.errors import QuizError
from sciatica_edu.quiz.asking.askable import Askable
from sciatica_edu.quiz.asking.draw import number, shuffled
from sciatica_edu.quiz.asking.grading import Grade, Remark, judge
from sciatica_edu.quiz.asking.items import Item
from sciatica_edu.quiz.learning.review import due_today
from sciatica_edu.quiz.live.session import QuizSession

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from sciatica_edu.body.rows import ViewRow
    from sciatica_edu.body.view.identify import Structure
    from sciatica_edu.record.store import Record

__all__ = ["IdentifyQuestion", "IdentifyRun", "QuizKind", "begin_run", "draw_questions"]

_OPTIONS = 4
_CANDIDATES = 6
_SIDES = {"r": "right", "l": "left"}


class QuizKind(StrEnum):
    """What is asked."""

    FIND = "find"
    """The name is given; the learner points."""
    NAME = "name"
    """The structure is shown; the learner names it."""


class IdentifyQuestion(Askable):
    """One question.

    Attributes
    ----------
    kind
        What is asked.
    target
        Id of the structure in question.
    choices
        Ids among which the learner chooses (naming), or may step through (finding); the target
        is one of them.
    view
        Named view in which it is asked.
    names
        Name of every structure by id: the learner may point at any of them.
    """

    kind: QuizKind
    target: str
    choices: tuple[str, ...]
    view: str
    names: dict[str, str]

    @property
    def version(self) -> str:
        """Changes with what is asked and among what, not with the order of the choices."""
        # Sorted: the same choices in another order are the same question. Answers of before the
        # quiz became a session carry the same version and still count.
        text = f"{self.kind}:{self.target}:{','.join(sorted(self.choices))}"
        return hashlib.sha256(text.encode()).hexdigest()[:12]


@judge.register
def _identified(question: IdentifyQuestion, _item: Item, answer: Any) -> Grade:
    if answer not in question.names:
        raise QuizError(f"{answer!r} is not a structure of the body.")
    target, chosen = question.names[question.target], question.names[answer]
    right = answer == question.target
    if right:
        text = f"Right: {target}."
    elif question.kind is QuizKind.FIND:
        text = f"No, that is the {chosen}. Shown now: {target}."
    else:
        text = f"No. This is the {target}, not the {chosen}."
    return Grade(float(right), (Remark(good=right, about="", text=text),))


def draw_questions(
    structures: Sequence[Structure],
    views: Mapping[str, ViewRow],
    *,
    kind: QuizKind | str,
    side: str,
    seed: int,
    objective: str = "",
) -> tuple[IdentifyQuestion, ...]:
    """Return a question about each structure that a named view shows, in an order of the seed.

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
    seed
        Decides the order and the choices.
    objective
        What they test.
    """
    kind = QuizKind(kind)
    names = {row.id: row.name for row in structures}
    asked = (row for row in structures if _can_be_asked(row, views, kind))
    return tuple(
        IdentifyQuestion(
            id=f"structure.{target.id}.{kind}",
            stem=f"Find the {f'{_SIDES[side]} ' if target.paired else ''}{target.name}."
            if kind is QuizKind.FIND
            else "What is the structure shown in green?",
            objective=objective,
            kind=kind,
            target=target.id,
            choices=_choices(target, structures, views[target.view], kind, seed),
            view=target.view,
            names=names,
        )
        for target in shuffled(asked, seed, "asked", key=lambda row: row.id)
    )


def _can_be_asked(row: Structure, views: Mapping[str, ViewRow], kind: QuizKind) -> bool:
    if row.view not in views or row.id in views[row.view].hide:
        return False
    if kind is QuizKind.FIND and row.kind is Kind.LANDMARK:
        return False  # a landmark is a point of a bone; it cannot be clicked apart from it
    return row.layer is Layer.LANDMARKS or row.layer in views[row.view].layers


def _choices(
    target: Structure,
    structures: Sequence[Structure],
    view: ViewRow,
    kind: QuizKind,
    seed: int,
) -> tuple[str, ...]:
    """Mix the target with others like it; those the same view names come first."""
    alike = (row for row in structures if row.id != target.id and row.kind is target.kind)
    others = sorted(
        shuffled(alike, seed, target.id, key=lambda row: row.id),
        key=lambda row: row.id not in view.labels,
    )
    if kind is QuizKind.FIND:
        others = [row for row in others if row.layer in view.layers and row.id not in view.hide]
    count = (_OPTIONS if kind is QuizKind.NAME else _CANDIDATES) - 1
    return shuffled([target.id, *(row.id for row in others[:count])], seed, target.id, "order")


def begin_run(
    structures: Sequence[Structure],
    views: Mapping[str, ViewRow],
    *,
    kind: QuizKind | str,
    side: str,
    objective: str,
    count: int,
    seed: int,
    record: Record,
    clock: Callable[[], datetime],
    lesson: str,
) -> IdentifyRun:
    """Begin the next run, or go on with one that was left; what is due for review comes first.

    Parameters
    ----------
    structures, views, kind, side, objective
        As for `draw_questions`.
    count
        How many questions a run has.
    seed
        Each run draws anew; the same seed gives the same runs.
    record, clock, lesson
        Where answers are kept, and in whose name.

    Raises
    ------
    QuizError
        If there is nothing to ask.
    """
    # Runs that were answered to their end are passed over. Which run is next thus follows from the
    # record, not from a count that a restarted kernel would forget.
    for round_ in itertools.count(1):
        drawn_by = number(seed, round_, kind, side) % 2**31
        pool = draw_questions(
            structures, views, kind=kind, side=side, seed=drawn_by, objective=objective
        )
        due = due_today(pool, record, at=clock())
        # What is due first, then the rest of the draw; each once.
        chosen = list({question.id: question for question in (*due, *pool)}.values())[:count]
        if not chosen:
            raise QuizError("There is nothing to ask about: no structure has a view that shows it.")
        session = QuizSession(
            [Item(question, drawn_by) for question in chosen],
            record=record,
            lesson=lesson,
            name="body",
            tries=1,
            clock=clock,
        )
        run = IdentifyRun(tuple(chosen), session)
        if not run.finished:
            break
    return run


class IdentifyRun:
    """One run through some questions, as the 3D view asks them: one after another.

    Parameters
    ----------
    questions
        What is asked, in order.
    session
        Keeps the answers; a run that was left goes on where it stood.
    """

    def __init__(self, questions: tuple[IdentifyQuestion, ...], session: QuizSession) -> None:
        self.questions = questions
        self.session = session

    @property
    def number(self) -> int:
        """Number of the question that waits for an answer, from 1."""
        return len(self.session.answers) + 1

    @property
    def finished(self) -> bool:
        """Whether every question has been answered."""
        return len(self.session.answers) == len(self.questions)

    def asked(self) -> dict[str, Any]:
        """Return the question that waits, as the browser shows it."""
        question = self.questions[self.number - 1]
        found = question.kind is QuizKind.FIND
        return {
            "type": "question",
            "number": self.number,
            "of": len(self.questions),
            "kind": question.kind.value,
            "text": question.stem,
            "view": question.view,
            "target": None if found else question.target,
            "candidates": list(question.choices) if found else [],
            "shows": list(question.choices),
            "options": [] if found else [[name, question.names[name]] for name in question.choices],
        }

    def answer(self, asked: int, answer: str, *, seconds: float | None) -> dict[str, Any]:
        """Record an answer, and return what the browser shows of it.

        Parameters
        ----------
        asked
            Number of the question the learner answered.
        answer
            Id of the structure chosen.
        seconds
            Time taken, s.

        Raises
        ------
        QuizError
            If that question does not wait for an answer, or there is no such structure.
        RecordError
            If it could not be saved; nothing is shown then.
        """
        if self.finished:
            raise QuizError("The quiz is over.")
        if asked != self.number:
            raise QuizError(f"Question {asked} does not wait for an answer; {self.number} does.")
        question = self.questions[asked - 1]
        given = self.session.answer(question.id, answer, seconds=seconds).last
        if given is None or given.grade is None:
            raise QuizError("That answer was not taken.")
        earned, _ = self.session.score
        return {
            "type": "judged",
            "right": given.grade.score >= 1,
            "text": given.grade.remarks[0].text,
            "correct": question.target,
            "finished": self.finished,
            "score": [round(earned), self.number - 1],
        }
