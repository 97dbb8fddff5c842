"""Units of quantities: which exist, how a learner may write them, how they convert and reckon.

A percentage is both a proportion (1/100) and a concentration of a solution
(1 % = 1 g per 100 mL = 10 mg/mL); the unit it is compared with decides which.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sciatica_edu.errors import QuizError, UnitError, UnknownNameError, nearest, require_in_range

__all__ = ["UNITS", "Quantity", "canonical_unit", "compatible_units", "convert", "same_kind"]

# unit -> {kind of quantity: size of one unit in that kind's base unit}
UNITS: dict[str, dict[str, float]] = {
    "": {"proportion": 1.0},
    "%": {"proportion": 0.01, "concentration": 10.0},
    "µg": {"mass": 0.001},
    "mg": {"mass": 1.0},
    "g": {"mass": 1_000.0},
    "kg": {"mass": 1_000_000.0},
    "µL": {"volume": 0.001},
    "mL": {"volume": 1.0},
    "L": {"volume": 1_000.0},
    "µg/kg": {"dose": 0.001},
    "mg/kg": {"dose": 1.0},
    "mL/kg": {"volume per body mass": 1.0},
    "µg/mL": {"concentration": 0.001},
    "mg/mL": {"concentration": 1.0},
    "g/mL": {"concentration": 1_000.0},
    "g/L": {"concentration": 1.0},
    "mg/L": {"concentration": 0.001},
    "g/100 mL": {"concentration": 10.0},
    "mL/min": {"flow": 1.0},
    "mL/h": {"flow": 1 / 60},
    "L/h": {"flow": 1_000 / 60},
    "mL/kg/min": {"flow per body mass": 1.0},
    "mL/kg/h": {"flow per body mass": 1 / 60},
    "mg/min": {"mass flow": 1.0},
    "mg/h": {"mass flow": 1 / 60},
    "degrees": {"angle": 1.0},
    "rad": {"angle": 57.29577951308232},
    "µm": {"length": 0.001},
    "mm": {"length": 1.0},
    "cm": {"length": 10.0},
    "m": {"length": 1_000.0},
    "ms": {"time": 0.001},
    "s": {"time": 1.0},
    "min": {"time": 60.0},
    "h": {"time": 3_600.0},
    "days": {"time": 86_400.0},
    "weeks": {"time": 604_800.0},
    "months": {"calendar time": 1.0},
    "years": {"calendar time": 12.0},
    "m/s": {"speed": 1.0},
    "mm/s": {"speed": 0.001},
    "mm/ms": {"speed": 1.0},
    "mV": {"voltage": 1.0},
    "V": {"voltage": 1_000.0},
    "mA": {"current": 1.0},
    "Hz": {"frequency": 1.0},
    "kHz": {"frequency": 1_000.0},
    "mmHg": {"pressure": 0.133322},
    "kPa": {"pressure": 1.0},
    "MPa": {"pressure": 1_000.0},
    "N": {"force": 1.0},
    "°C": {"temperature": 1.0},
    "points": {"points": 1.0},
    "people": {"people": 1.0},
    "repetitions": {"repetitions": 1.0},
    "roots": {"roots": 1.0},
}

_WRITTEN = {
    "µg": "mcg, ug, microgram, micrograms",
    "mg": "milligram, milligrams",
    "g": "gram, grams, gm",
    "kg": "kilogram, kilograms, kilo, kilos",
    "µL": "ul, microlitre, microlitres, microliter, microliters",
    "mL": "ml, cc, millilitre, millilitres, milliliter, milliliters",
    "L": "l, litre, litres, liter, liters",
    "%": "percent, per cent, pct",
    "degrees": "°, deg, degree",
    "µm": "um, micron, microns, micrometre, micrometres",
    "mm": "millimetre, millimetres, millimeter, millimeters",
    "cm": "centimetre, centimetres, centimeter, centimeters",
    "m": "metre, metres, meter, meters",
    "s": "sec, secs, second, seconds",
    "min": "mins, minute, minutes",
    "h": "hr, hrs, hour, hours",
    "days": "d, day",
    "weeks": "wk, wks, week",
    "months": "month, mo",
    "years": "year, yr, yrs",
    "points": "point, pt, pts",
    "people": "person, persons, patient, patients",
    "repetitions": "rep, reps, repetition, times",
    "roots": "root, nerve root, nerve roots",
    "°C": "celsius, degrees celsius",
}


def _spellings() -> dict[str, str]:
    table = {alias: unit for unit, aliases in _WRITTEN.items() for alias in aliases.split(", ")}
    for unit in UNITS:
        # "mg" and "MG" are the same thing to a hurried hand; exact spelling is tried first.
        table.setdefault(unit.casefold(), unit)
    return table


_SPELLINGS = _spellings()


def canonical_unit(written: str) -> str:
    """Return the unit that `written` means.

    Parameters
    ----------
    written
        A unit as a person writes it: ``"ml"``, ``"milligrams per kg"``, ``"°"``.

    Raises
    ------
    UnknownNameError
        If no unit is written like that; the nearest one is named.

    Examples
    --------
    >>> canonical_unit("milligrams per ml"), canonical_unit("hours"), canonical_unit("µg/kg")
    ('mg/mL', 'h', 'µg/kg')
    """
    text = " ".join(written.replace("μ", "µ").strip().split())
    if text in UNITS:
        return text
    folded = text.casefold().rstrip(".")
    if folded in _SPELLINGS:
        return _SPELLINGS[folded]
    parts = folded.replace(" per ", "/").replace("·", "").split("/")
    joined = "/".join(_SPELLINGS.get(part.strip(), part.strip()) for part in parts)
    if joined in UNITS:
        return joined
    close = nearest(text, [*UNITS, *_SPELLINGS])
    hint = f" Did you mean {_SPELLINGS.get(close, close)!r}?" if close else ""
    raise UnknownNameError(f"unknown unit {written!r}.{hint}")


def same_kind(unit: str, other: str) -> bool:
    """Return whether two canonical units measure the same kind of quantity."""
    return bool(UNITS[unit].keys() & UNITS[other].keys())


def compatible_units(unit: str) -> tuple[str, ...]:
    """Return every unit that converts into `unit`, itself first."""
    others = [other for other in UNITS if other and other != unit and same_kind(unit, other)]
    return (unit, *others)


def convert(value: float, *, unit: str, to: str) -> float:
    """Return `value`, given in `unit`, in the unit `to` (both canonical).

    Raises
    ------
    QuizError
        If the two units measure different kinds of quantity.

    Examples
    --------
    >>> convert(0.5, unit="%", to="mg/mL")
    5.0
    """
    if unit == to:
        return value
    shared = [kind for kind in UNITS[unit] if kind in UNITS[to]]
    if not shared:
        raise QuizError(
            f"{unit or 'a plain number'} does not convert to {to}: "
            f"{' or '.join(UNITS[unit])} is not {' or '.join(UNITS[to])}."
        )
    return value * UNITS[unit][shared[0]] / UNITS[to][shared[0]]


_HIGHEST = 1_000_000.0


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number from 0 to 1,000,000 with its unit: mg, mL and mg/kg cannot be mixed up.

    Quantities of one kind add, subtract and compare, whatever their units; a product or a
    quotient has the unit that is left when equal ones cancel. Per cent counts as a strength.

    Raises
    ------
    UnitError
        If the value is no plain number, or two quantities do not go together.
    UnknownNameError
        If there is no such unit.
    OutOfRangeError
        If the value is outside its range.

    Examples
    --------
    >>> str(Quantity(20, "mL") * Quantity(0.5, "%"))
    '100 mg'
    >>> str(Quantity(0.25, "mL/kg/min") * Quantity(60, "kg"))
    '15 mL/min'
    >>> str(Quantity(200, "mg") / Quantity(10, "mg/mL"))
    '20 mL'
    """

    value: float
    unit: str

    def __post_init__(self) -> None:
        given: object = self.value
        if isinstance(given, (Quantity, str, bool)):
            shown = repr(given) if isinstance(given, str) else given
            raise UnitError(f"a quantity takes a plain number; it was given {shown}.")
        object.__setattr__(self, "unit", canonical_unit(self.unit))
        checked = require_in_range(_kind(self.unit), self.value, 0, _HIGHEST, self.unit)
        object.__setattr__(self, "value", float(checked))

    def __str__(self) -> str:
        return f"{self.value:g} {self.unit}"

    def to(self, unit: str) -> Quantity:
        """Return the same quantity in another unit of its kind."""
        return Quantity(self._as(unit, "given in"), unit)

    def __add__(self, other: Quantity) -> Quantity:
        return Quantity(self.value + _same(other, self, "added to"), self.unit)

    def __sub__(self, other: Quantity) -> Quantity:
        return Quantity(self.value - _same(other, self, "subtracted from"), self.unit)

    def __lt__(self, other: Quantity) -> bool:
        return self.value < _same(other, self, "compared with")

    def __le__(self, other: Quantity) -> bool:
        return self.value <= _same(other, self, "compared with")

    def __gt__(self, other: Quantity) -> bool:
        return self.value > _same(other, self, "compared with")

    def __ge__(self, other: Quantity) -> bool:
        return self.value >= _same(other, self, "compared with")

    def __mul__(self, other: Quantity) -> Quantity:
        mine, yours = _factors(self), _factors(other)
        return Quantity(mine.value * yours.value, _left(mine.units, yours.units, self, other))

    def __truediv__(self, other: Quantity) -> Quantity:
        mine, yours = _factors(self), _factors(other)
        require_in_range(f"{_kind(other.unit)} to divide by", yours.value, 1e-6, _HIGHEST)
        turned = Counter({unit: -power for unit, power in yours.units.items()})
        return Quantity(mine.value / yours.value, _left(mine.units, turned, self, other))

    def _as(self, unit: str, verb: str) -> float:
        if not same_kind(self.unit, canonical_unit(unit)):
            raise UnitError(f"{self} cannot be {verb} {unit}: it is {_kind(self.unit)}.")
        return convert(self.value, unit=self.unit, to=canonical_unit(unit))


