"""The sheet to print after the course, made from the record: before and now, what to review, red flags."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sciatica_edu.display import Html, element, join
from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.evidence.course import LESSON_TITLES
from sciatica_edu.lessons.panels import review_status, safety_panel
from sciatica_edu.quiz.live.panel import ProgressPanel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.record.events import Event
    from sciatica_edu.record.store import Record

__all__ = ["CourseSheet"]

_MOST_TO_REVIEW = 12


class CourseSheet(ProgressPanel):
    """What the learner takes home: could before and now, sure and wrong, to review, red flags.

    Parameters
    ----------
    record
        The learner's record.
    course
        The content.
    **settings
        As for `ProgressPanel`.
    """

    title = "Your sheet"

    def __init__(self, record: Record, *, course: Course, **settings: Any) -> None:
        self._course = course
        super().__init__(record, **settings)
        self.printed = True

    def panel(self) -> Html:
        """Return the sheet as the record has it now."""
        notices, shown = self.told()
        events = [event for event in shown if self._belongs(event)]
        parts = [
            _line("p", NOT_MEDICAL_ADVICE),
            *(_line("p", notice) for notice in notices),
            _line("h3", "What I could do before, and now"),
            self._before_and_now(events),
            _line("h3", "Where I was sure and wrong"),
            self._surest_and_wrong(events) or _line("p", "Nothing is recorded."),
            _line("h3", "What to look at again"),
            self._to_review(events),
            safety_panel(self._course, full=False),
            _line("p", review_status(self._course)),
        ]
        return join(parts)

    def _before_and_now(self, events: Sequence[Event]) -> Html:
        stands = self._stands(events) or _line("p", "No answers yet.")
        found = self._gain(events)
        missing = "Both tests, in lesson 0 and in the last, have to be finished to compare."
        return stands + (found or _line("p", missing))

    def _to_review(self, events: Sequence[Event]) -> Html:
        """Name the objectives with something to look at again, the most first."""
        texts = {
            name: f"{text} ({LESSON_TITLES[lesson]})"
            for lesson, own in self._objectives.items()
            for name, text in own.items()
        }
        found = self.standings(events, {name: name for name in texts})
        weak = sorted((row.again, name) for name, row in found.items() if row.again)[::-1]
        if not weak:
            return _line("p", "Nothing of what you answered.")
        items = [_line("li", f"{texts[name]}: {n}") for n, name in weak[:_MOST_TO_REVIEW]]
        listed = join(items)
        return Html(element("ul", listed), listed.text)


def _line(tag: str, text: str) -> Html:
    return Html(element(tag, text), text)
