"""Triage practice in the notebook: red-flag answers, and where to go how fast."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.evidence.citing import cite
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.symptoms.three_way_form import ThreeWayForm
from sciatica_edu.triage.rules import Disposition, Status, triage
from sciatica_edu.triage.table import Answer, load_triage_table, urgency_title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sciatica_edu.evidence.citing import Citable
    from sciatica_edu.evidence.course import Course
    from sciatica_edu.evidence.red_flags import RedFlag
    from sciatica_edu.triage.table import TriageQuestion, TriageTable

__all__ = ["TriagePractice", "triage_practice"]

_LABELS = {
    Answer.UNKNOWN: "not known",
    Answer.YES: "new within two weeks, or getting worse",
    Answer.LONGER: "for longer, not getting worse",
    Answer.OLD: "for years, unchanged",
    Answer.NO: "no",
}
_PLAIN_LABELS = {**_LABELS, Answer.YES: "yes"}


class TriagePractice(ThreeWayForm):
    """Answer the triage's questions, and see where to go and how fast.

    Parameters
    ----------
    triage_table
        Questions and words.
    red_flags
        Red flags by id.
    content
        Facts and references, for the sources.
    answers
        Answers shown at first, by question id.
    """

    def __init__(
        self,
        triage_table: TriageTable,
        *,
        red_flags: Mapping[str, RedFlag],
        content: Citable,
        answers: Mapping[str, str] | None = None,
    ) -> None:
        self._table = triage_table
        self._red_flags = red_flags
        self._content = content
        topics = dict.fromkeys(question.topic for question in triage_table.questions)
        super().__init__(
            title="Where, and how fast?",
            note=f"{sentence('triage.note').text} {NOT_MEDICAL_ADVICE}",
            groups=[self._group(topic) for topic in topics],
            choices=[
                {"value": answer.value, "label": _PLAIN_LABELS[answer]}
                for answer in (Answer.UNKNOWN, Answer.YES, Answer.NO)
            ],
            answers=answers,
        )

    def _group(self, topic: str) -> dict[str, Any]:
        return {
            "title": topic,
            "items": [_item(q) for q in self._table.questions if q.topic == topic],
            "none": {"label": "None of the rest here", "value": Answer.NO.value},
        }

    def _judge(self, answers: Mapping[str, str]) -> dict[str, Any]:
        found = triage(answers, table=self._table, red_flags=self._red_flags)
        blocks = [
            {
                "title": f"{urgency_title(reason.urgency)}: {reason.suspect}",
                "lines": [
                    f"Because: {reason.because}",
                    f"Do: {reason.action}",
                    f"Source: {cite(self._content, reason.facts)}",
                ],
            }
            for reason in found.reasons
        ]
        blocks += [
            {
                "title": "Guidance differs",
                "lines": [conflict.text, f"Sources: {cite(self._content, conflict.facts)}"],
            }
            for conflict in found.conflicts
        ]
        if found.to_ask and answers:
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
    labels = _LABELS if question.times else _PLAIN_LABELS
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


def triage_practice(course: Course, *, answers: Mapping[str, str] | None = None) -> TriagePractice:
    """Return the triage practice over the course's red flags.

    Parameters
    ----------
    course
        The content.
    answers
        Answers shown at first, by question id.
    """
    return TriagePractice(
        load_triage_table(),
        red_flags=course.red_flags,
        content=course,
        answers=answers,
    )
