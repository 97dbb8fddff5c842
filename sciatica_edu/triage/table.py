"""The triage's questions, escalations and words as typed rows (data/triage.yaml)."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, StringConstraints, model_validator

from sciatica_edu.errors import did_you_mean
from sciatica_edu.evidence.loading import load_as
from sciatica_edu.evidence.location import data_path
from sciatica_edu.evidence.models import FactId, Model, Text
from sciatica_edu.evidence.red_flags import Urgency

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "Answer",
    "Escalation",
    "Group",
    "Messages",
    "OutcomeWords",
    "TriageQuestion",
    "TriageTable",
    "UrgencyWords",
    "load_triage_table",
    "urgency_title",
]

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class Answer(StrEnum):
    """An answer to a triage question; what was not asked is `UNKNOWN`."""

    YES = "yes"
    """New within the last two weeks, or getting worse, however slowly."""
    LONGER = "longer"
    """For longer than two weeks, and not getting worse."""
    OLD = "old"
    """For a year or more, unchanged, from before this trouble."""
    NO = "no"
    UNKNOWN = "unknown"


class TriageQuestion(Model):
    """One question, and what each answer means by itself.

    Attributes
    ----------
    times
        True when "for longer" and "old and unchanged" are offered as answers.
    examined
        True for what is found by examining, not by asking.
    if_unknown
        For what is examined: how fast it is to be done while it is unknown.
    alone
        Urgency of an answer by itself; an answer left out has none.
    red_flag
        The red flag that an answer with an urgency of its own raises.
    conflict
        Id of the sentence that tells where guidance disagrees, and which side is taken.
    """

    id: Slug
    topic: Text
    ask: Text
    times: bool = False
    examined: bool = False
    if_unknown: Urgency | None = None
    alone: dict[Answer, Urgency]
    red_flag: Annotated[str, StringConstraints(pattern=r"^RFA-\d{2}$")] | None
    facts: list[FactId] = Field(min_length=1)
    conflict: Text | None = None

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers offered, worst first, `UNKNOWN` last."""
        timed = (Answer.LONGER, Answer.OLD) if self.times else ()
        return (Answer.YES, *timed, Answer.NO, Answer.UNKNOWN)

    @model_validator(mode="after")
    def _is_consistent(self) -> TriageQuestion:
        if not set(self.alone) <= set(self.answers) - {Answer.NO, Answer.UNKNOWN}:
            raise ValueError("`alone` may judge yes, and longer and old where `times` is true")
        ranks = [_rank(self.alone.get(answer)) for answer in self.answers[:-2]]
        if ranks != sorted(ranks):
            raise ValueError("what is new is never less urgent than what is old")
        if bool(self.alone) != (self.red_flag is not None):
            raise ValueError("a question with an urgency of its own names its red flag")
        if self.examined != (self.if_unknown is not None):
            raise ValueError("`if_unknown` belongs to what is examined")
        return self


class Group(Model):
    """Questions any of which fulfils one part of an escalation."""

    id: Slug
    label: Text
    questions: list[Slug] = Field(min_length=1)
    counts: list[Answer] = Field(default=[Answer.YES, Answer.LONGER])
    """Answers that count; what is old and unchanged does not unless it stands here."""


class Escalation(Model):
    """Answers that are more urgent together than alone: one in each group."""

    id: Annotated[str, StringConstraints(pattern=r"^ESC-\d{2}$")]
    all: list[Slug] = Field(min_length=2)
    urgency: Urgency
    if_unknown: Urgency | None = None
    """How to act when the first part is present and the others cannot be asked."""
    suspect: Text
    reason: Text
    action: Text
    facts: list[FactId] = Field(min_length=1)


class OutcomeWords(Model):
    """What an outcome means in practice."""

    title: Text
    where: Text
    how_fast: Text


class UrgencyWords(OutcomeWords):
    """What an urgency means in practice."""

    urgency: Urgency


class Messages(Model):
    """The sentences of the verdict, with their blanks."""

    ask_now: Text
    ask: Text
    examine: Text
    no_hurry: Text


class TriageTable(Model):
    """Questions, escalations and the words of each outcome."""

    questions: list[TriageQuestion]
    groups: list[Group]
    escalations: list[Escalation]
    urgencies: list[UrgencyWords]
    no_hurry: OutcomeWords
    undecided: OutcomeWords
    messages: Messages
    emergencies: list[Urgency]
    """Urgencies for which an unknown answer is asked now, or else taken for a yes."""
    if_emergency_not_asked: Urgency
    """Where to act when such an answer cannot be had."""

    @model_validator(mode="after")
    def _names_exist(self) -> TriageTable:
        questions = [question.id for question in self.questions]
        groups = [group.id for group in self.groups]
        named = [
            *(("question", name, questions) for group in self.groups for name in group.questions),
            *(("group", name, groups) for rule in self.escalations for name in rule.all),
        ]
        for kind, name, known in named:
            if name not in known:
                raise ValueError(f"unknown {kind} {name!r}.{did_you_mean(name, known)}")
        for names in (questions, groups, [rule.id for rule in self.escalations]):
            twice = sorted({name for name in names if names.count(name) > 1})
            if twice:
                raise ValueError(f"ids are unique; used twice: {', '.join(twice)}")
        return self


def _rank(urgency: Urgency | None) -> int:
    return len(Urgency) if urgency is None else list(Urgency).index(urgency)


@lru_cache(maxsize=4)
def load_triage_table(path: Path | None = None) -> TriageTable:
    """Load the triage; the course's own when `path` is None.

    Raises
    ------
    ContentError
        If the file breaks a rule; each breach is named ``file:line``.
    """
    found: TriageTable = load_as(path or data_path() / "triage.yaml", TriageTable)[0]
    return found


def urgency_title(urgency: Urgency) -> str:
    """Return what an urgency is called wherever it is shown: "Emergency department now"."""
    return next(row.title for row in load_triage_table().urgencies if row.urgency is urgency)
