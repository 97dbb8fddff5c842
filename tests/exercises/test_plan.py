from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sciatica_edu.errors import OutOfRangeError
from sciatica_edu.evidence.course import load_course
from sciatica_edu.exercises.course_exercises import Exercises
from sciatica_edu.exercises.exercise_models import Role
from sciatica_edu.exercises.plan import make_plan
from sciatica_edu.exercises.screening import Offer
from tests.exercises.people import EMERGENCY, screened

warnings = st.dictionaries(
    st.sampled_from(["fragile_bones", "irritable_leg_pain", "knee_trouble", "stenosis_pattern"]),
    st.sampled_from(["no", "unknown", "yes"]),
)


def test_a_red_flag_leaves_no_week(exercises):
    screening = exercises.screen(exercises.without_warning(), red_flags=EMERGENCY)
    plan = exercises.plan(screening, weeks=6, minutes_per_day=20)
    assert plan.stopped
    assert plan.weeks == ()
    assert plan.screening is screening


@settings(max_examples=40, deadline=None)
@given(
    answers=warnings,
    weeks=st.integers(1, 26),
    minutes=st.integers(5, 60),
)
def test_a_plan_keeps_to_the_minutes_and_to_what_screening_allows(answers, weeks, minutes):
    exercises = Exercises(load_course())
    screening = screened(exercises, **answers)
    plan = exercises.plan(screening, weeks=weeks, minutes_per_day=minutes)
    assert [week.number for week in plan.weeks] == list(range(1, weeks + 1))
    for week in plan.weeks:
        assert week.minutes_a_day <= minutes
        for item in week.items:
            assert item.decision.offer is not Offer.WITHHELD
            assert item.decision.exercise.traits.stage <= week.stage
            traits = item.decision.exercise.traits
            assert traits.start.total_s <= item.dose.total_s <= traits.later.total_s


@settings(max_examples=25, deadline=None)
@given(weeks=st.integers(2, 26), minutes=st.integers(5, 60))
def test_a_dose_never_falls_from_week_to_week_and_nothing_is_dropped(weeks, minutes):
    exercises = Exercises(load_course())
    plan = exercises.plan(screened(exercises), weeks=weeks, minutes_per_day=minutes)
    before: dict[str, int] = {}
    for week in plan.weeks:
        now = {item.decision.exercise.id: item.dose.total_s for item in week.items}
        for name, seconds in before.items():
            assert now[name] >= seconds
        before = now


def test_walking_starts_with_five_minutes_and_grows_by_five(exercises):
    plan = exercises.plan(screened(exercises), weeks=3, minutes_per_day=60)
    walks = [
        item.dose.seconds // 60
        for week in plan.weeks
        for item in week.items
        if item.decision.exercise.role is Role.WALKING
    ]
    assert walks == [5, 10, 15]


def test_doses_grow_in_equal_steps_to_their_later_value(exercises):
    plan = exercises.plan(screened(exercises), weeks=12, minutes_per_day=60)
    steps = exercises.settings.plan.weeks_from_start_to_later_dose
    grown = 0
    for first in plan.weeks[0].items:
        traits = first.decision.exercise.traits
        if traits.role is Role.WALKING:
            continue
        doses = [
            item.dose
            for week in plan.weeks
            for item in week.items
            if item.decision.exercise.id == first.decision.exercise.id
        ]
        assert doses[0] == traits.start
        assert doses[steps:] == [traits.later] * (12 - steps)
        for number, dose in enumerate(doses[:steps]):
            share = number / steps
            for part in ("sets", "repetitions", "seconds"):
                start, later = getattr(traits.start, part), getattr(traits.later, part)
                assert abs(getattr(dose, part) - (start + share * (later - start))) <= 0.5
        grown += traits.start != traits.later
    assert grown >= 2


def test_stages_open_in_their_weeks_and_what_is_new_is_marked_once(exercises):
    plan = exercises.plan(screened(exercises), weeks=6, minutes_per_day=60)
    assert exercises.settings.plan.stage_starts_in_week == [1, 3, 5]
    assert [week.stage for week in plan.weeks] == [1, 1, 2, 2, 3, 3]
    known = set()
    for week in plan.weeks:
        for item in week.items:
            assert item.is_new == (item.name not in known), (week.number, item.name)
        known |= {item.name for item in week.items}
    assert len(known) > len(plan.weeks[0].items)


def test_a_day_has_no_more_exercises_than_the_rules_allow(exercises):
    for most, of_one_role in ((6, 2), (3, 2), (4, 1)):
        rules = exercises.settings.plan.model_copy(
            update={"most_exercises_a_day": most, "most_of_one_role": of_one_role}
        )
        plan = make_plan(screened(exercises), weeks=26, minutes_per_day=60, rules=rules)
        assert max(len(week.items) for week in plan.weeks) == most
        for week in plan.weeks:
            roles = Counter(item.decision.exercise.role for item in week.items)
            assert max(roles.values()) <= of_one_role


def test_minutes_of_a_session_are_rounded_up(exercises):
    plan = exercises.plan(screened(exercises), weeks=8, minutes_per_day=60)
    items = [item for week in plan.weeks for item in week.items]
    assert any(item.dose.total_s % 60 for item in items)
    for item in items:
        assert 60 * (item.minutes - 1) < item.dose.total_s <= 60 * item.minutes


def test_the_preferred_direction_is_in_the_first_week(exercises):
    screening = screened(exercises, extension="centralises")
    plan = exercises.plan(screening, weeks=1, minutes_per_day=10)
    assert "XE-07" in {item.decision.exercise.id for item in plan.weeks[0].items}


def test_no_plan_takes_an_exercise_that_pulls_on_the_nerve(exercises):
    plan = exercises.plan(screened(exercises), weeks=26, minutes_per_day=60)
    used = {item.decision.exercise.id for week in plan.weeks for item in week.items}
    assert used.isdisjoint({"XE-06", "XE-11"})


@pytest.mark.parametrize(("weeks", "minutes"), [(0, 20), (27, 20), (6, 4), (6, 61)])
def test_out_of_range_is_refused(exercises, weeks, minutes):
    with pytest.raises(OutOfRangeError, match=r"allowed"):
        exercises.plan(screened(exercises), weeks=weeks, minutes_per_day=minutes)
