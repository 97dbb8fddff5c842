"""A session writes before it shows, and is rebuilt from the record alone."""

from __future__ import annotations

import pytest

from sciatica_edu.errors import OutOfRangeError, QuizError, RecordError, UnknownNameError
from sciatica_edu.quiz.asking.items import draw_items
from sciatica_edu.quiz.live.session import QuizSession
from sciatica_edu.record.events import Verb, Verdict
from sciatica_edu.record.store import MemoryRecord
from tests.quiz.every_type import RIGHT, every_type

ITEMS = draw_items(every_type().values(), seed=3)


def session(record, clock, **more) -> QuizSession:
    settings = {"lesson": "01_anatomy", "name": "check", "clock": clock, **more}
    return QuizSession(ITEMS, record=record, **settings)


def test_every_answer_is_restored(clock):
    record = MemoryRecord()
    first = session(record, clock)
    for name, answer in RIGHT.items():
        first.answer(name, answer, confidence=0.75, seconds=4.2)
    second = session(record, clock)
    assert second.answers == RIGHT
    assert second.score == (11, 11)
    assert all(second.state(name) == first.state(name) for name in RIGHT)
    event = record.read().events[0]
    assert (event.verb, event.item, event.objective) == (
        Verb.ANSWERED, "EX-SBA", "symptoms-localise-root",
    )  # fmt: skip
    assert (event.verdict, event.score, event.confidence, event.seconds) == (
        Verdict.RIGHT, 1, 0.75, 4.2,
    )  # fmt: skip
    assert (event.lesson, event.quiz, event.seed, event.mode) == (
        "01_anatomy",
        "check",
        3,
        "practice",
    )
    assert event.version == every_type()["EX-SBA"].version


@pytest.mark.parametrize(
    "other",
    [{"lesson": "02_symptom_recognition"}, {"name": "posttest"}, {"mode": "review"}],
)
def test_another_quiz_starts_empty(clock, other):
    record = MemoryRecord()
    session(record, clock).answer("EX-SBA", "B")
    assert session(record, clock, **other).answers == {}


def test_an_answer_to_an_earlier_wording_is_not_restored(clock):
    record = MemoryRecord()
    session(record, clock).answer("EX-SBA", "B")
    question = every_type()["EX-SBA"].model_copy(update={"stem": "Now asked otherwise"})
    changed = draw_items([question], seed=3)
    restored = QuizSession(changed, record=record, lesson="01_anatomy", name="check", clock=clock)
    assert restored.answers == {}


def test_nothing_shows_when_the_record_cannot_be_written(clock):
    class Full(MemoryRecord):
        def append(self, *_events):
            raise RecordError("the disk is full")

    quiz = session(Full(), clock)
    with pytest.raises(RecordError, match="full"):
        quiz.answer("EX-SBA", "B")
    assert quiz.answers == {}
    assert quiz.state("EX-SBA").tries == 0


def test_the_event_is_safe_before_the_state_changes(clock):
    seen = []

    class Watched(MemoryRecord):
        def append(self, *events):
            seen.append(quiz.state("EX-SBA").tries)
            super().append(*events)

    quiz = session(Watched(), clock)
    quiz.answer("EX-SBA", "B")
    assert seen == [0]


def test_practice_gives_tries_hints_and_then_the_answer(clock):
    record = MemoryRecord()
    quiz = session(record, clock, tries=2)
    assert "long extensor" in quiz.hint("EX-SBA")
    with pytest.raises(QuizError, match="no further hint"):
        quiz.hint("EX-SBA")
    assert not quiz.answer("EX-SBA", "A").revealed
    assert quiz.answer("EX-SBA", "C").revealed
    with pytest.raises(QuizError, match="no more answers"):
        quiz.answer("EX-SBA", "B")
    assert [e.attempt for e in record.read().events if e.verb is Verb.ANSWERED] == [1, 2]
    quiz.give_up("EX-MR")
    assert quiz.state("EX-MR").revealed
    restored = session(record, clock, tries=2)
    assert restored.state("EX-SBA") == quiz.state("EX-SBA")
    assert restored.state("EX-MR").revealed


def test_an_unreadable_answer_costs_no_try_and_leaves_no_trace(clock):
    record = MemoryRecord()
    quiz = session(record, clock)
    with pytest.raises(QuizError):
        quiz.answer("EX-NUM", "five kilos")
    assert record.read().events == ()
    with pytest.raises(UnknownNameError, match="Did you mean 'EX-NUM'"):
        quiz.answer("EX-NUMB", "5")


