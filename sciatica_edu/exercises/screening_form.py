"""Screening as a form: the triage first, then what each exercise asks for; it answers at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.display.three_way_form import ThreeWayForm
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.exercises.rules import UNKNOWN
from sciatica_edu.exercises.screening import Offer
from sciatica_edu.exercises.screening_tables import decision_lines
from sciatica_edu.triage.form import triage_groups, triage_verdict
from sciatica_edu.triage.table import load_triage_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sciatica_edu.exercises.course_exercises import Exercises
    from sciatica_edu.exercises.screening import Screening

__all__ = ["ScreeningForm"]

_LABELS = {
    UNKNOWN: "not known",
    "early": "yes, early",
    "late": "yes, in the last months",
    "no_change": "no change",
    "centralises": "it withdraws towards the back",
    "peripheralises": "it moves further down the leg",
}
_TITLES = {
    Offer.OFFERED: "Suitable",
    Offer.ADAPTED: "Suitable if changed",
    Offer.WITHHELD: "Left out",
}


class ScreeningForm(ThreeWayForm):
    """Answer for a made-up person, and see which exercises are suitable, changed or left out.

    Parameters
    ----------
    exercises
        Library and rules.
    answers
        Answers shown at first: questions of the triage by id, those of the screening as
        ``own-fragile-bones``, because both ask about a pregnancy.
    """

    def __init__(self, exercises: Exercises, *, answers: Mapping[str, str] | None = None) -> None:
        self._exercises = exercises
        self._asked = {f"own-{name.replace('_', '-')}": name for name in exercises.rules.questions}
        super().__init__(
            title="Which exercises, and how?",
            note=f"{sentence('screening.form-note').text} {NOT_MEDICAL_ADVICE}",
            groups=[*triage_groups(load_triage_table()), self._own_group()],
            choices=[{"value": UNKNOWN, "label": _LABELS[UNKNOWN]}],
            answers=answers,
        )

    @property
    def screening(self) -> Screening:
        """What the answers so far amount to."""
        return self._screen(self.answers)

    def _own_group(self) -> dict[str, Any]:
        questions = self._exercises.rules.questions
        items = [
            {
                "id": shown,
                "label": questions[name].ask,
                "how": "",
                "choices": [
                    {"value": answer, "label": _LABELS.get(answer, answer)}
                    for answer in (UNKNOWN, *_but_unknown(questions[name].answers))
                ],
            }
            for shown, name in self._asked.items()
        ]
        return {"title": "For the exercises", "items": items}

    def _screen(self, answers: Mapping[str, str]) -> Screening:
        own = {self._asked[name]: one for name, one in answers.items() if name in self._asked}
        red_flags = {name: answer for name, answer in answers.items() if name not in self._asked}
        return self._exercises.screen(own, red_flags=red_flags)

    def _judge(self, answers: Mapping[str, str]) -> dict[str, Any]:
        found, course = self._screen(answers), self._exercises.course
        if found.stopped:
            said = triage_verdict(found.triage, course, begun=bool(answers))
            return {**said, "message": f"{found.heading} {said['message']}"}
        blocks = [
            {"title": title, "lines": decision_lines(course, found.having(offer))}
            for offer, title in _TITLES.items()
            if found.having(offer)
        ]
        counts = [f"{len(found.having(offer))} {title.lower()}" for offer, title in _TITLES.items()]
        asked = " ".join(self._exercises.rules.questions[name].ask for name in found.unknown)
        open_ones = sentence("screening.not-known").fill(questions=asked) if asked else ""
        return {
            "urgent": False,
            "level": "ask" if asked else "none",
            "heading": ", ".join(counts),
            "message": f"{open_ones} {found.triage.message}".strip(),
            "blocks": blocks,
        }


def _but_unknown(answers: list[str]) -> list[str]:
    return [one for one in answers if one != UNKNOWN]
