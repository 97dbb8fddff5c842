"""Condition x procedure: what it means for an injection, with the rule, reason and source.

A teaching checker. The strictest rule wins and every rule that spoke is shown; a
condition that was not asked about means "find out", never "go"; an emergency overrides
everything and says where to go and how fast. Patient and rules are in `rule_book`, timing of
drugs against clotting in `anticoagulants`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from sciatica_edu.errors import require_known
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.evidence.tables.contraindications import Procedure, RuleVerdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sciatica_edu.evidence.models import Certainty
    from sciatica_edu.evidence.red_flags import RedFlag
    from sciatica_edu.evidence.tables.contraindications import ContraindicationRule
    from sciatica_edu.nerve_block.screening.rule_book import Patient, RuleBook

__all__ = [
    "Answer",
    "Assessment",
    "Conflict",
    "Finding",
    "OpenQuestion",
    "assess",
    "assess_all",
    "strictness",
]


class Answer(IntEnum):
    """The checker's answer, from the most permissive to the strictest."""

    NO_CONCERN = 0
    CAUTION = 1
    RELATIVE = 2
    UNKNOWN = 3
    ABSOLUTE = 4
    EMERGENCY = 5

    @property
    def label(self) -> str:
        """The answer in words."""
        return sentence(f"screening.{self.name.lower().replace('_', '-')}").text


_ANSWER_OF = MappingProxyType(
    {
        RuleVerdict.NO_CONCERN: Answer.NO_CONCERN,
        RuleVerdict.CAUTION: Answer.CAUTION,
        RuleVerdict.RELATIVE: Answer.RELATIVE,
        RuleVerdict.ABSOLUTE: Answer.ABSOLUTE,
    }
)


def strictness(verdict: RuleVerdict) -> int:
    """Return the rank of a verdict; higher is stricter."""
    return int(_ANSWER_OF[verdict])


@dataclass(frozen=True)
class Finding:
    """One rule that spoke: verdict, reason, source and certainty."""

    rule_id: str
    condition_key: str
    condition: str
    verdict: RuleVerdict
    reason: str
    plain_language: str
    facts: tuple[str, ...]
    certainty: Certainty
    red_flag: RedFlag | None
    """What sends the patient on first, if this rule does."""

    @property
    def verdict_words(self) -> str:
        """The verdict without the underscore."""
        return self.verdict.value.replace("_", " ")


@dataclass(frozen=True)
class OpenQuestion:
    """A condition that was not asked about, and how much it could matter.

    `condition_key` and `rule_id` are None for a condition the rules do not know;
    `could_be` is then the strictest.
    """

    condition_key: str | None
    rule_id: str | None
    condition: str
    find_out: str
    could_be: Answer


@dataclass(frozen=True)
class Conflict:
    """Two rules that disagree on one procedure; the stricter stands."""

    stricter: Finding
    milder: Finding

    def __str__(self) -> str:
        return sentence("screening.stricter-stands").fill(
            stricter_id=self.stricter.rule_id,
            stricter=self.stricter.condition,
            strict_verdict=self.stricter.verdict_words,
            milder_id=self.milder.rule_id,
            milder=self.milder.condition,
            mild_verdict=self.milder.verdict_words,
        )


@dataclass(frozen=True)
class Assessment:
    """The checker's answer for one patient and one procedure, with all it rests on."""

    procedure: Procedure
    answer: Answer
    known_verdict: RuleVerdict
    """The strictest verdict of the conditions known to be present."""
    could_be: Answer
    """The strictest answer that what is still open could lead to."""
    findings: tuple[Finding, ...]
    conflicts: tuple[Conflict, ...]
    find_out: tuple[OpenQuestion, ...]
    red_flags: tuple[RedFlag, ...]
    """Where to send the patient on first, the most urgent first."""
    disclaimer: str

    @property
    def headline(self) -> str:
        """The answer in one line; a red flag says where to go."""
        if self.red_flags:
            first = self.red_flags[0]
            return sentence("screening.emergency-headline").fill(
                how_fast=first.urgency.value, wording=first.wording
            )
        said = f"{self.answer.label[0].upper()}{self.answer.label[1:]}."
        if not self.find_out:
            return said
        missing = sentence("screening.not-known-yet").fill(
            count=len(self.find_out), worst=self.could_be.label.split(":")[0]
        )
        return f"{said} {missing}"


