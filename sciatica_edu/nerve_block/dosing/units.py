"""Quantities that carry their unit, so that mg, mL, mg/mL, % and mg/kg cannot be mixed up.

Body weight and ideal weight are in `body_weight`. A percentage of a solution is
1 g per 100 mL for each 1 %, that is 10 mg/mL (fact LA-06).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from sciatica_edu.errors import UnitError, require_in_range

__all__ = [
    "MicrogramsPerKilogram",
    "Milligrams",
    "MilligramsPerKilogram",
    "MilligramsPerMillilitre",
    "Millilitres",
    "MillilitresPerKilogram",
    "MillilitresPerKilogramPerMinute",
    "MillilitresPerMinute",
    "Percent",
]

_MG_PER_ML_IN_ONE_PERCENT = 10


@dataclass(frozen=True, slots=True)
class _Quantity:
    """A finite number from 0 to `highest` with a unit; only the same unit adds and compares."""

    value: float

    unit: ClassVar[str]
    quantity: ClassVar[str]
    highest: ClassVar[float]

    def __post_init__(self) -> None:
        given: object = self.value
        if isinstance(given, (_Quantity, str, bool)):
            shown = repr(given) if isinstance(given, str) else given
            raise UnitError(
                f"{self.quantity} takes a plain number in {self.unit}; it was given {shown}."
            )
        checked = require_in_range(self.quantity, self.value, 0, self.highest, self.unit)
        object.__setattr__(self, "value", float(checked))

    def __str__(self) -> str:
        return f"{self.value:g} {self.unit}"

    def __add__(self, other: Self) -> Self:
        return type(self)(self.value + self._same(other, "added to"))

    def __sub__(self, other: Self) -> Self:
        return type(self)(self.value - self._same(other, "subtracted from"))

    def __lt__(self, other: Self) -> bool:
        return self.value < self._same(other, "compared with")

    def __le__(self, other: Self) -> bool:
        return self.value <= self._same(other, "compared with")

    def __gt__(self, other: Self) -> bool:
        return self.value > self._same(other, "compared with")

    def __ge__(self, other: Self) -> bool:
        return self.value >= self._same(other, "compared with")

    def __float__(self) -> float:
        raise UnitError(f"{self} has a unit; say which number you mean with .value.")

    def _same(self, other: Any, verb: str) -> float:
        if type(other) is not type(self):
            raise UnitError(
                f"{other} cannot be {verb} {self}: {_name(other)} is not {self.quantity}. "
                f"Both must be in {self.unit}."
            )
        return float(other.value)


def _name(other: Any) -> str:
    return other.quantity if isinstance(other, _Quantity) else "a number without a unit"


class Milligrams(_Quantity):
    """Mass of drug (mg), 0 to 100,000."""

    __slots__ = ()
    unit = "mg"
    quantity = "mass of drug"
    highest = 100_000

    def per(self, concentration: MilligramsPerMillilitre | Percent) -> Millilitres:
        """Return the volume (mL) that holds this mass.

        Raises
        ------
        UnitError
            If `concentration` is not a concentration.
        OutOfRangeError
            If the concentration is 0.
        """
        strength = _strength(concentration)
        require_in_range("concentration to divide by", strength, 1e-6, 1000, "mg/mL")
        return Millilitres(self.value / strength)


class Millilitres(_Quantity):
    """Volume (mL), 0 to 10,000."""

    __slots__ = ()
    unit = "mL"
    quantity = "volume"
    highest = 10_000

    def of(self, concentration: MilligramsPerMillilitre | Percent) -> Milligrams:
        """Return the mass (mg) of drug in this volume.

        Raises
        ------
        UnitError
            If `concentration` is not a concentration.
        """
        return Milligrams(self.value * _strength(concentration))


class MilligramsPerMillilitre(_Quantity):
    """Concentration (mg/mL), 0 to 1000."""

    __slots__ = ()
    unit = "mg/mL"
    quantity = "concentration"
    highest = 1000

    @property
    def mg_per_ml(self) -> float:
        """The concentration in mg/mL."""
        return self.value

    @property
    def percent(self) -> Percent:
        """The same concentration in percent."""
        return Percent(self.value / _MG_PER_ML_IN_ONE_PERCENT)


class Percent(_Quantity):
    """Concentration in percent (g per 100 mL), 0 to 100.

    Examples
    --------
    >>> Percent(0.5).mg_per_ml
    5.0
    """

    __slots__ = ()
    unit = "%"
    quantity = "percentage of a solution"
    highest = 100

    @property
    def mg_per_ml(self) -> float:
        """The concentration in mg/mL: ten times the percentage (fact LA-06)."""
        return self.value * _MG_PER_ML_IN_ONE_PERCENT

    @property
    def concentration(self) -> MilligramsPerMillilitre:
        """The same concentration as mg/mL."""
        return MilligramsPerMillilitre(self.mg_per_ml)


class MilligramsPerKilogram(_Quantity):
    """Dose by body weight (mg/kg), 0 to 100."""

    __slots__ = ()
    unit = "mg/kg"
    quantity = "dose by weight"
    highest = 100


class MicrogramsPerKilogram(_Quantity):
    """Dose by body weight (µg/kg), 0 to 1000."""

    __slots__ = ()
    unit = "µg/kg"
    quantity = "dose by weight in micrograms"
    highest = 1000


class MillilitresPerKilogram(_Quantity):
    """Volume by body weight (mL/kg), 0 to 100."""

    __slots__ = ()
    unit = "mL/kg"
    quantity = "volume by weight"
    highest = 100


class MillilitresPerMinute(_Quantity):
    """Rate (mL/min), 0 to 1000."""

    __slots__ = ()
    unit = "mL/min"
    quantity = "infusion rate"
    highest = 1000


class MillilitresPerKilogramPerMinute(_Quantity):
    """Rate by body weight (mL/kg/min), 0 to 10."""

    __slots__ = ()
    unit = "mL/kg/min"
    quantity = "infusion rate by weight"
    highest = 10


def _strength(concentration: Any) -> float:
    if isinstance(concentration, (MilligramsPerMillilitre, Percent)):
        return concentration.mg_per_ml
    raise UnitError(
        f"{concentration} is {_name(concentration)}, not a concentration; "
        "give MilligramsPerMillilitre(...) or Percent(...)."
    )
