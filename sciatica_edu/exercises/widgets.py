"""Two live views: the coach with its timer, and the explorer of published courses.

Both carry a twin that reads without script; what they show is computed in the models.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from sciatica_edu.display import Html, element, join, table
from sciatica_edu.errors import require_known
from sciatica_edu.exercises.cards import TEACHING_ONLY, of_100_table, screening_table, stop_rules
from sciatica_edu.exercises.library import STOP_RULES
from sciatica_edu.exercises.plan import RESPONSES
from sciatica_edu.exercises.recovery import Counted

if TYPE_CHECKING:
    from sciatica_edu.content.course import Course
    from sciatica_edu.exercises.recovery import PublishedCourse, RecoveryCourses
    from sciatica_edu.exercises.screening import Decision, Screening

__all__ = ["ANY_SETTING", "ExerciseCoach", "RecoveryExplorer"]

_STATIC = Path(__file__).parent / "static"
ANY_SETTING = "any"


class _TwinWidget(anywidget.AnyWidget):
    """A widget that stores a readable twin beside its view."""

    _css = _STATIC / "exercises.css"

    def twin(self) -> Html:
        """Return the same content as static HTML and text."""
        raise NotImplementedError

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle
        twin = self.twin()
        data["text/plain"] = f"{self!r}\n{twin.text}"
        data["text/html"] = twin.html
        return data, metadata


class ExerciseCoach(_TwinWidget):
    """Choose an exercise, do it with a timer, answer what the leg says.

    Only what screening offers or adapts can be chosen. The stop rules stay in sight.

    Parameters
    ----------
    course
        For the sources of the stop rules.
    screening
        What may be done; when it is stopped, only the red flags are shown.
    exercise
        Id of the exercise chosen at first; the first of the choice if it is withheld.

    Raises
    ------
    UnknownNameError
        If there is no such exercise.
    """

    _esm = _STATIC / "coach.js"

    exercises: Any = traitlets.List().tag(sync=True)
    """What can be chosen: id, name, changes, easier version, and both doses."""
    stop_rules: Any = traitlets.List().tag(sync=True)
    """Label and wording, worst first."""
    responses: Any = traitlets.List().tag(sync=True)
    """What the leg may answer, and what to do then."""
    redirects: Any = traitlets.List().tag(sync=True)
    """Red flags that stop everything; empty when exercise is possible."""
    exercise: Any = traitlets.Unicode().tag(sync=True)
    """Id of the chosen exercise; empty when there is none."""
    dose: Any = traitlets.Enum(["start", "later"], default_value="start").tag(sync=True)
    """Which end of the range is timed."""
    sessions_done: Any = traitlets.Int(0, min=0).tag(sync=True)
    """Sessions timed to the end."""
    leg: Any = traitlets.Int(-1, min=-1, max=len(RESPONSES) - 1).tag(sync=True)
    """Which of `responses` was chosen; -1 for none yet."""

    def __init__(self, course: Course, screening: Screening, *, exercise: str = "XE-03") -> None:
        require_known("exercise", exercise, screening.decisions)
        self._course = course
        self._screening = screening
        choice = screening.choice
        allowed = [item.exercise.id for item in choice]
        chosen = exercise if exercise in allowed else next(iter(allowed), "")
        self._refused = "" if exercise in allowed or screening.stopped else exercise
        super().__init__(
            exercises=[_choice_row(item) for item in choice],
            stop_rules=[{"label": rule.label, "wording": rule.wording} for rule in STOP_RULES],
            responses=[{"leg": item.leg, "action": item.action} for item in RESPONSES],
            redirects=[
                {"urgency": item.flag.urgency.value, "wording": item.flag.learner_wording}
                for item in screening.redirects
            ],
            exercise=chosen,
        )

    @traitlets.validate("exercise")
    def _known_exercise(self, proposal: Any) -> str:
        name = str(proposal["value"])
        if name or self.exercises:
            require_known("exercise you may do", name, [row["id"] for row in self.exercises])
        return name

    def __repr__(self) -> str:
        if self._screening.stopped:
            return "Exercise coach: no exercise, get help first"
        names = {row["id"]: row["name"] for row in self.exercises}
        chosen = names.get(self.exercise, "nothing")
        return f"Exercise coach: {chosen} chosen, {len(names)} exercises possible"

    def twin(self) -> Html:
        """Return the choice as a table with doses, under the stop rules."""
        if self._screening.stopped:
            return screening_table(self._course, self._screening)
        rows = [
            (row["name"], row["words"]["start"], row["words"]["later"], " ".join(row["changes"]))
            for row in self.exercises
        ]
        header = ("Exercise", "At first", "At most", "Do it differently")
        listed = table(header, rows, caption=f"What you may do. {TEACHING_ONLY}")
        parts = [stop_rules(self._course)]
        if self._refused:
            name = self._screening.decisions[self._refused].exercise.short_name
            text = f"{name} is withheld by the screening, so it cannot be chosen."
            parts.append(Html(element("p", text), text))
        return join([*parts, listed])


class RecoveryExplorer(_TwinWidget):
    """How long will it last? Choose what is counted and where; see people out of 100.

    Parameters
    ----------
    course
        For the sources.
    courses
        The published courses.
    counts
        What is counted at first.
    setting
        Where, or ``"any"``.

    Raises
    ------
    UnknownNameError
        If the definition or the setting does not exist.
    """

    _esm = _STATIC / "explorer.js"

    meanings: Any = traitlets.Dict().tag(sync=True)
    """What each way of counting means."""
    settings: Any = traitlets.List().tag(sync=True)
    """Settings to choose from; the first is ``any``."""
    views: Any = traitlets.Dict().tag(sync=True)
    """``"counts|setting"`` → weeks with range and studies; nothing is interpolated."""
    counts: Any = traitlets.Unicode().tag(sync=True)
    """What is counted."""
    setting: Any = traitlets.Unicode().tag(sync=True)
    """Where the people were seen."""

    def __init__(
        self,
        course: Course,
        courses: RecoveryCourses,
        *,
        counts: str = "success",
        setting: str = ANY_SETTING,
    ) -> None:
        self._course = course
        self._courses = courses
        settings = [ANY_SETTING, *courses.settings]
        super().__init__(
            meanings={kind.value: text for kind, text in courses.meanings.items()},
            settings=settings,
            views={
                f"{kind.value}|{place}": _view(courses, kind, place)
                for kind in Counted
                for place in settings
            },
            counts=counts,
            setting=setting,
        )

    @traitlets.validate("counts")
    def _known_counts(self, proposal: Any) -> str:
        return require_known("definition", str(proposal["value"]), [kind.value for kind in Counted])

    @traitlets.validate("setting")
    def _known_setting(self, proposal: Any) -> str:
        allowed = [ANY_SETTING, *self._courses.settings]
        return require_known("setting", str(proposal["value"]), allowed)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the published courses say for the present choice."""
        rows = self.views[f"{self.counts}|{self.setting}"]
        if not rows:
            return ("No study in this course counted this here.",)
        return tuple(row["sentence"] for row in rows)

    def __repr__(self) -> str:
        where = "any setting" if self.setting == ANY_SETTING else self.setting
        return f"How long will it last? {self.counts}, {where}: {' '.join(self.sentences)}"

    def twin(self) -> Html:
        """Return every published figure as people out of 100."""
        meanings = Html(
            "".join(
                element("dt", kind) + element("dd", text) for kind, text in self.meanings.items()
            ),
            "",
        )
        words = "\n".join(f"{kind}: {text}" for kind, text in self.meanings.items())
        return Html(element("dl", meanings), words) + of_100_table(self._course, self._courses)


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


def _view(courses: RecoveryCourses, kind: Counted, place: str) -> list[dict[str, Any]]:
    setting = None if place == ANY_SETTING else place
    chosen = courses.select(counts=kind, setting=setting)
    rows = []
    for week in sorted({point.week for item in chosen for point in item.points}):
        found = courses.of_100(counts=kind, week=week, setting=setting)
        if found is None:
            continue
        rows.append(
            {
                "week": week,
                "low": found.low,
                "high": found.high,
                "good": chosen[0].good,
                "sentence": _sentence(kind, week, found.low, found.high),
                "studies": [_study(item) for item in found.courses],
            }
        )
    return rows


def _sentence(kind: Counted, week: int, low: int, high: int) -> str:
    how_many = f"{low}" if low == high else f"{low} to {high}"
    return f"Week {week}: {how_many} of 100 people ({kind.value})."


def _study(item: PublishedCourse) -> str:
    return f"{item.name}: {item.started}; {item.n} people"
