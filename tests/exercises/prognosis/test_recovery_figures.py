from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from sciatica_edu.display.style import styled
from sciatica_edu.errors import ContentError
from sciatica_edu.exercises.prognosis import recovery_figures
from sciatica_edu.exercises.prognosis.recovery import Counted
from sciatica_edu.exercises.prognosis.recovery_figures import (
    plot_course,
    plot_teaching_curve,
    recovery_picture,
    teaching_curve_picture,
)
from tests.figure_text import overlapping


def test_every_published_number_stands_in_the_alt_text(exercises):
    shown = recovery_picture(exercises.course, exercises.courses)
    for item in exercises.courses.courses.values():
        for point in item.points:
            assert f"{point.percent} of 100 at week {point.week}" in shown.alt
    kinds = [kind for kind in Counted if exercises.courses.select(counts=kind)]
    assert len(kinds) == 5
    assert shown.alt.startswith("Five panels")


@pytest.mark.parametrize("kind", Counted)
def test_of_two_points_in_a_week_the_higher_number_stands_above(exercises, kind):
    group = exercises.courses.select(counts=kind)
    with styled():
        ax = plot_course(group)
        assert overlapping(ax) == []
    weeks: dict[float, list[tuple[float, float]]] = {}
    for text in ax.texts:
        week, percent = text.xy
        assert text.get_text() == f"{percent}"
        weeks.setdefault(week, []).append((percent, text.get_window_extent().y0))
    for labels in weeks.values():
        assert sorted(labels) == sorted(labels, key=lambda label: label[1])


def test_the_titles_say_in_words_whether_high_is_good_news(exercises, monkeypatch):
    drawn = []
    monkeypatch.setattr(recovery_figures, "picture", lambda figure, **_: drawn.append(figure))
    recovery_picture(exercises.course, exercises.courses)
    titles = [title for ax in drawn[0].axes if (title := ax.get_title(loc="left"))]
    assert len(titles) == 5
    for title in titles:
        kind = Counted(title.split(" (")[0].lower())
        (good,) = {item.good for item in exercises.courses.select(counts=kind)}
        assert title.endswith(f"high is {'good' if good else 'bad'} news")


def test_definitions_are_never_mixed_on_one_axis(exercises):
    with pytest.raises(ContentError, match="counted different things"):
        plot_course(list(exercises.courses.courses.values()))


def test_more_courses_than_can_be_told_apart_are_refused_and_none_is_dropped(exercises):
    course = exercises.courses["REC-01"]
    with pytest.raises(ContentError, match="at most 5"):
        plot_course([course] * 6)
    assert plt.get_fignums() == []


def test_the_teaching_curve_ends_where_its_data_end(exercises):
    ax = plot_teaching_curve(exercises.courses.curve)
    assert max(ax.lines[0].get_xdata()) == 52
    assert ax.patches[0].get_x() == 52  # from there on the picture is grey
    shown = teaching_curve_picture(exercises.course, exercises.courses.curve)
    assert "not a forecast" in shown.caption
    assert "50 of 100 by week 12.1" in shown.alt  # Peul 2007: median 12.1 weeks
