from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_edu.errors import OutOfRangeError
from sciatica_edu.symptoms.likelihood.posterior import (
    likelihood_ratio,
    natural_frequencies,
    post_test_probability,
)
from sciatica_edu.symptoms.tables import TESTS

fractions = st.floats(0.01, 0.99)


def test_ratios_of_the_cochrane_straight_leg_raise():
    # van der Windt 2010: sensitivity 0.92, specificity 0.28
    assert likelihood_ratio("positive", sensitivity=0.92, specificity=0.28) == pytest.approx(
        1.28, abs=0.005
    )
    assert likelihood_ratio("negative", sensitivity=0.92, specificity=0.28) == pytest.approx(
        0.29, abs=0.005
    )


def test_modified_bragard_ratio_matches_the_published_one_within_rounding():
    # Homayouni 2018: sensitivity 0.693, specificity 0.6742, LR+ 2.13, LR- 0.46
    assert likelihood_ratio("positive", sensitivity=0.693, specificity=0.6742) == pytest.approx(
        2.13, abs=0.005
    )
    assert likelihood_ratio("negative", sensitivity=0.693, specificity=0.6742) == pytest.approx(
        0.46, abs=0.005
    )


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


def test_half_becomes_56_percent_after_a_positive_straight_leg_raise():
    assert post_test_probability(0.5, 1.28) == pytest.approx(0.561, abs=0.001)


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
