"""What each guideline edition gives for one drug, dose, last dose and kidney function.

A row that was recalled or is of low certainty never yields a time. `anticoagulants`
puts the editions and several drugs together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from sciatica_edu.content.models import Certainty, Verification

if TYPE_CHECKING:
    from sciatica_edu.content.drugs import Anticoagulant, HoldInterval

__all__ = [
    "NOT_CHECKED",
    "EditionTiming",
    "Intake",
    "Outcome",
    "edition_timings",
    "instant",
    "is_read",
]

NOT_CHECKED = "find out: check the current guideline"
_HOURS_PER_DAY = 24


class Outcome(IntEnum):
    """What the timing means, from the most permissive to the strictest."""

    NO_WAIT = 0
    NOT_BEFORE = 1
    JUDGEMENT = 2
    FIND_OUT = 3
    AVOID = 4

    @property
    def label(self) -> str:
        """The outcome in words."""
        return _LABELS[self]


_LABELS = MappingProxyType(
    {
        Outcome.NO_WAIT: "no waiting time for this drug on its own",
        Outcome.NOT_BEFORE: "not before the time shown",
        Outcome.JUDGEMENT: "the team judges each case; no fixed time",
        Outcome.FIND_OUT: "find out first; no time can be given",
        Outcome.AVOID: "avoid",
    }
)


@dataclass(frozen=True)
class Intake:
    """A drug against clotting as taken; None where it is not known.

    `drug` and `dose` are the `drug_key` and `dose_key` of ``data/anticoagulants.yaml``.
    """

    drug: str
    dose: str | None = None
    last_dose: datetime | None = None


@dataclass(frozen=True)
class EditionTiming:
    """What one guideline edition or local table gives for this patient."""

    edition: str
    outcome: Outcome
    hours: float | None
    not_before: datetime | None
    why: str
    facts: tuple[str, ...]
    verified: Verification
    confidence: Certainty

    @property
    def read(self) -> bool:
        """True when the row was read and is not of low certainty."""
        return is_read(self.verified, self.confidence)


def is_read(verified: Verification, confidence: Certainty) -> bool:
    """Return whether a row may be shown as it is: not recalled, not of low certainty."""
    return verified is not Verification.MEMORY and confidence is not Certainty.LOW


def instant(moment: datetime) -> datetime:
    """Return the time for comparing: with a zone in UTC, because one zone compares wall clocks."""
    return moment if moment.utcoffset() is None else moment.astimezone(UTC)


def edition_timings(
    row: Anticoagulant, *, intake: Intake, clearance: float | None
) -> tuple[EditionTiming, ...]:
    """Return the timing by the row's own edition, then by the others, in the order of the data.

    Parameters
    ----------
    row
        Drug and dose class with intervals.
    intake
        When the drug was last taken.
    clearance
        Creatinine clearance (mL/min), or None when not known.
    """
    own = _edition(
        row.edition,
        row.hold_before_neuraxial,
        facts=tuple(row.facts),
        verified=row.verified,
        confidence=row.confidence,
        note=row.note,
        intake=intake,
        clearance=clearance,
    )
    others = [
        _edition(
            other.edition,
            other.hold_before_neuraxial,
            facts=tuple(other.facts),
            verified=other.verified,
            confidence=other.confidence,
            note=other.note,
            intake=intake,
            clearance=clearance,
        )
        for other in row.other_editions
    ]
    return (own, *others)


def _edition(
    edition: str,
    hold: HoldInterval,
    *,
    facts: tuple[str, ...],
    verified: Verification,
    confidence: Certainty,
    note: str | None,
    intake: Intake,
    clearance: float | None,
) -> EditionTiming:
    def result(
        outcome: Outcome, why: str, *, hours: float | None = None, at: datetime | None = None
    ) -> EditionTiming:
        extra = "; ".join(part for part in (why, hold.plus, note) if part)
        return EditionTiming(edition, outcome, hours, at, extra, facts, verified, confidence)

    if not is_read(verified, confidence):
        why = "recalled or of low certainty, so no time is shown; check the current guideline"
        return EditionTiming(
            edition, Outcome.FIND_OUT, None, None, why, facts, verified, confidence
        )
    if _depends_on_clearance(hold) and clearance is None:
        return result(Outcome.FIND_OUT, "the creatinine clearance is needed")
    hours = _hours(hold, clearance)
    if hours is None:
        return result(Outcome.FIND_OUT, _no_hours(hold, clearance))
    if hours == 0:
        return result(Outcome.NO_WAIT, "no interruption", hours=0)
    if intake.last_dose is None:
        return result(
            Outcome.FIND_OUT, f"{hours:g} h after the last dose, whose time is needed", hours=hours
        )
    return result(
        Outcome.NOT_BEFORE,
        f"{hours:g} h after the last dose",
        hours=hours,
        at=_later(intake.last_dose, hours),
    )


def _depends_on_clearance(hold: HoldInterval) -> bool:
    return hold.hours_if_crcl_below_30 is not None or bool(hold.reduced_clearance)


def _hours(hold: HoldInterval, clearance: float | None) -> float | None:
    if clearance is not None:
        if hold.hours_if_crcl_below_30 is not None and clearance < 30:
            return hold.hours_if_crcl_below_30
        reduced = [row for row in hold.reduced_clearance if clearance < row.below_ml_per_min]
        if reduced:
            return min(reduced, key=lambda row: row.below_ml_per_min).hours
    # Of a range the longer is the safer.
    if hold.hours_range:
        return max(hold.hours_range)
    if hold.hours is not None:
        return hold.hours
    if hold.days_range:
        return max(hold.days_range) * _HOURS_PER_DAY
    return None if hold.days is None else hold.days * _HOURS_PER_DAY


def _no_hours(hold: HoldInterval, clearance: float | None) -> str:
    reduced = [
        row
        for row in hold.reduced_clearance
        if clearance is not None and clearance < row.below_ml_per_min
    ]
    if reduced:
        row = min(reduced, key=lambda row: row.below_ml_per_min)
        limit = f"creatinine clearance under {row.below_ml_per_min:g} mL/min"
        return f"{limit}: {row.note or 'no fixed time'}"
    return hold.note or NOT_CHECKED


def _later(moment: datetime, hours: float) -> datetime:
    # Adding to a time with a zone moves the wall clock, which is wrong over a clock change.
    if moment.utcoffset() is None:
        return moment + timedelta(hours=hours)
    return (moment.astimezone(UTC) + timedelta(hours=hours)).astimezone(moment.tzinfo)
