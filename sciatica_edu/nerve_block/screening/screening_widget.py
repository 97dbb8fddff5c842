"""The contraindication checker, and drills: a seeded patient, you decide, then you see the rules."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import traitlets

from sciatica_edu.display import Html, join, table
from sciatica_edu.errors import require_known
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.evidence.tables.contraindications import Procedure
from sciatica_edu.nerve_block.screening.anticoagulant_editions import Outcome
from sciatica_edu.nerve_block.screening.contraindications import Answer, assess, assess_all
from sciatica_edu.nerve_block.screening.drills import anticoagulant_drill, contraindication_drill
from sciatica_edu.nerve_block.screening.rule_book import Patient
from sciatica_edu.nerve_block.topic import rule_book, short_source
from sciatica_edu.nerve_block.widget_kit import (
    AskingWidget,
    Tally,
    browser_module,
    details,
    drill_shown,
    heading,
    listed,
    paragraph,
    typed_number,
    verdict_shown,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.nerve_block.screening.contraindications import Assessment
    from sciatica_edu.nerve_block.screening.drills import AnticoagulantDrill, ContraindicationDrill

__all__ = ["ContraindicationChecker", "contraindication_checker"]

_ANSWERS = ("not_asked", "absent", "present")
_MOST_QUESTIONS = 6
# The story's own present: intervals count backwards from it, so any fixed time would do.
_STORY_NOW = datetime(2026, 3, 2, 8, 0)  # noqa: DTZ001  (a made-up time without a place)


class ContraindicationChecker(AskingWidget):
    """Choose conditions and an injection, see the rules; then decide for seeded patients.

    Parameters
    ----------
    course
        The content.
    procedure
        The injection shown first.
    patient
        What is known of the patient shown first; nothing was asked when None.
    seed
        The first drill; the next ones follow.

    Raises
    ------
    UnknownNameError
        If the injection is unknown; the nearest name is given.
    """

    title = "Contraindication checker"
    _esm = browser_module("screening.js")

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
        seed: int = 1,
    ) -> None:
        self._course = course
        self._book = rule_book(course)
        self._seeds = {"rules": seed, "timing": seed}
        self._tallies = {"rules": Tally(), "timing": Tally()}
        known = [item.value for item in self._book.table.procedures]
        require_known("procedure", procedure, known)
        super().__init__(
            note=f"{sentence('screening.how-to').text} {self._book.table.disclaimer}",
            conditions=[
                [rule.condition_key, rule.id, rule.condition] for rule in self._book.table.rules
            ],
            procedures=[[name, course.procedures[name].name] for name in known],
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
            "drills": {"rules": self._rules_shown(None), "timing": self._timing_shown(None)},
            "refused": "",
        }

    def twin(self) -> Html:
        """Return the assessment and one drill with its rules, static."""
        result = self.state["result"]
        drill = self._rules_drill()
        rows = [(name, answer) for name, answer in result["all"]]
        solved = join([paragraph(drill.assessment.headline), listed(drill.working)])
        return join(
            [
                heading(self.title),
                paragraph(self.note),
                paragraph(result["headline"], strong=True),
                listed([line for block in result["blocks"] for line in block["lines"]]),
                table(("Injection", "Answer"), rows, caption="The same patient, all injections"),
                paragraph(f"Decide: {drill.prompt}"),
                details("What the rules say", solved),
            ]
        )

    def _actions(self) -> Mapping[str, Any]:
        return {
            "choose": self._choose,
            "all": self._set_all,
            "mark": self._mark,
            "next": self._next,
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

    def _mark(self, message: Mapping[str, Any]) -> dict[str, Any]:
        name = require_known("drill", str(message.get("drill")), self._seeds)
        drills = dict(self.state["drills"])
        if name == "rules":
            drill = self._rules_drill()
            marked = drill.mark(str(message.get("answer")))
            self._tallies[name].count(marked)
            working = [drill.assessment.headline, *drill.working]
            working.append(f"Source: {short_source(self._course, drill.facts) or 'none'}")
            drills[name] = self._rules_shown(verdict_shown(marked, working))
        else:
            drills[name] = self._mark_timing(message)
        return {"drills": drills}

    def _mark_timing(self, message: Mapping[str, Any]) -> dict[str, Any]:
        drill = self._timing_drill()
        answer = str(message.get("answer"))
        hours = None
        if answer == Outcome.NOT_BEFORE.name.lower():
            number = message.get("number")
            hours = typed_number(number, quantity="hours after the last dose", unit="h")
        marked = drill.mark(answer, hours_after_dose=hours)
        self._tallies["timing"].count(marked)
        lead = drill.answer.label
        if drill.hours_after_dose is not None:
            lead = f"{lead}: {drill.hours_after_dose:g} h after the last dose"
        sources = short_source(self._course, drill.facts)
        working = [f"{lead[0].upper()}{lead[1:]}.", *drill.working, f"Source: {sources}"]
        return self._timing_shown(verdict_shown(marked, working))

    def _next(self, message: Mapping[str, Any]) -> dict[str, Any]:
        name = require_known("drill", str(message.get("drill")), self._seeds)
        self._seeds[name] += 1
        shown = self._rules_shown(None) if name == "rules" else self._timing_shown(None)
        return {"drills": {**self.state["drills"], name: shown}}

    def _judged(self, answers: Mapping[str, str], procedure: str) -> dict[str, Any]:
        patient = Patient(
            frozenset(key for key, answer in answers.items() if answer == "present"),
            frozenset(key for key, answer in answers.items() if answer == "absent"),
        )
        found = assess(patient, procedure=Procedure(procedure), book=self._book)
        every = [
            [self._course.procedures[key.value].name, item.answer.label.split(":")[0]]
            for key, item in assess_all(patient, book=self._book).items()
        ]
        return {
            "answers": dict(answers),
            "procedure": procedure,
            "result": {
                "headline": found.headline,
                "urgent": found.answer >= Answer.ABSOLUTE,
                "blocks": self._blocks(found),
                "all": every,
            },
        }

    def _blocks(self, found: Assessment) -> list[dict[str, Any]]:
        spoke = [
            f"{item.rule_id} {item.condition}: {item.verdict_words}. {item.reason} "
            f"[certainty {item.certainty.value}; {short_source(self._course, item.facts) or 'no source'}]"
            for item in found.findings
        ]
        ask = [f"{item.condition}: {item.find_out}" for item in found.find_out]
        if len(ask) > _MOST_QUESTIONS:
            rest = len(ask) - _MOST_QUESTIONS
            ask = [*ask[:_MOST_QUESTIONS], f"… and {rest} more that were not asked."]
        blocks = [
            {
                "title": "Where to go",
                "lines": [f"{r.how_fast}: {r.action}" for r in found.redirects],
            },
            {"title": "Rules that spoke", "lines": spoke},
            {"title": "They disagree", "lines": [str(item) for item in found.conflicts]},
            {"title": "Find out first, what matters most on top", "lines": ask},
        ]
        return [block for block in blocks if block["lines"]]

    def _rules_drill(self) -> ContraindicationDrill:
        return contraindication_drill(
            self._seeds["rules"], book=self._book, procedures=self._course.procedures
        )

    def _timing_drill(self) -> AnticoagulantDrill:
        return anticoagulant_drill(
            self._seeds["timing"],
            rows=self._course.anticoagulants,
            procedures=self._course.procedures,
            now=_STORY_NOW,
        )

    def _rules_shown(self, marked: Mapping[str, Any] | None) -> dict[str, Any]:
        options = [[item.name.lower(), item.label] for item in Answer]
        return drill_shown(
            title="Decide: may this injection be given?",
            prompt=self._rules_drill().prompt,
            asks={"units": [], "options": options, "number": ""},
            marked=marked,
            tally=str(self._tallies["rules"]),
        )

    def _timing_shown(self, marked: Mapping[str, Any] | None) -> dict[str, Any]:
        options = [[item.name.lower(), item.label] for item in Outcome]
        return drill_shown(
            title="Decide: from when, after a drug against clotting?",
            prompt=self._timing_drill().prompt,
            asks={"units": [], "options": options, "number": "Hours after the last dose"},
            marked=marked,
            tally=str(self._tallies["timing"]),
        )


def contraindication_checker(course: Course, **settings: Any) -> ContraindicationChecker:
    """Return the checker over the course's rules; see `ContraindicationChecker`."""
    return ContraindicationChecker(course, **settings)
