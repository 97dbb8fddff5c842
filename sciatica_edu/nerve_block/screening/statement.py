"""A sentence for a learner, and how firmly it may be said.

Only a sentence whose facts were all read and are not of low certainty is plain;
everything else is shown with its standing beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sciatica_edu.errors import require_known

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sciatica_edu.evidence.models import Fact
    from sciatica_edu.evidence.tables.injections import SourcedText

__all__ = ["Standing", "Statement", "sourced", "standing_of"]


class Standing(StrEnum):
    """How firmly a sentence may be said."""

    PLAIN = "plain"
    """Every fact behind it was read or derived, and none is of low certainty."""
    UNCERTAIN = "uncertain"
    """A fact behind it is recalled or of low certainty: check the source."""
    CONVENTION = "convention"
    """No fact stands behind it; it is usage, or this course's own choice."""


_MARKS = {
    Standing.PLAIN: "",
    Standing.UNCERTAIN: " (uncertain: recalled or weak evidence, check the source)",
    Standing.CONVENTION: " (convention, not evidence)",
}


@dataclass(frozen=True)
class Statement:
    """A sentence, the facts behind it and its standing."""

    text: str
    facts: tuple[str, ...]
    standing: Standing

    def __str__(self) -> str:
        return self.text + _MARKS[self.standing]


def standing_of(fact_ids: Iterable[str], facts: Mapping[str, Fact]) -> Standing:
    """Return how firmly a sentence resting on `fact_ids` may be said.

    Raises
    ------
    UnknownNameError
        If a fact id does not exist.
    """
    ids = list(fact_ids)
    if not ids:
        return Standing.CONVENTION
    plain = [facts[require_known("fact", fact_id, facts)].plain for fact_id in ids]
    return Standing.PLAIN if all(plain) else Standing.UNCERTAIN


def sourced(text: SourcedText, facts: Mapping[str, Fact]) -> Statement:
    """Return a sentence of the data with its standing."""
    return Statement(text.text, tuple(text.facts), standing_of(text.facts, facts))
