"""How long will it last? The published courses in the notebook, as people out of 100.

It carries a twin that reads without script; nothing is interpolated (see `recovery`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import traitlets

from sciatica_edu.display import Html, element
from sciatica_edu.display.widget import TwinWidget
from sciatica_edu.errors import require_known
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.exercises.prognosis.recovery import Counted
from sciatica_edu.exercises.prognosis.recovery_views import of_100_table

if TYPE_CHECKING:
    from sciatica_edu.evidence.course import Course
    from sciatica_edu.exercises.prognosis.recovery import PublishedCourse, RecoveryCourses

__all__ = ["ANY_SETTING", "RecoveryExplorer"]

ANY_SETTING = "any"
"""The choice that takes studies of all settings together."""


class RecoveryExplorer(TwinWidget):
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

    title = "How long will it last?"
    browser = "recovery_explorer"

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
            return (sentence("recovery.not-counted").text,)
        return tuple(row["sentence"] for row in rows)

    def stored_text(self) -> str:
        """Return the present choice, and the twin as text."""
        return f"{self!r}\n{self.twin().text}"

    def __repr__(self) -> str:
        where = "any setting" if self.setting == ANY_SETTING else self.setting
        return f"{self.title} {self.counts}, {where}: {' '.join(self.sentences)}"

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
