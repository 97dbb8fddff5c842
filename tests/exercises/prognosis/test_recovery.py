from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_edu.errors import OutOfRangeError, UnknownNameError
from sciatica_edu.evidence.course import load_course
from sciatica_edu.exercises.course_exercises import Exercises
from sciatica_edu.exercises.prognosis.recovery import (
    why_they_differ,
)

CURVE = Exercises(load_course()).courses.curve


def test_the_curve_reproduces_both_published_points():
    # Peul 2007: median 12.1 weeks, 95 % within 52 weeks.
    assert CURVE.percent_recovered(12.1) == pytest.approx(50)
    assert CURVE.percent_recovered(52) == pytest.approx(95, abs=0.2)
    assert CURVE.percent_recovered(0) == 0


@given(st.floats(0, 52), st.floats(0, 52))
def test_the_curve_rises(one, two):
    low, high = sorted((one, two))
    assert CURVE.percent_recovered(low) <= CURVE.percent_recovered(high)


@pytest.mark.parametrize("week", [-1, 52.5, 1000])
def test_the_curve_says_nothing_outside_its_domain(week):
    with pytest.raises(OutOfRangeError, match="0 to 52"):
        CURVE.percent_recovered(week)


def test_published_points_only(exercises):
    found = exercises.courses.of_100(counts="success", week=52)
    assert (found.low, found.high) == (55, 56)
    assert [course.id for course in found.courses] == ["REC-04", "REC-05"]
    for week in (30, 53, 103):  # between two published weeks nothing is known
        assert exercises.courses.of_100(counts="success", week=week) is None
    later = exercises.courses.of_100(counts="success", week=104)
    assert (later.low, later.high) == (61, 61)
    of_the_clinic = exercises.courses.of_100(counts="success", week=52, setting="hospital clinic")
    assert (of_the_clinic.low, of_the_clinic.high) == (56, 56)


def test_unknown_definition_and_setting_are_refused(exercises):
    with pytest.raises(UnknownNameError, match="'recovered'"):
        exercises.courses.of_100(counts="recoverd", week=52)
    with pytest.raises(UnknownNameError, match="primary care"):
        exercises.courses.select(setting="primery care")


def test_95_and_55_differ_in_question_time_and_people(exercises):
    courses = exercises.courses
    found = why_they_differ(courses["REC-01"], courses["REC-04"], meanings=courses.meanings)
    assert [item.what for item in found] == [
        "What was counted",
        "When it counted",
        "Where",
        "Who was in it",
    ]


def test_a_course_does_not_differ_from_itself(exercises):
    course = exercises.courses["REC-04"]
    assert why_they_differ(course, course, meanings=exercises.courses.meanings) == ()


def test_every_course_rests_on_a_fact(exercises):
    for item in exercises.courses.courses.values():
        assert item.facts
        assert all(exercises.course.fact(fact).plain for fact in item.facts)
