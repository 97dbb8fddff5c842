from __future__ import annotations

from dataclasses import replace

import pytest

from sciatica_edu.errors import ContentError
from sciatica_edu.exercises.effects import movement_effects, treatment_effects


def test_supervised_exercise_as_published(exercises):
    # Fernandez 2015: 11.43 (0.71 to 22.16) points of 100.
    first = movement_effects(exercises.course.fact)[0]
    assert (first.value, first.low, first.high) == (11.43, 0.71, 22.16)
    assert first.clear
    assert first.words() == "11.43 (0.71 to 22.16)"


def test_signs_are_turned_so_that_more_is_better(exercises):
    effects = {e.what: e for e in treatment_effects(exercises.course.fact)}
    pregabalin = next(e for what, e in effects.items() if what.startswith("Pregabalin"))
    assert (pregabalin.low, pregabalin.value, pregabalin.high) == (-1.2, -0.5, 0.2)
    assert not pregabalin.clear


def test_bed_rest_is_judged_against_one(exercises):
    bed_rest = movement_effects(exercises.course.fact)[-1]
    assert bed_rest.no_effect == 1
    assert not bed_rest.clear


def test_an_interval_that_only_touches_no_effect_is_not_clear(exercises):
    effect = movement_effects(exercises.course.fact)[0]
    for low, high, clear in ((0.0, 9.0, False), (-9.0, 0.0, False), (0.1, 9.0, True)):
        assert replace(effect, low=low, high=high).clear is clear
    assert replace(effect, low=1.1, high=9.0, no_effect=1.0).clear
    assert not replace(effect, low=1.0, high=9.0, no_effect=1.0).clear


def test_intervals_hold_their_estimate(exercises):
    for effects in (movement_effects, treatment_effects):
        for effect in effects(exercises.course.fact):
            assert effect.low < effect.value < effect.high, effect.what


def test_a_fact_that_lost_its_figure_is_fatal(exercises):
    def without(name):
        return exercises.course.fact(name).model_copy(update={"figures": []})

    with pytest.raises(ContentError, match="has no figure"):
        movement_effects(without)


def test_an_effect_whose_side_was_not_recorded_is_never_clear_and_says_so(exercises):
    fact = exercises.course.fact
    unknown = [
        e for e in (*movement_effects(fact), *treatment_effects(fact)) if not e.favours_known
    ]
    assert {e.fact for e in unknown} == {"EX-02", "EX-03", "TX-05", "TX-07"}
    for effect in unknown:
        assert not effect.clear
        assert "side not recorded" in effect.words()
