"""Triage practice in the notebook: red-flag answers, and where to go how fast."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.display.three_way_form import ThreeWayForm
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.triage.form import PLAIN_LABELS, triage_groups, triage_verdict
from sciatica_edu.triage.rules import triage
from sciatica_edu.triage.table import Answer, load_triage_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sciatica_edu.evidence.citing import Citable
    from sciatica_edu.evidence.course import Course
    from sciatica_edu.evidence.red_flags import RedFlag
    from sciatica_edu.triage.table import TriageTable

__all__ = ["TriagePractice", "triage_practice"]


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
        super().__init__(
            title="Where, and how fast?",
            note=f"{sentence('triage.note').text} {NOT_MEDICAL_ADVICE}",
            groups=triage_groups(triage_table),
            choices=[
                {"value": answer.value, "label": PLAIN_LABELS[answer]}
                for answer in (Answer.UNKNOWN, Answer.YES, Answer.NO)
            ],
            answers=answers,
        )

    def _judge(self, answers: Mapping[str, str]) -> dict[str, Any]:
        found = triage(answers, table=self._table, red_flags=self._red_flags)
        return triage_verdict(found, self._content, begun=bool(answers))


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
