"""What all questions share: identity, objective, level, stem, facts, hints."""

from __future__ import annotations

import hashlib
import json
from enum import StrEnum
from typing import Annotated, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StringConstraints

__all__ = [
    "Audience",
    "Bloom",
    "Id",
    "Judged",
    "Label",
    "Level",
    "Number",
    "OptionId",
    "QuestionBase",
    "Strict",
    "Text",
    "require_unique",
]

Text: TypeAlias = Annotated[
    str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=4000)
]
Label: TypeAlias = Annotated[
    str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=400)
]
Id: TypeAlias = Annotated[
    str, StringConstraints(strict=True, pattern=r"^[A-Za-z][A-Za-z0-9_-]{1,60}$")
]
QuestionId: TypeAlias = Annotated[
    str, StringConstraints(strict=True, pattern=r"^[A-Za-z][A-Za-z0-9_-]{2,40}(\.[1-9])?$")
]
OptionId: TypeAlias = Annotated[
    str, StringConstraints(strict=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,40}$")
]
Number: TypeAlias = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Day: TypeAlias = Annotated[str, StringConstraints(strict=True, pattern=r"^\d{4}-\d{2}-\d{2}$")]


# Fields that may change without making it another question.
_NOT_CONTENT = {"reviewed_on", "reviewed_by", "supersedes", "difficulty"}


class Level(StrEnum):
    """How deep a question goes."""

    INTRODUCTORY = "introductory"
    CLINICAL = "clinical"


class Audience(StrEnum):
    """Who a question is for."""

    SELF_STUDY = "self-study"
    NURSING = "nursing"
    PHYSIOTHERAPY = "physiotherapy"
    MEDICINE = "medicine"


class Bloom(StrEnum):
    """The cognitive level a question asks for (Bloom's revised taxonomy)."""

    REMEMBER = "remember"
    UNDERSTAND = "understand"
    APPLY = "apply"
    ANALYSE = "analyse"
    EVALUATE = "evaluate"
    CREATE = "create"


class Strict(BaseModel):
    """Frozen, and refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Judged(Strict):
    """Something a learner may choose: why it is right or wrong."""

    rationale: Text
    """Shown to the learner who chose it: why it is right, or what is wrong with it."""
    misconception: Id | None = None
    """For a wrong choice: the misconception it tempts (an id of data/misconceptions.yaml)."""


class QuestionBase(Strict):
    """What every question has, whatever its type."""

    id: QuestionId
    """Immutable and never reused; a corrected question gets a new id and `supersedes`."""
    objective: Id
    """The learning objective it tests."""
    level: Level
    audiences: tuple[Audience, ...] = tuple(Audience)
    """Who it is for; everyone unless said otherwise."""
    bloom: Bloom
    difficulty: Annotated[float, Field(strict=True, ge=0, le=1)]
    """Expected proportion of learners who answer wrong, 0 (easy) to 1 (hard)."""
    vignette: StrictBool = False
    """Whether it starts from a patient's story."""
    stem: Text
    """The question or the story, in Markdown."""
    lead_in: Label | None = None
    """The question itself, when the stem is a story."""
    facts: Annotated[tuple[Id, ...], Field(min_length=1)]
    """The facts the answer rests on; at least one."""
    hints: Annotated[tuple[Text, ...], Field(max_length=4)] = ()
    """Shown one at a time, on request, from the vaguest to the clearest."""
    points: Annotated[float, Field(strict=True, gt=0, le=20)] = 1.0
    supersedes: QuestionId | None = None
    """The question that this one corrects and replaces."""
    reviewed_on: Day | None = None
    reviewed_by: Label | None = None

    @property
    def version(self) -> str:
        """Twelve hexadecimal digits that change when what a learner sees or how it is graded does."""
        content = self.model_dump(mode="json", exclude=_NOT_CONTENT, exclude_defaults=True)
        text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:12]


def require_unique(kind: str, names: list[str]) -> None:
    """Raise ValueError, naming the culprits, if a name occurs twice."""
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"{kind} used twice: {', '.join(twice)}")
