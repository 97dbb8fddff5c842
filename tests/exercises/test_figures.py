from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from sciatica_edu.errors import ContentError
from sciatica_edu.exercises import figures
from sciatica_edu.exercises.effects import movement_effects
from sciatica_edu.exercises.posed_figures import plot_posed, posed_picture


@pytest.fixture(autouse=True)
def _close():
    yield
    plt.close("all")


def test_every_published_number_stands_in_the_alt_text(exercises):
    shown = figures.recovery_picture(exercises.course, exercises.courses)
    for item in exercises.courses.courses.values():
        for point in item.points:
            assert f"{point.percent} of 100 at week {point.week}" in shown.alt


def test_effect_sizes_are_told_with_intervals_and_sources(exercises):
    shown = figures.effects_picture(exercises.course)
    for effect in movement_effects(exercises.course.fact):
        assert effect.words() in shown.alt
    assert "Fernandez" in shown.caption


def test_scales_are_never_mixed_on_one_axis(exercises):
    with pytest.raises(ContentError, match="different scales"):
        figures.plot_effects(movement_effects(exercises.course.fact))


def test_definitions_are_never_mixed_on_one_axis(exercises):
    with pytest.raises(ContentError, match="counted different things"):
        figures.plot_course(list(exercises.courses.courses.values()))


def test_resorption_says_that_it_is_about_scans(exercises):
    shown = figures.resorption_picture(exercises.course)
    assert "not what the person feels" in shown.caption
    assert "sequestration 96" in shown.alt
    assert "bulge 13" in shown.alt


def test_the_library_matrix_has_a_mark_for_each_effect(exercises):
    axes = figures.plot_library(exercises.library)
    assert len(axes.lines) == sum(len(item.effects) for item in exercises.library)


def test_the_teaching_curve_ends_where_its_data_end(exercises):
    axes = figures.plot_teaching_curve(exercises.courses.curve)
    assert max(axes.lines[0].get_xdata()) == 52
    shown = figures.teaching_curve_picture(exercises.course, exercises.courses.curve)
    assert "not a forecast" in shown.caption


def test_figures_draw_on_given_axes(exercises):
    axes = plt.subplots()[1]
    assert plot_posed(exercises.posed(), ax=axes) is axes


def test_posed_picture_shows_no_number_that_could_be_taken_for_a_value(exercises):
    shown = posed_picture(exercises.posed())
    assert "%" not in shown.alt
    assert not any(character.isdigit() for character in shown.alt)


def test_nothing_posed_is_refused():
    with pytest.raises(ContentError, match="no posed exercise"):
        plot_posed(())
