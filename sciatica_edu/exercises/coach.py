"""The coach in the notebook: an exercise, its timer, and what the leg answers.

It carries a twin that reads without script; what it shows is decided by `screening`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import traitlets

from sciatica_edu.display import Html, element, join, table
from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.display.widget import TwinWidget
from sciatica_edu.errors import require_in_range, require_known
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.exercises.screening_tables import red_flag_box, stop_rules
from sciatica_edu.exercises.tables import EXERCISES, SCREENING

if TYPE_CHECKING:
    from sciatica_edu.evidence.course import Course
    from sciatica_edu.exercises.screening import Decision, Screening

__all__ = ["ExerciseCoach"]


class ExerciseCoach(TwinWidget):
    """Choose an exercise, do it with a timer, answer what the leg says.

    Only what screening offers or adapts can be chosen. The stop rules stay in sight.

    Parameters
    ----------
    course
        For the sources of the stop rules.
    screening
        What may be done; when it is stopped, only what the triage found is shown.
    exercise
        Id of the exercise chosen at first; the first of the choice if it is withheld.

    Raises
    ------
    UnknownNameError
        If there is no such exercise.
    """

    title = "Exercise coach"
    browser = "coach"

    exercises: Any = traitlets.List().tag(sync=True)
    """What can be chosen: id, name, changes, easier version, and both doses."""
    stop_rules: Any = traitlets.List().tag(sync=True)
    """Label and wording, worst first."""
    responses: Any = traitlets.List().tag(sync=True)
    """What the leg may answer, what to do then, and what it ends."""
    stopped_by: Any = traitlets.List().tag(sync=True)
    """What the triage found, in its words; empty when exercise is possible."""
    stopped_title: Any = traitlets.Unicode().tag(sync=True)
    """Why nothing may be done; empty when something may."""
    exercise: Any = traitlets.Unicode().tag(sync=True)
    """Id of the chosen exercise; empty when there is none."""
    dose: Any = traitlets.Enum(["start", "later"], default_value="start").tag(sync=True)
    """Which end of the range is timed."""
    sessions_done: Any = traitlets.Int(0, min=0).tag(sync=True)
    """Sessions timed to the end."""
    leg: Any = traitlets.Int(-1).tag(sync=True)
    """Which of `responses` was chosen; -1 for none yet."""

    def __init__(self, course: Course, screening: Screening, *, exercise: str = "XE-03") -> None:
        known = course[EXERCISES]
        require_known("exercise", exercise, known)
        tables = course[SCREENING]
        self._course = course
        self._screening = screening
        choice = screening.choice
        allowed = [item.exercise.id for item in choice]
        chosen = exercise if exercise in allowed else next(iter(allowed), "")
        self._refused = "" if exercise in allowed or screening.stopped else exercise
        super().__init__(
            exercises=[_choice_row(item) for item in choice],
            stop_rules=[
                {"label": str(rule.label).upper(), "wording": rule.words}
                for rule in tables.stop_rules
            ],
            responses=[
                {"leg": row.sign, "action": row.action, "ends": row.ends.value}
                for row in tables.answers
            ],
            stopped_by=_stopped_by(screening),
            stopped_title=_stopped_title(screening),
            exercise=chosen,
        )

    @traitlets.validate("exercise")
    def _known_exercise(self, proposal: Any) -> str:
        name = str(proposal["value"])
        if name or self.exercises:
            require_known("exercise you may do", name, [row["id"] for row in self.exercises])
        return name

    @traitlets.validate("leg")
    def _known_answer(self, proposal: Any) -> int:
        last = len(self.responses) - 1
        return int(require_in_range("answer of the leg", proposal["value"], -1, last))

    def stored_text(self) -> str:
        """Return the present choice, and the twin as text."""
        return f"{self!r}\n{self.twin().text}"

    def __repr__(self) -> str:
        if self._screening.stopped:
            return f"{self.title}: {self.stopped_title}"
        names = {row["id"]: row["name"] for row in self.exercises}
        chosen = names.get(self.exercise, "nothing")
        return f"{self.title}: {chosen} chosen, {len(names)} exercises possible"

    def twin(self) -> Html:
        """Return the choice as a table with doses, under the stop rules."""
        if self._screening.stopped:
            return red_flag_box(self._course, self._screening)
        if not self.exercises:
            nothing = Html(element("p", self.stopped_title), self.stopped_title)
            return stop_rules(self._course) + nothing
        rows = [
            (row["name"], row["words"]["start"], row["words"]["later"], " ".join(row["changes"]))
            for row in self.exercises
        ]
        header = ("Exercise", "At first", "At most", "Do it differently")
        listed = table(header, rows, caption=f"What you may do. {NOT_MEDICAL_ADVICE}")
        parts = [stop_rules(self._course)]
        if self._refused:
            name = self._screening.decisions[self._refused].exercise.short_name
            text = sentence("screening.withheld-not-chosen").fill(exercise=name)
            parts.append(Html(element("p", text), text))
        return join([*parts, listed])


def _stopped_by(screening: Screening) -> list[dict[str, str]]:
    """Return what the triage found: its message, and each red flag that is present."""
    if not screening.stopped:
        return []
    found = screening.triage
    return [
        {"urgency": found.title, "wording": found.message},
        *({"urgency": row.urgency.value, "wording": row.because} for row in found.reasons),
    ]


def _stopped_title(screening: Screening) -> str:
    if screening.stopped:
        return screening.heading
    return "" if screening.choice else sentence("screening.nothing-left").text


def _choice_row(item: Decision) -> dict[str, Any]:
    exercise = item.exercise
    doses = {"start": exercise.traits.start, "later": exercise.traits.later}
    return {
        "id": exercise.id,
        "name": exercise.short_name,
        "changes": list(item.changes),
        "easier": exercise.regression,
        "doses": {name: dose.model_dump() for name, dose in doses.items()},
        "words": {name: dose.words() for name, dose in doses.items()},
    }
