"""Spaced review: when each question or card is due, worked out from the record alone.

The memory model is FSRS (the `fsrs` library) without its random spread, so that the same
record gives the same plan. Times are passed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import fsrs

from sciatica_edu.errors import require_in_range
from sciatica_edu.quiz.asking.draw import number
from sciatica_edu.quiz.learning.states import Mode
from sciatica_edu.record.events import Verb

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

from sciatica_edu.record.events import Event

__all__ = [
    "CARD_RATINGS",
    "Schedule",
    "schedule",
]

CARD_RATINGS = {
    "again": fsrs.Rating.Again,
    "hard": fsrs.Rating.Hard,
    "good": fsrs.Rating.Good,
    "easy": fsrs.Rating.Easy,
}
_SURE = 0.99


@dataclass(frozen=True)
class Schedule:
    """Where the learner's memory of each item stands.

    Attributes
    ----------
    cards
        FSRS card by item id, for items answered at least once.
    desired_retention
        Chance of remembering at which an item becomes due.
    """

    cards: Mapping[str, fsrs.Card]
    desired_retention: float

    @property
    def scheduler(self) -> fsrs.Scheduler:
        """The memory model."""
        return _scheduler(self.desired_retention)

    def due(self, now: datetime) -> tuple[str, ...]:
        """Return the ids due at `now`, longest overdue first."""
        waiting = [(card.due, name) for name, card in self.cards.items() if card.due <= now]
        return tuple(name for _, name in sorted(waiting))

    def retrievability(self, item_id: str, now: datetime) -> float:
        """Return the chance, 0 to 1, that the learner remembers an item at `now`."""
        card = self.cards.get(item_id)
        return float(self.scheduler.get_card_retrievability(card, now)) if card else 0.0

    def forecast(self, now: datetime, *, days: int = 14) -> tuple[tuple[date, int], ...]:
        """Return how many items fall due on each of the coming days.

        Parameters
        ----------
        now
            The first day is the day of `now` (UTC) and counts what is overdue.
        days
            1 to 365.
        """
        require_in_range("days", days, 1, 365, "days")
        today = now.astimezone(UTC).date()
        counts = {today + timedelta(days=day): 0 for day in range(days)}
        for card in self.cards.values():
            day = max(today, card.due.date())
            if day in counts:
                counts[day] += 1
        return tuple(counts.items())


def _scheduler(desired_retention: float) -> fsrs.Scheduler:
    # whole days only: nobody comes back to a lesson after ten minutes
    return fsrs.Scheduler(
        desired_retention=desired_retention,
        learning_steps=(),
        relearning_steps=(),
        enable_fuzzing=False,
    )


def _rating(event: Event) -> fsrs.Rating | None:
    if isinstance(event.answer, str) and event.item.startswith("card-"):
        return CARD_RATINGS.get(event.answer)
    if event.score is None:
        return None
    if event.score < 0.5:
        return fsrs.Rating.Again
    if (
        event.score < 1
        or event.hints
        or (event.confidence is not None and event.confidence <= 0.25)
    ):
        return fsrs.Rating.Hard
    sure = event.confidence is not None and event.confidence >= _SURE
    return fsrs.Rating.Easy if sure else fsrs.Rating.Good


def schedule(events: Iterable[Event], *, desired_retention: float = 0.9) -> Schedule:
    """Return the schedule that follows from a record.

    Only the first answer to an item in each round counts: a second try tells what feedback
    did, not what was remembered.

    Parameters
    ----------
    events
        The learner's events, in order.
    desired_retention
        Chance of remembering at which an item becomes due, 0.7 to 0.99.
    """
    require_in_range("desired_retention", desired_retention, 0.7, 0.99)
    scheduler = _scheduler(desired_retention)
    cards: dict[str, fsrs.Card] = {}
    for event in events:
        if event.verb is not Verb.ANSWERED or not event.item or event.attempt != 1:
            continue
        if event.mode == Mode.PREDICT:  # what was not known yet cannot be due again
            continue
        rating = _rating(event)
        if rating is None:
            continue
        name = event.item
        card = cards.get(name) or fsrs.Card(card_id=number(name) % 2**53, due=event.at)
        cards[name], _ = scheduler.review_card(card, rating, event.at)
    return Schedule(cards, desired_retention)
