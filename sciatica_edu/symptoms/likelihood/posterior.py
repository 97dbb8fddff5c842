"""What a test result changes: ratios, probabilities, and counts of people.

Pure arithmetic on sensitivity and specificity (fractions, 0 to 1). Numbers of real
tests are in data/tests.yaml.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, isfinite, log, sqrt
from typing import TYPE_CHECKING, Literal

from sciatica_edu.errors import OutOfRangeError, require_in_range

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "DEPENDENCE_WARNING",
    "Chain",
    "Estimate",
    "NaturalFrequencies",
    "Result",
    "TwoByTwo",
    "chain_results",
    "likelihood_ratio",
    "natural_frequencies",
    "post_test_probability",
]

Result = Literal["positive", "negative"]
_Z95 = 1.959963984540054

DEPENDENCE_WARNING = (
    "Multiplying likelihood ratios assumes that the tests err independently. Tests of the same "
    "nerve root do not: the combined figure is too sure of itself."
)


@dataclass(frozen=True)
class Estimate:
    """A value with its 95 % confidence interval."""

    value: float
    low: float
    high: float


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
        raise OutOfRangeError(
            f"the {result} likelihood ratio has no finite value because {name}; give the counts to "
            "TwoByTwo with a continuity correction instead."
        )
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
class TwoByTwo:
    """Counts of a diagnostic study.

    Attributes
    ----------
    true_positive, false_positive, false_negative, true_negative
        People, 0 or more.
    """

    true_positive: int
    false_positive: int
    false_negative: int
    true_negative: int

    def __post_init__(self) -> None:
        for name in self.__dataclass_fields__:
            count = getattr(self, name)
            if not isinstance(count, int) or isinstance(count, bool) or count < 0:
                raise OutOfRangeError(f"{name} is {count!r}; allowed: whole numbers from 0.")
        if self.with_condition == 0 or self.without_condition == 0:
            raise OutOfRangeError(
                "a 2 x 2 table needs people with and people without the condition."
            )

    @property
    def with_condition(self) -> int:
        """People who have the condition."""
        return self.true_positive + self.false_negative

    @property
    def without_condition(self) -> int:
        """People who do not have it."""
        return self.false_positive + self.true_negative

    def sensitivity(self) -> Estimate:
        """Return sensitivity with Wilson's interval."""
        return _wilson(self.true_positive, self.with_condition)

    def specificity(self) -> Estimate:
        """Return specificity with Wilson's interval."""
        return _wilson(self.true_negative, self.without_condition)

    def ratio(self, result: Result, *, continuity_correction: float = 0.0) -> Estimate:
        """Return a likelihood ratio with its interval on the log scale (Simel 1991).

        Parameters
        ----------
        result
            ``"positive"`` or ``"negative"``.
        continuity_correction
            Added to each cell, 0 to 1; needed when a cell of the ratio is empty.

        Raises
        ------
        OutOfRangeError
            If a needed cell is empty and no correction is given.
        """
        require_in_range("continuity correction", continuity_correction, 0, 1)
        _require_result(result)
        cells = (
            (self.true_positive, self.false_positive)
            if result == "positive"
            else (self.false_negative, self.true_negative)
        )
        sick, well = (count + continuity_correction for count in cells)
        if sick == 0 or well == 0:
            raise OutOfRangeError(
                f"a cell of the {result} likelihood ratio is empty, so it would be 0 or infinite; "
                "give continuity_correction=0.5 and say so."
            )
        all_sick = self.with_condition + 2 * continuity_correction
        all_well = self.without_condition + 2 * continuity_correction
        value = (sick / all_sick) / (well / all_well)
        spread = _Z95 * sqrt(1 / sick - 1 / all_sick + 1 / well - 1 / all_well)
        return Estimate(value, exp(log(value) - spread), exp(log(value) + spread))


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


@dataclass(frozen=True)
class Chain:
    """Probability after each of several results; `warning` must be shown with it."""

    probabilities: tuple[float, ...]
    warning: str = DEPENDENCE_WARNING

    @property
    def final(self) -> float:
        """Probability after the last result."""
        return self.probabilities[-1]


def chain_results(
    pre_test_probability: float, ratios: Sequence[float], *, assume_independent: bool
) -> Chain:
    """Return the probability after each of several results in a row.

    Parameters
    ----------
    pre_test_probability
        Fraction, 0 to 1.
    ratios
        Likelihood ratios in the order of testing; at least one.
    assume_independent
        Must be True: whoever chains tests has to state the assumption.

    Raises
    ------
    OutOfRangeError
        If the assumption is not made, nothing is given, or a number is out of range.
    """
    if not assume_independent:
        raise OutOfRangeError(
            f"assume_independent is False, and without that assumption results cannot be chained. "
            f"{DEPENDENCE_WARNING}"
        )
    if not ratios:
        raise OutOfRangeError("ratios is empty; give one likelihood ratio for each test.")
    probabilities = []
    current = pre_test_probability
    for ratio in ratios:
        current = post_test_probability(current, ratio)
        probabilities.append(current)
    return Chain(tuple(probabilities))


def _require_result(result: str) -> None:
    if result not in ("positive", "negative"):
        raise OutOfRangeError(f"result is {result!r}; allowed: 'positive', 'negative'.")


def _wilson(found: int, of: int) -> Estimate:
    share, z2 = found / of, _Z95**2
    centre = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = _Z95 * sqrt(share * (1 - share) / of + z2 / (4 * of**2)) / (1 + z2 / of)
    return Estimate(share, max(centre - half, 0.0), min(centre + half, 1.0))
