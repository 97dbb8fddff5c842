"""Made-up patients for the quiz: drawn from the seed, judged by the rules and intervals themselves.

`rules_question` asks what the contraindication rules say about an injection, `timing_question`
from when one may be considered after a drug against clotting. `lessons.drawers` registers both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sciatica_edu.errors import require_known
from sciatica_edu.evidence.course import load_course
from sciatica_edu.evidence.questions.choices import Option, SingleBestAnswer
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.evidence.tables.contraindications import Procedure
from sciatica_edu.nerve_block.screening.anticoagulants import Outcome, timing
from sciatica_edu.nerve_block.screening.contraindications import Answer, assess
from sciatica_edu.nerve_block.tables import ANTICOAGULANTS, CONTRAINDICATIONS, PROCEDURES
from sciatica_edu.nerve_block.topic import rule_book
from sciatica_edu.quiz.asking.draw import number, pick, shuffled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.evidence.questions.drawn import DrawnQuestion
    from sciatica_edu.nerve_block.screening.anticoagulants import Timing
    from sciatica_edu.nerve_block.screening.contraindications import Assessment
    from sciatica_edu.nerve_block.screening.rule_book import Patient, RuleBook

__all__ = ["made_up_patient", "rules_question", "timing_question"]

_MOST_CONDITIONS = 3
_ONE_IN_UNASKED = 4
_ONE_IN_NO_CLEARANCE = 5
_CLEARANCES_ML_PER_MIN = (15, 25, 40, 60, 90, 110)
_LONGEST_SINCE_DOSE_H = 168
_FEWEST_TIMES = 4
_HOURS = (6.0, 12.0, 24.0, 36.0, 48.0, 72.0, 120.0, 168.0)


@dataclass(frozen=True)
class _Choice:
    """One option before it is judged: its words, and its rank from permissive to strict."""

    text: str
    rank: tuple[int, float]
    slip: str
    """What somebody shows who takes it when it is wrong."""


def made_up_patient(book: RuleBook, *parts: object) -> Patient:
    """Return a patient who follows from `parts`.

    One to three conditions that go together are present, now and then one was not asked about,
    and all others are absent.
    """
    count = 1 + number(*parts, "count") % _MOST_CONDITIONS
    present: list[str] = []
    for key in shuffled(book.conditions, *parts, "conditions"):
        clashes = {other for other in present if key in book.rule_for(other).not_with}
        if not clashes | (set(book.rule_for(key).not_with) & set(present)):
            present.append(key)
        if len(present) == count:
            break
    not_asked = []
    if number(*parts, "unasked") % _ONE_IN_UNASKED == 0:
        rest = [key for key in book.conditions if key not in present]
        not_asked.append(pick(rest, *parts, "not asked"))
    return book.patient(*present, not_asked=not_asked)


def rules_question(template: DrawnQuestion, seed: int) -> SingleBestAnswer:
    """Return the patient of a seed, an injection, and the rules' answer with its reasons.

    Parameters
    ----------
    template
        ``settings`` may fix the ``procedure``; ``misconceptions`` name the slips
        ``too_permissive``, ``unasked`` and ``too_strict``.
    seed
        What the patient follows from.
    """
    course = load_course()
    book = rule_book(course)
    patient = made_up_patient(book, seed, template.id)
    procedure = _procedure(template, seed, course)
    found = assess(patient, procedure=procedure, book=book)
    told = [("drawn.known", patient.present)]
    open_keys = frozenset(book.conditions) - patient.present - patient.absent
    told += [("drawn.not-asked", open_keys)] if open_keys else []
    lines = [sentence("drawn.planned").fill(injection=course[PROCEDURES][procedure].name)]
    for name, keys in told:
        conditions = [book.rule_for(key).condition for key in book.conditions if key in keys]
        lines.append(sentence(name).fill(conditions="; ".join(conditions)))
    permissive = "unasked" if open_keys else "too_permissive"
    choices = [
        _Choice(answer.label, (answer, 0), permissive if answer < found.answer else "too_strict")
        for answer in Answer
    ]
    facts = [fact for finding in found.findings for fact in finding.facts]
    return _question(
        template,
        stem=" ".join([*lines, sentence("drawn.rest-absent").text]),
        lead_in=sentence("drawn.rules-asked").text,
        choices=choices,
        right=(found.answer, 0),
        reason=" ".join([found.headline, *_reasons(found)]),
        facts=facts,
    )


def timing_question(template: DrawnQuestion, seed: int) -> SingleBestAnswer:
    """Return a drug, a last dose and an injection, and the strictest edition's answer.

    Parameters
    ----------
    template
        ``settings`` may fix the ``procedure``; ``misconceptions`` name the slips ``too_early``,
        ``too_permissive`` and ``too_strict``.
    seed
        What the story follows from.
    """
    course = load_course()
    row = pick(tuple(course[ANTICOAGULANTS].values()), seed, template.id, "row")
    procedure = course[PROCEDURES][_procedure(template, seed, course)]
    hours = 1 + number(seed, template.id, "hours") % _LONGEST_SINCE_DOSE_H
    clearance: int | None = pick(_CLEARANCES_ML_PER_MIN, seed, template.id, "clearance")
    if number(seed, template.id, "no clearance") % _ONE_IN_NO_CLEARANCE == 0:
        clearance = None
    found = timing(row, depth=procedure.bleeding_depth, clearance=clearance)
    read = sorted({item.hours for item in found.editions if item.hours})
    read = _with_others(read, seed, template.id)
    right = (found.outcome, found.hours or 0)
    story = sentence("drawn.drug").fill(
        drug=row.drug,
        dose=row.dose_class,
        hours=hours,
        clearance=sentence("drawn.no-clearance").text
        if clearance is None
        else f"{clearance} mL/min",
    )
    return _question(
        template,
        stem=f"{sentence('drawn.planned').fill(injection=procedure.name)} {story}",
        lead_in=sentence("drawn.timing-asked").text,
        choices=_timing_choices(read, right),
        right=right,
        reason=" ".join(_timing_reasons(found)),
        facts=[fact for item in found.editions for fact in item.facts],
    )


def _procedure(template: DrawnQuestion, seed: int, course: Course) -> Procedure:
    known = [item.value for item in course[CONTRAINDICATIONS].procedures]
    fixed = template.settings.get("procedure")
    if fixed is not None:
        return Procedure(require_known("procedure", fixed, known))
    return Procedure(pick(known, seed, template.id, "procedure"))


def _reasons(found: Assessment) -> list[str]:
    spoke = [
        f"{item.rule_id} {item.condition}: {item.verdict_words}. {item.reason}"
        for item in found.findings
    ]
    asked = [sentence("drawn.find-out").fill(question=item.find_out) for item in found.find_out]
    return [*spoke, *(str(item) for item in found.conflicts), *asked]


def _with_others(read: list[float], *parts: object) -> list[float]:
    """Return the editions' hours with some of other drugs, so that their number is no hint."""
    others = [hours for hours in shuffled(_HOURS, *parts, "hours") if hours not in read]
    return sorted([*read, *others[: max(0, _FEWEST_TIMES - len(read))]])


