"""Today's review."""

from __future__ import annotations

from sciatica_edu.quiz.asking.flashcard import Flashcard
from sciatica_edu.quiz.learning.review import NOTHING_DUE, review_quiz
from sciatica_edu.quiz.live.widget import Quiz
from sciatica_edu.record.store import MemoryRecord
from tests.quiz.every_type import WRONG, every_type, pictures

CARD = Flashcard(id="card-term-x", stem="x?", back="X.")
POOL = [*every_type().values(), CARD]


def answered_record(clock) -> MemoryRecord:
    record = MemoryRecord()
    lesson = Quiz(every_type().values(), record=record, pictures=pictures(), seed=3, clock=clock)
    for name, answer in WRONG.items():
        lesson.answer(name, answer)
    return record


def test_nothing_is_due_in_an_empty_record_or_on_the_same_day(clock):
    for record in (MemoryRecord(), answered_record(clock)):
        assert review_quiz(POOL, record=record, clock=clock).text == NOTHING_DUE


def test_what_was_answered_wrong_comes_back_once_even_in_stages(clock):
    record = answered_record(clock)
    clock.forward(days=2)
    review = review_quiz(POOL, record=record, pictures=pictures(), count=100, clock=clock)
    assert set(review.session.items) == set(WRONG)
    assert repr(review) == "Review (11 questions, review)"


def test_the_review_stays_the_same_through_its_day_and_keeps_its_answers(clock):
    record = answered_record(clock)
    clock.forward(days=2)
    first = review_quiz(POOL, record=record, pictures=pictures(), clock=clock)
    first.answer("EX-SBA", "B")
    assert first.states["EX-SBA"]["final"]
    clock.forward(hours=3)
    later = review_quiz(POOL, record=record, pictures=pictures(), clock=clock)
    assert list(later.session.items) == list(first.session.items)
    assert later.answers == {"EX-SBA": "B"}
    clock.forward(days=1)
    tomorrow = review_quiz(POOL, record=record, pictures=pictures(), clock=clock)
    assert "EX-SBA" not in tomorrow.session.items
