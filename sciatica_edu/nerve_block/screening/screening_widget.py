"""The contraindication checker: conditions, an injection, and the rules that speak."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import traitlets

from sciatica_edu.display import Html, join, table
from sciatica_edu.errors import require_known
from sciatica_edu.evidence.citing import cite
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.evidence.tables.contraindications import Procedure
from sciatica_edu.nerve_block.screening.contraindications import Answer, assess, assess_all
from sciatica_edu.nerve_block.screening.rule_book import Patient
from sciatica_edu.nerve_block.tables import PROCEDURES
from sciatica_edu.nerve_block.topic import rule_book
from sciatica_edu.nerve_block.widget_kit import (
    AskingWidget,
    heading,
    listed,
    paragraph,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.nerve_block.screening.contraindications import Assessment

__all__ = ["ContraindicationChecker", "contraindication_checker"]

_ANSWERS = ("not_asked", "absent", "present")
_MOST_QUESTIONS = 6


class ContraindicationChecker(AskingWidget):
    """Choose conditions and an injection, and see the rules.

    Parameters
    ----------
    course
        The content.
    procedure
        The injection shown first.
    patient
        What is known of the patient shown first; nothing was asked when None.

    Raises
    ------
    UnknownNameError
        If the injection is unknown; the nearest name is given.
    """

    title = "Contraindication checker"
    browser = "screening"

    conditions: Any = traitlets.List().tag(sync=True)
    """Key, rule and wording of each condition."""
    procedures: Any = traitlets.List().tag(sync=True)
    """Id and name of each injection."""

    def __init__(
        self,
        course: Course,
        *,
        procedure: str = "pnb_popliteal",
        patient: Patient | None = None,
    ) -> None:
        self._course = course
        self._book = rule_book(course)
        known = [item.value for item in self._book.table.procedures]
        require_known("procedure", procedure, known)
        super().__init__(
            note=f"{sentence('screening.how-to').text} {self._book.table.disclaimer}",
            conditions=[
                [rule.condition_key, rule.id, rule.condition] for rule in self._book.table.rules
            ],
            procedures=[[name, course[PROCEDURES][name].name] for name in known],
        )
        first = patient or Patient()
        answers = {
            key: "present"
            if key in first.present
            else "absent"
            if key in first.absent
            else "not_asked"
            for key in self._book.conditions
        }
        self.state = {
            **self._judged(answers, procedure),
            "refused": "",
        }

    def twin(self) -> Html:
        """Return the assessment, static."""
        result = self.state["result"]
        rows = [(name, answer) for name, answer in result["all"]]
        return join(
            [
                heading(self.title),
                paragraph(self.note),
                paragraph(result["headline"], strong=True),
                listed([line for block in result["blocks"] for line in block["lines"]]),
                table(("Injection", "Answer"), rows, caption="The same patient, all injections"),
            ]
        )

    def _actions(self) -> Mapping[str, Any]:
        return {
            "choose": self._choose,
            "all": self._set_all,
        }

    def _choose(self, message: Mapping[str, Any]) -> dict[str, Any]:
        answers = dict(self.state["answers"])
        condition = message.get("condition")
        if condition is not None:
            require_known("condition", str(condition), answers)
            answers[condition] = require_known("answer", str(message.get("answer")), _ANSWERS)
        procedure = str(message.get("procedure", self.state["procedure"]))
        require_known("procedure", procedure, [name for name, _ in self.procedures])
        return self._judged(answers, procedure)

    def _set_all(self, message: Mapping[str, Any]) -> dict[str, Any]:
        answer = require_known("answer", str(message.get("answer")), _ANSWERS)
        return self._judged(dict.fromkeys(self._book.conditions, answer), self.state["procedure"])

    def _judged(self, answers: Mapping[str, str], procedure: str) -> dict[str, Any]:
        patient = Patient(
            frozenset(key for key, answer in answers.items() if answer == "present"),
            frozenset(key for key, answer in answers.items() if answer == "absent"),
        )
        found = assess(patient, procedure=Procedure(procedure), book=self._book)
        every = [
            [self._course[PROCEDURES][key.value].name, item.answer.label.split(":")[0]]
            for key, item in assess_all(patient, book=self._book).items()
        ]
        return {
            "answers": dict(answers),
            "procedure": procedure,
            "result": {
                "headline": found.headline,
                "urgent": found.answer >= Answer.ABSOLUTE,
                "unknown": found.answer is Answer.UNKNOWN,
                "blocks": self._blocks(found),
                "all": every,
            },
        }

    def _blocks(self, found: Assessment) -> list[dict[str, Any]]:
        spoke = [
            f"{item.rule_id} {item.condition}: {item.verdict_words}. {item.reason} "
            f"[certainty {item.certainty.value}; {cite(self._course, item.facts) or 'no source'}]"
            for item in found.findings
        ]
        ask = [f"{item.condition}: {item.find_out}" for item in found.find_out]
        if len(ask) > _MOST_QUESTIONS:
            rest = len(ask) - _MOST_QUESTIONS
            ask = [*ask[:_MOST_QUESTIONS], f"… and {rest} more that were not asked."]
        blocks = [
            {
                "title": "Where to go",
                "lines": [f"{flag.urgency.value}: {flag.action}" for flag in found.red_flags],
            },
            {"title": "Rules that spoke", "lines": spoke},
            {"title": "They disagree", "lines": [str(item) for item in found.conflicts]},
            {"title": "Find out first, what matters most on top", "lines": ask},
        ]
        return [block for block in blocks if block["lines"]]


def contraindication_checker(course: Course, **settings: Any) -> ContraindicationChecker:
    """Return the checker over the course's rules; see `ContraindicationChecker`."""
    return ContraindicationChecker(course, **settings)
