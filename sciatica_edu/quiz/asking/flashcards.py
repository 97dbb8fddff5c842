"""Make flashcards from what the course holds: words, muscles, facts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sciatica_edu.evidence.models import Certainty, Verification
from sciatica_edu.quiz.asking.flashcard import Flashcard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sciatica_edu.evidence.models import Fact, GlossaryTerm

__all__ = ["fact_cards", "glossary_cards", "muscle_cards"]


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
        if term.card
    )


def muscle_cards(muscles: Iterable[Any]) -> tuple[Flashcard, ...]:
    """Return one card a row of the muscle table: nerve, roots and action behind.

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
