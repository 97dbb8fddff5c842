"""A flashcard: a front, a back, and the learner's own rating.

A card is asked by the same quiz widget as a question and recorded alike, but counts for
review only: a rating of oneself is not a test result.
"""

from __future__ import annotations

import hashlib

from pydantic import BaseModel, ConfigDict

__all__ = ["Flashcard"]


class Flashcard(BaseModel):
    """A card; its fields are those of a question as far as a quiz needs them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    stem: str
    """The front, in Markdown."""
    back: str
    """The back, in Markdown."""
    facts: tuple[str, ...] = ()
    lead_in: None = None
    hints: tuple[str, ...] = ()
    points: float = 1.0
    objective: str = ""

    @property
    def version(self) -> str:
        """Changes when front or back does."""
        return hashlib.sha256(f"{self.stem}\x1f{self.back}".encode()).hexdigest()[:12]
