"""The variables of a templated question, and the draws they allow."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from sciatica_edu.evidence.questions.arithmetic import Value, evaluate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["Choices", "Range", "Variable", "complete", "draws"]

_Number: TypeAlias = Annotated[float, Field(strict=True, allow_inf_nan=False)]
_Word: TypeAlias = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=200)]
_Record: TypeAlias = dict[str, _Number | _Word]


class Choices(BaseModel):
    """A variable that takes one of the listed values; a value may be a record."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    choices: Annotated[tuple[_Number | _Word | _Record, ...], Field(min_length=1, max_length=60)]

    @model_validator(mode="after")
    def _records_are_alike(self) -> Self:
        shapes = {tuple(sorted(v)) if isinstance(v, dict) else () for v in self.choices}
        if len(shapes) > 1:
            raise ValueError("every choice must be a plain value, or a record with the same fields")
        return self

    @property
    def values(self) -> tuple[Value, ...]:
        """The values, in the order written."""
        return self.choices


class Range(BaseModel):
    """A variable that takes evenly spaced numbers, both ends included."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    low: _Number
    high: _Number
    step: Annotated[float, Field(strict=True, gt=0, allow_inf_nan=False)]

    @model_validator(mode="after")
    def _is_a_range(self) -> Self:
        if not self.low < self.high:
            raise ValueError(f"low ({self.low:g}) must be below high ({self.high:g})")
        if (self.high - self.low) / self.step > 2000:
            raise ValueError("a range may have at most 2000 values; take a larger step")
        return self

    @property
    def values(self) -> tuple[Value, ...]:
        """The numbers from `low` to `high`."""
        count = int((self.high - self.low) / self.step + 1e-9) + 1
        return tuple(round(self.low + i * self.step, 9) for i in range(count))


Variable: TypeAlias = Choices | Range


def complete(
    values: Mapping[str, Value], *, derived: Mapping[str, str], where: Sequence[str]
) -> dict[str, Any] | None:
    """Return the values with the derived ones added, or None if a condition fails."""
    known: dict[str, Any] = dict(values)
    for name, expression in derived.items():
        known[name] = evaluate(expression, known)
    return known if all(evaluate(condition, known) for condition in where) else None


def draws(
    variables: Mapping[str, Variable],
    *,
    derived: Mapping[str, str],
    where: Sequence[str],
    limit: int,
) -> Iterator[dict[str, Any]]:
    """Yield up to `limit` allowed draws, spread over all combinations, always the same ones."""
    pools = [variable.values for variable in variables.values()]
    total = 1
    for pool in pools:
        total *= len(pool)
    # steps of about 0.618 of the space visit all of it evenly, and each combination once
    stride = max(1, int(total * 0.6180339887))
    while math.gcd(stride, total) != 1:
        stride += 1
    found = 0
    for visit in range(min(total, limit * 5)):
        combination = _combination(pools, visit * stride % total)
        values = complete(
            dict(zip(variables, combination, strict=True)), derived=derived, where=where
        )
        if values is not None:
            yield values
            found += 1
            if found == limit:
                return


def _combination(pools: Sequence[tuple[Value, ...]], index: int) -> tuple[Value, ...]:
    chosen = []
    for pool in reversed(pools):
        index, place = divmod(index, len(pool))
        chosen.append(pool[place])
    return tuple(reversed(chosen))
