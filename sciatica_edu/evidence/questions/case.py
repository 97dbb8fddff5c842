"""A story told in stages, and the union of all question types."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self, TypeAlias

from pydantic import Field, StrictBool, model_validator

from sciatica_edu.evidence.questions.base import QuestionBase, Strict, Text
from sciatica_edu.evidence.questions.choices import (
    HotspotQuestion,
    MultipleResponse,
    SingleBestAnswer,
)
from sciatica_edu.evidence.questions.drawn import DrawnQuestion
from sciatica_edu.evidence.questions.numbers import NumericQuestion, TemplatedNumeric
from sciatica_edu.evidence.questions.relations import MatchingQuestion, OrderingQuestion
from sciatica_edu.evidence.questions.words import ClozeQuestion, ShortTextQuestion

__all__ = ["QUESTION_TYPES", "CaseQuestion", "CaseStage", "Part", "Question"]

_Part: TypeAlias = (
    SingleBestAnswer
    | MultipleResponse
    | NumericQuestion
    | TemplatedNumeric
    | ShortTextQuestion
    | MatchingQuestion
    | OrderingQuestion
    | ClozeQuestion
    | HotspotQuestion
)
Part: TypeAlias = Annotated[_Part, Field(discriminator="type")]
"""A question that is graded by itself."""


class CaseStage(Strict):
    """A piece of the story and the question it raises."""

    story: Text
    question: Part


class CaseQuestion(QuestionBase):
    """A story told in stages, with a question after each."""

    type: Literal["case"]
    vignette: StrictBool = True
    stages: Annotated[tuple[CaseStage, ...], Field(min_length=2, max_length=9)]

    @model_validator(mode="before")
    @classmethod
    def _stages_inherit(cls, data: Any) -> Any:
        """Give each stage's question the case's shared fields and the id ``CASE.1``, ``CASE.2``."""
        if not isinstance(data, dict) or not isinstance(data.get("stages"), (list, tuple)):
            return data
        shared = ("objective", "level", "audiences", "bloom", "difficulty", "facts")
        inherited = {name: data[name] for name in shared if name in data}
        stages = []
        for number, stage in enumerate(data["stages"], start=1):
            if isinstance(stage, dict) and isinstance(stage.get("question"), dict):
                own = {"id": f"{data.get('id')}.{number}", **inherited, **stage["question"]}
                stages.append({**stage, "question": own})
            else:
                stages.append(stage)
        return {**data, "stages": stages}

    @model_validator(mode="after")
    def _stages_are_numbered(self) -> Self:
        for number, stage in enumerate(self.stages, start=1):
            if stage.question.id != f"{self.id}.{number}":
                raise ValueError(f"stage {number} must have the id {self.id}.{number}, or none")
        return self


Question: TypeAlias = Annotated[_Part | CaseQuestion | DrawnQuestion, Field(discriminator="type")]

QUESTION_TYPES: tuple[str, ...] = (
    "single_best_answer",
    "multiple_response",
    "numeric",
    "templated_numeric",
    "short_text",
    "matching",
    "ordering",
    "cloze",
    "hotspot",
    "case",
    "drawn",
)
