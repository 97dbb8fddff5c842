"""How accurate tests are, what several results seem to give, what imaging shows without pain: tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.display import Html, element, table
from sciatica_edu.errors import OutOfRangeError
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.symptoms.likelihood.posterior import (
    RESULTS,
    probability_after,
    ratio_of,
    teachable_test,
    teachable_tests,
)
from sciatica_edu.symptoms.tables import IMAGING_WITHOUT_PAIN, TESTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.symptoms.likelihood.posterior import Result
    from sciatica_edu.symptoms.tables import TestAccuracy

__all__ = ["accuracy_table", "chained_tests", "imaging_table"]

_AGES_TOLD = (20, 50)
"""Ages, in years, that the text tells; both were read, not recalled."""


def accuracy_table(course: Course) -> Html:
    """Return the teachable tests by setting, with likelihood ratios computed from the two numbers."""
    tests = teachable_tests(course[TESTS].values())
    settings = [test.setting for test in tests]
    shown = sorted(tests, key=lambda test: settings.index(test.setting))
    rows = [
        (
            test.test.replace(" (suspected CES)", "").replace(" (pooled)", ""),
            f"{test.target}; {test.setting}",
            _with_interval(test.sensitivity, test.sensitivity_ci95),
            _with_interval(test.specificity, test.specificity_ci95),
            *(_ratio_words(test, result) for result in RESULTS),
            course.references[test.reference].short,
        )
        for test in shown
    ]
    left_out = len(course[TESTS]) - len(shown)
    return table(
        ("Test", "Against what, and where", "Sensitivity", "Specificity", "LR+", "LR-", "Source"),
        rows,
        caption="Accuracy of tests (95 % CI where one was published; LR computed from the two). "
        f"{sentence('tests.none-excludes').text} {sentence('tests.left-out').fill(count=left_out)}",
    )


def chained_tests(
    course: Course,
    *,
    pre_test_probability: float,
    test_ids: Sequence[str] = ("TA-01", "TA-02"),
) -> Html:
    """Return the probability after each of several positive tests, with the warning.

    Parameters
    ----------
    course
        The content.
    pre_test_probability
        Belief before, 0 to 1.
    test_ids
        Tests in the order done, all positive; at least one.

    Raises
    ------
    UnknownNameError
        If there is no such test.
    ContentError
        If the numbers of a test are uncertain or missing.
    OutOfRangeError
        If the belief is outside 0 to 1, or there is no test.
    """
    if not test_ids:
        raise OutOfRangeError("test_ids is empty; give at least one test.")
    rows = [("before", "–", f"{pre_test_probability:.0%}")]
    belief = pre_test_probability
    for name in test_ids:
        test = teachable_test(course[TESTS], name)
        belief = probability_after(test, "positive", pre_test_probability=belief)
        ratio = f"{ratio_of(test, 'positive'):.2f}"
        rows.append((f"after a positive {test.test}", ratio, f"{belief:.0%}"))
    whole = table(
        ("", "Likelihood ratio", "Probability"), rows, caption="Two results multiplied: TOO SURE"
    )
    warning = sentence("tests.chained").text
    return whole + Html(element("p", warning), warning)


def imaging_table(course: Course) -> Html:
    """Return imaging findings by age in people without symptoms; recalled numbers carry (?)."""
    data = course[IMAGING_WITHOUT_PAIN]
    bulge = next(row for row in data.rows if row.finding == "disc bulge")
    young, older = (bulge.percent[data.ages_years.index(age)] for age in _AGES_TOLD)
    told = sentence("imaging.without-symptoms").fill(
        young=young, young_years=_AGES_TOLD[0], older=older, older_years=_AGES_TOLD[1]
    )
    rows = [
        (
            row.finding,
            *(
                f"{percent}" if _is_read(row.verification, age) else f"{percent} (?)"
                for age, percent in zip(data.ages_years, row.percent, strict=True)
            ),
        )
        for row in data.rows
    ]
    return table(
        ("Finding, percent of people", *(f"{age} years" for age in data.ages_years)),
        rows,
        caption=f"{told} {data.note} Source: {course.references[data.reference].short}.",
    )


def _ratio_words(test: TestAccuracy, result: Result) -> str:
    ratio = f"{ratio_of(test, result):.2f}"
    interval = (test.lr_published or {}).get(f"{result}_ci95")
    if isinstance(interval, list):
        return f"{ratio} (published {interval[0]:g} to {interval[1]:g})"
    return ratio


def _with_interval(value: float | None, interval: Sequence[float] | None) -> str:
    if value is None:
        return "–"
    spread = f" ({interval[0]:.2f} to {interval[1]:.2f})" if interval else ""
    return f"{value:.2f}{spread}"


def _is_read(verification: str, age: int) -> bool:
    """Whether the words of the table say that the estimate for this age was read."""
    for part in verification.replace(" ;", ";").split(";"):
        words = part.split()
        low, _, high = words[0].partition("-")
        if int(low) <= age <= int(high or low):
            return "memory" not in words
    return False
