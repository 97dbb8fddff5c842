"""The learner's progress as one panel, for the start page and the end of each lesson."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import traitlets

from sciatica_edu.display import Html, element, folded, join, table
from sciatica_edu.display.html_tree import parse_html
from sciatica_edu.display.widget import TwinWidget
from sciatica_edu.quiz.asking.rich import inline, plain, to_html
from sciatica_edu.quiz.learning.progress import (
    calibration,
    gain,
    mastery,
    misconceptions_met,
    standing,
)
from sciatica_edu.quiz.learning.schedule import schedule
from sciatica_edu.quiz.learning.states import Mode
from sciatica_edu.record.events import Verb

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from sciatica_edu.evidence.predictions import Prediction
    from sciatica_edu.quiz.learning.progress import Mastery, Standing
    from sciatica_edu.record.events import Event
    from sciatica_edu.record.store import Record

__all__ = ["ProgressPanel"]

_EMPTY = "Your progress: no answers yet."
_MOST_SURPRISES = 5
_SURE = {0.25: "guessing", 0.5: "unsure", 0.75: "fairly sure", 1.0: "certain"}


class ProgressPanel(TwinWidget):
    """What the learner has done so far, read from the record whenever it comes into view.

    An empty record always gives the same words, so a stored notebook stays as it was.

    Parameters
    ----------
    record
        The learner's record.
    lessons
        Lesson titles by id, in order; only these are shown.
    objectives
        Per lesson: objective text by objective id.
    misconceptions
        Per misconception id: what is believed, and what is right.
    clock
        Returns the time.
    lesson
        Show this lesson's objectives; without it, an overview of all lessons.
    predictions
        By id; those that were sure and wrong are named.
    """

    title = "Your progress"
    browser = "panel"

    shown: Any = traitlets.List().tag(sync=True)
    """The panel as a tree; the page asks for a new one when it comes into view."""
    printed: Any = traitlets.Bool(default_value=False).tag(sync=True)
    """Whether a button prints the panel alone."""
    label: Any = traitlets.Unicode().tag(sync=True)
    """The panel's name, for who cannot see it."""

    def __init__(
        self,
        record: Record,
        *,
        lessons: Mapping[str, str],
        objectives: Mapping[str, Mapping[str, str]],
        misconceptions: Mapping[str, tuple[str, str]],
        clock: Callable[[], datetime],
        lesson: str | None = None,
        predictions: Mapping[str, Prediction] | None = None,
    ) -> None:
        self._record = record
        self._lessons = lessons
        self._objectives = objectives
        self._misconceptions = misconceptions
        self._clock = clock
        self._lesson = lesson
        self._predictions = predictions or {}
        super().__init__(shown=self._tree(), label=self.title)
        self.on_msg(self._received)

    def __repr__(self) -> str:
        return self.panel().text

    def twin(self) -> Html:
        """Return the panel as it is now."""
        return self.panel()

    def _tree(self) -> list[Any]:
        return parse_html(self.panel().html).as_tree()[2:]

    def _received(self, _widget: Any, message: Any, _buffers: Any) -> None:
        if isinstance(message, dict) and message.get("do") == "open":
            self.shown = self._tree()

    def panel(self) -> Html:
        """Return the panel as it is now."""
        notices, shown = self.told()
        told = [Html(element("p", notice), notice) for notice in notices]
        events = [event for event in shown if self._belongs(event)]
        if not events:
            return join([*told, Html(element("p", _EMPTY), _EMPTY)])
        parts = (
            self._stands(events),
            self._surest_and_wrong(events),
            self._due(shown),
            self._met(events),
            self._numbers(events),
        )
        return join([*told, *(part for part in parts if part is not None)])

    def told(self) -> tuple[Sequence[str], list[Event]]:
        """Return notices on the record, and its events but for answers in a test that is not finished."""
        replay = self._record.read()
        return replay.notices, _open_to_see(replay.events)

    def standings(self, events: Sequence[Event], groups: Mapping[str, str]) -> dict[str, Standing]:
        """Return where the learner stands, by group of objectives."""
        return standing(events, groups, schedule(events).due(self._clock()))

    def _stands(self, events: Sequence[Event]) -> Html | None:
        """Say in plain words how many questions are sure, and how many to look at again."""
        whole = {objective: "" for own in self._objectives.values() for objective in own}
        found = self.standings(events, whole).get("")
        if found is None:
            return None
        return Html(element("p", Html(element("strong", f"{found}."), "")), f"{found}.")

    def _numbers(self, events: Sequence[Event]) -> Html:
        parts = (self._mastery(events), self._gain(events), self._sure(events))
        return folded("The numbers", *(part for part in parts if part is not None))

    def _belongs(self, event: Event) -> bool:
        return bool(event.item) and (
            event.objective in self._objectives.get(self._lesson, {})
            if self._lesson
            else any(event.objective in own for own in self._objectives.values())
        )

    def _mastery(self, events: Sequence[Event]) -> Html:
        if self._lesson:
            names = dict(self._objectives[self._lesson])
            groups = {objective: objective for objective in names}
        else:
            names = dict(self._lessons)
            groups = {o: lesson for lesson, own in self._objectives.items() for o in own}
        found = mastery(events, groups)
        rows = [(text, *_shares(found.get(name))) for name, text in names.items()]
        head = "Objective" if self._lesson else "Lesson"
        return table(
            (head, "Questions answered", "Right (90 % range)"), rows, caption="Your progress"
        )

    def _due(self, events: Sequence[Event]) -> Html:
        due = len(schedule(events).due(self._clock()))
        text = f"Due for review today: {due} question{'' if due == 1 else 's'}."
        return Html(element("p", text), text)

    def _surest_and_wrong(self, events: Sequence[Event]) -> Html | None:
        """Name the predictions that were wrong, the surest first."""
        made = {
            event.item: event
            for event in events
            if event.mode == Mode.PREDICT
            and event.verb is Verb.ANSWERED
            and event.item in self._predictions
        }
        wrong = [event for event in made.values() if (event.score or 0) < 1]
        wrong.sort(key=lambda event: -(event.confidence or 0))
        rows = [
            (
                Html(to_html(inline(row.question)), plain(inline(row.question))),
                row.in_words(event.answer),
                _SURE.get(event.confidence or 0, "–"),
                row.told,
            )
            for event in wrong[:_MOST_SURPRISES]
            for row in [self._predictions[event.item]]
        ]
        if not rows:
            return None
        columns = ("What you predicted", "You expected", "You were", "It is")
        return table(columns, rows, caption="Where you were surest and wrong")

    def _gain(self, events: Sequence[Event]) -> Html | None:
        found = gain(events)
        texts = {o: text for own in self._objectives.values() for o, text in own.items()}
        rows = [
            (
                texts[objective],
                f"{change.before:.0%}",
                f"{change.after:.0%}",
                "–" if change.normalised is None else f"{change.normalised:+.0%}",
            )
            for objective, change in found.items()
            if objective in texts
        ]
        if not rows:
            return None
        columns = ("Objective", "Before", "After", "Share of the possible gain")
        return table(columns, rows, caption="Before and after")

    def _met(self, events: Sequence[Event]) -> Html | None:
        rows = [
            (*self._misconceptions[name], str(count))
            for name, count in misconceptions_met(events)
            if name in self._misconceptions
        ][:6]
        if not rows:
            return None
        columns = ("An answer of yours implied", "What is right", "Times")
        return table(columns, rows, caption="Misconceptions met")

    def _sure(self, events: Sequence[Event]) -> Html | None:
        found = calibration(events)
        if found is None:
            return None
        parts = "; ".join(
            f"{group.confidence:.0%} sure, {group.right:.0%} right (n = {group.count})"
            for group in found.bins
        )
        text = f"Confidence: {parts}. Brier score {found.brier:.2f} (0 is perfect)."
        return Html(element("p", text), text)


def _open_to_see(events: Sequence[Event]) -> list[Event]:
    """Return the events without the answers in a test that is not finished: nothing is told before."""
    finished = {
        (event.quiz, event.seed, event.round) for event in events if event.verb is Verb.COMPLETED
    }
    return [
        event
        for event in events
        if event.mode != Mode.EXAM or (event.quiz, event.seed, event.round) in finished
    ]


def _shares(found: Mastery | None) -> tuple[str, str]:
    if found is None:
        return "0", "–"
    return str(found.answered), f"{found.mean:.0%} ({found.low:.0%} to {found.high:.0%})"