def test_stages_of_a_case_open_one_after_another(clock):
    quiz = session(MemoryRecord(), clock)
    assert not quiz.is_open("EX-CASE.2")
    with pytest.raises(QuizError, match="stage before"):
        quiz.answer("EX-CASE.2", "A")
    for ask in (quiz.give_up, quiz.hint):
        with pytest.raises(QuizError, match="stage before"):
            ask("EX-CASE.2")
    assert not quiz.state("EX-CASE.2").revealed
    quiz.answer("EX-CASE.1", "B")
    assert quiz.is_open("EX-CASE.2")


def test_an_exam_withholds_and_lets_answers_change_until_the_end(clock):
    record = MemoryRecord()
    quiz = session(record, clock, mode="exam")
    quiz.answer("EX-SBA", "A")
    quiz.answer("EX-SBA", "B")
    quiz.answer("EX-CASE.1", "A")
    assert not quiz.is_final("EX-SBA")
    assert quiz.is_final("EX-CASE.1")  # the story went on
    assert quiz.withholds_feedback
    with pytest.raises(QuizError, match="at the end"):
        quiz.give_up("EX-MR")
    quiz.finish()
    assert not quiz.withholds_feedback
    assert quiz.score == (2, 11)
    with pytest.raises(QuizError):
        quiz.answer("EX-MR", ["A"])
    assert session(record, clock, mode="exam").finished


def test_points_weigh_the_score_that_is_shown_and_kept(clock):
    record = MemoryRecord()
    heavy = every_type()["EX-SBA"].model_copy(update={"points": 3})
    items = draw_items([heavy, every_type()["EX-MR"]], seed=3)
    quiz = QuizSession(items, record=record, name="weighed", mode="exam", clock=clock)
    quiz.answer("EX-SBA", "B")
    quiz.answer("EX-MR", ["A"])
    quiz.finish()
    assert quiz.score == (3.5, 4)
    assert record.read().events[-1].score == 0.875


@pytest.mark.parametrize("mode", ["exam", "review"])
def test_hints_are_for_practice_only(clock, mode):
    record = MemoryRecord()
    with pytest.raises(QuizError, match="no further hint"):
        session(record, clock, mode=mode).hint("EX-SBA")
    assert record.read().events == ()


def test_the_same_questions_of_another_seed_start_empty(clock):
    record = MemoryRecord()
    session(record, clock).answer("EX-TPL", "15")
    other = draw_items(every_type().values(), seed=4)
    quiz = QuizSession(other, record=record, lesson="01_anatomy", name="check", clock=clock)
    assert quiz.answers == {}


def test_a_kept_answer_that_can_no_longer_be_judged_is_passed_over(clock):
    record = MemoryRecord()
    session(record, clock).answer("EX-SBA", "B")
    (event,) = record.read().events
    record.append(event.model_copy(update={"answer": "Z"}))
    assert session(record, clock).answers == {"EX-SBA": "B"}


def test_a_new_round_starts_empty_and_keeps_the_old_one(clock):
    record = MemoryRecord()
    quiz = session(record, clock, mode="exam")
    quiz.answer("EX-SBA", "B")
    quiz.finish()
    quiz.again()
    assert (quiz.round, quiz.answers, quiz.finished) == (2, {}, False)
    quiz.answer("EX-SBA", "A")
    restored = session(record, clock, mode="exam")
    assert (restored.round, restored.answers) == (2, {"EX-SBA": "A"})
    assert len([e for e in record.read().events if e.verb is Verb.ANSWERED]) == 2


@pytest.mark.parametrize(
    ("settings", "error", "message"),
    [
        ({"mode": "exma"}, UnknownNameError, "Did you mean 'exam'"),
        ({"tries": 0}, OutOfRangeError, "allowed: 1 to 10"),
        ({"mode": "assessed"}, QuizError, "student's file"),
    ],
)
def test_wrong_settings_are_refused(clock, settings, error, message):
    with pytest.raises(error, match=message):
        session(MemoryRecord(), clock, **settings)


def test_an_empty_quiz_and_a_doubled_question_are_refused(clock):
    with pytest.raises(QuizError, match="no questions"):
        QuizSession((), record=MemoryRecord(), clock=clock)
    with pytest.raises(QuizError, match="twice"):
        QuizSession((*ITEMS, ITEMS[0]), record=MemoryRecord(), clock=clock)
