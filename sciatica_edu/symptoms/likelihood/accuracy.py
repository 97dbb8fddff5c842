"""Which published test accuracies may be taught, and the likelihood ratios that follow. Pure.

The arithmetic is in `likelihood`; the rows are `data/tests.yaml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.errors import ContentError, require_known
from sciatica_edu.evidence.models import Certainty, Verification
from sciatica_edu.symptoms.likelihood.posterior import (
    Result,
    likelihood_ratio,
    natural_frequencies,
    post_test_probability,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sciatica_edu.symptoms.likelihood.posterior import NaturalFrequencies
    from sciatica_edu.symptoms.tables import TestAccuracy

__all__ = [
    "RESULTS",
    "people_with_results",
    "probability_after",
    "published",
    "ratio_of",
    "teachable_test",
    "teachable_tests",
]

RESULTS: tuple[Result, Result] = ("positive", "negative")
"""Both results of a test, in the order of display."""


def teachable_tests(tests: Iterable[TestAccuracy]) -> tuple[TestAccuracy, ...]:
    """Return the tests with sensitivity and specificity whose numbers may be taught.

    Rows of low confidence or recalled from memory are left out.
    """
    return tuple(
        test
        for test in tests
        if test.sensitivity is not None
        and test.specificity is not None
        and test.confidence is not Certainty.LOW
        and test.verified is not Verification.MEMORY
    )


def teachable_test(tests: Mapping[str, TestAccuracy], test_id: str) -> TestAccuracy:
    """Return one test whose numbers may be taught.

    Raises
    ------
    UnknownNameError
        If there is no such test.
    ContentError
        If its numbers are uncertain or missing.
    """
    test = tests[require_known("test", test_id, tests)]
    if not teachable_tests([test]):
        raise ContentError(
            f"test {test_id!r} has no sensitivity and specificity, or they are uncertain; choose one of "
            f"{', '.join(t.id for t in teachable_tests(tests.values()))}."
        )
    return test


def ratio_of(test: TestAccuracy, result: Result) -> float:
    """Return the likelihood ratio of one result of a test.

    Raises
    ------
    ContentError
        If the test has no sensitivity or specificity.
    """
    sensitivity, specificity = published(test)
    return likelihood_ratio(result, sensitivity=sensitivity, specificity=specificity)


def probability_after(test: TestAccuracy, result: Result, *, pre_test_probability: float) -> float:
    """Return the probability (0 to 1) after one result of a test.

    Parameters
    ----------
    test
        A test with sensitivity and specificity.
    result
        ``"positive"`` or ``"negative"``.
    pre_test_probability
        Probability before, 0 to 1.

    Raises
    ------
    ContentError
        If the test has no sensitivity or specificity.
    OutOfRangeError
        If the probability is outside 0 to 1.
    """
    return post_test_probability(pre_test_probability, ratio_of(test, result))


def people_with_results(test: TestAccuracy, *, pre_test_probability: float) -> NaturalFrequencies:
    """Return how many of 100 people have the condition and which result.

    Parameters
    ----------
    test
        A test with sensitivity and specificity.
    pre_test_probability
        Probability before, 0 to 1.

    Raises
    ------
    ContentError
        If the test has no sensitivity or specificity.
    OutOfRangeError
        If the probability is outside 0 to 1.
    """
    sensitivity, specificity = published(test)
    return natural_frequencies(
        pre_test_probability, sensitivity=sensitivity, specificity=specificity
    )


def published(test: TestAccuracy) -> tuple[float, float]:
    """Return sensitivity and specificity of a test, 0 to 1.

    Raises
    ------
    ContentError
        If one of them was not published.
    """
    if test.sensitivity is None or test.specificity is None:
        raise ContentError(f"test {test.id!r} has no sensitivity and specificity to compute with.")
    return test.sensitivity, test.specificity
