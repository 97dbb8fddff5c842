from __future__ import annotations

from itertools import product

import pytest

import sciatica_edu.lessons.drawers  # noqa: F401
from sciatica_edu.errors import OutOfRangeError
from sciatica_edu.evidence.tables.map_shapes import whole_body
from sciatica_edu.quiz.live.drill import Drill, rounds_of
from sciatica_edu.record.store import MemoryRecord
from sciatica_edu.symptoms.root_drill import ROOTS, best_share, chance_of, drawn_by, root_closing
from sciatica_edu.symptoms.tables import PAIN_DRAWINGS


@pytest.fixture
def table(course):
    return course[PAIN_DRAWINGS]


@pytest.fixture
def template(course):
    return course.questions["SYMP-057"]


def test_numbers_with_a_fact_are_those_of_the_fact(course, table):
    published = {figure.name: figure.value for figure in course.facts["CLN-10"].figures}
    of = {group.id: group for group in table.groups}
    assert of["front-of-l5"].percent["L5"] == published["L5: any hit on front dermatome"]
    assert of["back-of-l5"].percent["L5"] == published["L5: any hit on back"]
    assert of["front-of-s1"].percent["S1"] == published["S1: any hit on front"]
    assert of["back-of-s1"].percent["S1"] == published["S1: any hit on back"]


def test_places_exist_and_drawings_come_as_often_as_the_table_says(table):
    known = {shape["key"] for view in whole_body() for shape in view["regions"]}
    drawings = [drawn_by("L5", table, seed) for seed in range(2000)]
    assert set().union(*drawings) <= known
    for group in table.groups:
        wanted = {f"{place}.{side}" for place in group.places for side in ("left", "right")}
        share = sum(bool(wanted & set(drawing)) for drawing in drawings) / len(drawings)
        assert share == pytest.approx(group.percent["L5"] / 100, abs=0.035), group.id


def test_patterns_share_out_all_chance_and_overlap_widely(table):
    patterns = list(product((False, True), repeat=len(table.groups)))
    for root in ROOTS:
        assert sum(chance_of(root, hits, table) for hits in patterns) == pytest.approx(1)
    assert 0.5 < best_share(table) < 0.65  # PDR-01: no better than chance


def test_a_drill_ends_beside_chance_and_the_clinicians(template):
    drill = Drill(template, count=4, closing=root_closing, seed=5, record=MemoryRecord("ann"))
    for place, (name, item) in enumerate(drill.session.items.items()):
        (key,) = item.question.keys
        assert "By chance" not in drill.status["told"]
        drill.answer(name, key if place else next(r for r in ROOTS if r != key))
    assert drill.status["told"].startswith("You named 3 of 4. By chance: 2 of 4.")
    assert "Albert et al. 2019" in drill.status["told"]
    events = drill.session.record.read().events
    assert [event.item for event in events] == [f"SYMP-057.{n}" for n in (1, 2, 3, 4)]


def test_the_twin_shows_the_drawing_as_an_image_with_words(template):
    html = Drill(template, count=1, closing=root_closing, seed=5).twin().html
    assert '<img alt="A made-up person' in html
    assert "Pain: " in html


def test_more_than_nine_rounds_are_refused(template):
    with pytest.raises(OutOfRangeError, match="rounds of a drill"):
        rounds_of(template, 10)
