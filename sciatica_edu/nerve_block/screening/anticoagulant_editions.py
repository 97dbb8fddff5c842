"""What each guideline edition gives for one drug, dose, last dose and kidney function.

A row that was recalled or is of low certainty never yields a time. `anticoagulants`
puts the editions and several drugs together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING

from sciatica_edu.evidence.models import Certainty, Verification
from sciatica_edu.evidence.sentences import sentence

if TYPE_CHECKING:
    from sciatica_edu.evidence.tables.drugs import (
        Anticoagulant,
        ClearanceInterval,
        Edition,
        HoldInterval,
        Restart,
    )

__all__ = [
    "EDITION_FAMILIES",
    "SHOWN_CLEARANCE_ML_PER_MIN",
    "EditionTiming",
    "Intake",
    "Outcome",
    "edition_family",
    "edition_timings",
    "instant",
    "is_read",
    "restarts",
]

SHOWN_CLEARANCE_ML_PER_MIN = 90.0
"""Kidney function for which tables and pictures show the intervals: above every limit of the data."""
EDITION_FAMILIES = ("ASRA", "ESAIC/ESRA", "AAGBI/RA-UK", "NHS Lothian")
"""Who issues the editions, in the order of columns and markers."""
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
        return sentence(f"timing.{self.name.lower().replace('_', '-')}").text


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
    read: bool
    """True when the row was read and is not of low certainty."""


def is_read(row: Edition) -> bool:
    """Return whether a row may be shown as it is: not recalled, not of low certainty."""
    return row.verified is not Verification.MEMORY and row.confidence is not Certainty.LOW


def edition_family(edition: str) -> str:
    """Return who issues an edition: one column, one marker."""
    return next((name for name in EDITION_FAMILIES if edition.startswith(name)), edition)


def instant(moment: datetime) -> datetime:
    """Return the time for comparing: with a zone in UTC, because one zone compares wall clocks."""
    return moment if moment.utcoffset() is None else moment.astimezone(UTC)


def edition_timings(
    row: Anticoagulant, *, intake: Intake, clearance: float | None
) -> tuple[EditionTiming, ...]:
    """Return the timing by each edition, in the order of the data.

    Parameters
    ----------
    row
        Drug and dose class with intervals.
    intake
        When the drug was last taken.
    clearance
        Creatinine clearance (mL/min), or None when not known.
    """
    return tuple(
        _edition(item, item.hold_before_neuraxial, intake=intake, clearance=clearance)
        for item in row.editions
        if item.hold_before_neuraxial is not None
    )


def restarts(row: Anticoagulant) -> tuple[str, ...]:
    """Return when the next dose may come, by edition; the words say where nothing was read."""
    read = tuple(
        f"{item.edition}: {_restart(item.restart)}"
        for item in row.editions
        if item.restart is not None and is_read(item)
    )
    return read or (sentence("timing.not-checked").text,)


def _edition(
    row: Edition, hold: HoldInterval, *, intake: Intake, clearance: float | None
) -> EditionTiming:
    read = is_read(row)
    outcome, hours, at, why = (
        _timed(hold, intake=intake, clearance=clearance)
        if read
        else (Outcome.FIND_OUT, None, None, sentence("timing.recalled").text)
    )
    if read:
        why = "; ".join(part for part in (why, hold.plus) if part)
    return EditionTiming(row.edition, outcome, hours, at, why, tuple(row.facts), read)


def _restart(restart: Restart) -> str:
    said = []
    if restart.hours is not None:
        said.append(sentence("timing.restart").fill(hours=f"{restart.hours:g}"))
    if restart.note:
        said.append(restart.note)
    if restart.after_traumatic_hours is not None:
        hours = f"{restart.after_traumatic_hours:g}"
        said.append(sentence("timing.restart-traumatic").fill(hours=hours))
    return "; ".join(said)


def _timed(
    hold: HoldInterval, *, intake: Intake, clearance: float | None
) -> tuple[Outcome, float | None, datetime | None, str]:
    """Return outcome, hours, earliest time and reason of one edition that was read."""
    if hold.reduced_clearance and clearance is None:
        return Outcome.FIND_OUT, None, None, sentence("timing.clearance-needed").text
    reduced = _reduced(hold, clearance)
    hours = reduced.hours if reduced else _hours(hold)
    said = reduced.note if reduced else hold.note
    if hours is None:
        return Outcome.FIND_OUT, None, None, _no_hours(reduced, said)
    after = sentence("timing.after-dose").fill(hours=f"{hours:g}")
    if hours == 0:
        after = sentence("timing.no-interruption").text
    after = f"{after}, {said}" if said else after
    if hours == 0:
        return Outcome.NO_WAIT, 0, None, after
    if intake.last_dose is None:
        return Outcome.FIND_OUT, hours, None, f"{after}, {sentence('timing.dose-time-needed').text}"
    return Outcome.NOT_BEFORE, hours, _later(intake.last_dose, hours), after


def _reduced(hold: HoldInterval, clearance: float | None) -> ClearanceInterval | None:
    """Return the row of the lowest limit that the clearance is below, if it is below any."""
    below = [
        row
        for row in hold.reduced_clearance
        if clearance is not None and clearance < row.below_ml_per_min
    ]
    return min(below, key=lambda row: row.below_ml_per_min, default=None)


def _hours(hold: HoldInterval) -> float | None:
    # Of a range the longer is the safer.
    if hold.hours_range:
        return max(hold.hours_range)
    if hold.hours is not None:
        return hold.hours
    if hold.days_range:
        return max(hold.days_range) * _HOURS_PER_DAY
    return None if hold.days is None else hold.days * _HOURS_PER_DAY


def _no_hours(reduced: ClearanceInterval | None, said: str | None) -> str:
    if reduced is None:
        return said or sentence("timing.not-checked").text
    limit = sentence("timing.clearance-under").fill(clearance=f"{reduced.below_ml_per_min:g}")
    return f"{limit}: {said or sentence('timing.no-fixed-time').text}"


def _later(moment: datetime, hours: float) -> datetime:
    # Adding to a time with a zone moves the wall clock, which is wrong over a clock change.
    if moment.utcoffset() is None:
        return moment + timedelta(hours=hours)
    return (moment.astimezone(UTC) + timedelta(hours=hours)).astimezone(moment.tzinfo)
