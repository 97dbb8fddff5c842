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

__all__: list[str] = []


def _contraindications(question: DrawnQuestion, seed: int) -> SingleBestAnswer:
    from sciatica_edu.nerve_block.screening.drawn_patient import rules_question

    return rules_question(question, seed)


def _anticoagulants(question: DrawnQuestion, seed: int) -> SingleBestAnswer:
    from sciatica_edu.nerve_block.screening.drawn_patient import timing_question

    return timing_question(question, seed)


register("contraindication-rules", _contraindications)
register("anticoagulant-intervals", _anticoagulants)
