"""Units of quantities: which exist, how a learner may write them, and how they convert.

A percentage is both a proportion (1/100) and a concentration of a solution
(1 % = 1 g per 100 mL = 10 mg/mL); the unit it is compared with decides which.
"""

from __future__ import annotations

from sciatica_edu.errors import QuizError, UnknownNameError, nearest

__all__ = ["UNITS", "canonical_unit", "compatible_units", "convert", "same_kind"]

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
