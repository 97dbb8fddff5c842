"""The way through the course: one card a lesson, and the links from one lesson to the next."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from sciatica_edu.display import Html, element, folded, join
from sciatica_edu.evidence.course import LESSON_TITLES, load_course
from sciatica_edu.quiz.learning.states import Mode
from sciatica_edu.quiz.live.panel import ProgressPanel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.record.events import Event

__all__ = [
    "MINUTES",
    "CourseCards",
    "course_map",
    "way",
]

MINUTES: Mapping[str, int] = MappingProxyType(
    {
        "00_start_here": 15,
        "01_anatomy": 40,
        "02_symptom_recognition": 70,
        "03_exercises": 70,
        "04_nerve_block": 85,
        "05_clinic": 25,
        "06_article_on_trial": 55,
        "instructor": 12,
    }
)
"""Minutes of work a lesson, from its words and what is done in it; nobody has measured them on learners yet."""

_WITHOUT_OBJECTIVES = {
    "00_start_here": "Find your way, see what you believe now, know where your answers are kept",
    "instructor": "Run a class: parameters, commands, marking, data protection",
}


def course_map(course: Course, states: Mapping[str, str] | None = None) -> Html:
    """Return the course as one card a lesson: title, minutes, state, and what one can do afterwards.

    Parameters
    ----------
    course
        The content.
    states
        Where the learner stands, by lesson id; a lesson without one shows none.
    """
    cards = []
    for lesson_id, title in LESSON_TITLES.items():
        able = [item.objective for item in course.objectives_of(lesson_id)]
        items = Html(
            "".join(
                element("li", text) for text in able or [_WITHOUT_OBJECTIVES.get(lesson_id, "")]
            ),
            "",
        )
        state = (states or {}).get(lesson_id, "")
        said = f"{MINUTES[lesson_id]} minutes"
        name = element("strong", _link(lesson_id))
        told = Html(element("strong", state) if state else "", "")
        parts = (
            Html(element("p", Html(name, "")), ""),
            Html(element("p", f"About {said}", Html(". " if state else "", ""), told), ""),
            folded("Afterwards you can", Html(element("ul", items), "")),
        )
        text = f"{lesson_id}.ipynb: {title} ({said}){f': {state}' if state else ''}"
        cards.append(
            Html(element("li", *parts, attributes={"class": "sci-card", "style": "margin:0"}), text)
        )
    whole = join(cards)
    look = {"class": "sci-list sci-columns", "style": "--column: 17rem", "aria-label": "The course"}
    return Html(element("ol", whole, attributes=look), whole.text)


class CourseCards(ProgressPanel):
    """The course as cards, with what is done and due, and below them the numbers of all lessons.

    Other settings as for `ProgressPanel`.
    """

    title = "The course, and where you are in it"

    def panel(self) -> Html:
        """Return the cards as the record has them now."""
        return course_map(load_course(), self._states(self.told()[1])) + super().panel()

    def _states(self, events: Sequence[Event]) -> dict[str, str]:
        lessons = {name: lesson for lesson, own in self._objectives.items() for name in own}
        found = self.standings(events, lessons)
        begun = {event.objective for event in events if event.mode != Mode.PREDICT}
        states = {}
        for lesson_id, own in self._objectives.items():
            stands = found.get(lesson_id)
            if stands is None:
                states[lesson_id] = "Not begun"
            elif stands.sure == stands.answered and begun >= set(own):
                states[lesson_id] = "Done"
            else:
                states[lesson_id] = str(stands)
        return states


def way(lesson_id: str, *, at_end: bool = False) -> Html:
    """Return the links to the lesson before, the contents and the next lesson, and the minutes left.

    Parameters
    ----------
    lesson_id
        The lesson in which they stand.
    at_end
        Whether the lesson is behind the reader, so that its own minutes no longer count.
    """
    ids = [name for name in LESSON_TITLES if name[0].isdigit()]
    place = ids.index(lesson_id) if lesson_id in ids else len(ids) - 1
    steps = [("Back: ", name) for name in ids[max(1, place - 1) : place] if lesson_id in ids]
    steps += [("Contents: ", name) for name in ids[:1] if lesson_id != name]
    steps += [("Next: ", name) for name in ids[place + 1 : place + 2]]
    links = [Html(said + _link(name).html, f"{said}{name}.ipynb") for said, name in steps]
    pieces = [*links, *([_minutes_left(ids[place:], at_end=at_end)] if lesson_id in ids else [])]
    line = join(pieces, " · ")
    return Html(element("p", Html(" · ".join(piece.html for piece in pieces), "")), line.text)


def _minutes_left(ids: Sequence[str], *, at_end: bool) -> Html:
    rest = sum(MINUTES[name] for name in ids[1:])
    if not at_end:
        said = f"about {MINUTES[ids[0]]} minutes here, {MINUTES[ids[0]] + rest} to the end of the course"
    elif rest:
        said = f"about {rest} minutes left to the end of the course"
    else:
        said = "this was the last lesson"
    return Html(said, said)


def _numbered(lesson_id: str) -> str:
    number = lesson_id.partition("_")[0]
    return (
        f"{int(number)} {LESSON_TITLES[lesson_id]}"
        if number.isdigit()
        else LESSON_TITLES[lesson_id]
    )


def _link(lesson_id: str) -> Html:
    address = {"href": f"{lesson_id}.ipynb"}
    return Html(element("a", _numbered(lesson_id), attributes=address), "")
