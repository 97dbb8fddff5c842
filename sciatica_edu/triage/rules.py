"""Answers to where and how fast. Unknown never means safe. Pure.

This is for teaching; it does not advise anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sciatica_edu.errors import UnknownNameError, require_known
from sciatica_edu.evidence.red_flags import Urgency
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.triage.table import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sciatica_edu.evidence.red_flags import RedFlag
    from sciatica_edu.evidence.sentences import Sentence
    from sciatica_edu.triage.table import Escalation, OutcomeWords, TriageQuestion, TriageTable

__all__ = ["Disposition", "Status", "TriageReason", "most_urgent", "triage", "urgency_of"]

_ORDER = list(Urgency)
"""Most urgent first, as the content defines it."""


class Status(StrEnum):
    """What the answers amount to."""

    ACT = "act"
    """A red flag is present: act at its urgency."""
    ASK_NOW = "ask now"
    """An emergency is not excluded: ask now; if it cannot be asked, act as if yes."""
    ASK_BEFORE_DECIDING = "ask before deciding"
    """Something is not known; nothing is safe to conclude yet."""
    NO_HURRY = "no hurry found today"
    """Every question was answered, nothing is left to examine, and no answer has an urgency."""


@dataclass(frozen=True)
class TriageReason:
    """Why: the rule, what was answered, what is suspected, what is done, and the facts behind it.

    Attributes
    ----------
    rule
        Id of the question or of the escalation.
    """

    rule: str
    urgency: Urgency
    because: str
    suspect: str
    action: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Disposition:
    """Where to go and how fast.

    Attributes
    ----------
    status
        What the answers amount to.
    urgency
        Urgency of what is present; None when nothing present has one.
    urgency_if_unasked
        Urgency to act on when the open questions cannot be answered: what one of them, or
        several together, could reveal counts as present. Never below `urgency`.
    title, where, how_fast
        In words, for what applies now.
    reasons
        What is present, most urgent first.
    to_ask
        Questions still open whose answer could change the urgency, most urgent first.
    conflicts
        Where guidance on the answers given disagrees.
    message
        One paragraph that can be shown to a learner.
    """

    status: Status
    urgency: Urgency | None
    urgency_if_unasked: Urgency | None
    title: str
    where: str
    how_fast: str
    reasons: tuple[TriageReason, ...]
    to_ask: tuple[TriageQuestion, ...]
    conflicts: tuple[Sentence, ...]
    message: str

    @property
    def facts(self) -> tuple[str, ...]:
        """Facts behind the disposition, each once."""
        used = [fact for reason in self.reasons for fact in reason.facts]
        used += [fact for question in self.to_ask for fact in question.facts]
        return tuple(dict.fromkeys(used))


def most_urgent(urgencies: Iterable[Urgency | None]) -> Urgency | None:
    """Return the most urgent of several, or None when there is none."""
    present = [urgency for urgency in urgencies if urgency is not None]
    return min(present, key=_ORDER.index, default=None)


def triage(
    answers: Mapping[str, Answer | str],
    *,
    table: TriageTable,
    red_flags: Mapping[str, RedFlag],
) -> Disposition:
    """Return the disposition for the answers to the red-flag questions.

    Parameters
    ----------
    answers
        Question id to answer. A question that is left out counts as unknown, never as no.
    table
        Questions, escalations and words.
    red_flags
        The red flags that the questions point to.

    Raises
    ------
    UnknownNameError
        If a question does not exist, or the answer is not one that it offers.
    """
    given = _checked(answers, table)
    reasons = _reasons(given, table, red_flags)
    urgency = most_urgent(reason.urgency for reason in reasons)
    unasked = most_urgent([urgency, *_if_unasked(given, table)])
    open_ones = [q for q in table.questions if given[q.id] is Answer.UNKNOWN]
    to_ask = _worth_asking(open_ones, given, table, urgency)
    status = _status(urgency, unasked, table, open_ones=bool(open_ones))
    words = _words(table)
    applies = unasked if status is Status.ASK_NOW else urgency
    outcome = words[applies] if applies else _without_urgency(table, status)
    return Disposition(
        status=status,
        urgency=urgency,
        urgency_if_unasked=unasked,
        title=outcome.title,
        where=outcome.where,
        how_fast=outcome.how_fast,
        reasons=reasons,
        to_ask=to_ask,
        conflicts=tuple(
            sentence(q.conflict) for q in table.questions if q.conflict and given[q.id] in _PRESENT
        ),
        message=_message(status, reasons, unasked, table, to_ask),
    )


def urgency_of(given: Mapping[str, Answer], table: TriageTable) -> Urgency | None:
    """Return the urgency of what is present, without words: for many people at once.

    Parameters
    ----------
    given
        An answer to every question. Unknown ones count as nothing here; `triage` judges them.
    table
        Questions and escalations.
    """
    alone = [question.alone.get(given[question.id]) for question in table.questions]
    rules = [rule.urgency for rule in table.escalations if _fulfilled(rule, given, table)]
    return most_urgent([*alone, *rules])


_PRESENT = (Answer.YES, Answer.LONGER, Answer.OLD)


def _checked(answers: Mapping[str, Answer | str], table: TriageTable) -> dict[str, Answer]:
    questions = {question.id: question for question in table.questions}
    given = dict.fromkeys(questions, Answer.UNKNOWN)
    for name, answer in answers.items():
        require_known("triage question", name, questions)
        offered = questions[name].answers
        if answer not in offered:
            raise UnknownNameError(
                f"the answer to {name!r} is {answer!r}; allowed: {', '.join(offered)}."
            )
        given[name] = Answer(answer)
    return given


def _reasons(
    given: Mapping[str, Answer], table: TriageTable, red_flags: Mapping[str, RedFlag]
) -> tuple[TriageReason, ...]:
    found: list[TriageReason] = []
    words = _words(table)
    for question in table.questions:
        urgency = question.alone.get(given[question.id])
        if urgency is None or question.red_flag is None:
            continue
        flag = red_flags[require_known("red flag", question.red_flag, red_flags)]
        # The flag's action is that of its own urgency; an older or milder answer has the
        # words of its own, so that no "ambulance" stands beside "within days".
        own = urgency is flag.urgency
        action = flag.action if own else f"{words[urgency].where}, {words[urgency].how_fast}"
        facts = tuple(dict.fromkeys([*question.facts, *flag.facts]))
        found.append(TriageReason(question.id, urgency, question.ask, flag.suspect, action, facts))
    labels = {group.id: group.label for group in table.groups}
    for rule in table.escalations:
        if _fulfilled(rule, given, table):
            because = f"{' with '.join(labels[name] for name in rule.all)}: {rule.reason}"
            found.append(
                TriageReason(
                    rule.id, rule.urgency, because, rule.suspect, rule.action, tuple(rule.facts)
                )
            )
    return tuple(sorted(found, key=lambda reason: _ORDER.index(reason.urgency)))


def _fulfilled(rule: Escalation, given: Mapping[str, Answer], table: TriageTable) -> bool:
    return all(_present(name, given, table) for name in rule.all)


def _present(name: str, given: Mapping[str, Answer], table: TriageTable) -> bool:
    group = next(group for group in table.groups if group.id == name)
    return any(given[question] in group.counts for question in group.questions)


def _as_if_yes(given: Mapping[str, Answer], table: TriageTable) -> dict[str, Answer]:
    """Return the answers with every open question that can be asked taken for a yes.

    What must be examined is not: an examination that was not done has an urgency of its own,
    or every telephone call would end in an emergency department.
    """
    examined = {question.id for question in table.questions if question.examined}
    return {
        name: Answer.YES if answer is Answer.UNKNOWN and name not in examined else answer
        for name, answer in given.items()
    }


def _if_unasked(given: Mapping[str, Answer], table: TriageTable) -> list[Urgency | None]:
    """Return the urgencies to act on when what is open cannot be found out."""
    assumed = _as_if_yes(given, table)
    worst = urgency_of(assumed, table)
    if worst in table.emergencies:
        worst = table.if_emergency_not_asked
    half_known = [
        rule.if_unknown
        for rule in table.escalations
        if rule.if_unknown
        and _fulfilled(rule, assumed, table)
        and _present(rule.all[0], given, table)
    ]
    left = [
        question.if_unknown
        for question in table.questions
        if question.examined and given[question.id] is Answer.UNKNOWN
    ]
    return [worst, *half_known, *left]


def _worth_asking(
    open_ones: list[TriageQuestion],
    given: Mapping[str, Answer],
    table: TriageTable,
    urgency: Urgency | None,
) -> tuple[TriageQuestion, ...]:
    """Open questions that could still raise the urgency; all of them while there is none."""
    worst = {q.id: _rank(urgency_of({**given, q.id: Answer.YES}, table)) for q in open_ones}
    now = _rank(urgency)
    together = _rank(urgency_of({**given, **dict.fromkeys(worst, Answer.YES)}, table))
    candidates = [q for q in open_ones if urgency is None or worst[q.id] < now or together < now]
    return tuple(sorted(candidates, key=lambda question: worst[question.id]))


def _rank(urgency: Urgency | None) -> int:
    return len(_ORDER) if urgency is None else _ORDER.index(urgency)


def _status(
    urgency: Urgency | None, unasked: Urgency | None, table: TriageTable, *, open_ones: bool
) -> Status:
    if unasked is not urgency and unasked in table.emergencies:
        return Status.ASK_NOW
    if urgency is not None:
        return Status.ACT
    return Status.ASK_BEFORE_DECIDING if open_ones else Status.NO_HURRY


def _words(table: TriageTable) -> dict[Urgency, OutcomeWords]:
    return {row.urgency: row for row in table.urgencies}


def _without_urgency(table: TriageTable, status: Status) -> OutcomeWords:
    return table.no_hurry if status is Status.NO_HURRY else table.undecided


def _message(
    status: Status,
    reasons: tuple[TriageReason, ...],
    unasked: Urgency | None,
    table: TriageTable,
    to_ask: tuple[TriageQuestion, ...],
) -> str:
    words, say = _words(table), table.messages
    parts = [reasons[0].action.rstrip(".") + "."] if reasons else []
    if unasked is not None and unasked is not most_urgent(reason.urgency for reason in reasons):
        then = words[unasked]
        text = say.ask_now if status is Status.ASK_NOW else say.ask
        parts.append(text.format(where=then.where, how_fast=then.how_fast))
    left = [question.ask.rstrip("?") for question in to_ask if question.examined]
    if left:
        parts.append(say.examine.format(what="; ".join(left)))
    if status is Status.NO_HURRY:
        parts.append(say.no_hurry)
    return " ".join(parts)