def assess(patient: Patient, *, procedure: Procedure, book: RuleBook) -> Assessment:
    """Return what the rules say about one injection for this patient.

    Parameters
    ----------
    patient
        What is known; conditions in neither set count as not asked.
    procedure
        The injection.
    book
        The rules with facts, references and red flags.

    Returns
    -------
    Assessment
        An emergency overrides all; an absolute rule stands whatever is still open; else
        anything open gives "unknown"; else the strictest rule.

    Raises
    ------
    UnknownNameError
        If the procedure or a condition is not in the rules; the nearest name is offered.
    """
    require_known("procedure", procedure, [item.value for item in Procedure])
    for condition in sorted(patient.present | patient.absent):
        require_known("condition", condition, book.conditions)
    chosen = Procedure(procedure)
    findings = _findings(patient, procedure=chosen, book=book)
    questions = _open_questions(patient, procedure=chosen, book=book)
    flags = {finding.red_flag.id: finding.red_flag for finding in findings if finding.red_flag}
    known = findings[0].verdict if findings else RuleVerdict.NO_CONCERN
    answer = _combine(known, emergency=bool(flags), open_question=bool(questions))
    return Assessment(
        procedure=chosen,
        answer=answer,
        known_verdict=known,
        could_be=max([answer, *(question.could_be for question in questions)]),
        findings=findings,
        conflicts=_conflicts(findings),
        find_out=questions,
        red_flags=tuple(sorted(flags.values(), key=_urgency_rank)),
        disclaimer=book.table.disclaimer,
    )


def assess_all(patient: Patient, *, book: RuleBook) -> Mapping[Procedure, Assessment]:
    """Return the assessment of each procedure of the rules, in their order."""
    return MappingProxyType(
        {
            procedure: assess(patient, procedure=procedure, book=book)
            for procedure in book.table.procedures
        }
    )


def _combine(known: RuleVerdict, *, emergency: bool, open_question: bool) -> Answer:
    if emergency:
        return Answer.EMERGENCY
    if known is RuleVerdict.ABSOLUTE:
        return Answer.ABSOLUTE
    return Answer.UNKNOWN if open_question else _ANSWER_OF[known]


def _findings(patient: Patient, *, procedure: Procedure, book: RuleBook) -> tuple[Finding, ...]:
    spoke = [rule for rule in book.table.rules if rule.condition_key in patient.present]
    found = [_finding(rule, procedure=procedure, book=book) for rule in spoke]
    return tuple(sorted(found, key=lambda finding: (-strictness(finding.verdict), finding.rule_id)))


def _finding(rule: ContraindicationRule, *, procedure: Procedure, book: RuleBook) -> Finding:
    return Finding(
        rule_id=rule.id,
        condition_key=rule.condition_key,
        condition=rule.condition,
        verdict=rule.verdicts[procedure],
        reason=rule.reason,
        plain_language=rule.plain_language,
        facts=tuple(rule.facts),
        certainty=rule.confidence,
        red_flag=None if rule.red_flag is None else book.red_flags[rule.red_flag],
    )


def _urgency_rank(flag: RedFlag) -> int:
    return list(type(flag.urgency)).index(flag.urgency)


def _open_questions(
    patient: Patient, *, procedure: Procedure, book: RuleBook
) -> tuple[OpenQuestion, ...]:
    asked = patient.present | patient.absent
    outside = [
        OpenQuestion(None, None, words, sentence("screening.no-rule-knows").text, Answer.ABSOLUTE)
        for words in patient.other
    ]
    not_asked = [
        OpenQuestion(
            condition_key=rule.condition_key,
            rule_id=rule.id,
            condition=rule.condition,
            find_out=rule.find_out,
            could_be=(Answer.EMERGENCY if rule.red_flag else _ANSWER_OF[rule.verdicts[procedure]]),
        )
        for rule in book.table.rules
        if rule.condition_key not in asked
    ]
    return tuple(sorted([*not_asked, *outside], key=lambda question: -question.could_be))


def _conflicts(findings: tuple[Finding, ...]) -> tuple[Conflict, ...]:
    if not findings:
        return ()
    strictest = findings[0]
    return tuple(
        Conflict(strictest, finding)
        for finding in findings[1:]
        if finding.verdict is not strictest.verdict
    )
