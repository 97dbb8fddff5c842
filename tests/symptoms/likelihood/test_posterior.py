from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_edu.errors import ContentError, OutOfRangeError, UnknownNameError
from sciatica_edu.symptoms.likelihood.posterior import (
    likelihood_ratio,
    natural_frequencies,
    people_with_results,
    post_test_probability,
    probability_after,
    ratio_of,
    teachable_test,
    teachable_tests,
)
from sciatica_edu.symptoms.tables import TESTS

fractions = st.floats(0.01, 0.99)


@pytest.mark.parametrize(
    ("result", "sensitivity", "specificity", "ratio"),
    [
        # van der Windt 2010, straight leg raise; Homayouni 2018, modified Bragard
        ("positive", 0.92, 0.28, 1.28),
        ("negative", 0.92, 0.28, 0.29),
        ("positive", 0.693, 0.6742, 2.13),
        ("negative", 0.693, 0.6742, 0.46),
    ],
)
def test_ratios_match_the_published_ones_within_rounding(result, sensitivity, specificity, ratio):
    found = likelihood_ratio(result, sensitivity=sensitivity, specificity=specificity)
    assert found == pytest.approx(ratio, abs=0.005)


def test_every_computed_ratio_of_the_data_agrees_with_its_sensitivity_and_specificity(course):
    complete = [
        test
        for test in course[TESTS].values()
        if test.sensitivity is not None and test.specificity is not None
    ]
    assert len(complete) > 20
    for test in complete:
        for result, printed in (("positive", test.lr_positive), ("negative", test.lr_negative)):
            ratio = likelihood_ratio(
                result, sensitivity=test.sensitivity, specificity=test.specificity
            )
            assert ratio == pytest.approx(printed, rel=0.02, abs=0.006), test.id


@given(fractions, st.floats(1.0001, 50))
def test_a_ratio_above_one_raises_and_its_inverse_undoes_it(before, ratio):
    after = post_test_probability(before, ratio)
    assert after > before
    assert post_test_probability(after, 1 / ratio) == pytest.approx(before, rel=1e-6)


@given(fractions, fractions, fractions)
def test_counts_of_people_add_up_and_agree_with_bayes(before, sensitivity, specificity):
    counts = natural_frequencies(
        before, sensitivity=sensitivity, specificity=specificity, people=100_000
    )
    assert counts.positive + counts.negative == 100_000
    ratio = likelihood_ratio("positive", sensitivity=sensitivity, specificity=specificity)
    if counts.positive > 2000:
        share = counts.true_positive / counts.positive
        assert share == pytest.approx(post_test_probability(before, ratio), abs=0.002)


def test_the_sentence_says_what_a_positive_test_means():
    counts = natural_frequencies(0.5, sensitivity=0.92, specificity=0.28)
    assert counts.sentence("positive") == (
        "Of 100 people, 50 have the condition. 82 have a positive test; 46 of these 82 have the "
        "condition."
    )


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (
            lambda: likelihood_ratio("positive", sensitivity=1.2, specificity=0.5),
            "sensitivity is 1.2",
        ),
        (lambda: likelihood_ratio("positive", sensitivity=0.5, specificity=1.0), "no finite value"),
        (lambda: likelihood_ratio("maybe", sensitivity=0.5, specificity=0.5), "'positive'"),
        (lambda: post_test_probability(1.01, 2), "pre-test probability is 1.01"),
        (lambda: post_test_probability(0.5, -1), "0 or more"),
        (lambda: post_test_probability(0.5, float("inf")), "finite"),
        (lambda: post_test_probability(1.0, 0), "contradict"),
        (
            lambda: natural_frequencies(0.5, sensitivity=0.5, specificity=0.5, people=3),
            "people is 3",
        ),
    ],
)
def test_numbers_out_of_range_are_refused_with_what_is_allowed(call, words):
    with pytest.raises(OutOfRangeError, match=words):
        call()


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
