from __future__ import annotations

import pytest

from sciatica_edu.errors import ContentError
from sciatica_edu.exercises.exercise_models import Effect
from sciatica_edu.exercises.library_views import (
    EFFECT_WORDS,
    exercise_card,
    exercise_table,
    posed_table,
)


def test_the_table_tells_what_each_of_the_sixteen_exercises_does(exercises):
    assert len(exercises.library) == 16
    rows = exercise_table(exercises.library).html.split("<tr>")[2:]
    for item, row in zip(exercises.library, rows, strict=True):
        for effect in Effect:
            assert (EFFECT_WORDS[effect] in row) == (effect in item.effects), item.id
        assert (" *<" in row) == (item.row.article_exercise is not None)


def test_the_card_has_all_four_parts_of_the_dose_and_what_fragile_bones_mean(exercises):
    item = exercises.library["XE-03"]
    text = exercise_card(exercises.course, item).text
    for word in ("frequency", "intensity", "time", "type", "stop rules", "approximate"):
        assert word in text
    assert item.row.fragile_bones.change.split(";")[0] in text


def test_poses_are_told_in_steps_and_no_number_could_be_taken_for_a_value(exercises):
    rows = exercises.posed()
    shown = posed_table(rows)
    assert not any(character.isdigit() for character in shown.text.replace("90/90", ""))
    assert shown.html.count("<td") == len(rows) * (1 + len(rows[0].muscles))
    with pytest.raises(ContentError, match="no posed exercise"):
        posed_table(())