@dataclass(frozen=True, slots=True)
class _Factors:
    """A value and the powers of its units: mL/kg/min is mL 1, kg -1, min -1."""

    value: float
    units: Counter[str]


def _factors(quantity: Any) -> _Factors:
    if not isinstance(quantity, Quantity):
        raise UnitError(f"{quantity!r} has no unit; give a Quantity.")
    if quantity.unit == "%":
        quantity = quantity.to("mg/mL")
    head, *below = quantity.unit.split("/")
    return _Factors(quantity.value, Counter({head: 1, **dict.fromkeys(below, -1)}))


def _left(mine: Counter[str], yours: Counter[str], one: Quantity, other: Quantity) -> str:
    """Return the unit that is left when equal ones cancel."""
    powers = {unit: mine[unit] + yours[unit] for unit in (*mine, *yours)}
    above = [unit for unit, power in powers.items() if power == 1]
    below = [unit for unit, power in powers.items() if power == -1]
    unit = "/".join([*above, *below])
    if (
        len(above) != 1
        or len(above) + len(below) < sum(map(bool, powers.values()))
        or unit not in UNITS
    ):
        raise UnitError(
            f"{one} and {other} do not go together: nothing known is left of their units."
        )
    return unit


def _same(other: Any, one: Quantity, verb: str) -> float:
    if not isinstance(other, Quantity) or not same_kind(other.unit, one.unit):
        raise UnitError(f"{other} cannot be {verb} {one}: both must be {_kind(one.unit)}.")
    return convert(other.value, unit=other.unit, to=one.unit)


def _kind(unit: str) -> str:
    return list(UNITS[unit])[-1]
