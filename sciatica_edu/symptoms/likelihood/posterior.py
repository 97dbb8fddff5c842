"""What a test result changes: ratios, probabilities, and counts of people.

Pure arithmetic on sensitivity and specificity (fractions, 0 to 1). Numbers of real
tests are in data/tests.yaml.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import Literal

from sciatica_edu.errors import OutOfRangeError, require_in_range

__all__ = [
    "NaturalFrequencies",
    "Result",
    "likelihood_ratio",
    "natural_frequencies",
    "post_test_probability",
]

Result = Literal["positive", "negative"]


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
