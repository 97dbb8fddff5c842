"""Predictions: what a learner commits to before a picture, a number or a paragraph is opened.

A row of ``data/predictions.yaml`` is asked as a question of the bank's own types, so it is
drawn, graded and recorded like every other question.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self, TypeAlias

from pydantic import Field, StringConstraints, model_validator

from sciatica_edu.evidence.models import FactId, LessonId, Model, Text
from sciatica_edu.evidence.questions.base import Bloom, Id, Label, Level, Number, OptionId
from sciatica_edu.evidence.questions.choices import (
    HotspotQuestion,
    HotspotRegion,
    Option,
    SingleBestAnswer,
)
from sciatica_edu.evidence.questions.numbers import NumericQuestion, Tolerance
from sciatica_edu.evidence.questions.relations import OrderingQuestion, OrderingStep

__all__ = [
    "ChoicePrediction",
    "NumberPrediction",
    "OrderPrediction",
    "PlacePrediction",
    "PredictedNumber",
    "Prediction",
]

# An edit of what is said afterwards leaves a commitment as it is: `version` must not know it.
_SAID_BELOW = "What is said to it stands below."

_Options: TypeAlias = Annotated[dict[OptionId, Label], Field(min_length=2, max_length=10)]


class PredictedNumber(NumericQuestion):
    """A number on a line from `low` to `high`; the truth may be a stretch of it."""

    low: Number
    high: Number
    true_from: Number
    true_to: Number
    counted: str
    """What the number counts, as written behind it."""


class _Prediction(Model):
    """What every prediction has, whatever its kind.

    Attributes
    ----------
    lesson, objective
        Where it is asked, and what it belongs to.
    question
        What is asked, in Markdown; it gives nothing away.
    surprise
        What is said once the learner has committed, in Markdown with ``[FACT-ID]`` citations.
    facts
        Facts behind the truth.
    basis
        What a truth without a fact rests on, in words ("computed: …").
    spoilers
        Words that would give the truth away if they stood in the open near the question.
    """

    id: Annotated[str, StringConstraints(pattern=r"^PRD-[A-Z]{2,4}-\d{2}$")]
    lesson: LessonId
    objective: Id
    question: Text
    surprise: Text
    facts: list[FactId] = Field(default=[])
    basis: Text | None = None
    spoilers: list[Label] = Field(default=[])

    @model_validator(mode="after")
    def _rests_on_something(self) -> Self:
        if not self.facts and self.basis is None:
            raise ValueError("a prediction without facts says in `basis` what its truth rests on")
        return self

    def _common(self, kind: str) -> dict[str, Any]:
        return {
            "type": kind,
            "id": self.id,
            "objective": self.objective,
            "level": Level.INTRODUCTORY,
            "bloom": Bloom.UNDERSTAND,
            "difficulty": 0.5,
            "stem": self.question,
            "facts": tuple(self.facts),
        }


class _OfOptions(_Prediction):
    """A prediction that is made among `options`, by id."""

    options: _Options
    truth: Any

    @property
    def told(self) -> str:
        """The truth in words."""
        return self.in_words(self.truth)

    def in_words(self, answer: Any) -> str:
        """Return what an answer, an id or several, says."""
        names = [answer] if isinstance(answer, str) else answer
        return "; ".join(self.options.get(name, str(name)) for name in names)


class ChoicePrediction(_OfOptions):
    """One of several expectations; `truth` is the id of the right one."""

    kind: Literal["choice"]
    truth: OptionId

    @model_validator(mode="after")
    def _truth_is_an_option(self) -> Self:
        _require_options([self.truth], self.options)
        return self

    def asked(self) -> SingleBestAnswer:
        """Return it as a question of the bank."""
        options = tuple(
            Option(id=name, text=text, rationale=_SAID_BELOW, key=name == self.truth)
            for name, text in self.options.items()
        )
        # Not validated again: the row was, and a computed truth has no fact, which a question must.
        return SingleBestAnswer.model_construct(
            **self._common("single_best_answer"), options=options, shuffle=False
        )


class NumberPrediction(_Prediction):
    """A number from `low` to `high`, right within `near` of `truth` (or of `truth` to `truth_to`)."""

    kind: Literal["number"]
    unit: Label
    """What is counted, as written behind the number: ``of 100``, ``mm``."""
    low: Number
    high: Number
    truth: Number
    truth_to: Number | None = None
    near: Annotated[float, Field(strict=True, ge=0)]

    @model_validator(mode="after")
    def _truth_is_in_range(self) -> Self:
        last = self.truth if self.truth_to is None else self.truth_to
        if not self.low <= self.truth <= last <= self.high:
            raise ValueError(
                f"low, truth, truth_to and high must rise; they are {self.low:g}, {self.truth:g}, "
                f"{last:g} and {self.high:g}"
            )
        return self

    @property
    def told(self) -> str:
        """The truth in words."""
        numbers = f"{self.truth:g}"
        if self.truth_to is not None:
            numbers += f" to {self.truth_to:g}"
        return self.in_words(numbers)

    def in_words(self, answer: Any) -> str:
        """Return what an answer says."""
        return f"{answer} {self.unit}"

    def asked(self) -> PredictedNumber:
        """Return it as a question of the bank."""
        last = self.truth if self.truth_to is None else self.truth_to
        return PredictedNumber.model_construct(
            **self._common("numeric"),
            answer=(self.truth + last) / 2,
            tolerance=Tolerance(absolute=(last - self.truth) / 2 + self.near),
            rationale=_SAID_BELOW,
            worked_solution=self.told,
            low=self.low,
            high=self.high,
            true_from=self.truth,
            true_to=last,
            counted=self.unit,
        )


class OrderPrediction(_OfOptions):
    """Things to be put in order; `truth` names all of them in the right one."""

    kind: Literal["order"]
    truth: Annotated[list[OptionId], Field(min_length=3)]

    @model_validator(mode="after")
    def _truth_orders_all(self) -> Self:
        if sorted(self.truth) != sorted(self.options):
            raise ValueError(f"truth must name each of {', '.join(self.options)} once")
        return self

    def asked(self) -> OrderingQuestion:
        """Return it as a question of the bank."""
        steps = tuple(
            OrderingStep(id=name, text=self.options[name], rationale=_SAID_BELOW)
            for name in self.truth
        )
        return OrderingQuestion.model_construct(**self._common("ordering"), steps=steps)


class PlacePrediction(_OfOptions):
    """Places in a picture, an option for each by its id there; `truth` names the right ones."""

    kind: Literal["place"]
    picture: Id
    """Name of a picture in data/pictures.yaml."""
    truth: Annotated[list[OptionId], Field(min_length=1)]

    @model_validator(mode="after")
    def _truth_is_a_place(self) -> Self:
        _require_options(self.truth, self.options)
        return self

    def asked(self) -> HotspotQuestion:
        """Return it as a question of the bank."""
        regions = tuple(
            HotspotRegion(id=name, label=text, rationale=_SAID_BELOW, key=name in self.truth)
            for name, text in self.options.items()
        )
        return HotspotQuestion.model_construct(
            **self._common("hotspot"), picture=self.picture, regions=regions
        )


Prediction: TypeAlias = Annotated[
    ChoicePrediction | NumberPrediction | OrderPrediction | PlacePrediction,
    Field(discriminator="kind"),
]


def _require_options(truth: list[str], options: dict[str, str]) -> None:
    unknown = [name for name in truth if name not in options]
    if unknown:
        raise ValueError(f"truth names {unknown[0]!r}; the options are {', '.join(options)}")
