"""Seeded patients: the learner decides, then sees the rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.errors import OutOfRangeError, require_in_range, require_known
from sciatica_edu.nerve_block.dosing.marking import Marked
from sciatica_edu.nerve_block.screening.anticoagulant_editions import Intake, Outcome
from sciatica_edu.nerve_block.screening.anticoagulants import timing
from sciatica_edu.nerve_block.screening.contraindications import Answer, assess
from sciatica_edu.nerve_block.screening.seeded import drawn, drawn_number, drawn_several

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sciatica_edu.evidence.tables.contraindications import Procedure
    from sciatica_edu.evidence.tables.drugs import Anticoagulant
    from sciatica_edu.evidence.tables.injections import ProcedureDescription
    from sciatica_edu.nerve_block.screening.anticoagulants import Timing
    from sciatica_edu.nerve_block.screening.contraindications import Assessment
    from sciatica_edu.nerve_block.screening.rule_book import Patient, RuleBook

__all__ = [
    "AnticoagulantDrill",
    "ContraindicationDrill",
    "anticoagulant_drill",
    "contraindication_drill",
]

_MOST_CONDITIONS = 3
_ONE_IN_UNASKED = 4
_ONE_IN_NO_CLEARANCE = 5
_HOUR_TOLERANCE = 0.5
_HIGHEST_HOURS = 10_000
_LONGEST_SINCE_DOSE_H = 168


@dataclass(frozen=True)
class ContraindicationDrill:
    """A patient and a planned injection; the answer is the assessment with its rules."""

    seed: int
    patient: Patient
    procedure: Procedure
    prompt: str
    assessment: Assessment
    disclaimer: str = NOT_MEDICAL_ADVICE

    @property
    def answer(self) -> Answer:
        """The right answer."""
        return self.assessment.answer

    @property
    def working(self) -> tuple[str, ...]:
        """Each rule that spoke, each conflict, and what is still to be found out."""
        spoke = [
            f"{item.rule_id} {item.condition}: {item.verdict_words}. {item.reason}"
            for item in self.assessment.findings
        ]
        asked = [f"Find out: {item.find_out}" for item in self.assessment.find_out]
        sent = [f"{item.how_fast}: {item.wording}" for item in self.assessment.redirects]
        return (*sent, *spoke, *(str(item) for item in self.assessment.conflicts), *asked)

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts behind the rules that spoke."""
        every = [fact for item in self.assessment.findings for fact in item.facts]
        return tuple(dict.fromkeys(every))

    def mark(self, answer: str | Answer) -> Marked:
        """Return whether an answer is right; one too permissive is unsafe.

        Parameters
        ----------
        answer
            An `Answer` or its name in any case ("caution").

        Raises
        ------
        UnknownNameError
            If there is no such answer.
        """
        chosen = answer if isinstance(answer, Answer) else _member(answer)
        # The headline already says where an emergency goes.
        explained = self.working[len(self.assessment.redirects) :]
        feedback = f"{self.assessment.headline} {' '.join(explained)}"
        return Marked(chosen is self.answer, chosen < self.answer, feedback)


