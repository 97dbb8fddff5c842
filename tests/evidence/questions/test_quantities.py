"""Units."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_edu.errors import OutOfRangeError, QuizError, UnitError, UnknownNameError
from sciatica_edu.evidence.questions.quantities import (
    UNITS,
    Quantity,
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


# --- quantities that carry their unit ----------------------------------------------


def test_one_percent_is_ten_mg_per_ml():
    # Fact LA-06: 1 % = 1 g / 100 mL.
    assert Quantity(0.5, "%").to("mg/mL") == Quantity(5, "mg/mL")
    assert Quantity(7.5, "mg/mL").to("%") == Quantity(0.75, "%")


@given(st.floats(0.1, 1000), st.floats(0.05, 10))
def test_mass_and_volume_are_each_others_inverse(mg, percent):
    strength = Quantity(percent, "%")
    assert (Quantity(mg, "mg") / strength * strength).value == pytest.approx(mg)


@given(st.floats(30, 200), st.floats(0.1, 14))
def test_dose_by_weight_and_mass_are_each_others_inverse(kg, per_kg):
    weight = Quantity(kg, "kg")
    mass = Quantity(per_kg, "mg/kg") * weight
    assert mass.unit == "mg"
    assert (mass / weight).value == pytest.approx(per_kg)


@pytest.mark.parametrize(
    ("mistake", "named"),
    [
        (lambda: Quantity(3, "mg") + Quantity(3, "mL"), "both must be mass"),
        (lambda: Quantity(3, "mg") + 3, "both must be mass"),
        (lambda: Quantity(3, "mL") - Quantity(1, "mg"), "both must be volume"),
        (lambda: Quantity(3, "mg") < Quantity(4, "mL"), "both must be mass"),
        (lambda: Quantity(3, "mg/kg") >= Quantity(4, "mg"), "both must be dose"),
        (lambda: Quantity(3, "mL") * Quantity(2, "mL/kg"), "do not go together"),
        (lambda: Quantity(3, "mg") / Quantity(4, "mg"), "do not go together"),
        (lambda: Quantity(3, "mL") * 0.5, "has no unit"),
        (lambda: Quantity(True, "mg"), "it was given True"),  # noqa: FBT003
        (lambda: Quantity("3", "mg"), "it was given '3'"),
        (lambda: Quantity(Quantity(3, "mL"), "mg"), "it was given 3 mL"),
        (lambda: Quantity(3, "mg").to("mL"), "it is mass"),
    ],
)
def test_units_that_do_not_go_together_are_refused_by_name(mistake, named):
    with pytest.raises(UnitError) as caught:
        mistake()
    assert named in str(caught.value)


def test_quantities_of_one_kind_add_subtract_and_compare_in_any_unit():
    three, five = Quantity(3, "mg"), Quantity(5000, "µg")
    assert three + five == Quantity(8, "mg")
    assert five - three == Quantity(2000, "µg")
    assert three < five > three
    assert three <= five >= three
    assert three <= Quantity(3, "mg") >= three
    assert not five < three
    assert Quantity(3, "mg") != Quantity(3, "mL")
    with pytest.raises(OutOfRangeError, match="mass is -2 mg"):
        three - five


@pytest.mark.parametrize("value", [-1, math.nan, math.inf, 2e6])
def test_impossible_values_are_refused(value):
    with pytest.raises(OutOfRangeError, match="allowed: 0 to"):
        Quantity(value, "mg")


def test_no_volume_of_a_solution_without_drug():
    with pytest.raises(OutOfRangeError, match="concentration to divide by is 0"):
        Quantity(10, "mg") / Quantity(0, "%")


def test_a_unit_nobody_knows_is_refused_with_the_nearest():
    with pytest.raises(UnknownNameError, match="mg"):
        Quantity(1, "mgg")
