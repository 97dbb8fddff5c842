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

from sciatica_edu.evidence.models import Certainty, Verification

if TYPE_CHECKING:
    from sciatica_edu.evidence.tables.drugs import Anticoagulant, HoldInterval, OtherEdition

__all__ = [
    "NOT_CHECKED",
    "SHOWN_CLEARANCE_ML_PER_MIN",
    "EditionTiming",
    "Intake",
    "Outcome",
    "edition_timings",
    "instant",
    "is_read",
]

NOT_CHECKED = "find out: check the current guideline"
SHOWN_CLEARANCE_ML_PER_MIN = 90.0
"""Kidney function for which tables and pictures show the intervals: above every limit of the data."""
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
    editions: list[Anticoagulant | OtherEdition] = [row, *row.other_editions]
    return tuple(_edition(item, intake=intake, clearance=clearance) for item in editions)


def _edition(
    row: Anticoagulant | OtherEdition, *, intake: Intake, clearance: float | None
) -> EditionTiming:
    hold = row.hold_before_neuraxial
    outcome, hours, at, why = _timed(row, intake=intake, clearance=clearance)
    if is_read(row.verified, row.confidence):
        why = "; ".join(part for part in (why, hold.plus, row.note) if part)
    return EditionTiming(
        edition=row.edition,
        outcome=outcome,
        hours=hours,
        not_before=at,
        why=why,
        facts=tuple(row.facts),
        verified=row.verified,
        confidence=row.confidence,
    )


def _timed(
    row: Anticoagulant | OtherEdition, *, intake: Intake, clearance: float | None
) -> tuple[Outcome, float | None, datetime | None, str]:
    """Return outcome, hours, earliest time and reason of one edition."""
    hold = row.hold_before_neuraxial
    if not is_read(row.verified, row.confidence):
        why = "recalled or of low certainty, so no time is shown; check the current guideline"
        return Outcome.FIND_OUT, None, None, why
    if _depends_on_clearance(hold) and clearance is None:
        return Outcome.FIND_OUT, None, None, "the creatinine clearance is needed"
    hours = _hours(hold, clearance)
    if hours is None:
        return Outcome.FIND_OUT, None, None, _no_hours(hold, clearance)
    if hours == 0:
        return Outcome.NO_WAIT, 0, None, "no interruption"
    after = f"{hours:g} h after the last dose"
    if intake.last_dose is None:
        return Outcome.FIND_OUT, hours, None, f"{after}, whose time is needed"
    return Outcome.NOT_BEFORE, hours, _later(intake.last_dose, hours), after


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
