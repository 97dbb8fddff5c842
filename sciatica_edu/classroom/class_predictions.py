"""What a class expected: its predictions beside what is so, for groups large enough to hide in."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import quantiles
from typing import TYPE_CHECKING

from sciatica_edu.classroom.item_analysis import analyse, responses_from_events
from sciatica_edu.errors import QuizError
from sciatica_edu.evidence.predictions import NumberPrediction
from sciatica_edu.quiz.asking.answers import read_quantity
from sciatica_edu.quiz.learning.states import Mode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sciatica_edu.classroom.item_analysis import ItemAnalysis, Response
    from sciatica_edu.evidence.predictions import Prediction
    from sciatica_edu.record.events import Event

__all__ = ["ClassPrediction", "class_predictions"]


@dataclass(frozen=True)
class ClassPrediction:
    """How one prediction came out in a class.

    Attributes
    ----------
    question, told
        What was asked, and what is so.
    expected
        What the class expected, in words: learners by option, or the middle of its numbers.
    learners
        Who committed.
    right
        Mean score, 0 to 1; None when it would tell about too few.
    """

    question: str
    told: str
    expected: str
    learners: int
    right: float | None


def class_predictions(
    events: Iterable[Event], predictions: Mapping[str, Prediction], *, k: int
) -> tuple[ClassPrediction, ...]:
    """Return the predictions to which at least `k` learners committed, in the course's order.

    Parameters
    ----------
    events
        The class's events.
    predictions
        The course's, by id.
    k
        Fewest learners behind a number.
    """
    made = [event for event in events if event.mode == Mode.PREDICT and event.item in predictions]
    responses = responses_from_events(made)
    chosen = {name: tuple(getattr(row, "options", ())) for name, row in predictions.items()}
    found = {item.item: item for item in analyse(responses, options=chosen, k=k).items}
    return tuple(
        ClassPrediction(
            question=row.question,
            told=row.told,
            expected=_expected(row, found[name], responses),
            learners=found[name].learners,
            right=found[name].difficulty,
        )
        for name, row in predictions.items()
        if name in found
    )


def _expected(row: Prediction, item: ItemAnalysis, responses: Iterable[Response]) -> str:
    if isinstance(row, NumberPrediction):
        given = [response.chosen[0] for response in responses if response.item == row.id]
        low, middle, high = quantiles(_numbers(given), n=4, method="inclusive")
        return row.in_words(f"{middle:.3g} (middle half: {low:.3g} to {high:.3g})")
    if row.kind == "order":
        return "–"  # everybody names every step; the order is in the share that is right
    return "; ".join(
        f"{row.in_words(name)}: {'withheld' if count is None else count}"
        for name, count in item.choices.items()
    )


def _numbers(given: Iterable[str]) -> Iterator[float]:
    for text in given:
        try:
            yield read_quantity(text).value
        except QuizError:  # written by hand into a record
            continue
