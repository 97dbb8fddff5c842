from __future__ import annotations

from types import MappingProxyType, SimpleNamespace

import pytest
from pydantic import ValidationError

from sciatica_edu.authoring.picture_check import check_pictures
from sciatica_edu.evidence.course import load_course
from sciatica_edu.evidence.location import data_path
from sciatica_edu.quiz.asking.picture import QuestionPicture, load_pictures

COURSE = load_course()
PICTURES = load_pictures(data_path() / "pictures.yaml")


def course_with(question):
    return SimpleNamespace(
        questions=MappingProxyType({question.id: question}),
        predictions=MappingProxyType({}),
        places={question.id: "questions/x.yaml:3"},
    )


@pytest.fixture
def hotspot():
    return next(q for q in COURSE.questions.values() if q.type == "hotspot")


def test_every_hotspot_of_the_bank_has_its_picture_and_regions():
    assert list(check_pictures(COURSE, PICTURES)) == []
    assert sum(q.type == "hotspot" for q in COURSE.questions.values()) >= 10


def test_unknown_picture_is_a_breach(hotspot):
    broken = hotspot.model_copy(update={"picture": "leg_side"})
    (breach,) = check_pictures(course_with(broken), PICTURES)
    assert "no picture 'leg_side'" in breach.message
    assert breach.where == "questions/x.yaml:3"


def test_unknown_region_offers_the_nearest(hotspot):
    first, *others = hotspot.regions
    wrong = first.model_copy(update={"id": first.id + "x"})
    broken = hotspot.model_copy(update={"regions": (wrong, *others)})
    (breach,) = check_pictures(course_with(broken), PICTURES)
    assert f"Did you mean {first.id!r}?" in breach.message


def test_point_outside_the_picture_is_refused():
    drawn = next(iter(PICTURES.values()))
    name, _ = next(iter(drawn.regions.items()))
    raw = drawn.model_dump()
    raw["regions"][name] = "0,0 5,5 9999,1"
    with pytest.raises(ValidationError, match="outside the picture"):
        QuestionPicture(**raw)
