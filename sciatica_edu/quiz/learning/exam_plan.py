"""A plan for every day until an exam, and the same plan as a calendar file.

No notebook asks for it: the command line does (``sciatica-edu review --exam``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import fsrs

from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.errors import QuizError
from sciatica_edu.quiz.asking.draw import number, shuffled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sciatica_edu.quiz.learning.schedule import Schedule

__all__ = ["ExamPlan", "PlanDay", "exam_plan", "plan_calendar"]


_LAST_LOOK_DAYS = 3
"""Days before the exam that are kept for last looks."""


@dataclass(frozen=True)
class PlanDay:
    """One day of a plan: items met for the first time, and items to review."""

    day: date
    new: tuple[str, ...]
    review: tuple[str, ...]


@dataclass(frozen=True)
class ExamPlan:
    """What to do on each day until an exam."""

    exam: date
    days: tuple[PlanDay, ...]


def exam_plan(
    current: Schedule,
    item_ids: Sequence[str],
    *,
    exam: date,
    now: datetime,
) -> ExamPlan:
    """Return a plan that meets every item before the exam and has it fresh on the day.

    New items are spread evenly over the days up to the last few; reviews fall when the memory
    model says, supposing each goes well; and whatever would have faded by the day of the exam
    is looked at once more in the last days.

    Parameters
    ----------
    current
        Where the learner stands.
    item_ids
        What the exam covers.
    exam
        Day of the exam, 1 to 365 days after `now`.
    now
        The time, with time zone.

    Raises
    ------
    QuizError
        If the exam is not in the future or more than a year away.
    """
    today = now.astimezone(UTC).date()
    length = (exam - today).days
    if not 1 <= length <= 365:
        raise QuizError(f"the exam on {exam} is {length} days away; allowed: 1 to 365 days.")
    scheduler = current.scheduler
    cards = {name: current.cards[name] for name in item_ids if name in current.cards}
    fresh = [name for name in shuffled(item_ids, "exam", exam) if name not in cards]
    learning_days = max(1, length - _LAST_LOOK_DAYS)
    morning = datetime.combine(exam, time(8), UTC)

    days = []
    for offset in range(length):
        day = today + timedelta(days=offset)
        at = now if offset == 0 else datetime.combine(day, time(12), UTC)
        share = -(-len(fresh) // max(1, learning_days - offset))
        new = tuple(fresh[:share])
        del fresh[:share]
        left = length - offset
        review = [
            name
            for name, card in cards.items()
            if card.due.date() <= day
            or (
                left <= _LAST_LOOK_DAYS
                and scheduler.get_card_retrievability(card, morning) < scheduler.desired_retention
                and _last_look_is_today(name, length, left)
            )
        ]
        for name in (*new, *review):
            card = cards.get(name) or fsrs.Card(card_id=number(name) % 2**53, due=at)
            cards[name], _ = scheduler.review_card(card, fsrs.Rating.Good, at)
        days.append(PlanDay(day, new, tuple(sorted(review))))
    return ExamPlan(exam, tuple(days))


def _last_look_is_today(name: str, length: int, left: int) -> bool:
    """Spread the last looks over the last days, the same way each time."""
    return left == 1 or number("last look", name, length) % left == 0


def plan_calendar(plan: ExamPlan, *, now: datetime) -> bytes:
    """Return the plan as an iCalendar file.

    Parameters
    ----------
    plan
        The plan.
    now
        The time written into the file; the same time gives the same bytes.
    """
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//sciatica-edu//review plan//EN")
    calendar.add("version", "2.0")
    told = [
        (entry.day, f"{len(entry.new)} new, {len(entry.review)} to review")
        for entry in plan.days
        if entry.new or entry.review
    ]
    for day, text in (*told, (plan.exam, "exam")):
        event = icalendar.Event()
        event.add("uid", f"{day:%Y%m%d}-exam-{plan.exam:%Y%m%d}@sciatica-edu")
        event.add("dtstamp", now.astimezone(UTC))
        event.add("dtstart", day)
        event.add("summary", f"Sciatica course: {text}")
        event.add("description", NOT_MEDICAL_ADVICE)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
