"""The symptoms topic in the notebook: localiser, triage practice, likelihood explorer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from sciatica_edu.content.symptom_tables import load_level_signs, load_triage_table
from sciatica_edu.display import Html, element, join, table
from sciatica_edu.errors import require_in_range, require_known
from sciatica_edu.symptoms.figures import teachable_tests
from sciatica_edu.symptoms.likelihood import (
    Result,
    likelihood_ratio,
    natural_frequencies,
    post_test_probability,
)
from sciatica_edu.symptoms.localiser import Finding, Localiser
from sciatica_edu.symptoms.three_way_form import ThreeWayForm
from sciatica_edu.symptoms.triage import Answer, Status, triage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sciatica_edu.content.clinical import RedFlag, TestAccuracy
    from sciatica_edu.content.course import Course
    from sciatica_edu.content.symptom_tables import TriageTable
    from sciatica_edu.symptoms.localiser import Candidate, Reason

__all__ = [
    "LikelihoodExplorer",
    "LocaliserPractice",
    "TriagePractice",
    "likelihood_explorer",
    "localiser_practice",
    "triage_practice",
]

_STATIC = Path(__file__).parent / "static"
_NOT_ADVICE = "Teaching material, not medical advice."
_SHOWN_CANDIDATES = 4
_GROUP_TITLES = {
    "cauda_equina": "Ask first: cauda equina",
    "movement": "Weak movements",
    "numbness": "Less feeling",
    "reflex": "Reflexes",
    "tension": "Tension tests",
    "pain": "Where the pain runs",
}


class LocaliserPractice(ThreeWayForm):
    """Choose findings, see which level explains them and what speaks against it.

    Parameters
    ----------
    localiser
        Ranks the levels.
    sources
        Short citation by fact id.
    findings
        Findings shown at first, by sign id.
    """

    def __init__(
        self,
        localiser: Localiser,
        *,
        sources: Mapping[str, str],
        findings: Mapping[str, str] | None = None,
    ) -> None:
        self._localiser = localiser
        self._sources = sources
        groups: dict[str, list[dict[str, str]]] = {kind: [] for kind in _GROUP_TITLES}
        for sign in localiser.signs.values():
            groups[sign.kind].append({"id": sign.id, "label": sign.label, "how": sign.how})
        super().__init__(
            title="Which level?",
            note=(
                "Only what you set counts: a sign that was not examined counts for nothing. Points "
                f"put the levels in order; they are not probabilities. {_NOT_ADVICE}"
            ),
            groups=[
                {"title": _GROUP_TITLES[kind], "items": items} for kind, items in groups.items()
            ],
            choices=[
                {"value": Finding.NOT_EXAMINED.value, "label": "not examined"},
                {"value": Finding.ABNORMAL.value, "label": "yes, abnormal"},
                {"value": Finding.NORMAL.value, "label": "no, normal"},
            ],
            answers=findings,
        )

    def _judge(self, answers: Mapping[str, str]) -> dict[str, Any]:
        found = self._localiser.localise(answers)
        if found.emergency:
            heading = "EMERGENCY: possible cauda equina syndrome"
        elif found.candidates and found.candidates[0].points <= 0:
            heading = "No level fits well: more speaks against each than for it"
        elif found.candidates:
            heading = f"Best fit: {_best(found.candidates)}"
        else:
            heading = "Nothing found so far points to a level"
        blocks = [self._block(candidate) for candidate in found.candidates[:_SHOWN_CANDIDATES]]
        if found.next_signs:
            blocks.append(
                {"title": "Examine next, to tell them apart", "lines": list(found.next_signs)}
            )
        asked = [name for name in answers if answers[name] != Finding.NOT_EXAMINED]
        if found.cauda_equina_not_asked and asked:
            lines = list(found.cauda_equina_not_asked)
            blocks.insert(0, {"title": "Not asked yet: ask now", "lines": lines})
        return {
            "urgent": found.emergency,
            "heading": heading,
            "message": f"{found.message} ({_cite(found.facts, self._sources)})",
            "blocks": blocks,
        }

    def _block(self, candidate: Candidate) -> dict[str, Any]:
        lines = [self._line("For", reason) for reason in candidate.reasons_for]
        lines += [self._line("Against", reason) for reason in candidate.reasons_against]
        return {"title": f"{candidate.label}: {candidate.points} points", "lines": lines}

    def _line(self, side: str, reason: Reason) -> str:
        return f"{side}: {reason.text} [{reason.points:+d}; {_cite(reason.facts, self._sources)}]"


class TriagePractice(ThreeWayForm):
    """Answer red-flag questions with yes, no or not known, and see where to go and how fast.

    Parameters
    ----------
    triage_table
        Questions and words.
    red_flags
        Red flags by id.
    sources
        Short citation by fact id.
    answers
        Answers shown at first, by question id.
    """

    def __init__(
        self,
        triage_table: TriageTable,
        *,
        red_flags: Mapping[str, RedFlag],
        sources: Mapping[str, str],
        answers: Mapping[str, str] | None = None,
    ) -> None:
        self._table = triage_table
        self._red_flags = red_flags
        self._sources = sources
        items = [{"id": q.id, "label": q.ask, "how": ""} for q in triage_table.questions]
        super().__init__(
            title="Where, and how fast?",
            note=(
                'For a made-up patient with back or leg pain. Every question starts at "not known", '
                f"and not known is not safe. {_NOT_ADVICE} If it is about you: the red box at the top."
            ),
            groups=[{"title": "Red-flag questions", "items": items}],
            choices=[
                {"value": Answer.UNKNOWN.value, "label": "not known"},
                {"value": Answer.YES.value, "label": "yes"},
                {"value": Answer.NO.value, "label": "no"},
            ],
            answers=answers,
        )

    def _judge(self, answers: Mapping[str, str]) -> dict[str, Any]:
        found = triage(answers, table=self._table, red_flags=self._red_flags)
        blocks = [
            {
                "title": f"{reason.urgency.value.upper()}: {reason.suspect}",
                "lines": [
                    f"Because: {reason.because}",
                    f"Do: {reason.action}",
                    f"Source: {_cite(reason.facts, self._sources)}",
                ],
            }
            for reason in found.reasons
        ]
        if found.to_ask:
            lines = [question.ask for question in found.to_ask]
            blocks.append({"title": "Still to ask", "lines": lines})
        lead = found.status.value.upper()
        if found.status is Status.ASK_NOW:
            lead = "ASK NOW. If it cannot be asked"
        return {
            "urgent": found.status in (Status.ACT, Status.ASK_NOW),
            "heading": f"{lead}: {found.where}, {found.how_fast}",
            "message": found.message,
            "blocks": blocks,
        }


class LikelihoodExplorer(anywidget.AnyWidget):
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

    _esm = _STATIC / "likelihood_explorer.js"
    _css = _STATIC / "symptoms.css"

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
            result=require_known("result", result, ("positive", "negative")),
        )
        self._show()
        self.observe(self._show, names=["pre_test_percent", "test_id", "result"])

    @traitlets.validate("test_id")
    def _known_test(self, proposal: Any) -> str:
        return require_known("test", proposal["value"], self._tests)

    @traitlets.validate("result")
    def _known_result(self, proposal: Any) -> str:
        return require_known("result", proposal["value"], ("positive", "negative"))

    def twin(self) -> Html:
        """Return the present setting and a table of all tests as static HTML and text."""
        head = "Belief before and after a test"
        lines = [self.outcome["heading"], *self.outcome["lines"]]
        parts = [Html(element("p", Html(element("strong", head), "")), head)]
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

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle
        twin = self.twin()
        data["text/html"] = twin.html
        data["text/plain"] = twin.text
        return data, metadata

    def _after(self, test: TestAccuracy, result: Result) -> float:
        ratio = likelihood_ratio(
            result, sensitivity=test.sensitivity or 0.0, specificity=test.specificity or 0.0
        )
        return post_test_probability(self.pre_test_percent / 100, ratio)

    def _row(self, test: TestAccuracy) -> tuple[str, str, str]:
        plus, minus = (f"{self._after(test, result):.0%}" for result in _RESULTS)
        return _test_label(test), plus, minus

    def _show(self, _change: object = None) -> None:
        test = self._tests[self.test_id]
        result = _RESULTS[0] if self.result == "positive" else _RESULTS[1]
        counts = natural_frequencies(
            self.pre_test_percent / 100,
            sensitivity=test.sensitivity or 0.0,
            specificity=test.specificity or 0.0,
        )
        ratio = likelihood_ratio(
            result, sensitivity=test.sensitivity or 0.0, specificity=test.specificity or 0.0
        )
        self.outcome = {
            "counts": [
                counts.true_positive,
                counts.false_negative,
                counts.false_positive,
                counts.true_negative,
            ],
            "heading": (
                f"{test.test}, {self.result}: from {self.pre_test_percent} % to "
                f"{self._after(test, result):.0%} (likelihood ratio {ratio:.2f})"
            ),
            "lines": [
                counts.sentence(result),
                f"Measured in: {test.setting}; against: {test.target}. Elsewhere the numbers differ.",
                f"Source: {self._sources[test.reference]}. {_NOT_ADVICE}",
            ],
        }


def likelihood_explorer(
    course: Course, *, pre_test_probability: float, test_id: str = "TA-01"
) -> LikelihoodExplorer:
    """Return the explorer over the course's tests.

    Tests for suspected cauda equina syndrome are left out on purpose: no result of
    theirs excludes it (fact RED-CES-05), so there is nothing to calculate.
    """
    tests = [test for test in course.tests.values() if "CES" not in test.target]
    sources = {key: reference.short for key, reference in course.references.items()}
    return LikelihoodExplorer(
        tests, sources=sources, pre_test_probability=pre_test_probability, test_id=test_id
    )


def localiser_practice(
    course: Course, *, findings: Mapping[str, str] | None = None
) -> LocaliserPractice:
    """Return the localiser over the course's tables."""
    localiser = Localiser(load_level_signs(), muscles=course.muscles, red_flags=course.red_flags)
    return LocaliserPractice(localiser, sources=_fact_sources(course), findings=findings)


def triage_practice(course: Course, *, answers: Mapping[str, str] | None = None) -> TriagePractice:
    """Return the triage practice over the course's red flags."""
    return TriagePractice(
        load_triage_table(),
        red_flags=course.red_flags,
        sources=_fact_sources(course),
        answers=answers,
    )


_RESULTS: tuple[Result, Result] = ("positive", "negative")


def _fact_sources(course: Course) -> dict[str, str]:
    return {
        name: "; ".join(ref.short for ref in course.references_of([name])) for name in course.facts
    }


def _cite(facts: Sequence[str], sources: Mapping[str, str]) -> str:
    return "; ".join(dict.fromkeys(sources[fact] for fact in facts))


def _test_label(test: TestAccuracy) -> str:
    return f"{test.test}: {test.target}; {test.setting}"


def _best(candidates: Sequence[Candidate]) -> str:
    """Return the best level, or all that share the best score."""
    top = [c.label for c in candidates if c.points == candidates[0].points]
    if len(top) == 1:
        return top[0]
    return f"undecided between {', '.join(top[:-1])} and {top[-1]}"
