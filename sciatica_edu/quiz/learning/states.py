"""What a quiz session is about: its mode, and where the learner stands with each item."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sciatica_edu.quiz.asking.grading import Grade

__all__ = ["Answered", "ItemState", "Mode"]


class Mode(StrEnum):
    """How a quiz answers back."""

    PRACTICE = "practice"
    """Feedback at once, hints, more than one try."""
    EXAM = "exam"
    """Feedback at the end; answers may be changed until then."""
    REVIEW = "review"
    """What is due: feedback at once, one try."""
    PREDICT = "predict"
    """A commitment before what is hidden opens: one answer, which stays."""
    ASSESSED = "assessed"
    """No key here: answers are collected and graded elsewhere."""


@dataclass(frozen=True)
class Answered:
    """A given answer and its judgement (none in an assessed quiz)."""

    answer: Any
    grade: Grade | None
    confidence: float | None = None


@dataclass(frozen=True)
class ItemState:
    """Where the learner is with one item.

    Attributes
    ----------
    tries
        Counted answers in this round.
    last
        The latest answer.
    hints
        How many hints have been shown.
    revealed
        Whether the answer is open: right, out of tries, or given up.
    """

    tries: int = 0
    last: Answered | None = None
    hints: int = 0
    revealed: bool = False
