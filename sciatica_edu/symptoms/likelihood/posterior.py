"""What a test result changes: ratios, probabilities, and counts of people.

Pure arithmetic on sensitivity and specificity (fractions, 0 to 1). Numbers of real
tests, and which of them may be taught, are in data/tests.yaml.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Literal

from sciatica_edu.errors import ContentError, OutOfRangeError, require_in_range, require_known
from sciatica_edu.evidence.models import Certainty, Verification

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sciatica_edu.symptoms.tables import TestAccuracy

__all__ = [
    "RESULTS",
    "NaturalFrequencies",
    "Result",
    "likelihood_ratio",
    "natural_frequencies",
    "people_with_results",
    "post_test_probability",
    "probability_after",
    "published",
    "ratio_of",
    "teachable_test",
    "teachable_tests",
]

Result = Literal["positive", "negative"]
RESULTS: tuple[Result, Result] = ("positive", "negative")
"""Both results of a test, in the order of display."""


def likelihood_ratio(result: Result, *, sensitivity: float, specificity: float) -> float:
    """Return the likelihood ratio of a test result.

    Parameters
    ----------
    result
        ``"positive"``: sensitivity / (1 - specificity);
        ``"negative"``: (1 - sensitivity) / specificity.
    sensitivity, specificity
        Fractions, 0 to 1.

    Raises
    ------
    OutOfRangeError
        If a fraction is outside 0 to 1, or the ratio would be infinite: that is what a
        small sample without a single false result gives, not certainty.

    Examples
    --------
    >>> round(likelihood_ratio("positive", sensitivity=0.92, specificity=0.28), 2)
    1.28
    """
    require_in_range("sensitivity", sensitivity, 0, 1)
    require_in_range("specificity", specificity, 0, 1)
    _require_result(result)
    if result == "positive":
        above, below, name = sensitivity, 1 - specificity, "specificity is 1"
    else:
        above, below, name = 1 - sensitivity, specificity, "specificity is 0"
    if below <= 0:
        raise OutOfRangeError(f"the {result} likelihood ratio has no finite value because {name}.")
    return above / below


def post_test_probability(pre_test_probability: float, ratio: float) -> float:
    """Return the probability after a result, by Bayes' rule in odds form.

    Parameters
    ----------
    pre_test_probability
        Fraction, 0 to 1.
    ratio
        Likelihood ratio, 0 or more, finite.

    Raises
    ------
    OutOfRangeError
        If the probability is outside 0 to 1, or the ratio negative or not finite.

    Examples
    --------
    >>> round(post_test_probability(0.5, 1.28), 2)
    0.56
    """
    require_in_range("pre-test probability", pre_test_probability, 0, 1)
    if not isfinite(ratio) or ratio < 0:
        raise OutOfRangeError(f"the likelihood ratio is {ratio:g}; allowed: 0 or more, and finite.")
    weighted = pre_test_probability * ratio
    total = weighted + (1 - pre_test_probability)
    if total == 0:
        raise OutOfRangeError(
            "a certain pre-test probability (1) and a likelihood ratio of 0 contradict each other."
        )
    return weighted / total


@dataclass(frozen=True)
class NaturalFrequencies:
    """The same numbers as whole people.

    `true_positive` and the others add up to `people`.
    """

    people: int
    true_positive: int
    false_negative: int
    false_positive: int
    true_negative: int

    @property
    def with_condition(self) -> int:
        """People who have the condition."""
        return self.true_positive + self.false_negative

    @property
    def positive(self) -> int:
        """People whose test is positive."""
        return self.true_positive + self.false_positive

    @property
    def negative(self) -> int:
        """People whose test is negative."""
        return self.false_negative + self.true_negative

    def sentence(self, result: Result) -> str:
        """Return what a result means, in people."""
        _require_result(result)
        found = self.positive if result == "positive" else self.negative
        ill = self.true_positive if result == "positive" else self.false_negative
        return (
            f"Of {self.people} people, {self.with_condition} have the condition. "
            f"{found} have a {result} test; {ill} of these {found} have the condition."
        )


def natural_frequencies(
    pre_test_probability: float, *, sensitivity: float, specificity: float, people: int = 100
) -> NaturalFrequencies:
    """Return how many of `people` have which result, rounded to whole people.

    Parameters
    ----------
    pre_test_probability, sensitivity, specificity
        Fractions, 0 to 1.
    people
        10 to 100000 people.

    Raises
    ------
    OutOfRangeError
        If a number is outside its range.
    """
    require_in_range("pre-test probability", pre_test_probability, 0, 1)
    require_in_range("sensitivity", sensitivity, 0, 1)
    require_in_range("specificity", specificity, 0, 1)
    require_in_range("number of people", people, 10, 100_000)
    ill = round(people * pre_test_probability)
    true_positive = round(ill * sensitivity)
    true_negative = round((people - ill) * specificity)
    return NaturalFrequencies(
        people=people,
        true_positive=true_positive,
        false_negative=ill - true_positive,
        false_positive=people - ill - true_negative,
        true_negative=true_negative,
    )


def _require_result(result: str) -> None:
    if result not in ("positive", "negative"):
        raise OutOfRangeError(f"result is {result!r}; allowed: 'positive', 'negative'.")


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
