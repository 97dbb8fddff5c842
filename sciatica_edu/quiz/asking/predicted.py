"""How a predicted number is asked and judged: it lies on a line whose ends are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sciatica_edu.errors import QuizError
from sciatica_edu.evidence.predictions import PredictedNumber
from sciatica_edu.evidence.questions.question import NumericQuestion
from sciatica_edu.quiz.asking.answers import read_quantity
from sciatica_edu.quiz.asking.grading import Grade, judge
from sciatica_edu.quiz.asking.presentation import controls
from sciatica_edu.quiz.asking.right_answer import answer_and_reason

if TYPE_CHECKING:
    from sciatica_edu.quiz.asking.items import Item

__all__ = ["on_the_line"]


def on_the_line(question: PredictedNumber, answer: Any) -> float:
    """Return the number a learner gave.

    Raises
    ------
    QuizError
        If it is no number, or lies off the line; the message is for the learner.
    """
    value = read_quantity(str(answer or "")).value
    if not question.low <= value <= question.high:
        ends = f"{question.low:g} to {question.high:g} {question.counted}"
        raise QuizError(f"Write a number from {ends}.")
    return value


@judge.register(PredictedNumber)
def _(question: PredictedNumber, item: Item, answer: Any) -> Grade:
    given = f"{on_the_line(question, answer):g}"
    return judge.dispatch(NumericQuestion)(question, item, given)


@controls.register(PredictedNumber)
def _(question: PredictedNumber, _item: Item, _pictures: Any) -> dict[str, Any]:
    return {
        "type": "line",
        "unit": question.counted,
        "ends": [question.low, question.high],
    }


@answer_and_reason.register(PredictedNumber)
def _(question: PredictedNumber, _item: Item) -> tuple[str, str]:
    return question.worked_solution, question.rationale
