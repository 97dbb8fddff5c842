"""When an injection may be considered after a drug against clotting, edition by edition.

A teaching model: a time is given only from rows that were read, with the edition it
comes from; recalled or weak rows, and anything not known, mean "find out". Never a
reason to stop a drug. Condition rules are in `contraindications`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.errors import OutOfRangeError, ParameterError, require_in_range, require_known
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.evidence.tables.drugs import SuperficialRule
from sciatica_edu.evidence.tables.injections import BleedingDepth
from sciatica_edu.nerve_block.screening.anticoagulant_editions import (
    EditionTiming,
    Intake,
    Outcome,
    edition_timings,
    instant,
    is_read,
    restarts,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sciatica_edu.evidence.tables.drugs import Anticoagulant

__all__ = [
    "DrugTiming",
    "EditionTiming",
    "Intake",
    "Outcome",
    "Timing",
    "find_row",
    "timing",
]

_HIGHEST_CLEARANCE = 300


@dataclass(frozen=True)
class DrugTiming:
    """All editions for one drug; the strictest stands."""

    intake: Intake
    row_id: str | None
    drug: str
    outcome: Outcome
    not_before: datetime | None
    editions: tuple[EditionTiming, ...]
    find_out: tuple[str, ...]
    restart: tuple[str, ...] = ()
    """When the next dose may come, by edition."""
    pain_procedures: str | None = None
    """Why the editions do not settle this injection; None where they do."""

    @property
    def disagree(self) -> bool:
        """True when two editions that were read give different answers."""
        known = {(edition.outcome, edition.hours) for edition in self.editions if edition.read}
        return len(known) > 1


@dataclass(frozen=True)
class Timing:
    """The answer for all drugs together: the later time, the stricter outcome, each shown."""

    depth: BleedingDepth
    outcome: Outcome
    not_before: datetime | None
    drugs: tuple[DrugTiming, ...]
    find_out: tuple[str, ...]
    notes: tuple[str, ...]
    disclaimer: str = NOT_MEDICAL_ADVICE

    def interval_met(self, at: datetime) -> bool | None:
        """Return whether the waiting time is over at `at`; None when no time can be given.

        True is no permission: conditions such as a normal clotting test still apply.

        Raises
        ------
        ParameterError
            If one time has a time zone and the other has none.
        """
        if self.outcome is Outcome.NO_WAIT:
            return True
        if self.not_before is None:
            return None
        _require_same_kind(at, self.not_before)
        return instant(at) >= instant(self.not_before)


def find_row(
    rows: Mapping[str, Anticoagulant], *, drug: str, dose: str | None
) -> Anticoagulant | None:
    """Return the row for a drug and dose class, or None when the rows have none.

    Raises
    ------
    UnknownNameError
        If no row knows the drug or the drug has no such dose class.
    """
    require_known("drug against clotting", drug, {row.drug_key for row in rows.values()})
    own = {row.dose_key: row for row in rows.values() if row.drug_key == drug}
    if set(own) == {"any"}:
        return own["any"]
    if dose is None:
        return None
    # A known class without a row is "find out", not a misspelling.
    require_known(f"dose class of {drug}", dose, {*own, "low", "high"})
    return own.get(dose)


def timing(
    intakes: Sequence[Intake],
    *,
    rows: Mapping[str, Anticoagulant],
    depth: BleedingDepth,
    now: datetime,
    creatinine_clearance_ml_per_min: float | None = None,
) -> Timing:
    """Return when an injection of this depth may be considered.

    Parameters
    ----------
    intakes
        One or more drugs with dose class and time of the last dose.
    rows
        The intervals, by id.
    depth
        How the injection counts for bleeding, see ``data/procedures.yaml``.
    now
        The present time; no dose may lie after it. All times with a time zone, or none;
        without one a change of the clocks is not seen.
    creatinine_clearance_ml_per_min
        Kidney function, 0 to 300 mL/min; None when not known.

    Returns
    -------
    Timing
        The strictest edition of each drug, and the later of several drugs; nothing known
        only from memory or of low certainty yields a time.

    Raises
    ------
    OutOfRangeError
        If a dose lies in the future, or the clearance is out of range.
    ParameterError
        If no drug is given, one is given twice, or times with and without a zone are mixed.
    UnknownNameError
        If a drug or dose class is not in the rows.
    """
    _check_intakes(intakes, now=now)
    clearance = creatinine_clearance_ml_per_min
    if clearance is not None:
        require_in_range("creatinine clearance", clearance, 0, _HIGHEST_CLEARANCE, "mL/min")
    drugs = tuple(
        _drug_timing(intake, rows=rows, depth=BleedingDepth(depth), clearance=clearance)
        for intake in intakes
    )
    outcome = max(drug.outcome for drug in drugs)
    times = [drug.not_before for drug in drugs if drug.not_before is not None]
    notes = [sentence("anticoagulant.never-stop").text]
    notes += [drug.pain_procedures for drug in drugs if drug.pain_procedures]
    if len(drugs) > 1:
        notes.append(sentence("timing.several-drugs").text)
    return Timing(
        depth=BleedingDepth(depth),
        outcome=outcome,
        not_before=max(times, key=instant) if outcome is Outcome.NOT_BEFORE else None,
        drugs=drugs,
        find_out=tuple(dict.fromkeys(item for drug in drugs for item in drug.find_out)),
        notes=tuple(dict.fromkeys(notes)),
    )


def _check_intakes(intakes: Sequence[Intake], *, now: datetime) -> None:
    if not intakes:
        raise ParameterError("no drug was given; without a drug against clotting there is no time.")
    names = [intake.drug for intake in intakes]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ParameterError(f"given twice: {', '.join(twice)}; give each drug once.")
    for intake in intakes:
        if intake.last_dose is None:
            continue
        _require_same_kind(intake.last_dose, now)
        if instant(intake.last_dose) > instant(now):
            raise OutOfRangeError(
                f"last dose of {intake.drug} is {intake.last_dose.isoformat()}, in the future; "
                f"allowed: up to now, {now.isoformat()}."
            )


def _require_same_kind(first: datetime, second: datetime) -> None:
    if (first.utcoffset() is None) != (second.utcoffset() is None):
        raise ParameterError(
            f"{first.isoformat()} and {second.isoformat()} cannot be compared: "
            "one has a time zone and the other has none; give a zone to both or to neither."
        )


def _drug_timing(
    intake: Intake,
    *,
    rows: Mapping[str, Anticoagulant],
    depth: BleedingDepth,
    clearance: float | None,
) -> DrugTiming:
    row = find_row(rows, drug=intake.drug, dose=intake.dose)
    if row is None:
        return _without_row(intake)
    editions = edition_timings(row, intake=intake, clearance=clearance)
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
    times = [edition.not_before for edition in editions if edition.not_before is not None]
    timed = outcome is Outcome.NOT_BEFORE
    return DrugTiming(
        intake=intake,
        row_id=row.id,
        drug=f"{row.drug}, {row.dose_class}",
        outcome=outcome,
        not_before=max(times, key=instant) if timed else None,
        editions=editions,
        find_out=_questions(editions) if outcome is Outcome.FIND_OUT else (),
        restart=restarts(row),
        pain_procedures=excepted.text if excepted else None,
    )


def _without_row(intake: Intake) -> DrugTiming:
    missing = (
        sentence("timing.dose-class-needed").fill(drug=intake.drug)
        if intake.dose is None
        else sentence("timing.no-row").fill(drug=intake.drug, dose=intake.dose)
    )
    return DrugTiming(
        intake=intake,
        row_id=None,
        drug=intake.drug,
        outcome=Outcome.FIND_OUT,
        not_before=None,
        editions=(),
        find_out=(missing,),
    )


def _superficial(row: Anticoagulant) -> Outcome:
    if not any(is_read(edition) for edition in row.editions):
        return Outcome.FIND_OUT
    if row.superficial_rule is SuperficialRule.NO_INTERRUPTION:
        return Outcome.NO_WAIT
    return Outcome.JUDGEMENT


def _questions(editions: tuple[EditionTiming, ...]) -> tuple[str, ...]:
    return tuple(
        f"{edition.edition}: {edition.why}"
        for edition in editions
        if edition.outcome is Outcome.FIND_OUT
    )
