"""The likelihood explorer in the notebook: belief before, a test, its result, belief after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import traitlets

from sciatica_edu.display import Html, element, join, table
from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.display.widget import TwinWidget
from sciatica_edu.errors import OutOfRangeError, require_in_range, require_known
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.symptoms.likelihood.posterior import (
    RESULTS,
    people_with_results,
    probability_after,
    ratio_of,
    teachable_tests,
)
from sciatica_edu.symptoms.tables import TESTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.symptoms.likelihood.posterior import Result
    from sciatica_edu.symptoms.tables import TestAccuracy

__all__ = ["LikelihoodExplorer", "likelihood_explorer"]


_CONTEST = ("TA-17", "TA-01", "TA-02")
"""Three tests against the same target, surgical findings of a herniation; not in their order."""


class LikelihoodExplorer(TwinWidget):
    """Set what you believed before, choose a test and its result, see what changes.

    Parameters
    ----------
    tests
        Tests with sensitivity and specificity.
    sources
        Short citation by reference key.
    pre_test_probability
        Belief before the test, 0.01 to 0.99.
    test_id
        Test shown at first; the first one when empty.
    result
        ``"positive"`` or ``"negative"``.

    Raises
    ------
    OutOfRangeError
        If the probability is outside its range.
    UnknownNameError
        If the test or the result does not exist.
    """

    title = "Belief before and after a test"
    browser = "likelihood_explorer"

    tests: Any = traitlets.List().tag(sync=True)
    """Tests to choose from: ``{"id", "label"}``."""
    pre_test_percent: Any = traitlets.Int(50, min=1, max=99).tag(sync=True)
    """Belief before the test, in whole percent."""
    test_id: Any = traitlets.Unicode().tag(sync=True)
    """The test chosen."""
    result: Any = traitlets.Unicode("positive").tag(sync=True)
    """``"positive"`` or ``"negative"``."""
    outcome: Any = traitlets.Dict().tag(sync=True)
    """Counts of people and sentences, computed by Python."""
    contest: Any = traitlets.List().tag(sync=True)
    """Tests to rank before anything opens, by how far a positive result lifts a belief: ``[id, label]``."""
    ranking: Any = traitlets.List().tag(sync=True)
    """The learner's order, the strongest first; empty until it is locked in."""
    ranked: Any = traitlets.Dict().tag(sync=True)
    """The true order beside it, once there is one; and all tests, for the folded table."""

    def __init__(
        self,
        tests: Sequence[TestAccuracy],
        *,
        sources: Mapping[str, str],
        pre_test_probability: float = 0.5,
        test_id: str = "",
        result: Result = "positive",
    ) -> None:
        self._tests = {test.id: test for test in teachable_tests(tests)}
        self._sources = sources
        require_in_range("pre-test probability", pre_test_probability, 0.01, 0.99)
        super().__init__(
            tests=[{"id": test.id, "label": _test_label(test)} for test in self._tests.values()],
            pre_test_percent=round(100 * pre_test_probability),
            test_id=require_known("test", test_id or next(iter(self._tests)), self._tests),
            result=require_known("result", result, RESULTS),
            contest=[
                [name, f"{self._tests[name].test}: {self._tests[name].target}"]
                for name in _CONTEST
                if name in self._tests
            ],
        )
        self._show()
        self.observe(self._show, names=["pre_test_percent", "test_id", "result", "ranking"])

    @traitlets.validate("test_id")
    def _known_test(self, proposal: Any) -> str:
        return require_known("test", proposal["value"], self._tests)

    @traitlets.validate("result")
    def _known_result(self, proposal: Any) -> str:
        return require_known("result", proposal["value"], RESULTS)

    @traitlets.validate("ranking")
    def _known_ranking(self, proposal: Any) -> list[str]:
        names = sorted(name for name, _ in self.contest)
        order: list[str] = proposal["value"]
        if order and sorted(order) != names:
            raise OutOfRangeError(
                f"the ranking is {order}; allowed: each of {', '.join(names)} once."
            )
        return order

    def twin(self) -> Html:
        """Return the present setting and a table of all tests as static HTML and text."""
        lines = [self.outcome["heading"], *self.outcome["lines"]]
        parts = [Html(element("p", Html(element("strong", self.title), "")), self.title)]
        parts += [Html(element("p", line), line) for line in lines]
        rows = [self._row(test) for test in self._tests.values()]
        whole = table(
            ("Test and setting", "After a positive result", "After a negative result"),
            rows,
            caption=f"From {self.pre_test_percent} % before",
        )
        summary = Html(element("summary", "All tests"), "")
        parts.append(Html(element("details", summary, whole), whole.text))
        return join(parts)

    def __repr__(self) -> str:
        return f"Likelihood explorer: {self.outcome['heading']}"

    def stored_text(self) -> str:
        """Return the same as the twin, as text."""
        return self.twin().text

    @property
    def _belief(self) -> float:
        return float(self.pre_test_percent) / 100

    def _ranked(self) -> dict[str, Any]:
        """Return the contest's tests, strongest first, with the learner's place for each."""
        if not self.ranking:
            return {}
        order = sorted(
            (self._tests[name] for name, _ in self.contest),
            key=lambda test: -ratio_of(test, "positive"),
        )
        after = [
            probability_after(test, "positive", pre_test_probability=self._belief) for test in order
        ]
        return {
            "rows": [
                [test.test, round(100 * chance), 1 + self.ranking.index(test.id)]
                for test, chance in zip(order, after, strict=True)
            ],
            "right": self.ranking == [test.id for test in order],
            "table": [list(self._row(test)) for test in self._tests.values()],
        }

    def _row(self, test: TestAccuracy) -> tuple[str, str, str]:
        plus, minus = (
            f"{probability_after(test, result, pre_test_probability=self._belief):.0%}"
            for result in RESULTS
        )
        return _test_label(test), plus, minus

    def _show(self, _change: object = None) -> None:
        self.ranked = self._ranked()
        test = self._tests[self.test_id]
        result = RESULTS[RESULTS.index(self.result)]
        counts = people_with_results(test, pre_test_probability=self._belief)
        after = probability_after(test, result, pre_test_probability=self._belief)
        self.outcome = {
            "counts": [
                counts.true_positive,
                counts.false_negative,
                counts.false_positive,
                counts.true_negative,
            ],
            "heading": (
                f"{test.test}, {result}: from {self.pre_test_percent} % to "
                f"{after:.0%} (likelihood ratio {ratio_of(test, result):.2f})"
            ),
            "lines": [
                counts.sentence(result),
                sentence("tests.measured-in").fill(setting=test.setting, target=test.target),
                f"Source: {self._sources[test.reference]}. {NOT_MEDICAL_ADVICE}",
            ],
        }


def likelihood_explorer(
    course: Course, *, pre_test_probability: float, test_id: str = "TA-01"
) -> LikelihoodExplorer:
    """Return the explorer over the course's tests.

    Tests for suspected cauda equina syndrome are left out on purpose: no result of
    theirs excludes it (fact RED-CES-05), so there is nothing to calculate.

    Parameters
    ----------
    course
        The content.
    pre_test_probability
        Belief before the test, 0.01 to 0.99.
    test_id
        Test shown at first.

    Raises
    ------
    OutOfRangeError
        If the probability is outside its range.
    UnknownNameError
        If the explorer has no such test.
    """
    tests = [test for test in course[TESTS].values() if "CES" not in test.target]
    sources = {key: reference.short for key, reference in course.references.items()}
    return LikelihoodExplorer(
        tests, sources=sources, pre_test_probability=pre_test_probability, test_id=test_id
    )


def _test_label(test: TestAccuracy) -> str:
    return f"{test.test}: {test.target}; {test.setting}"
