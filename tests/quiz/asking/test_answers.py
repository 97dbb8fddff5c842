"""Reading what people type."""

from __future__ import annotations

import contextlib
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_edu.errors import QuizError
from sciatica_edu.quiz.asking.answers import distance, folded, read_quantity, same_term


@pytest.mark.parametrize(
    ("typed", "value", "unit"),
    [
        ("27", 27, None), ("-3,5 °", -3.5, "degrees"), ("−3.5", -3.5, None), (".5", 0.5, None),
        ("1/2", 0.5, None), ("1.5e2 ml", 150, "mL"), ("2 x 10^3 mg", 2000, "mg"), ("12 h", 12, "h"),
        ("0,125", 0.125, None), ("1 200", 1200, None), ("5 mg / kg", 5, "mg/kg"), ("100 %", 100, "%"),
    ],
)  # fmt: skip
def test_quantities(typed: str, value: float, unit: str | None):
    quantity = read_quantity(typed)
    assert quantity.value == pytest.approx(value)
    assert quantity.unit == unit


@pytest.mark.parametrize("typed", ["", "many", "1,000", "1.000.000", "5 bananas", "1/0", "9" * 70, "nan", "inf", "--3"])  # fmt: skip
def test_doubtful_numbers_are_asked_back(typed: str):
    with pytest.raises(QuizError):
        read_quantity(typed)


@given(st.text(max_size=70))
def test_no_typing_breaks_the_reader(typed: str):
    with contextlib.suppress(QuizError):
        assert math.isfinite(read_quantity(typed).value)


def test_digits_are_never_forgiven():
    assert not same_term("root L4 nerve", "root L5 nerve", lenient=True)
    assert same_term("ischial tuberosity", "ischial tuberositty", lenient=True)
    assert not same_term("tibial", "tibia", lenient=True)
    assert not same_term("ischial tuberositty", "ischial tuberosity", lenient=False)


def test_folding_and_distance():
    assert folded("Nervus  Ischiadicus!") == "ischiadicus"
    assert folded("the nerve") == "the nerve"
    assert distance("fibular", "fibluar") == 1
    assert distance("", "abc") == 3
