from __future__ import annotations

from sciatica_edu.display.style import styled
from sciatica_edu.exercises.exercise_models import Effect
from sciatica_edu.exercises.library_views import (
    EFFECT_WORDS,
    exercise_card,
    library_picture,
    plot_library,
)
from tests.figure_text import overlapping


def test_each_mark_stands_where_its_exercise_has_the_effect(exercises):
    ax = plot_library(exercises.library)
    shown = {(round(line.get_ydata()[0]), round(line.get_xdata()[0])) for line in ax.lines}
    effects = list(Effect)
    assert shown == {
        (row, effects.index(effect))
        for row, item in enumerate(exercises.library)
        for effect in item.effects
    }


def test_what_pulls_on_the_nerve_has_a_mark_of_its_own(exercises):
    ax = plot_library(exercises.library)
    column = list(Effect).index(Effect.TENSIONS_NERVE)
    for line in ax.lines:
        assert (line.get_marker() == "X") == (round(line.get_xdata()[0]) == column)


def test_every_effect_has_words_and_none_covers_another(exercises):
    assert set(EFFECT_WORDS) == set(Effect)
    with styled():
        assert overlapping(plot_library(exercises.library)) == []


def test_the_picture_tells_what_each_exercise_does(exercises):
    shown = library_picture(exercises.library)
    assert shown.alt.startswith("Table of sixteen exercises")
    assert len(exercises.library) == 16
    assert "Pulls on the nerve: Seated sciatic nerve tensioner" in shown.alt


def test_the_card_has_all_four_parts_of_the_dose_and_what_fragile_bones_mean(exercises):
    item = exercises.library["XE-03"]
    text = exercise_card(exercises.course, item).text
    for word in ("frequency", "intensity", "time", "type", "stop rules", "approximate"):
        assert word in text
    assert item.row.fragile_bones.change.split(";")[0] in text
