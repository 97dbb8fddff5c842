"""Red-flag answers to disposition: how fast, where, why. Unknown never means safe.

Pure rules over data/triage.yaml and data/red_flags.yaml. This is for teaching; it
does not advise anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sciatica_edu.errors import UnknownNameError, require_known
from sciatica_edu.evidence.tables.clinical import Urgency

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sciatica_edu.evidence.tables.clinical import RedFlag
    from sciatica_edu.evidence.tables.symptom_tables import (
        TriageQuestion,
        TriageTable,
        UrgencyWords,
    )

__all__ = ["Answer", "Disposition", "Status", "TriageReason", "most_urgent", "triage"]

_ORDER = list(Urgency)
"""Most urgent first, as the content defines it."""


class Answer(StrEnum):
    """An answer to a red-flag question; a question not asked is `UNKNOWN`."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """What the answers amount to, most urgent first."""

    ACT = "act"
    """A red flag is present: act at its urgency."""
    ASK_NOW = "ask now"
    """An emergency is not excluded: ask now; if it cannot be asked, act as if yes."""
    ASK_BEFORE_DECIDING = "ask before deciding"
    """Something is not known; nothing is safe to conclude yet."""
    NO_RED_FLAG_FOUND = "no red flag found"
    """Every question was answered, every answer is no."""


@dataclass(frozen=True)
class TriageReason:
    """Why: what was answered, what is suspected, what is done, and the facts behind it."""

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
        Urgency of the flags that are present; None when none is.
    urgency_if_unasked
        Urgency to act on when the open questions cannot be asked: an emergency that one of
        them, or several together, could reveal counts as present. None when nothing is present
        and no emergency is open.
    where, how_fast
        In words, for the urgency that applies now.
    reasons
        The flags present, most urgent first.
    to_ask
        Questions still open whose answer could change the urgency, most urgent first.
    message
        One paragraph that can be shown to a learner.
    """

    status: Status
    urgency: Urgency | None
    urgency_if_unasked: Urgency | None
    where: str
    how_fast: str
    reasons: tuple[TriageReason, ...]
    to_ask: tuple[TriageQuestion, ...]
    message: str

    @property
    def facts(self) -> tuple[str, ...]:
        """Facts behind the disposition, each once."""
        used = [fact for reason in self.reasons for fact in reason.facts]
        used += [fact for question in self.to_ask for fact in question.facts]
        return tuple(dict.fromkeys(used))


def most_urgent(urgencies: Iterable[Urgency]) -> Urgency | None:
    """Return the most urgent of several, or None when there is none."""
    return min(urgencies, key=_ORDER.index, default=None)


def triage(
    answers: Mapping[str, Answer | str],
    *,
    table: TriageTable,
    red_flags: Mapping[str, RedFlag],
) -> Disposition:
    """Return the disposition for red-flag answers.

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
        If a question or an answer does not exist.
    """
    given = _checked(answers, table)
    yes = {name for name, answer in given.items() if answer is Answer.YES}
    unknown = {name for name, answer in given.items() if answer is Answer.UNKNOWN}
    reasons = _reasons(yes, table, red_flags)
    urgency = most_urgent(reason.urgency for reason in reasons)
    to_ask = _open_questions(yes, unknown, table, red_flags)
    fallback = urgency
    worst = _rank(yes | unknown, table, red_flags)
    if worst < len(_ORDER) and _ORDER[worst] in table.emergencies:
        fallback = most_urgent([table.if_emergency_not_asked, *([urgency] if urgency else [])])
    status = _status(urgency, fallback, unknown)
    words = {row.urgency: row for row in table.urgencies}
    applies = fallback if status is Status.ASK_NOW else urgency
    return Disposition(
        status=status,
        urgency=urgency,
        urgency_if_unasked=fallback,
        where=words[applies].where if applies else _NOWHERE[status],
        how_fast=words[applies].how_fast if applies else _NO_HURRY[status],
        reasons=reasons,
        to_ask=to_ask,
        message=_message(status, urgency, fallback, words, to_ask),
    )


