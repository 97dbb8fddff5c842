from __future__ import annotations

import pytest

from sciatica_edu.errors import ContentError
from sciatica_edu.evidence.citing import cite
from sciatica_edu.exercises.trials.effect_figures import (
    effects_picture,
    movement_effects,
    plot_effects,
    treatment_effects,
    treatments_picture,
)


@pytest.mark.parametrize(
    ("effects_of", "draw"),
    [(movement_effects, effects_picture), (treatment_effects, treatments_picture)],
)
def test_effect_sizes_are_told_with_intervals_meaning_and_sources(exercises, effects_of, draw):
    shown = draw(exercises.course)
    for effect in effects_of(exercises.course):
        assert effect.words() in shown.alt
        assert effect.meaning in shown.alt
        assert cite(exercises.course, [effect.fact]) in shown.caption


def test_intervals_and_colours_say_what_is_known(exercises):
    effects = [effect for effect in treatment_effects(exercises.course) if "0–100" in effect.panel]
    assert {effect.clear for effect in effects} == {True, False}
    ax = plot_effects(effects)
    bars = [line for line in ax.lines if line.get_marker() == "None"][: len(effects)]
    squares = [line for line in ax.lines if line.get_marker() == "s"]
    for effect, bar, square in zip(effects, bars, squares, strict=True):
        assert list(bar.get_xdata()) == [effect.low, effect.high]
        assert list(square.get_xdata()) == [effect.value]
        assert (bar.get_color() == "#0072B2") == effect.clear


def test_scales_are_never_mixed_on_one_axis(exercises):
    with pytest.raises(ContentError, match="different scales"):
        plot_effects(movement_effects(exercises.course))
