from __future__ import annotations

import itertools
import re

import pytest

from sciatica_edu.errors import LessonError, OutOfRangeError
from sciatica_edu.evidence.course import LESSON_TITLES, load_course
from sciatica_edu.evidence.location import lessons_path
from sciatica_edu.lessons.course_map import MINUTES, course_map, way
from sciatica_edu.lessons.instructor_tables import (
    class_list_example,
    own_parameters_table,
    review_table,
    shared_parameters_table,
)
from sciatica_edu.lessons.parameter_models import PARAMETER_MODELS


def test_every_lesson_has_minutes_and_stands_in_the_map():
    assert set(MINUTES) == set(LESSON_TITLES)
    text = course_map(load_course()).text
    for lesson_id in LESSON_TITLES:
        assert f"{lesson_id}.ipynb" in text


@pytest.mark.parametrize("lesson_id", MINUTES)
def test_a_lesson_says_the_same_minutes_as_the_map(lesson_id):
    text = (lessons_path() / f"{lesson_id}.py").read_text(encoding="utf-8")
    (said,) = re.findall(r"Plan\s+about\s+(\d+)\s+minutes", text)
    assert int(said) == MINUTES[lesson_id]


def test_the_way_leads_from_the_first_lesson_to_the_last_and_back():
    ids = [name for name in LESSON_TITLES if name != "instructor"]
    for before, after in itertools.pairwise(ids):
        assert f'Next: <a href="{after}.ipynb">' in way(before).html
        if before != ids[0]:
            assert f'Back: <a href="{before}.ipynb">' in way(after).html
    whole = sum(MINUTES[name] for name in ids)
    assert f"{whole} to the end of the course" in way(ids[0]).text
    assert f"about {whole - MINUTES[ids[0]]} minutes left" in way(ids[0], at_end=True).text
    assert way(ids[-1], at_end=True).text.endswith("this was the last lesson")
    assert way("instructor").text == f"Contents: {ids[0]}.ipynb"


def test_every_parameter_stands_in_one_of_the_two_tables():
    shared, own = shared_parameters_table().html, own_parameters_table().html
    for model in PARAMETER_MODELS.values():
        for name in model.model_fields:
            assert f">{name}<" in shared + own, name


def test_one_lesson_shows_only_its_own_parameters():
    text = own_parameters_table("03_exercises").text
    assert "minutes_per_day" in text
    assert "weight_kg" not in text


def test_a_misspelt_lesson_is_refused():
    with pytest.raises(LessonError, match="03_exercises"):
        own_parameters_table("03_exercise")


def test_a_class_list_has_one_seed_a_student():
    assert class_list_example(2).text.splitlines() == [
        "learner,seed,level",
        "student-001,1,introductory",
        "student-002,2,introductory",
    ]
    assert "15 more" in class_list_example(20).text
    with pytest.raises(OutOfRangeError, match="1 to 500"):
        class_list_example(0)


def test_the_review_table_counts_facts_and_no_reviewer_is_invented():
    course = load_course()
    text = review_table(course).text
    assert f"facts in all | {len(course.distinct_facts())}" in text
    reviewed = sum(fact.reviewed_by is not None for fact in course.distinct_facts())
    assert f"reviewed by a clinician | {reviewed}" in text
