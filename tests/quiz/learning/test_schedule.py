"""Spaced review follows from the record alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from sciatica_edu.errors import OutOfRangeError, QuizError
from sciatica_edu.quiz.learning.exam_plan import exam_plan, plan_calendar
from sciatica_edu.quiz.learning.schedule import schedule
from sciatica_edu.record.events import Event, Verb

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def answered(item: str, score: float, *, days: float = 0, **more) -> Event:
    return Event(at=NOON + timedelta(days=days), learner="ann", item=item, score=score, **more)


def test_intervals_are_those_of_fsrs():
    # fsrs 6.3 with its default parameters, every answer right when due: 2, 11, 46 days
    events, days = [], 0
    for expected in (2, 11, 46):
        events.append(answered("QA-01", 1.0, days=days))
        card = schedule(events).cards["QA-01"]
        assert (card.due - events[-1].at).days == expected
        days += expected


def days_until_due(event: Event, **settings) -> int:
    (card,) = schedule([event], **settings).cards.values()
    return (card.due - event.at).days


# fsrs 6.3, default parameters: the first interval is 1 day after Again, 1 after Hard, 2 after
# Good, 8 after Easy; stability, which tells Again from Hard, is compared below.
@pytest.mark.parametrize(
    ("answer", "days"),
    [
        ({"score": 0.49}, 1),
        ({"score": 0.5}, 1),
        ({"score": 1.0}, 2),
        ({"score": 1.0, "hints": 1}, 1),
        ({"score": 1.0, "confidence": 0.25}, 1),
        ({"score": 1.0, "confidence": 0.5}, 2),
        ({"score": 1.0, "confidence": 0.98}, 2),
        ({"score": 1.0, "confidence": 1.0}, 8),
        ({"score": 1.0, "confidence": 1.0, "hints": 1}, 1),
    ],
)
def test_an_answer_is_rated_by_score_hints_and_confidence(answer, days):
    assert days_until_due(answered("A-1", **answer)) == days


def test_half_a_point_is_remembered_better_than_less():
    cards = schedule([answered("A-1", 0.49), answered("A-2", 0.5), answered("A-3", 0.0)]).cards
    assert cards["A-1"].stability == cards["A-3"].stability < cards["A-2"].stability


def test_a_stricter_retention_asks_sooner():
    easy = answered("A-1", 1.0, confidence=1.0)
    waits = [days_until_due(easy, desired_retention=share) for share in (0.7, 0.8, 0.9, 0.99)]
    assert waits == sorted(waits, reverse=True)
    assert len(set(waits)) == 4


def test_what_is_longest_overdue_is_due_first():
    plan = schedule([answered("A-1", 0.0), answered("A-2", 1.0), answered("A-3", 0.6)])
    assert plan.cards["A-1"].due < plan.cards["A-2"].due
    assert plan.due(NOON) == ()
    assert plan.due(NOON + timedelta(days=60)) == tuple(
        sorted(plan.cards, key=lambda name: (plan.cards[name].due, name))
    )


def test_only_first_tries_and_rated_cards_count():
    events = [
        answered("A-1", 1.0, attempt=2),
        answered("A-2", 1.0, verb=Verb.REVIEWED),
        Event(at=NOON, learner="ann", item="A-3", answer="x"),
        Event(at=NOON, learner="ann", item="card-term-x", answer="easy", score=1.0),
        Event(at=NOON, learner="ann", item="card-term-y", answer="hard", score=0.5),
    ]
    plan = schedule(events)
    assert set(plan.cards) == {"card-term-x", "card-term-y"}
    assert plan.cards["card-term-x"].due > plan.cards["card-term-y"].due


def test_the_forecast_counts_every_item_once():
    plan = schedule([answered(f"A-{n}", n % 2) for n in range(10)])
    forecast = plan.forecast(NOON, days=30)
    assert len(forecast) == 30
    assert sum(count for _, count in forecast) == 10
    late = plan.forecast(NOON + timedelta(days=100), days=2)
    assert late[0] == (date(2027, 2, 10), 10)


@pytest.mark.parametrize("length", [1, 2, 10, 60])
def test_an_exam_plan_meets_everything_and_keeps_it_fresh(length: int):
    items = [f"A-{n}" for n in range(40)]
    current = schedule([answered(name, 1.0, days=-30) for name in items[:10]])
    exam = NOON.date() + timedelta(days=length)
    plan = exam_plan(current, items, exam=exam, now=NOON)
    assert [day.day for day in plan.days] == [
        NOON.date() + timedelta(days=n) for n in range(length)
    ]
    new = [name for day in plan.days for name in day.new]
    assert sorted(new) == sorted(items[10:])
    assert len(set(new)) == len(new)
    learning = [len(day.new) for day in plan.days[: max(1, length - 3)]]
    assert sum(learning) == 30
    assert learning == sorted(learning, reverse=True)
    assert max(learning) - min(learning) <= 1
    events = [answered(name, 1.0, days=-30) for name in items[:10]]
    for offset, day in enumerate(plan.days):
        events += [answered(name, 1.0, days=offset) for name in (*day.new, *day.review)]
    kept = schedule(events)
    morning = datetime.combine(exam, datetime.min.time(), UTC) + timedelta(hours=8)
    assert min(kept.retrievability(name, morning) for name in items) >= 0.9


def test_what_would_fade_by_the_exam_is_looked_at_once_more():
    # Planned at three in the morning, a review that falls due on the day of the exam has just
    # passed below the wish by eight o'clock: without last looks it would be 0.893.
    early = NOON - timedelta(hours=9)
    items = [f"A-{n}" for n in range(8)]
    before = [answered(name, 0.0, days=-30) for name in items]
    exam = NOON.date() + timedelta(days=5)
    plan = exam_plan(schedule(before), items, exam=exam, now=early)
    done = [
        answered(name, 1.0, days=-9 / 24 if offset == 0 else offset)
        for offset, day in enumerate(plan.days)
        for name in day.review
    ]
    kept = schedule([*before, *done])
    morning = datetime.combine(exam, datetime.min.time(), UTC) + timedelta(hours=8)
    assert min(kept.retrievability(name, morning) for name in items) >= 0.9


def test_a_plan_is_reproducible_and_its_calendar_too():
    import icalendar

    items = [f"A-{n}" for n in range(12)]
    exam = NOON.date() + timedelta(days=9)
    plan = exam_plan(schedule([]), items, exam=exam, now=NOON)
    assert plan == exam_plan(schedule([]), items, exam=exam, now=NOON)
    text = plan_calendar(plan, now=NOON)
    assert text == plan_calendar(plan, now=NOON)
    events = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert len({str(event["uid"]) for event in events}) == len(events)
    assert events[-1]["dtstart"].dt == exam
    assert "not medical advice" in str(events[0]["description"])


def test_impossible_wishes_are_refused():
    with pytest.raises(QuizError, match="1 to 365 days"):
        exam_plan(schedule([]), ["A-1"], exam=NOON.date(), now=NOON)
    with pytest.raises(OutOfRangeError, match=r"0\.7 to 0\.99"):
        schedule([], desired_retention=1.0)
