"""Questions answered by a number with a unit, written once or drawn from a seed."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Field, StrictBool, StringConstraints, field_validator, model_validator

from sciatica_edu.errors import SciaticaEduError
from sciatica_edu.evidence.questions.arithmetic import evaluate, fill_in, names_in, placeholders
from sciatica_edu.evidence.questions.base import (
    Judged,
    Label,
    Number,
    QuestionBase,
    Strict,
    Text,
)
from sciatica_edu.evidence.questions.quantities import canonical_unit, same_kind
from sciatica_edu.evidence.questions.template import Variable, draws

__all__ = [
    "CommonError",
    "NumericQuestion",
    "TemplatedError",
    "TemplatedNumeric",
    "Tolerance",
    "bare_tolerance",
    "known_unit",
    "reach_of",
]


_VALUE_REACH = 0.005


class Tolerance(Strict):
    """How far from the answer still counts as right; the wider of the two given."""

    absolute: Annotated[float, Field(strict=True, ge=0, allow_inf_nan=False)] | None = None
    """In the unit of the answer."""
    relative: Annotated[float, Field(strict=True, ge=0, le=0.5)] | None = None
    """As a proportion of the answer: 0.02 is two per cent."""

    @model_validator(mode="after")
    def _one_given(self) -> Self:
        if self.absolute is None and self.relative is None:
            raise ValueError("give absolute or relative")
        return self

    def margin(self, answer: float) -> float:
        """Return the largest accepted distance from `answer`, in its unit."""
        return max(self.absolute or 0.0, (self.relative or 0.0) * abs(answer))


def bare_tolerance(value: Any) -> Any:
    """Read a bare number as an absolute tolerance."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return {"absolute": float(value)}
    return value


def known_unit(value: Any) -> Any:
    """Return the canonical unit; ValueError names the nearest one."""
    if not isinstance(value, str):
        return value
    try:
        return canonical_unit(value)
    except SciaticaEduError as error:
        raise ValueError(str(error)) from None


class CommonError(Judged):
    """A wrong number that tells how the learner went wrong."""

    value: Number
    """In the unit of the answer."""


def reach_of(value: float, margin: float) -> float:
    """Return how far a known wrong number reaches.

    Parameters
    ----------
    value
        The wrong number.
    margin
        The tolerance of the question; it reaches as far, and at least 0.5 % of itself.
    """
    return max(margin, _VALUE_REACH * abs(value))


class _Quantity(QuestionBase):
    unit: Annotated[str, StringConstraints(strict=True)] = ""
    """The unit of the answer; empty for a plain number."""
    ask_unit: StrictBool = False
    """True leaves the unit to the learner; False prints it beside the box."""
    accept_units: tuple[str, ...] | None = None
    """Units a learner may answer in; every unit that converts, unless said otherwise."""
    tolerance: Tolerance = Field(default_factory=lambda: Tolerance(absolute=0.0))
    rationale: Text
    """Why, in words."""
    otherwise: Text | None = None
    """Said to a wrong number that no common error foresaw."""

    _tolerance = field_validator("tolerance", mode="before")(bare_tolerance)
    _unit = field_validator("unit", mode="before")(known_unit)

    @field_validator("accept_units", mode="before")
    @classmethod
    def _units(cls, value: Any) -> Any:
        return [known_unit(unit) for unit in value] if isinstance(value, (list, tuple)) else value

    @model_validator(mode="after")
    def _units_convert(self) -> Self:
        for unit in self.accept_units or ():
            if not same_kind(unit, self.unit):
                raise ValueError(f"accept_units: {unit!r} does not convert to {self.unit!r}")
        if self.ask_unit and not self.unit:
            raise ValueError("ask_unit needs a unit")
        return self


class NumericQuestion(_Quantity):
    """A number with a unit."""

    type: Literal["numeric"]
    answer: Number
    worked_solution: Text
    """The calculation, step by step."""
    common_errors: tuple[CommonError, ...] = ()
    """The first that fits an answer is said."""

    @model_validator(mode="after")
    def _errors_are_wrong(self) -> Self:
        margin = self.tolerance.margin(self.answer)
        for wrong in self.common_errors:
            if abs(wrong.value - self.answer) <= margin:
                raise ValueError(f"common error {wrong.value:g} would be graded right")
        return self


class TemplatedError(Judged):
    """A wrong way to calculate, as an expression."""

    value: Label


class TemplatedNumeric(_Quantity):
    """A number whose story is drawn from a seed."""

    type: Literal["templated_numeric"]
    variables: Annotated[dict[str, Variable], Field(min_length=1, max_length=8)]
    where: tuple[Label, ...] = ()
    """Conditions that a draw must meet, such as ``weight_kg * 4.5 > 300``."""
    derived: dict[str, Label] = Field(default_factory=dict)
    """Names for intermediate results, in order; usable in texts and later expressions."""
    answer: Label
    """An expression over the variables."""
    worked_solution: Text
    """The calculation; ``{name}`` and ``{name:.1f}`` show values, ``{answer}`` the result."""
    common_errors: tuple[TemplatedError, ...] = ()

    @model_validator(mode="after")
    def _names_exist(self) -> Self:
        try:
            self._check_names()
        except SciaticaEduError as error:  # pydantic gathers ValueErrors only
            raise ValueError(str(error)) from None
        return self

    def _check_names(self) -> None:
        known = list(self.variables)
        for name, expression in self.derived.items():
            _require_names(f"derived {name}", names_in(expression), known)
            known.append(name)
        for condition in self.where:
            _require_names(f"where {condition!r}", names_in(condition), known)
        for expression in (self.answer, *(wrong.value for wrong in self.common_errors)):
            _require_names(f"expression {expression!r}", names_in(expression), known)

    @model_validator(mode="after")
    def _every_draw_works(self) -> Self:
        found = 0
        try:
            for values in draws(self.variables, derived=self.derived, where=self.where, limit=400):
                found += 1
                self._check_draw(values, evaluate(self.answer, values))
        except SciaticaEduError as error:
            raise ValueError(str(error)) from None
        if not found:
            raise ValueError("no draw of the variables meets the conditions in `where`")
        return self

    def _check_draw(self, values: dict[str, Any], answer: float) -> None:
        texts = [self.stem, self.lead_in or "", self.rationale, self.worked_solution, *self.hints]
        texts.append(self.otherwise or "")
        for text in (*texts, *(wrong.rationale for wrong in self.common_errors)):
            fill_in(text, {**values, "answer": answer})
        asked = placeholders(self.stem) | placeholders(self.lead_in or "")
        if "answer" in asked:
            raise ValueError("the stem shows {answer}")
        for wrong in self.common_errors:
            evaluate(wrong.value, values)


def _require_names(where: str, asked: set[str], known: list[str]) -> None:
    unknown = sorted(asked - set(known))
    if unknown:
        raise ValueError(f"{where} reads unknown {unknown}; defined: {', '.join(known)}")
