from __future__ import annotations

from dataclasses import replace

import pytest

from sciatica_edu.errors import ContentError
from sciatica_edu.evidence.location import data_path
from sciatica_edu.exercises.tables import EFFECTS
from sciatica_edu.exercises.trials.effect_figures import movement_effects, treatment_effects
from sciatica_edu.exercises.trials.effects import effects_of


@pytest.mark.parametrize(
    ("begins", "numbers", "clear"),
    [
        # Fernandez 2015: points of 100
        ("Supervised exercise", (0.71, 11.43, 22.16), True),
        # signs are turned so that more is better
        ("Pregabalin", (-1.2, -0.5, 0.2), False),
    ],
)
def test_effects_are_as_published(exercises, begins, numbers, clear):
    course = exercises.course
    effects = (*movement_effects(course), *treatment_effects(course))
    effect = next(effect for effect in effects if effect.what.startswith(begins))
    assert (effect.low, effect.value, effect.high) == numbers
    assert effect.clear is clear
    low, value, high = numbers
    assert effect.words() == f"{value:g} ({low:g} to {high:g})"


def test_bed_rest_is_judged_against_one(exercises):
    bed_rest = next(e for e in movement_effects(exercises.course) if e.fact == "EX-01")
    assert bed_rest.no_effect == 1
    assert not bed_rest.clear


def test_an_interval_that_only_touches_no_effect_is_not_clear(exercises):
    effect = movement_effects(exercises.course)[0]
    for low, high, clear in ((0.0, 9.0, False), (-9.0, 0.0, False), (0.1, 9.0, True)):
        assert replace(effect, low=low, high=high).clear is clear
    assert replace(effect, low=1.1, high=9.0, no_effect=1.0).clear
    assert not replace(effect, low=1.0, high=9.0, no_effect=1.0).clear


def test_intervals_hold_their_estimate(exercises):
    for effects in (movement_effects, treatment_effects):
        for effect in effects(exercises.course):
            assert effect.low < effect.value < effect.high, effect.what


def test_a_fact_that_lost_its_figure_is_fatal(exercises):
    def without(name):
        return exercises.course.fact(name).model_copy(update={"figures": []})

    with pytest.raises(ContentError, match="has no figure"):
        effects_of(exercises.course[EFFECTS].movement, without)


def test_no_effect_is_drawn_whose_side_its_source_does_not_say(exercises):
    course = exercises.course
    drawn = {e.fact for e in (*movement_effects(course), *treatment_effects(course))}
    assert "EX-03" not in drawn
    assert {"EX-02", "TX-05", "TX-07"} <= drawn


def test_signs_of_former_doubts_as_the_facts_now_tell_them(exercises):
    effects = {e.what: e for e in treatment_effects(exercises.course)}
    assert effects["NSAID v placebo: pain"].value == 4.56
    assert effects["Prednisone for 15 days v placebo: pain at 3 weeks"].value == 0.3


def test_a_side_that_is_not_told_is_refused(tmp_path):
    text = (data_path() / "effects.yaml").read_text(encoding="utf-8")
    path = tmp_path / "effects.yaml"
    path.write_text(text.replace("larger_favours: first", "larger_favours: nobody", 1), "utf-8")
    with pytest.raises(ContentError, match=r"effects.yaml:\d+.*larger_favours"):
        EFFECTS.read(tmp_path)
