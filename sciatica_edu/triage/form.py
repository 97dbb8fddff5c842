"""The triage as groups of questions for a form, and its verdict as a form shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sciatica_edu.evidence.citing import cite
from sciatica_edu.triage.rules import Disposition, Status
from sciatica_edu.triage.table import Answer, urgency_title

if TYPE_CHECKING:
    from sciatica_edu.evidence.citing import Citable
    from sciatica_edu.triage.table import TriageQuestion, TriageTable

__all__ = ["PLAIN_LABELS", "triage_groups", "triage_verdict"]

_LABELS = {
    Answer.UNKNOWN: "not known",
    Answer.YES: "new within two weeks, or getting worse",
    Answer.LONGER: "for longer, not getting worse",
    Answer.OLD: "for years, unchanged",
    Answer.NO: "no",
}
PLAIN_LABELS = {**_LABELS, Answer.YES: "yes"}
"""What an answer is called where no time is asked for."""


def triage_groups(table: TriageTable) -> list[dict[str, Any]]:
    """Return the questions by topic, as `ThreeWayForm.groups`."""
    topics = dict.fromkeys(question.topic for question in table.questions)
    return [
        {
            "title": topic,
            "items": [_item(one) for one in table.questions if one.topic == topic],
            "none": {"label": "None of the rest here", "value": Answer.NO.value},
        }
        for topic in topics
    ]


def triage_verdict(found: Disposition, content: Citable, *, begun: bool) -> dict[str, Any]:
    """Return what the triage found, as the result of a form.

    Parameters
    ----------
    found
        What the triage found.
    content
        Facts and references, for the sources.
    begun
        Whether anything was answered; what is still to ask is listed only then.
    """
    blocks = [
        {
            "title": f"{urgency_title(reason.urgency)}: {reason.suspect}",
            "lines": [
                f"Because: {reason.because}",
                f"Do: {reason.action}",
                f"Source: {cite(content, reason.facts)}",
            ],
        }
        for reason in found.reasons
    ]
    blocks += [
        {
            "title": "Guidance differs",
            "lines": [conflict.text, f"Sources: {cite(content, conflict.facts)}"],
        }
        for conflict in found.conflicts
    ]
    if found.to_ask and begun:
        lines = [question.ask for question in found.to_ask]
        blocks.append({"title": "Still to ask or examine", "lines": lines})
    return {
        "urgent": found.status in (Status.ACT, Status.ASK_NOW),
        "level": _level(found),
        "heading": _heading(found),
        "message": found.message,
        "blocks": blocks,
    }


def _item(question: TriageQuestion) -> dict[str, Any]:
    labels = _LABELS if question.times else PLAIN_LABELS
    if question.examined:
        labels = {**labels, Answer.UNKNOWN: "not examined"}
    first, *rest = question.answers[-1], *question.answers[:-1]
    offered = [{"value": answer.value, "label": labels[answer]} for answer in (first, *rest)]
    return {"id": question.id, "label": question.ask, "how": "", "choices": offered}


def _level(found: Disposition) -> str:
    """Return the class of the verdict's look: its urgency, ``ask`` or ``none``."""
    if found.status is Status.ACT and found.urgency is not None:
        return found.urgency.value.replace(" ", "-")
    return "none" if found.status is Status.NO_HURRY else "ask"


def _heading(found: Disposition) -> str:
    if found.status is Status.ACT:
        return f"{found.title.upper()}: {found.where}, {found.how_fast}"
    if found.status is Status.ASK_NOW:
        return f"ASK NOW. If it cannot be asked: {found.where}, {found.how_fast}"
    return f"{found.title.upper()}: {found.how_fast}"