_NOWHERE = {
    Status.ASK_BEFORE_DECIDING: "not decided: first find out",
    Status.NO_RED_FLAG_FOUND: "usual care, with the warning signs to come back for",
}
_NO_HURRY = {
    Status.ASK_BEFORE_DECIDING: "before any decision",
    Status.NO_RED_FLAG_FOUND: "no flag asks for hurry today; ask again whenever symptoms change",
}


def _checked(answers: Mapping[str, Answer | str], table: TriageTable) -> dict[str, Answer]:
    known = [question.id for question in table.questions]
    allowed = [answer.value for answer in Answer]
    given = dict.fromkeys(known, Answer.UNKNOWN)
    for name, answer in answers.items():
        require_known("triage question", name, known)
        if answer not in allowed:
            raise UnknownNameError(
                f"the answer to {name!r} is {answer!r}; allowed: {', '.join(allowed)}."
            )
        given[name] = Answer(answer)
    return given


def _reasons(
    yes: set[str], table: TriageTable, red_flags: Mapping[str, RedFlag]
) -> tuple[TriageReason, ...]:
    found: list[TriageReason] = []
    for question in table.questions:
        if question.id in yes and question.red_flag is not None:
            flag = red_flags[require_known("red flag", question.red_flag, red_flags)]
            facts = tuple(dict.fromkeys([*question.facts, *flag.facts]))
            found.append(TriageReason(flag.urgency, question.ask, flag.suspect, flag.action, facts))
    groups = {question.group for question in table.questions if question.id in yes}
    found.extend(
        TriageReason(
            rule.urgency,
            f"{' and '.join(rule.groups)} together",
            rule.reason,
            f"{rule.urgency.value} now",
            tuple(rule.facts),
        )
        for rule in table.escalations
        if groups.issuperset(rule.groups)
    )
    return tuple(sorted(found, key=lambda reason: _ORDER.index(reason.urgency)))


def _open_questions(
    yes: set[str], unknown: set[str], table: TriageTable, red_flags: Mapping[str, RedFlag]
) -> tuple[TriageQuestion, ...]:
    """Unknown answers that could still raise the urgency; all of them while no flag is present."""
    now = _rank(yes, table, red_flags)
    worst = {name: _rank(yes | {name}, table, red_flags) for name in unknown}
    together = _rank(yes | unknown, table, red_flags)
    candidates = [
        question
        for question in table.questions
        if question.id in unknown
        and (now == len(_ORDER) or worst[question.id] < now or together < now)
    ]
    return tuple(sorted(candidates, key=lambda question: worst[question.id]))


def _rank(yes: set[str], table: TriageTable, red_flags: Mapping[str, RedFlag]) -> int:
    urgency = most_urgent(reason.urgency for reason in _reasons(yes, table, red_flags))
    return len(_ORDER) if urgency is None else _ORDER.index(urgency)


def _status(urgency: Urgency | None, fallback: Urgency | None, unknown: set[str]) -> Status:
    if fallback is not None and fallback is not urgency:
        return Status.ASK_NOW
    if urgency is not None:
        return Status.ACT
    return Status.ASK_BEFORE_DECIDING if unknown else Status.NO_RED_FLAG_FOUND


def _message(
    status: Status,
    urgency: Urgency | None,
    fallback: Urgency | None,
    words: Mapping[Urgency, UrgencyWords],
    to_ask: tuple[TriageQuestion, ...],
) -> str:
    parts = []
    if urgency is not None:
        parts.append(f"Red flag present: {words[urgency].where}, {words[urgency].how_fast}.")
    if status is Status.ASK_NOW and fallback is not None:
        parts.append(
            f"An emergency is not excluded: ask now. If it cannot be asked, act as if the answer "
            f"were yes: {words[fallback].where}, {words[fallback].how_fast}."
        )
    elif to_ask:
        parts.append("Some answers are not known. Unknown is not safe: find out before deciding.")
    if status is Status.NO_RED_FLAG_FOUND:
        parts.append(
            "No red flag found with these questions. That does not exclude serious disease: say "
            "what to come back for, and ask again when anything changes."
        )
    return " ".join(parts)
