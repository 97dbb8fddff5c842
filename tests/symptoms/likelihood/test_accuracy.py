from __future__ import annotations

import pytest

from sciatica_edu.errors import ContentError, UnknownNameError
from sciatica_edu.symptoms.likelihood.accuracy import (
    people_with_results,
    probability_after,
    ratio_of,
    teachable_test,
    teachable_tests,
)
from sciatica_edu.symptoms.tables import TESTS


def test_uncertain_tests_are_left_out_and_refused(course):
    names = {test.id for test in teachable_tests(course[TESTS].values())}
    for name in ("TA-08", "TA-24", "TA-29"):
        assert name not in names
        with pytest.raises(ContentError, match="uncertain"):
            teachable_test(course[TESTS], name)
    with pytest.raises(UnknownNameError):
        teachable_test(course[TESTS], "TA-77")


def test_straight_leg_raise_moves_a_half_to_56_percent(course):
    # van der Windt 2010: sensitivity 0.92, specificity 0.28
    test = course[TESTS]["TA-01"]
    assert ratio_of(test, "positive") == pytest.approx(1.28, abs=0.005)
    assert probability_after(test, "positive", pre_test_probability=0.5) == pytest.approx(
        0.561, abs=0.001
    )
    assert people_with_results(test, pre_test_probability=0.5).true_positive == 46


def test_a_test_no_better_than_chance_moves_belief_the_wrong_way_or_not_at_all(course):
    for test in teachable_tests(course[TESTS].values()):
        better = test.sensitivity + test.specificity - 1
        minus, plus = (
            probability_after(test, result, pre_test_probability=0.3)
            for result in ("negative", "positive")
        )
        if better == pytest.approx(0, abs=1e-9):
            assert (minus, plus) == pytest.approx((0.3, 0.3)), test.id
        else:
            assert (plus > 0.3) == (better > 0) == (minus < 0.3), test.id


def test_a_missing_number_is_never_taken_for_nought(course):
    bare = course[TESTS]["TA-01"].model_copy(update={"sensitivity": None})
    for compute in (
        lambda: ratio_of(bare, "positive"),
        lambda: people_with_results(bare, pre_test_probability=0.5),
    ):
        with pytest.raises(ContentError, match="TA-01"):
            compute()
