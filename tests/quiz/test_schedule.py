"""Spaced review follows from the record alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from sciatica_edu.errors import OutOfRangeError, QuizError
from sciatica_edu.quiz.schedule import exam_plan, plan_calendar, schedule
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


def test_a_wrong_answer_comes_back_sooner_than_a_right_one():
    plan = schedule([answered("A-1", 0.0), answered("A-2", 1.0), answered("A-3", 0.6)])
    assert plan.cards["A-1"].due < plan.cards["A-2"].due
    assert plan.cards["A-3"].due <= plan.cards["A-2"].due
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


def test_a_confident_right_answer_waits_longer():
    sure = schedule([answered("A-1", 1.0, confidence=1.0)]).cards["A-1"].due
    plain = schedule([answered("A-1", 1.0, confidence=0.75)]).cards["A-1"].due
    guess = schedule([answered("A-1", 1.0, confidence=0.25)]).cards["A-1"].due
    assert guess <= plain < sure


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
    events = [answered(name, 1.0, days=-30) for name in items[:10]]
    for offset, day in enumerate(plan.days):
        at = offset if offset == 0 else offset + 0.0
        events += [answered(name, 1.0, days=at) for name in (*day.new, *day.review)]
    kept = schedule(events)
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
