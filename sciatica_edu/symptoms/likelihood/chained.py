"""What multiplying several positive results would give, and why it is too much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.display import Html, element, table
from sciatica_edu.errors import OutOfRangeError
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.symptoms.likelihood.accuracy import probability_after, ratio_of, teachable_test
from sciatica_edu.symptoms.tables import TESTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sciatica_edu.evidence.course import Course

__all__ = ["chained_tests"]


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
