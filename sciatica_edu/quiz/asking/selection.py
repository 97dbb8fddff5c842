"""Which questions a quiz asks: filtered by a blueprint, drawn from a seed, spread over objectives."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sciatica_edu.errors import QuizError, require_in_range, require_known
from sciatica_edu.evidence.questions.question import Audience, Level
from sciatica_edu.quiz.asking.draw import shuffled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sciatica_edu.evidence.questions.question import Question

__all__ = ["Slot", "matching_questions", "parallel", "select"]


@dataclass(frozen=True)
class Slot:
    """One line of a blueprint: how many questions, and which may fill it.

    Attributes
    ----------
    count
        How many questions.
    objectives, levels, types
        Allowed values; an empty tuple allows all.
    audience
        Who the questions are for; None for anyone.
    vignettes
        True for patients' stories only, False for none of them, None for both.
    """

    count: int
    objectives: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    audience: str | None = None
    types: tuple[str, ...] = ()
    vignettes: bool | None = None

    def __post_init__(self) -> None:
        require_in_range("count", self.count, 1, 500)
        for level in self.levels:
            require_known("level", level, [one.value for one in Level])
        if self.audience is not None:
            require_known("audience", self.audience, [one.value for one in Audience])

    def accepts(self, question: Question) -> bool:
        """Return whether a question may fill this slot."""
        return (
            (not self.objectives or question.objective in self.objectives)
            and (not self.levels or question.level in self.levels)
            and (self.audience is None or self.audience in question.audiences)
            and (not self.types or question.type in self.types)
            and (self.vignettes is None or question.vignette == self.vignettes)
        )


def matching_questions(questions: Iterable[Question], slot: Slot) -> tuple[Question, ...]:
    """Return the questions that may fill a slot, by id."""
    found = (question for question in questions if slot.accepts(question))
    return tuple(sorted(found, key=lambda question: question.id))


def select(
    questions: Iterable[Question], blueprint: Sequence[Slot], *, seed: int
) -> tuple[Question, ...]:
    """Return the questions of one quiz.

    The same questions, blueprint and seed give the same quiz on any machine.

    Parameters
    ----------
    questions
        The pool; its order does not matter.
    blueprint
        Filled slot by slot; no question fills two.
    seed
        What the choice follows from.

    Raises
    ------
    QuizError
        If a slot's pool has fewer questions than it asks for; the message says how many.
    """
    pool = list(questions)
    chosen: list[Question] = []
    for place, slot in enumerate(blueprint, start=1):
        taken = {question.id for question in chosen}
        allowed = [q for q in matching_questions(pool, slot) if q.id not in taken]
        if len(allowed) < slot.count:
            raise QuizError(
                f"slot {place} of the blueprint asks for {slot.count} questions, but only "
                f"{len(allowed)} fit it; ask for fewer or widen it."
            )
        # the last part of the seed is part of every quiz drawn so far
        chosen += _spread(allowed, seed, place, 0)[: slot.count]
    return tuple(chosen)


def parallel(
    questions: Iterable[Question], form: Sequence[Question], *, audience: str, seed: int
) -> tuple[Question, ...]:
    """Return another form of a test: question by question the same objective, none of the same questions.

    Parameters
    ----------
    questions
        The pool; its order does not matter.
    form
        The test as it was asked.
    audience
        Who the questions are for.
    seed
        What the choice follows from.

    Raises
    ------
    QuizError
        If an objective has too few questions for two forms.
    """
    asked = {question.id for question in form}
    rest = [question for question in questions if question.id not in asked]
    blueprint: list[Slot] = []
    for question in form:
        same = Slot(1, (question.objective,), (question.level,), audience)
        left = len(matching_questions(rest, same)) - blueprint.count(same)
        blueprint.append(same if left > 0 else replace(same, levels=()))
    # what takes any level comes last, so that it leaves the others theirs
    blueprint.sort(key=lambda slot: not slot.levels)
    return select(rest, blueprint, seed=seed)


def _spread(pool: Sequence[Question], *parts: object) -> list[Question]:
    """Return the pool shuffled, objectives taking turns."""
    by_objective: dict[str, list[Question]] = defaultdict(list)
    for question in shuffled(pool, *parts, key=lambda question: question.id):
        by_objective[question.objective].append(question)
    order: list[Question] = []
    turn = 0
    while len(order) < len(pool):
        for objective in shuffled(by_objective, *parts, turn):
            queue = by_objective[objective]
            if turn < len(queue):
                order.append(queue[turn])
        turn += 1
    return order