def _timing_choices(read: Sequence[float], right: tuple[Outcome, float]) -> list[_Choice]:
    choices = []
    for outcome in Outcome:
        ranks = (
            [
                ((outcome, hours), sentence("drawn.not-before").fill(hours=f"{hours:g}"))
                for hours in read
            ]
            if outcome is Outcome.NOT_BEFORE
            else [((outcome, 0.0), outcome.label)]
        )
        for rank, text in ranks:
            timed = outcome is right[0] is Outcome.NOT_BEFORE
            permissive = "too_early" if timed else "too_permissive"
            slip = permissive if rank < right else "too_strict"
            choices.append(_Choice(text, rank, slip))
    return choices


def _timing_reasons(found: Timing) -> list[str]:
    editions = [f"{item.edition}: {item.why}." for item in found.editions]
    return [f"{found.outcome.label.capitalize()}.", *editions, *found.notes]


def _question(
    template: DrawnQuestion,
    *,
    stem: str,
    lead_in: str,
    choices: Sequence[_Choice],
    right: tuple[int, float],
    reason: str,
    facts: Iterable[str],
) -> SingleBestAnswer:
    """Return the question: the options from permissive to strict, each with its reason."""
    options = []
    for letter, choice in zip("ABCDEFGHIJ", choices, strict=False):
        key = choice.rank == right
        options.append(
            Option(
                id=letter,
                text=choice.text,
                key=key,
                rationale=reason
                if key
                else sentence(f"drawn.{choice.slip.replace('_', '-')}").text,
                misconception=None if key else template.misconceptions[choice.slip],
            )
        )
    return SingleBestAnswer(
        **template.model_dump(
            exclude={"type", "source", "settings", "misconceptions", "stem", "lead_in", "facts"}
        ),
        type="single_best_answer",
        stem=stem,
        lead_in=lead_in,
        facts=tuple(dict.fromkeys(facts)) or template.facts,
        options=tuple(options),
        shuffle=False,
    )
