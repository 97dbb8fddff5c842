"""The same seed gives the same quiz, on any machine and Python version."""

from __future__ import annotations

from sciatica_edu.quiz.asking.draw import number, shuffled
from sciatica_edu.quiz.asking.items import draw_items
from tests.quiz.every_type import every_type


def test_numbers_and_orders_are_frozen():
    assert number(1, "QA-01") == 13_742_507_008_153_554_120
    assert shuffled("ABCDEF", 1, "QA-01") == ("D", "A", "E", "B", "C", "F")
    assert shuffled("FEDCBA", 1, "QA-01") == shuffled("ABCDEF", 1, "QA-01")


def test_a_quiz_drawn_years_ago_is_drawn_again():
    items = {item.id: item for item in draw_items(every_type().values(), seed=3)}
    assert {name: item.order for name, item in items.items() if item.order} == {
        "EX-SBA": ("C", "B", "A"),
        "EX-MR": ("B", "C", "A"),
        "EX-MAT": ("a", "c", "b", "extra1"),
        "EX-ORD": ("stop", "airway", "lipid", "call"),
        "EX-HOT": ("inner_shin", "outer_shin", "foot_top"),
        "EX-CASE.1": ("A", "B"),
        "EX-CASE.2": ("B", "A"),
    }
    drawn = items["EX-TPL"].values
    assert (drawn["weight_kg"], drawn["percent"], drawn["drug"]["name"]) == (
        80,
        2,
        "plain lidocaine",
    )
    assert items["EX-TPL"].answer_number == 10


def test_the_place_in_the_quiz_does_not_matter():
    questions = list(every_type().values())
    forth = {item.id: (item.order, item.values) for item in draw_items(questions, seed=9)}
    back = {item.id: (item.order, item.values) for item in draw_items(questions[::-1], seed=9)}
    assert forth == back


def test_seeds_differ():
    template = every_type()["EX-TPL"]
    stems = {draw_items([template], seed=seed)[0].text(template.stem) for seed in range(60)}
    assert len(stems) > 25


def test_an_ordering_never_starts_solved():
    question = every_type()["EX-ORD"]
    for seed in range(200):
        order = draw_items([question], seed=seed)[0].order
        place = {step: index for index, step in enumerate(order)}
        assert any(place[a] > place[b] for a, b in question.relations)


def test_a_known_error_that_is_right_in_this_draw_is_left_out():
    template = every_type()["EX-TPL"]
    forgotten_cap, _ = template.common_errors
    kept = set()
    for seed in range(40):
        item = draw_items([template], seed=seed)[0]
        uncapped = item.values["by_weight_mg"] / (item.values["percent"] * 10)
        rationales = [error.rationale for error in item.number_errors]
        # near the cap the wrong number is within the tolerance of the right one
        told = forgotten_cap.rationale in rationales
        assert told == (uncapped > item.answer_number + template.tolerance.absolute)
        kept.add(len(rationales))
    assert kept == {1, 2}
