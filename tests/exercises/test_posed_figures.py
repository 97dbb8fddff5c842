from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from sciatica_edu.display.style import styled
from sciatica_edu.errors import ContentError
from sciatica_edu.exercises.posed_figures import plot_posed, posed_picture
from tests.figure_text import overlapping


def test_figures_draw_on_given_axes(exercises):
    axes = plt.subplots()[1]
    assert plot_posed(exercises.posed(), ax=axes) is axes


def test_every_cell_has_a_word_and_none_covers_another(exercises):
    rows = exercises.posed()
    with styled():
        ax = plot_posed(rows)
        assert len(ax.texts) == len(rows) * (1 + len(rows[0].muscles))
        assert overlapping(ax) == []


def test_posed_picture_shows_no_number_that_could_be_taken_for_a_value(exercises):
    shown = posed_picture(exercises.posed())
    assert "%" not in shown.alt
    assert not any(character.isdigit() for character in shown.alt)


def test_the_picture_counts_its_exercises(exercises):
    assert len({item.exercise.id for item in exercises.posed()}) == 10
    assert posed_picture(exercises.posed()).alt.startswith("What ten exercises do")


def test_nothing_posed_is_refused():
    with pytest.raises(ContentError, match="no posed exercise"):
        plot_posed(())
