"""A question whose story, options or number and right answer a topic draws from the seed and judges by its rules."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sciatica_edu.evidence.questions.base import Id, QuestionBase, Text

__all__ = ["DrawnQuestion"]


class DrawnQuestion(QuestionBase):
    """A made-up patient; the topic's rules know the answer.

    It is drawn before it is asked: what a learner meets, what is graded, recorded and exported is
    the single-best-answer or numeric question it becomes; see ``quiz.asking.drawn``.
    """

    type: Literal["drawn"]
    source: Id
    """Name under which a topic registered what draws it."""
    settings: dict[str, Text] = Field(default_factory=dict)
    """What the source is to keep fixed, by name."""
    misconceptions: dict[str, Id]
    """The misconception behind each kind of slip the source tells apart."""
