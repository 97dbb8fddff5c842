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
    "AlsoRight",
    "CommonError",
    "NumericQuestion",
    "TemplatedError",
    "TemplatedNumeric",
    "Tolerance",
    "around",
    "bare_tolerance",
    "known_unit",
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
    """A wrong number, or a range of them, that tells how the learner went wrong."""

    value: Number | None = None
    """In the unit of the answer; or give `low` and `high`."""
    low: Number | None = None
    """The smallest number of the range, in the unit of the answer."""
    high: Number | None = None
    """The largest number of the range."""

    @model_validator(mode="after")
    def _number_or_range(self) -> Self:
        given = (self.value is not None, self.low is not None, self.high is not None)
        if given not in {(True, False, False), (False, True, True)}:
            raise ValueError("a common error has a value, or low and high")
        if self.low is not None and self.high is not None:
            _require_order(self.low, self.high)
        return self

    def ends(self, margin: float) -> tuple[float, float]:
        """Return the smallest and the largest number meant; see `around` for a single one."""
        if self.low is not None and self.high is not None:
            return self.low, self.high
        return around(self.value or 0.0, margin)


class AlsoRight(Strict):
    """Numbers that are right too and get a remark of their own, such as a cruder rounding."""

    low: Number
    """The smallest, in the unit of the answer."""
    high: Number
    """The largest; the same as `low` for a single number."""
    rationale: Text
    """Shown instead of the question's rationale."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _require_order(self.low, self.high)
        return self


def around(value: float, margin: float) -> tuple[float, float]:
    """Return the ends of what a known wrong number stands for.

    Parameters
    ----------
    value
        The wrong number.
    margin
        The tolerance of the question; it reaches as far, and at least 0.5 % of itself.
    """
    reach = max(margin, _VALUE_REACH * abs(value))
    return value - reach, value + reach


def _require_order(low: float, high: float) -> None:
    if low > high:
        raise ValueError(f"the range runs from {low:g} to {high:g}; give the smaller end first")


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
    also_right: tuple[AlsoRight, ...] = ()
    """Right numbers with a remark of their own; they may lie outside the tolerance."""
    common_errors: tuple[CommonError, ...] = ()
    """The first that fits an answer is said; what is right is right, whatever stands here."""

    @model_validator(mode="after")
    def _errors_are_wrong(self) -> Self:
        margin = self.tolerance.margin(self.answer)
        right = [(self.answer - margin, self.answer + margin)]
        right += [(also.low, also.high) for also in self.also_right]
        for wrong in self.common_errors:
            low, high = wrong.ends(0.0) if wrong.value is None else (wrong.value, wrong.value)
            if any(start <= low and high <= end for start, end in right):
                told = f"{low:g}" if low == high else f"{low:g} to {high:g}"
                raise ValueError(f"common error {told} would be graded right")
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
