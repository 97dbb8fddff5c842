"""A question as one learner meets it: numbers drawn, options in their order, one stage of a case."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sciatica_edu.errors import QuizError
from sciatica_edu.evidence.questions.arithmetic import evaluate, fill_in
from sciatica_edu.evidence.questions.numbers import reach_of
from sciatica_edu.evidence.questions.question import (
    CaseQuestion,
    DrawnQuestion,
    HotspotQuestion,
    MatchingQuestion,
    MultipleResponse,
    NumericQuestion,
    OrderingQuestion,
    SingleBestAnswer,
    TemplatedNumeric,
)
from sciatica_edu.evidence.questions.template import complete
from sciatica_edu.quiz.asking.draw import number, shuffled
from sciatica_edu.quiz.asking.drawn import concrete

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sciatica_edu.evidence.questions.question import Part, Question
    from sciatica_edu.quiz.asking.askable import Askable

__all__ = ["DrawnError", "Item", "draw_items", "drawn_numbers", "matching_choices"]

_MOST_TRIES = 500


@dataclass(frozen=True)
class DrawnError:
    """A wrong number worth a remark of its own, in the unit of the answer, and how far it reaches."""

    value: float
    reach: float
    rationale: str
    misconception: str | None


@dataclass(frozen=True)
class Item:
    """One gradable question, ready to be shown.

    Attributes
    ----------
    question
        The question; a case's stages are items of their own.
    seed
        What draws and orders follow from.
    values
        Drawn variables of a templated question.
    order
        Ids of options, regions, steps or right sides, in the order shown.
    case, stage, story
        For a stage: its case, its number from 1, and the story up to it.
    """

    question: Part | Askable
    seed: int
    values: Mapping[str, Any] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    case: CaseQuestion | None = None
    stage: int = 0
    story: str = ""

    @property
    def id(self) -> str:
        """Id of the question."""
        return self.question.id

    @property
    def version(self) -> str:
        """Version of the content: of the case, if it is a stage of one."""
        return self.case.version if self.case else self.question.version

    def text(self, template: str) -> str:
        """Return a text of the question with the drawn numbers filled in."""
        if not isinstance(self.question, TemplatedNumeric):
            return template
        return fill_in(template, {**self.values, "answer": self.answer_number})

    @cached_property
    def answer_number(self) -> float:
        """The right number of a numeric question, in its unit."""
        if isinstance(self.question, NumericQuestion):
            return self.question.answer
        if isinstance(self.question, TemplatedNumeric):
            return evaluate(self.question.answer, self.values)
        raise QuizError(f"question {self.id!r} is not answered by a number.")

    @cached_property
    def number_errors(self) -> tuple[DrawnError, ...]:
        """Known wrong numbers; one that happens to be right in this draw is left out."""
        question = self.question
        if not isinstance(question, (NumericQuestion, TemplatedNumeric)):
            return ()
        margin = question.tolerance.margin(self.answer_number)
        found: list[DrawnError] = []
        for wrong in question.common_errors:
            written = wrong.value
            value = evaluate(written, self.values) if isinstance(written, str) else written
            if abs(value - self.answer_number) > margin + 1e-9:
                said = self.text(wrong.rationale)
                reach = reach_of(value, margin)
                found.append(DrawnError(value, reach, said, wrong.misconception))
        return tuple(found)


def matching_choices(question: MatchingQuestion) -> dict[str, str]:
    """Return the right sides by id: that of the first pair which has it, or ``extra1`` …."""
    choices: dict[str, str] = {}
    for pair in question.pairs:
        if pair.right not in choices.values():
            choices[pair.id] = pair.right
    for place, extra in enumerate(question.extra, start=1):
        choices[f"extra{place}"] = extra.text
    return choices


def drawn_numbers(question: TemplatedNumeric, seed: int) -> dict[str, Any]:
    """Return one allowed draw of a template's variables, derived ones included.

    Raises
    ------
    QuizError
        If no draw meets the template's conditions.
    """
    for attempt in range(_MOST_TRIES):
        values = {
            name: variable.values[number(seed, question.id, name, attempt) % len(variable.values)]
            for name, variable in question.variables.items()
        }
        known = complete(values, derived=question.derived, where=question.where)
        if known is not None:
            return known
    raise QuizError(f"question {question.id!r}: no draw in {_MOST_TRIES} met its conditions.")


def _order(question: Part | Askable, seed: int) -> tuple[str, ...]:
    match question:
        case SingleBestAnswer() | MultipleResponse():
            ids = tuple(option.id for option in question.options)
            return shuffled(ids, seed, question.id) if question.shuffle else ids
        case HotspotQuestion():
            return tuple(region.id for region in question.regions)
        case MatchingQuestion():
            return shuffled(matching_choices(question), seed, question.id)
        case OrderingQuestion():
            order = shuffled((step.id for step in question.steps), seed, question.id)
            place = {step: index for index, step in enumerate(order)}
            solved = all(place[a] < place[b] for a, b in question.relations)
            return order[::-1] if solved else order
    return ()


def _item(question: Part | Askable, seed: int, **stage: Any) -> Item:
    values = drawn_numbers(question, seed) if isinstance(question, TemplatedNumeric) else {}
    return Item(question, seed, values, _order(question, seed), **stage)


def draw_items(questions: Iterable[Question | Askable], *, seed: int) -> tuple[Item, ...]:
    """Return the items of a quiz, a case's stages one after another.

    Parameters
    ----------
    questions
        In the order they are to be asked.
    seed
        Draws and orders follow from it and the question's id, not from its place.
    """
    items: list[Item] = []
    for question in questions:
        if isinstance(question, CaseQuestion):
            items += [
                _item(stage.question, seed, case=question, stage=place, story=stage.story)
                for place, stage in enumerate(question.stages, start=1)
            ]
        elif isinstance(question, DrawnQuestion):
            items.append(_item(concrete(question, seed=seed), seed))
        else:
            items.append(_item(question, seed))
    return tuple(items)
