"""A drill in natural frequencies: a made-up belief, a published test, and one result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sciatica_edu.evidence.course import load_course
from sciatica_edu.evidence.questions.numbers import CommonError, NumericQuestion, Tolerance
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.quiz.asking.draw import pick
from sciatica_edu.quiz.asking.grading import value_given
from sciatica_edu.symptoms.likelihood.posterior import (
    RESULTS,
    natural_frequencies,
    probability_after,
    published,
    teachable_tests,
)
from sciatica_edu.symptoms.tables import TESTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.evidence.questions.drawn import DrawnQuestion
    from sciatica_edu.quiz.asking.items import Item
    from sciatica_edu.symptoms.tables import TestAccuracy

__all__ = ["bayes_closing", "bayes_question"]

_BELIEFS_PERCENT = (10, 20, 30, 40, 50, 60, 70, 80)
_PEOPLE = 1000
_WITHIN_POINTS = 5.0
_ROUNDED = 1.0
"""Points by which an answer reckoned with whole people may miss the exact one."""


def bayes_question(template: DrawnQuestion, seed: int) -> NumericQuestion:
    """Return a belief, a test and its result, which follow from the seed.

    Parameters
    ----------
    template
        ``misconceptions`` names the slips ``sensitivity`` (taken for the answer) and
        ``multiplied`` (the chance itself times the likelihood ratio).
    seed
        What belief, test and result follow from.
    """
    course = load_course()
    test, facts = pick(_sourced(course), seed, template.id, "test")
    before = pick(_BELIEFS_PERCENT, seed, template.id, "belief")
    result = pick(RESULTS, seed, template.id, "result")
    answer = 100 * probability_after(test, result, pre_test_probability=before / 100)
    sensitivity, specificity = published(test)
    counts = natural_frequencies(
        before / 100, sensitivity=sensitivity, specificity=specificity, people=_PEOPLE
    )
    ill = counts.true_positive if result == "positive" else counts.false_negative
    found = counts.positive if result == "positive" else counts.negative
    hit, false = 100 * sensitivity, 100 * (1 - specificity)
    slips = {
        "sensitivity": hit if result == "positive" else 100 - hit,
        "multiplied": before * _ratio(answer, before),
    }
    shared = template.model_dump(
        exclude={"type", "source", "settings", "misconceptions", "stem", "lead_in", "facts"}
    )
    return NumericQuestion(
        **shared,
        type="numeric",
        stem=sentence("bayes-drill.stem").fill(
            before=before,
            target=test.target,
            test=test.test,
            hit=f"{hit:.0f}",
            false=f"{false:.0f}",
            setting=test.setting,
        ),
        lead_in=sentence("bayes-drill.asked").fill(result=result),
        facts=facts,
        answer=round(answer, 1),
        unit="%",
        tolerance=Tolerance(absolute=_WITHIN_POINTS),
        rationale=counts.sentence(result),
        otherwise=sentence("bayes-drill.count").text,
        worked_solution=f"{ill} / {found} = {answer:.1f} %",
        common_errors=tuple(
            CommonError(
                value=round(value, 1),
                rationale=sentence(f"bayes-drill.{slip}").text,
                misconception=template.misconceptions[slip],
            )
            for slip, value in slips.items()
            if abs(value - answer) > _WITHIN_POINTS + _ROUNDED and value <= 100
        ),
    )


def bayes_closing(answered: Sequence[tuple[Item, Any]]) -> str:
    """Return by how many percentage points the learner missed on average."""
    missed = [
        abs(value_given(item.question, answer) - item.answer_number)
        for item, answer in answered
        if isinstance(item.question, NumericQuestion)
    ]
    mean = sum(missed) / len(missed)
    return sentence("bayes-drill.closing").fill(mean=f"{mean:.1f}", count=len(missed))


def _ratio(after_percent: float, before_percent: float) -> float:
    odds_after = after_percent / (100 - after_percent)
    return odds_after / (before_percent / (100 - before_percent))


def _sourced(course: Course) -> list[tuple[TestAccuracy, tuple[str, ...]]]:
    """Return the tests whose numbers may be taught, each with the facts of its source."""
    found = []
    for test in teachable_tests(course[TESTS].values()):
        facts = [
            fact.id
            for fact in course.facts.values()
            if fact.id.startswith("SYM-DX") and test.reference in fact.references
        ]
        # for suspected cauda equina no result excludes it: nothing to reckon (RED-CES-05)
        if facts and "CES" not in test.target and not {0.0, 1.0} & set(published(test)):
            found.append((test, tuple(facts)))
    return found
