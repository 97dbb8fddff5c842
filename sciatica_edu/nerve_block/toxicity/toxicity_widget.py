"""The toxicity simulation: staged signs, your actions in order and time, a score and a transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sciatica_edu.display import Html, join
from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.errors import require_known
from sciatica_edu.evidence.citing import cite
from sciatica_edu.nerve_block.tables import TOXICITY
from sciatica_edu.nerve_block.toxicity.checklists import checklist_table, difference, lipid_table
from sciatica_edu.nerve_block.toxicity.rehearsal import act, available, new_case, start
from sciatica_edu.nerve_block.toxicity.score import toxicity_result
from sciatica_edu.nerve_block.widget_kit import (
    AskingWidget,
    details,
    heading,
    paragraph,
    typed_number,
)
from sciatica_edu.quiz.asking.draw import shuffled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.nerve_block.toxicity.rehearsal import Line, State

__all__ = ["ToxicitySimulation", "toxicity_simulation"]


class ToxicitySimulation(AskingWidget):
    """A patient with systemic toxicity: every action takes its seconds, the stages go on.

    Parameters
    ----------
    course
        The content.
    seed
        The first case; the next ones follow.
    pattern
        An id of the patterns, such as ``"intravascular"``; drawn when None.

    Raises
    ------
    UnknownNameError
        If the pattern does not exist.
    OutOfRangeError
        If the seed is out of range.
    """

    title = "Local-anaesthetic toxicity: a simulation"
    browser = "toxicity"

    def __init__(self, course: Course, *, seed: int = 1, pattern: str | None = None) -> None:
        self._course = course
        self._rules = course[TOXICITY]
        self._seed, self._pattern = seed, pattern
        self._play = start(new_case(self._rules, seed=seed, pattern=pattern), rules=self._rules)
        super().__init__(
            note=f"{NOT_MEDICAL_ADVICE} {self._rules.disclaimer} {self._rules.time_rule} {self._rules.scope}"
        )
        self.state = {**self._shown(), "refused": ""}

    @property
    def play(self) -> State:
        """Return the simulation as it stands."""
        return self._play

    def twin(self) -> Html:
        """Return the case and the steps in order, static."""
        case = self._play.case
        return join(
            [
                heading(self.title),
                paragraph(self.note),
                *(paragraph(f"{line['time']} {line['text']}") for line in self.state["transcript"]),
                paragraph("Run this cell to act. What would you do, in which order?"),
                details("What two checklists say", checklist_table(self._course)),
                details("Lipid for this patient", lipid_table(self._course, weight=case.weight)),
            ]
        )

    def _actions(self) -> Mapping[str, Any]:
        return {"act": self._take, "again": self._again, "new": self._new}

    def _take(self, message: Mapping[str, Any]) -> dict[str, Any]:
        name = str(message.get("step"))
        choices = {item.id: item for item in available(self._play)}
        if not choices:
            return self._shown()
        action = choices[require_known("action", name, choices)]
        amount = None
        if action.amount is not None:
            amount = typed_number(
                message.get("amount"),
                quantity=f"amount for {action.label!r}",
                unit=action.amount.unit,
            )
        self._play = act(self._play, action.id, amount=amount)
        return self._shown()

    def _again(self, _message: Mapping[str, Any]) -> dict[str, Any]:
        self._play = start(self._play.case, rules=self._rules)
        return self._shown()

    def _new(self, _message: Mapping[str, Any]) -> dict[str, Any]:
        self._seed += 1
        case = new_case(self._rules, seed=self._seed, pattern=self._pattern)
        self._play = start(case, rules=self._rules)
        return self._shown()

    def _shown(self) -> dict[str, Any]:
        play = self._play
        stage = next(item for item in self._rules.stages if item.id == play.stage)
        return {
            "clock": _clock(play.elapsed_s),
            "stage": stage.title,
            "signs": " ".join(stage.signs),
            "weight": f"ideal weight {play.case.weight}",
            "steps": self._steps(),
            "transcript": [self._line(line) for line in play.transcript],
            "result": self._result() if play.finished else None,
        }

    def _steps(self) -> list[list[str]]:
        """Return the choices in an order drawn for the case, so that the order is no hint."""
        found = {item.id: item for item in available(self._play)}
        if not found:
            return []
        order = shuffled([item.id for item in self._rules.actions], self._seed, "order of choices")
        chosen = [found[name] for name in order if name in found]
        return [[item.id, item.label, item.amount.unit if item.amount else ""] for item in chosen]

    def _line(self, line: Line) -> dict[str, str]:
        source = cite(self._course, line.facts) if line.facts else ""
        return {"time": _clock(line.time_s), "text": line.text, "source": source}

    def _result(self) -> dict[str, Any]:
        found = toxicity_result(self._play)
        labels = {item.id: item.label for item in self._rules.actions}
        blocks = [
            ("Points", [f"{name}: {points}" for name, points in found.points.items()]),
            ("Missed", [labels[name] for name in found.missed]),
            ("Late", [labels[name] for name in found.late]),
            (
                "To do otherwise",
                [
                    f"{_clock(item.time_s)} {item.what}. {item.correction} "
                    f"[{cite(self._course, item.facts)}]"
                    for item in found.mistakes
                ],
            ),
            (
                "Where the checklists are not one",
                [
                    f"{difference(row)} [{cite(self._course, row.facts)}]"
                    for row in found.differences
                ],
            ),
            ("What this case teaches", [self._line(found.lesson)["text"]]),
        ]
        return {
            "headline": f"Finished: {found.score} of 100 points.",
            "blocks": [{"title": title, "lines": lines} for title, lines in blocks if lines],
        }


def toxicity_simulation(course: Course, **settings: Any) -> ToxicitySimulation:
    """Return the simulation over the course's cases; see `ToxicitySimulation`."""
    return ToxicitySimulation(course, **settings)


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02d}"
