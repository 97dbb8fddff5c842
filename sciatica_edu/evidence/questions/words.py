"""Questions answered in words: a term, or a text with gaps."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, Self, TypeAlias

from pydantic import Field, StringConstraints, field_validator, model_validator

from sciatica_edu.evidence.questions.base import (
    Judged,
    Label,
    Number,
    QuestionBase,
    Strict,
    Text,
    require_unique,
)
from sciatica_edu.evidence.questions.choices import Option  # noqa: TC001 - pydantic reads it
from sciatica_edu.evidence.questions.numbers import Tolerance, bare_tolerance, known_unit

__all__ = [
    "BLANK",
    "Blank",
    "ChoiceBlank",
    "ClozeQuestion",
    "NumberBlank",
    "ShortTextQuestion",
    "TextBlank",
    "WrongText",
]


class WrongText(Judged):
    """A wrong answer that is often given."""

    text: Label


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class ShortTextQuestion(QuestionBase):
    """A word or a short phrase."""

    type: Literal["short_text"]
    answer: Label
    """The preferred term, as the learner will be shown it."""
    accept: tuple[Label, ...] = ()
    """Other anatomical terms for the same thing."""
    everyday: tuple[Label, ...] = ()
    """Everyday terms that count as right."""
    spelling: Literal["exact", "lenient"] = "lenient"
    """`lenient` forgives one slip of a letter in six; `exact` suits L5 against S1."""
    wrong: tuple[WrongText, ...] = ()
    """Wrong answers with a feedback of their own; they win over a lenient match."""
    rationale: Text
    otherwise: Text | None = None
    """Said to a wrong answer that `wrong` does not foresee."""

    @model_validator(mode="after")
    def _answers_are_distinct(self) -> Self:
        right = [term.casefold() for term in (self.answer, *self.accept, *self.everyday)]
        require_unique("accepted term", right)
        for wrong in self.wrong:
            if wrong.text.casefold() in right:
                raise ValueError(f"{wrong.text!r} is both accepted and wrong")
        return self


class TextBlank(Strict):
    """A gap filled with a word."""

    kind: Literal["text"]
    accept: Annotated[tuple[Label, ...], Field(min_length=1)]
    """Accepted words; the first one is shown as the answer."""
    spelling: Literal["exact", "lenient"] = "lenient"
    rationale: Text
    wrong: tuple[WrongText, ...] = ()

    _accept = field_validator("accept", mode="before")(_one_or_many)


class ChoiceBlank(Strict):
    """A gap filled from a list."""

    kind: Literal["choice"]
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=8)]

    @model_validator(mode="after")
    def _one_key(self) -> Self:
        require_unique("option id", [option.id for option in self.options])
        if sum(option.key for option in self.options) != 1:
            raise ValueError("exactly one option of a blank must have key: true")
        return self


class NumberBlank(Strict):
    """A gap filled with a number in a printed unit."""

    kind: Literal["number"]
    answer: Number
    unit: Annotated[str, StringConstraints(strict=True)] = ""
    tolerance: Tolerance = Field(default_factory=lambda: Tolerance(absolute=0.0))
    rationale: Text

    _tolerance = field_validator("tolerance", mode="before")(bare_tolerance)
    _unit = field_validator("unit", mode="before")(known_unit)


Blank: TypeAlias = Annotated[TextBlank | ChoiceBlank | NumberBlank, Field(discriminator="kind")]
BLANK = re.compile(r"\[\[([A-Za-z0-9_-]+)\]\]")


class ClozeQuestion(QuestionBase):
    """A text with gaps."""

    type: Literal["cloze"]
    text: Text
    """Plain text in which ``[[name]]`` stands for the blank called `name`."""
    blanks: Annotated[dict[str, Blank], Field(min_length=1, max_length=8)]

    @model_validator(mode="after")
    def _each_blank_once(self) -> Self:
        named = BLANK.findall(self.text)
        require_unique("blank", named)
        if set(named) != set(self.blanks):
            raise ValueError(
                f"the text has the blanks {sorted(named)}, `blanks` defines {sorted(self.blanks)}"
            )
        return self
