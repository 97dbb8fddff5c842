"""The right answer to an item and the reason for it, as they are told afterwards."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from sciatica_edu.errors import QuizError
from sciatica_edu.evidence.questions.question import (
    ChoiceBlank,
    ClozeQuestion,
    HotspotQuestion,
    MatchingQuestion,
    MultipleResponse,
    NumberBlank,
    NumericQuestion,
    OrderingQuestion,
    ShortTextQuestion,
    SingleBestAnswer,
    TemplatedNumeric,
)
from sciatica_edu.quiz.asking.flashcard import Flashcard
from sciatica_edu.quiz.asking.items import Item

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sciatica_edu.evidence.questions.question import Option

__all__ = ["answer_and_reason", "right_answer"]


def right_answer(item: Item) -> tuple[str, str]:
    """Return the right answer and why it is right, both in Markdown."""
    return answer_and_reason(item.question, item)


@singledispatch
def answer_and_reason(question: object, item: Item) -> tuple[str, str]:  # noqa: ARG001 - dispatched on
    """Answer by the question's type; another module may register one more type."""
    raise QuizError(f"question {item.id!r} has a type without an answer.")


def _keys(options: Iterable[Option]) -> list[Option]:
    return [option for option in options if option.key]


@answer_and_reason.register(SingleBestAnswer)
@answer_and_reason.register(MultipleResponse)
def _(question: SingleBestAnswer | MultipleResponse, _item: Item) -> tuple[str, str]:
    keys = _keys(question.options)
    return "; ".join(key.text for key in keys), " ".join(key.rationale for key in keys)


@answer_and_reason.register
def _(question: HotspotQuestion, _item: Item) -> tuple[str, str]:
    keys = [region for region in question.regions if region.key]
    return " or ".join(key.label for key in keys), " ".join(key.rationale for key in keys)


@answer_and_reason.register(NumericQuestion)
@answer_and_reason.register(TemplatedNumeric)
def _(question: NumericQuestion | TemplatedNumeric, item: Item) -> tuple[str, str]:
    solution = item.text(question.worked_solution)
    rationale = item.text(question.rationale)
    return f"{item.answer_number:.4g} {question.unit}".strip(), f"{rationale} {solution}"


@answer_and_reason.register
def _(question: ShortTextQuestion, _item: Item) -> tuple[str, str]:
    return question.answer, question.rationale


@answer_and_reason.register
def _(question: ClozeQuestion, _item: Item) -> tuple[str, str]:
    words, reasons = [], []
    for blank in question.blanks.values():
        if isinstance(blank, ChoiceBlank):
            key = _keys(blank.options)[0]
            words.append(key.text)
            reasons.append(key.rationale)
        elif isinstance(blank, NumberBlank):
            words.append(f"{blank.answer:g} {blank.unit}".strip())
            reasons.append(blank.rationale)
        else:
            words.append(blank.accept[0])
            reasons.append(blank.rationale)
    return "; ".join(words), " ".join(reasons)


@answer_and_reason.register
def _(question: MatchingQuestion, _item: Item) -> tuple[str, str]:
    pairs = "; ".join(f"{pair.left}: {pair.right}" for pair in question.pairs)
    return pairs, " ".join(pair.rationale for pair in question.pairs)


@answer_and_reason.register
def _(question: OrderingQuestion, _item: Item) -> tuple[str, str]:
    order = "; ".join(f"{place}. {step.text}" for place, step in enumerate(question.steps, start=1))
    return order, " ".join(step.rationale for step in question.steps)


@answer_and_reason.register
def _(card: Flashcard, _item: Item) -> tuple[str, str]:
    return card.back, ""
