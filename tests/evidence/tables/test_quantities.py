"""Units."""

from __future__ import annotations

import pytest

from sciatica_edu.errors import QuizError, UnknownNameError
from sciatica_edu.evidence.tables.quantities import (
    UNITS,
    canonical_unit,
    compatible_units,
    convert,
    same_kind,
)


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        (0.5, "%", "mg/mL", 5),  # 1 % = 1 g / 100 mL
        (5, "mg/mL", "%", 0.5),
        (53.3, "%", "", 0.533),
        (5000, "µg/mL", "mg/mL", 5),
        (2, "h", "min", 120),
        (1, "L", "mL", 1000),
        (60, "mL/h", "mL/min", 1),
        (1, "MPa", "kPa", 1000),
        (90, "degrees", "rad", 1.5707963),
    ],
)
def test_conversions(value: float, unit: str, to: str, expected: float):
    assert convert(value, unit=unit, to=to) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("ml", "mL"), ("ML", "mL"), ("cc", "mL"), ("milligrams per kilogram", "mg/kg"),
        ("mg / kg", "mg/kg"), ("mcg/ml", "µg/mL"), ("μg/mL", "µg/mL"), ("percent", "%"), ("per cent", "%"),
        ("°", "degrees"), ("hours", "h"), ("Min.", "min"), ("mm", "mm"), ("ml/kg/min", "mL/kg/min"),
    ],
)  # fmt: skip
def test_units_are_read_as_people_write_them(written: str, unit: str):
    assert canonical_unit(written) == unit


def test_every_unit_reads_as_itself_and_converts_back():
    for unit in UNITS:
        assert canonical_unit(unit) == unit
        for other in compatible_units(unit):
            there = convert(3.0, unit=unit, to=other)
            assert convert(there, unit=other, to=unit) == pytest.approx(3.0)


def test_kinds_do_not_mix():
    assert not same_kind("mg", "mL")
    with pytest.raises(QuizError, match="mass is not volume"):
        convert(1, unit="mg", to="mL")
    with pytest.raises(UnknownNameError, match="Did you mean"):
        canonical_unit("mililiter")
