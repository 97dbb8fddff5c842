"""Made-up people with the outcome that is right for them, and how the rules do on them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, StringConstraints

from sciatica_edu.evidence.loading import load_keyed
from sciatica_edu.evidence.location import data_path
from sciatica_edu.evidence.models import FactId, Model, Text
from sciatica_edu.evidence.red_flags import Urgency
from sciatica_edu.triage.rules import Disposition, Status, triage
from sciatica_edu.triage.table import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from sciatica_edu.evidence.red_flags import RedFlag
    from sciatica_edu.triage.table import TriageTable

__all__ = ["NO_HURRY", "TriageErrors", "Vignette", "load_vignettes", "outcome_of", "triage_errors"]

NO_HURRY = "no hurry"
OUTCOMES = (*(urgency.value for urgency in Urgency), NO_HURRY)
"""Most urgent first."""


class Vignette(Model):
    """A made-up person: the story, the answers behind it, and where they belong.

    Attributes
    ----------
    answers
        Answers by question; every question that stands neither here nor in `unknown` is a no.
    unknown
        Questions that were not asked, or not examined.
    outcome
        Where, and how fast: an urgency, or ``no hurry``.
    """

    id: Annotated[str, StringConstraints(pattern=r"^VIG-\d{2,3}$")]
    story: Text
    answers: dict[str, Answer]
    unknown: list[str] = Field(default=[])
    outcome: Literal["ambulance", "emergency department", "same day", "urgent", "no hurry"]
    why: Text
    facts: list[FactId] = Field(min_length=1)

    def given(self, table: TriageTable) -> dict[str, Answer]:
        """Return an answer for every question of the table."""
        no = {question.id: Answer.NO for question in table.questions}
        return {**no, **self.answers, **dict.fromkeys(self.unknown, Answer.UNKNOWN)}


@dataclass(frozen=True)
class TriageErrors:
    """Vignettes that the rules judge less urgently than is right, or more."""

    under: tuple[str, ...]
    over: tuple[str, ...]


@lru_cache(maxsize=4)
def load_vignettes(path: Path | None = None) -> Mapping[str, Vignette]:
    """Load the vignettes; the course's own when `path` is None.

    Raises
    ------
    ContentError
        If the file breaks a rule; each breach is named ``file:line``.
    """
    return load_keyed(path or data_path() / "triage_vignettes.yaml", Vignette)[0]


def outcome_of(found: Disposition) -> str:
    """Return what is done: the urgency to act on, or ``no hurry``.

    What is open counts as it would be acted on if it could not be found out.
    """
    if found.status is Status.NO_HURRY:
        return NO_HURRY
    return (found.urgency_if_unasked or Urgency.URGENT).value


def triage_errors(
    vignettes: Iterable[Vignette], *, table: TriageTable, red_flags: Mapping[str, RedFlag]
) -> TriageErrors:
    """Return which vignettes the rules under-triage and over-triage.

    Raises
    ------
    UnknownNameError
        If a vignette answers a question that does not exist.
    """
    under: list[str] = []
    over: list[str] = []
    for vignette in vignettes:
        found = triage(vignette.given(table), table=table, red_flags=red_flags)
        got, right = OUTCOMES.index(outcome_of(found)), OUTCOMES.index(vignette.outcome)
        if got > right:
            under.append(vignette.id)
        elif got < right:
            over.append(vignette.id)
    return TriageErrors(tuple(under), tuple(over))
