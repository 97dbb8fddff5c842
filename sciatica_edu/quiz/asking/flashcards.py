"""Flashcards: a front, a back, and the learner's own rating; made from what the course holds.

A card is asked by the same quiz widget as a question and recorded alike, but counts for
review only: a rating of oneself is not a test result.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from sciatica_edu.errors import QuizError
from sciatica_edu.evidence.models import Certainty, Verification
from sciatica_edu.quiz.asking.grading import Grade, Remark, judge
from sciatica_edu.quiz.asking.items import Item  # noqa: TC001 - singledispatch reads the annotations
from sciatica_edu.quiz.asking.presentation import controls
from sciatica_edu.quiz.asking.rich import rich
from sciatica_edu.quiz.asking.right_answer import answer_and_reason

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sciatica_edu.evidence.models import Fact, GlossaryTerm
    from sciatica_edu.evidence.tables.clinical import Muscle

__all__ = ["Flashcard", "fact_cards", "glossary_cards", "muscle_cards"]

_SCORES = {"again": 0.0, "hard": 0.5, "good": 1.0, "easy": 1.0}


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


# a card is one more type that a quiz can ask
@judge.register
def _(_card: Flashcard, _item: Item, answer: Any) -> Grade:
    if not isinstance(answer, str) or answer not in _SCORES:
        raise QuizError("Rate the card: again, hard, good or easy.")
    score = _SCORES[answer]
    return Grade(score, (Remark(good=score >= 1, about="", text=f"You said: {answer}."),))


@answer_and_reason.register
def _(card: Flashcard, _item: Item) -> tuple[str, str]:
    return card.back, ""


@controls.register
def _(card: Flashcard, _item: Item, _pictures: Any) -> dict[str, Any]:
    return {"type": "card", "back": rich(card.back)}


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")


def glossary_cards(terms: Iterable[GlossaryTerm]) -> tuple[Flashcard, ...]:
    """Return one card a term: the word in front, its meaning and Latin name behind."""
    return tuple(
        Flashcard(
            id=f"card-term-{_slug(term.term)}",
            stem=f"What does **{term.term}** mean?",
            back=term.definition
            + (f"\n\n*{term.terminologia_anatomica}*" if term.terminologia_anatomica else ""),
            facts=tuple(term.facts),
        )
        for term in terms
    )


def muscle_cards(muscles: Iterable[Muscle]) -> tuple[Flashcard, ...]:
    """Return one card a muscle: nerve, roots and action behind.

    A muscle whose nerve or roots rest on low confidence or on memory gets no card.
    """
    return tuple(
        Flashcard(
            id=f"card-muscle-{_slug(muscle.id)}",
            stem=f"**{muscle.muscle[0].upper()}{muscle.muscle[1:]}**: nerve, roots, action?",
            back=f"- nerve: {muscle.nerve}\n- roots: {muscle.roots}\n- action: {muscle.action}",
        )
        for muscle in muscles
        if muscle.confidence is not Certainty.LOW
        and Verification.MEMORY not in (muscle.verified_nerve, muscle.verified_roots)
    )


def fact_cards(facts: Iterable[Fact]) -> tuple[Flashcard, ...]:
    """Return one card a fact: "True, and how do we know?" with the statement in front.

    Facts of low confidence or from memory get no card.
    """
    return tuple(
        Flashcard(
            id=f"card-fact-{_slug(fact.id)}",
            stem=f"{fact.statement}\n\n*How sure is this, and in whom was it found?*",
            back=f"Certainty: {fact.confidence.value}."
            + (f" Population: {fact.population}." if fact.population else ""),
            facts=(fact.id,),
        )
        for fact in facts
        if fact.plain
    )
