"""How long an injection waits after a drug against clotting, edition by edition.

A teaching model: hours are given only from rows that were read, with the edition they come
from; recalled or weak rows, and anything not known, mean "find out". Never a reason to stop
a drug. Condition rules are in `contraindications`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from sciatica_edu.errors import require_in_range
from sciatica_edu.evidence.models import Certainty, Verification
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.evidence.tables.drugs import SuperficialRule
from sciatica_edu.evidence.tables.injections import BleedingDepth

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
    "Outcome",
    "Timing",
    "edition_family",
    "edition_timings",
    "restarts",
    "timing",
]

SHOWN_CLEARANCE_ML_PER_MIN = 90.0
"""Kidney function for which tables and pictures show the intervals: above every limit of the data."""
EDITION_FAMILIES = ("ASRA", "ESAIC/ESRA", "AAGBI/RA-UK", "NHS Lothian")
"""Who issues the editions, in the order of columns and markers."""
_HOURS_PER_DAY = 24
_HIGHEST_CLEARANCE_ML_PER_MIN = 300


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
class EditionTiming:
    """What one guideline edition or local table gives: hours after the last dose, or why none."""

    edition: str
    outcome: Outcome
    hours: float | None
    why: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Timing:
    """All editions for one drug and injection; the strictest stands."""

    outcome: Outcome
    hours: float | None
    """Hours after the last dose; None when no time settles it."""
    editions: tuple[EditionTiming, ...]
    notes: tuple[str, ...]


def edition_family(edition: str) -> str:
    """Return who issues an edition: one column, one marker."""
    return next((name for name in EDITION_FAMILIES if edition.startswith(name)), edition)


def edition_timings(row: Anticoagulant, *, clearance: float | None) -> tuple[EditionTiming, ...]:
    """Return the timing by each edition, in the order of the data.

    Parameters
    ----------
    row
        Drug and dose class with intervals.
    clearance
        Creatinine clearance, 0 to 300 mL/min; None when not known.

    Raises
    ------
    OutOfRangeError
        If the clearance is out of range.
    """
    if clearance is not None:
        require_in_range(
            "creatinine clearance", clearance, 0, _HIGHEST_CLEARANCE_ML_PER_MIN, "mL/min"
        )
    return tuple(
        _edition(item, item.hold_before_neuraxial, clearance)
        for item in row.editions
        if item.hold_before_neuraxial is not None
    )


def timing(row: Anticoagulant, *, depth: BleedingDepth, clearance: float | None) -> Timing:
    """Return from when an injection of this depth may be considered, by the strictest edition.

    Parameters
    ----------
    row
        Drug and dose class with intervals.
    depth
        How the injection counts for bleeding, see ``data/procedures.yaml``.
    clearance
        Creatinine clearance, 0 to 300 mL/min; None when not known.

    Raises
    ------
    OutOfRangeError
        If the clearance is out of range.
    """
    editions = edition_timings(row, clearance=clearance)
    if depth in (BleedingDepth.NEURAXIAL, BleedingDepth.DEEP):
        outcome = max(edition.outcome for edition in editions)
    else:
        outcome = _superficial(row)
    # At the spine this course knows only injections for pain.
    excepted = row.pain_procedures if depth is BleedingDepth.NEURAXIAL else None
    if excepted:
        outcome = max(outcome, Outcome.JUDGEMENT)
    if row.superficial_rule is SuperficialRule.AVOID:
        outcome = Outcome.AVOID
    hours = max((item.hours for item in editions if item.hours is not None), default=None)
    notes = [excepted.text] if excepted else []
    return Timing(
        outcome=outcome,
        hours=hours if outcome is Outcome.NOT_BEFORE else None,
        editions=editions,
        notes=(*notes, sentence("anticoagulant.never-stop").text),
    )


def restarts(row: Anticoagulant) -> tuple[str, ...]:
    """Return when the next dose may come, by edition; the words say where nothing was read."""
    read = tuple(
        f"{item.edition}: {_restart(item.restart)}"
        for item in row.editions
        if item.restart is not None and _is_read(item)
    )
    return read or (sentence("timing.not-checked").text,)


def _is_read(row: Edition) -> bool:
    """Return whether a row may be shown as it is: not recalled, not of low certainty."""
    return row.verified is not Verification.MEMORY and row.confidence is not Certainty.LOW


def _superficial(row: Anticoagulant) -> Outcome:
    if not any(_is_read(edition) for edition in row.editions):
        return Outcome.FIND_OUT
    if row.superficial_rule is SuperficialRule.NO_INTERRUPTION:
        return Outcome.NO_WAIT
    return Outcome.JUDGEMENT


def _edition(row: Edition, hold: HoldInterval, clearance: float | None) -> EditionTiming:
    if not _is_read(row):
        why = sentence("timing.recalled").text
        return EditionTiming(row.edition, Outcome.FIND_OUT, None, why, tuple(row.facts))
    outcome, hours, why = _timed(hold, clearance)
    why = "; ".join(part for part in (why, hold.plus) if part)
    return EditionTiming(row.edition, outcome, hours, why, tuple(row.facts))


def _timed(hold: HoldInterval, clearance: float | None) -> tuple[Outcome, float | None, str]:
    """Return outcome, hours and reason of one edition that was read."""
    if hold.reduced_clearance and clearance is None:
        return Outcome.FIND_OUT, None, sentence("timing.clearance-needed").text
    reduced = _reduced(hold, clearance)
    hours = reduced.hours if reduced else _hours(hold)
    said = reduced.note if reduced else hold.note
    if hours is None:
        return Outcome.FIND_OUT, None, _no_hours(reduced, said)
    after = (
        sentence("timing.after-dose").fill(hours=f"{hours:g}")
        if hours
        else sentence("timing.no-interruption").text
    )
    outcome = Outcome.NOT_BEFORE if hours else Outcome.NO_WAIT
    return outcome, hours, f"{after}, {said}" if said else after


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
