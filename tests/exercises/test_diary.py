from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_edu.errors import OutOfRangeError, ParameterError, UnknownNameError
from sciatica_edu.evidence.course import load_course
from sciatica_edu.exercises.course_exercises import Exercises
from sciatica_edu.exercises.diary import DiaryEntry, FurthestPain, Next

EXERCISES = Exercises(load_course())
RANK = {step: rank for rank, step in enumerate(Next)}


def test_withdrawing_pain_means_continue_even_if_the_back_is_worse(exercises):
    advice = exercises.judge(exercises.diary((6, 2, "foot"), (6, 5, "thigh")))
    assert advice.step is Next.CONTINUE
    assert "EX-04" in advice.facts


@pytest.mark.parametrize(
    ("days", "step"),
    [
        # spreading: once means less, staying means stop, withdrawing again means go on
        ([(4, 3, "buttock"), (4, 3, "calf")], Next.REDUCE),
        ([(4, 3, "buttock"), (4, 3, "calf"), (4, 0, "calf")], Next.STOP_AND_BE_SEEN),
        ([(4, 3, "thigh"), (4, 3, "calf"), (4, 3, "thigh")], Next.CONTINUE),
        ([(4, 3, "buttock"), (4, 3, "buttock"), (4, 3, "calf")], Next.REDUCE),
        # a leg clearly worse: two points, not one; for two entries means stop
        ([(4, 3, "calf"), (5, 3, "calf")], Next.CONTINUE),
        ([(4, 3, "calf"), (6, 3, "calf")], Next.REDUCE),
        ([(4, 3, "calf"), (4, 3, "calf"), (6, 3, "calf")], Next.REDUCE),
        ([(4, 3, "calf"), (6, 3, "calf"), (7, 3, "calf")], Next.STOP_AND_BE_SEEN),
    ],
)
def test_the_leg_decides(exercises, days, step):
    assert exercises.judge(exercises.diary(*days)).step is step


@pytest.mark.parametrize("answer", ["yes", "unknown"])
def test_an_emergency_sign_on_any_day_wins(exercises, answer):
    first, last = exercises.diary((5, 5, "calf"), (1, 1, "back"))
    advice = exercises.judge([replace(first, red_flag=answer), last])
    assert advice.step is Next.EMERGENCY


def test_an_unanswered_emergency_question_is_not_safe():
    entry = DiaryEntry(day=1, leg_pain=1, back_pain=1, furthest=FurthestPain.BACK)
    assert EXERCISES.judge([entry]).step is Next.EMERGENCY


@pytest.mark.parametrize("answer", ["yes", "unknown"])
def test_new_weakness_stops_and_on_an_earlier_day_is_not_forgotten(exercises, answer):
    first, last = exercises.diary((5, 5, "calf"), (1, 1, "back"))
    weak = replace(first, new_weakness_or_numbness=answer)
    for entries in ([weak], [weak, last]):
        assert exercises.judge(entries).step is Next.STOP_AND_BE_SEEN


def test_the_weightiest_reason_stands_first(exercises):
    first, middle, last = exercises.diary((5, 5, "thigh"), (5, 5, "calf"), (5, 5, "calf"))
    last = replace(last, red_flag="yes", new_weakness_or_numbness="yes")
    emergency, weakness, stayed, no_worse = exercises.judge([first, middle, last]).reasons
    assert emergency.startswith("Day 3, an emergency sign")
    assert weakness.startswith("Day 3, new weakness or numbness")
    assert EXERCISES.rules.answer("weaker-or-numb").action in weakness
    assert stayed.endswith("has stayed there: stop and be examined.")
    assert no_worse.startswith("No worse")


def test_empty_and_disordered_diaries_are_refused(exercises):
    with pytest.raises(ParameterError, match="no entry"):
        exercises.judge([])
    one, two = exercises.diary((5, 5, "calf"), (5, 5, "calf"))
    with pytest.raises(ParameterError, match="day 1 stands after day 2"):
        exercises.judge([two, one])
    with pytest.raises(ParameterError, match="day 1 stands after day 1"):
        exercises.judge([one, one])


def test_out_of_range_and_misspelt_values_are_refused(exercises):
    with pytest.raises(OutOfRangeError, match="leg_pain is 11"):
        exercises.diary((11, 0, "calf"))
    with pytest.raises(OutOfRangeError, match="back_pain is -1"):
        exercises.diary((0, -1, "calf"))
    with pytest.raises(UnknownNameError, match="'calf'"):
        exercises.diary((5, 0, "clf"))
    (entry,) = exercises.diary((5, 5, "calf"))
    with pytest.raises(OutOfRangeError, match="day is 0"):
        replace(entry, day=0)
    for question in ("red_flag", "new_weakness_or_numbness"):
        with pytest.raises(ParameterError, match=f"{question} is 'maybe'"):
            replace(entry, **{question: "maybe"})


days = st.lists(
    st.tuples(st.integers(0, 10), st.integers(0, 10), st.sampled_from(FurthestPain)),
    min_size=1,
    max_size=5,
)


@given(days=days, data=st.data())
def test_a_worse_last_entry_never_relaxes_the_advice(days, data):
    entries = [
        DiaryEntry(
            day=number,
            leg_pain=leg,
            back_pain=back,
            furthest=place,
            red_flag="no",
            new_weakness_or_numbness="no",
        )
        for number, (leg, back, place) in enumerate(days, start=1)
    ]
    last = entries[-1]
    worse = replace(
        last,
        leg_pain=data.draw(st.integers(last.leg_pain, 10)),
        furthest=FurthestPain(data.draw(st.integers(last.furthest, 5))),
        red_flag=data.draw(st.sampled_from(["no", "unknown", "yes"])),
        new_weakness_or_numbness=data.draw(st.sampled_from(["no", "unknown", "yes"])),
    )
    before = EXERCISES.judge(entries).step
    after = EXERCISES.judge([*entries[:-1], worse]).step
    assert RANK[after] >= RANK[before]
