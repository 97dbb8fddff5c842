from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from sciatica_edu.anatomy.division import division_panel, share_divided_above
from sciatica_edu.errors import ContentError, OutOfRangeError
from sciatica_edu.evidence.course import load_course


def test_half_of_the_legs_divide_above_the_published_mean():  # fact ANA-BIF-02
    assert share_divided_above(60.5, mean_mm=60.5, sd_mm=27, range_mm=(0, 115)) == pytest.approx(
        0.5
    )


def test_share_falls_with_height():
    shares = [
        share_divided_above(level, mean_mm=60.5, sd_mm=27, range_mm=(0, 115))
        for level in range(0, 116, 5)
    ]
    assert all(low > high for low, high in itertools.pairwise(shares))


@pytest.mark.parametrize("level", [-1, 116, float("nan")])
def test_level_outside_the_observed_range_is_refused(level):
    with pytest.raises(OutOfRangeError, match="0 to 115 mm"):
        division_panel(load_course(), level)


def test_panel_adds_up_to_a_hundred():
    text = division_panel(load_course(), 90.0).text
    numbers = [int(part.split()[0]) for part in text.split("about ")[1:]]
    assert sum(numbers) == 100
    assert numbers[0] < numbers[1]  # 90 mm is well above the mean of 60.5 mm


def test_a_fact_without_its_spread_is_fatal():
    course = load_course()
    fact = course.fact("ANA-BIF-02")
    bare = [figure.model_copy(update={"sd": None}) for figure in fact.figures]
    facts = {**course.facts, "ANA-BIF-02": fact.model_copy(update={"figures": bare})}
    with pytest.raises(ContentError, match="needs sd"):
        division_panel(replace(course, facts=facts), 60.0)
