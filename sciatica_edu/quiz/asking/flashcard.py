"""A flashcard: a front, a back, and the learner's own rating.

A card is asked by the same quiz widget as a question and recorded alike, but counts for
review only: a rating of oneself is not a test result.
"""

from __future__ import annotations

import hashlib

from sciatica_edu.quiz.asking.askable import Askable

__all__ = ["Flashcard"]


class Flashcard(Askable):
    """A card; its stem is the front."""

    back: str
    """The back, in Markdown."""

    @property
    def version(self) -> str:
        """Changes when front or back does."""
        return hashlib.sha256(f"{self.stem}\x1f{self.back}".encode()).hexdigest()[:12]
