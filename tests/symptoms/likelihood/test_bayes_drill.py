from __future__ import annotations

import pytest

import sciatica_edu.lessons.drawers  # noqa: F401
from sciatica_edu.quiz.live.drill import Drill
from sciatica_edu.symptoms.likelihood.bayes_drill import bayes_closing, bayes_question
from sciatica_edu.symptoms.likelihood.posterior import RESULTS, probability_after
from sciatica_edu.symptoms.tables import TESTS


@pytest.fixture
def template(course):
    return course.questions["SYMP-058"]


@pytest.mark.parametrize("seed", range(12))
def test_the_answer_is_bayes_rule_over_a_row_of_the_table(course, template, seed):
    question = bayes_question(template, seed)
    before = int(question.stem.split(" of 100")[0].split()[-1])
    result = next(r for r in RESULTS if f"is {r}" in question.lead_in)
    rows = [
        t for t in course[TESTS].values() if f"Test: {t.test}. " in question.stem and t.sensitivity
    ]
    answers = [
        100 * probability_after(test, result, pre_test_probability=before / 100)
        for test in rows
        if 0 < test.specificity < 1
    ]
    assert any(question.answer == pytest.approx(answer, abs=0.051) for answer in answers)
    assert "CES" not in question.stem
    assert question.facts


def test_sensitivity_taken_for_the_answer_is_told(template):
    questions = [bayes_question(template, seed) for seed in range(20)]
    found = [error for question in questions for error in question.common_errors]
    assert {error.misconception for error in found} == set(template.misconceptions.values())


def test_a_drill_ends_with_the_mean_error_in_points(template):
    drill = Drill(template, count=2, closing=bayes_closing, seed=1)
    for (name, item), miss in zip(drill.session.items.items(), (2, -10), strict=True):
        drill.answer(name, f"{item.answer_number + miss} %")
    assert drill.status["told"].startswith("On average you missed by 6.0 points in 2 rounds.")
