"""Triage practice in the notebook: red-flag answers, and where to go how fast."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.symptoms.three_way_form import ThreeWayForm, cite, fact_sources
from sciatica_edu.symptoms.triage import Answer, Status, triage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.evidence.tables.clinical import RedFlag
    from sciatica_edu.evidence.tables.symptom_tables import TriageTable

__all__ = ["TriagePractice", "triage_practice"]


class TriagePractice(ThreeWayForm):
    """Answer red-flag questions with yes, no or not known, and see where to go and how fast.

    Parameters
    ----------
    triage_table
        Questions and words.
    red_flags
        Red flags by id.
    sources
        Short citation by fact id.
    answers
        Answers shown at first, by question id.
    """

    def __init__(
        self,
        triage_table: TriageTable,
        *,
        red_flags: Mapping[str, RedFlag],
        sources: Mapping[str, str],
        answers: Mapping[str, str] | None = None,
    ) -> None:
        self._table = triage_table
        self._red_flags = red_flags
        self._sources = sources
        items = [{"id": q.id, "label": q.ask, "how": ""} for q in triage_table.questions]
        super().__init__(
            title="Where, and how fast?",
            note=(
                'For a made-up patient with back or leg pain. Every question starts at "not known", '
                f"and not known is not safe. {NOT_MEDICAL_ADVICE} If it is about you: the red box at the top."
            ),
            groups=[{"title": "Red-flag questions", "items": items}],
            choices=[
                {"value": Answer.UNKNOWN.value, "label": "not known"},
                {"value": Answer.YES.value, "label": "yes"},
                {"value": Answer.NO.value, "label": "no"},
            ],
            answers=answers,
        )

    def _judge(self, answers: Mapping[str, str]) -> dict[str, Any]:
        found = triage(answers, table=self._table, red_flags=self._red_flags)
        blocks = [
            {
                "title": f"{reason.urgency.value.upper()}: {reason.suspect}",
                "lines": [
                    f"Because: {reason.because}",
                    f"Do: {reason.action}",
                    f"Source: {cite(reason.facts, self._sources)}",
                ],
            }
            for reason in found.reasons
        ]
        if found.to_ask:
            lines = [question.ask for question in found.to_ask]
            blocks.append({"title": "Still to ask", "lines": lines})
        lead = found.status.value.upper()
        if found.status is Status.ASK_NOW:
            lead = "ASK NOW. If it cannot be asked"
        return {
            "urgent": found.status in (Status.ACT, Status.ASK_NOW),
            "heading": f"{lead}: {found.where}, {found.how_fast}",
            "message": found.message,
            "blocks": blocks,
        }


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
        course.triage,
        red_flags=course.red_flags,
        sources=fact_sources(course),
        answers=answers,
    )
