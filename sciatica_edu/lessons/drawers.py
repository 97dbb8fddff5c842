"""What draws the made-up patients of the quiz: each topic's drawers, under the names the data uses.

The quiz cannot know the topics above it. Whoever asks, exports or marks the bank's questions
imports this module; a topic itself is imported when one of its questions is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.quiz.asking.drawn import register

if TYPE_CHECKING:
    from sciatica_edu.evidence.questions.choices import SingleBestAnswer
    from sciatica_edu.evidence.questions.drawn import DrawnQuestion
    from sciatica_edu.evidence.questions.numbers import NumericQuestion

__all__: list[str] = []


def _contraindications(question: DrawnQuestion, seed: int) -> SingleBestAnswer:
    from sciatica_edu.nerve_block.screening.drawn_patient import rules_question

    return rules_question(question, seed)


def _anticoagulants(question: DrawnQuestion, seed: int) -> SingleBestAnswer:
    from sciatica_edu.nerve_block.screening.drawn_patient import timing_question

    return timing_question(question, seed)


def _pain_drawings(question: DrawnQuestion, seed: int) -> SingleBestAnswer:
    from sciatica_edu.symptoms.root_drill import root_question

    return root_question(question, seed)


def _natural_frequencies(question: DrawnQuestion, seed: int) -> NumericQuestion:
    from sciatica_edu.symptoms.likelihood.bayes_drill import bayes_question

    return bayes_question(question, seed)


register("contraindication-rules", _contraindications)
register("anticoagulant-intervals", _anticoagulants)
register("pain-drawings", _pain_drawings)
register("natural-frequencies", _natural_frequencies)
