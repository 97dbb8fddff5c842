"""Today's review: what is due over all lessons, as a quiz of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from sciatica_edu.display import Html, element
from sciatica_edu.errors import SciaticaEduError, require_in_range
from sciatica_edu.quiz.learning.schedule import schedule
from sciatica_edu.quiz.learning.states import Mode
from sciatica_edu.quiz.live.session import now
from sciatica_edu.quiz.live.widget import Quiz

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from sciatica_edu.evidence.questions.question import Question
    from sciatica_edu.quiz.asking.flashcard import Flashcard
    from sciatica_edu.quiz.asking.picture import QuestionPicture
    from sciatica_edu.record.store import Record

__all__ = ["NOTHING_DUE", "due_today", "review_quiz"]


class _Named(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Named)

NOTHING_DUE = "Nothing is due for review today."


def due_today(pool: Iterable[T], record: Record, *, at: datetime) -> tuple[T, ...]:
    """Return what is due on the day of `at` (UTC), longest overdue first.

    What was answered that day already does not change the list, so a quiz of it stays the
    same quiz until midnight. A case is due when any of its stages is.
    """
    day = at.date()
    earlier = [event for event in record.read().events if event.at.date() < day]
    known = {question.id: question for question in pool}
    due = (
        name if name in known else name.rpartition(".")[0]  # the stage of a case
        for name in schedule(earlier).due(at)
    )
    return tuple(known[name] for name in dict.fromkeys(due) if name in known)


def review_quiz(
    pool: Iterable[Question | Flashcard],
    *,
    record: Record,
    count: int = 10,
    references: Mapping[str, str] | None = None,
    pictures: Mapping[str, QuestionPicture] | None = None,
    clock: Callable[[], datetime] = now,
) -> Quiz | Html:
    """Return a quiz of what is due today, or a sentence when nothing is.

    Parameters
    ----------
    pool
        Questions and flashcards of all lessons.
    record
        The learner's record.
    count
        Most to ask at once, 1 to 100.
    references, pictures
        As `Quiz` takes them.
    clock
        Returns the time.
    """
    require_in_range("count", count, 1, 100)
    at = clock()
    try:
        due = due_today(pool, record, at=at)
    except SciaticaEduError as error:
        return Html(element("p", str(error)), str(error))
    if not due:
        return Html(element("p", NOTHING_DUE), NOTHING_DUE)
    return Quiz(
        due[:count],
        record=record,
        name=f"review-{at:%Y-%m-%d}",
        title="Review",
        mode=Mode.REVIEW,
        seed=at.toordinal(),  # a templated question comes back with other numbers
        references=references,
        pictures=pictures,
        clock=clock,
    )