@dataclass(frozen=True)
class AnticoagulantDrill:
    """A drug, a last dose and a planned injection; the answer is the timing with editions."""

    seed: int
    procedure: Procedure
    prompt: str
    intake: Intake
    hours_since_dose: int
    timing: Timing
    disclaimer: str = NOT_MEDICAL_ADVICE

    @property
    def answer(self) -> Outcome:
        """The right outcome."""
        return self.timing.outcome

    @property
    def hours_after_dose(self) -> float | None:
        """Hours from the last dose to the earliest time; None when no time can be given."""
        if self.timing.not_before is None or self.intake.last_dose is None:
            return None
        waited = self.timing.not_before - self.intake.last_dose
        return waited.total_seconds() / 3600

    @property
    def working(self) -> tuple[str, ...]:
        """What each edition gives, what to find out, and the notes."""
        editions = [
            f"{item.edition}: {item.outcome.label} ({item.why})"
            for drug in self.timing.drugs
            for item in drug.editions
        ]
        questions = [f"Find out: {item}" for item in self.timing.find_out]
        return (*editions, *questions, *self.timing.notes)

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts behind the editions."""
        every = [
            fact for drug in self.timing.drugs for item in drug.editions for fact in item.facts
        ]
        return tuple(dict.fromkeys(every))

    def mark(self, answer: str | Outcome, *, hours_after_dose: float | None = None) -> Marked:
        """Return whether outcome and hours are right; too early is unsafe.

        Parameters
        ----------
        answer
            An `Outcome` or its name in any case ("find_out").
        hours_after_dose
            Hours from the last dose, 0 to 10,000; needed with "not_before" only.

        Raises
        ------
        UnknownNameError
            If there is no such outcome.
        OutOfRangeError
            If the hours are missing, not wanted, or out of range.
        """
        chosen = answer if isinstance(answer, Outcome) else _outcome(answer)
        if (chosen is Outcome.NOT_BEFORE) != (hours_after_dose is not None):
            raise OutOfRangeError(
                "hours after the last dose belong to the answer 'not_before', and only to it; "
                f"the answer {chosen.name.lower()!r} came with {hours_after_dose!r}."
            )
        feedback = f"{self.answer.label.capitalize()}. {' '.join(self.working)}"
        right_hours = self.hours_after_dose
        if hours_after_dose is None or right_hours is None:
            return Marked(chosen is self.answer, chosen < self.answer, feedback)
        require_in_range("hours after the last dose", hours_after_dose, 0, _HIGHEST_HOURS, "h")
        difference = hours_after_dose - right_hours
        return Marked(abs(difference) <= _HOUR_TOLERANCE, difference < -_HOUR_TOLERANCE, feedback)


def contraindication_drill(
    seed: int,
    *,
    book: RuleBook,
    procedures: Mapping[str, ProcedureDescription],
    procedure: str | None = None,
) -> ContraindicationDrill:
    """Return the patient of a seed; the same on every machine.

    One to three conditions are present, now and then one was not asked about, and all
    others are absent.

    Parameters
    ----------
    seed
        0 to 2147483647.
    book
        The rules.
    procedures
        The injections, for their names.
    procedure
        A procedure of the rules; drawn when None.

    Raises
    ------
    UnknownNameError
        If the procedure does not exist.
    OutOfRangeError
        If the seed is out of range.
    """
    every = list(book.table.procedures)
    planned = (
        drawn(every, seed=seed, label="procedure")
        if procedure is None
        else every[[item.value for item in every].index(_known_procedure(procedure, book))]
    )
    present = _compatible(seed, book=book)
    not_asked: tuple[str, ...] = ()
    if drawn_number(1, _ONE_IN_UNASKED, seed=seed, label="unasked") == 1:
        rest = [key for key in book.conditions if key not in present]
        not_asked = (drawn(rest, seed=seed, label="not asked"),)
    patient = book.patient(*present, not_asked=not_asked)
    return ContraindicationDrill(
        seed=seed,
        patient=patient,
        procedure=planned,
        prompt=_patient_prompt(
            present, not_asked, planned=procedures[planned.value].name, book=book
        ),
        assessment=assess(patient, procedure=planned, book=book),
    )


def anticoagulant_drill(
    seed: int,
    *,
    rows: Mapping[str, Anticoagulant],
    procedures: Mapping[str, ProcedureDescription],
    now: datetime,
) -> AnticoagulantDrill:
    """Return the drug, last dose, kidney function and injection of a seed.

    Parameters
    ----------
    seed
        0 to 2147483647.
    rows
        The intervals.
    procedures
        The injections, for how each counts for bleeding.
    now
        The present time in the story.

    Raises
    ------
    OutOfRangeError
        If the seed is out of range.
    """
    row = drawn(list(rows.values()), seed=seed, label="row")
    procedure = drawn(list(procedures.values()), seed=seed, label="procedure")
    hours = drawn_number(1, _LONGEST_SINCE_DOSE_H, seed=seed, label="hours")
    clearance: int | None = drawn((15, 25, 40, 60, 90, 110), seed=seed, label="clearance")
    if drawn_number(1, _ONE_IN_NO_CLEARANCE, seed=seed, label="no clearance") == 1:
        clearance = None
    intake = Intake(row.drug_key, row.dose_key, now - timedelta(hours=hours))
    kidney = "not measured" if clearance is None else f"{clearance} mL/min"
    return AnticoagulantDrill(
        seed=seed,
        procedure=procedure.id,
        prompt=(
            f"Planned: {procedure.name}. The patient takes {row.drug} ({row.dose_class}); the last "
            f"dose was {hours} h ago. Creatinine clearance: {kidney}. "
            "From which hour after the last dose, if any can be given?"
        ),
        intake=intake,
        hours_since_dose=hours,
        timing=timing(
            [intake],
            rows=rows,
            depth=procedure.bleeding_depth,
            now=now,
            creatinine_clearance_ml_per_min=clearance,
        ),
    )


def _known_procedure(procedure: str, book: RuleBook) -> str:
    return require_known("procedure", procedure, [item.value for item in book.table.procedures])


def _compatible(seed: int, *, book: RuleBook) -> tuple[str, ...]:
    """Draw conditions that one patient can have together."""
    count = drawn_number(1, _MOST_CONDITIONS, seed=seed, label="number of conditions")
    order = drawn_several(
        book.conditions, count=len(book.conditions), seed=seed, label="conditions"
    )
    chosen: list[str] = []
    for key in order:
        clashes = set(book.rule_for(key).not_with) & set(chosen)
        clashes |= {other for other in chosen if key in book.rule_for(other).not_with}
        if not clashes:
            chosen.append(key)
        if len(chosen) == count:
            break
    return tuple(chosen)


def _patient_prompt(
    present: tuple[str, ...], not_asked: tuple[str, ...], *, planned: str, book: RuleBook
) -> str:
    known = "; ".join(book.rule_for(key).condition for key in present)
    text = f"Planned: {planned}. Known: {known}. "
    if not_asked:
        text += f"Nobody has asked about: {book.rule_for(not_asked[0]).condition}. "
    return f"{text}Everything else on the list was asked about and is absent. What do you answer?"


def _member(name: str) -> Answer:
    names = {item.name.lower(): item for item in Answer}
    return names[require_known("answer", name.lower(), names)]


def _outcome(name: str) -> Outcome:
    names = {item.name.lower(): item for item in Outcome}
    return names[require_known("answer", name.lower(), names)]
