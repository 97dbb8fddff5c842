from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from sciatica_edu.display.style import styled
from sciatica_edu.errors import UnknownNameError
from sciatica_edu.symptoms.likelihood.accuracy import teachable_tests
from sciatica_edu.symptoms.likelihood.accuracy_figures import (
    accuracy_picture,
    accuracy_table,
    plot_accuracy,
)
from sciatica_edu.symptoms.tables import TESTS
from tests.figure_text import overlapping, smallest_pt


@pytest.fixture
def ax():
    figure, axes = plt.subplots()
    yield axes
    plt.close(figure)


def test_left_out_tests_are_counted_and_not_shown(course):
    shown = teachable_tests(course[TESTS].values())
    left_out = len(course[TESTS]) - len(shown)
    assert left_out >= 3
    picture = accuracy_picture(course)
    assert f"{left_out} results are left out" in picture.caption
    assert f"{len(shown)} test results" in picture.alt
    assert "van der Windt" in picture.caption
    table = accuracy_table(course)
    assert "Rwanda" not in table.text
    assert table.html.count("<tr>") == len(shown) + 1
    assert plt.get_fignums() == []


def test_no_cauda_equina_test_is_shown_without_the_warning(course):
    for words in (accuracy_picture(course).caption, accuracy_table(course).text):
        assert "no negative result excludes it" in words


def test_accuracy_rows_show_an_interval_only_where_one_was_published(course, ax):
    tests = [course[TESTS]["TA-01"], course[TESTS]["TA-05"]]
    plot_accuracy([("here", tests)], quantity="sensitivity", ax=ax)
    bars = [line for line in ax.lines if len(line.get_xdata()) == 2]
    assert [list(bar.get_xdata()) for bar in bars] == [[0.87, 0.95]]
    with pytest.raises(UnknownNameError):
        plot_accuracy([("here", tests)], quantity="accuracy", ax=ax)


def test_names_of_all_tests_can_be_read_and_none_covers_another(course):
    tests = teachable_tests(course[TESTS].values())
    with styled():
        figure, axes = plt.subplots(figsize=(7, 0.21 * len(tests) + 1.5))
        plot_accuracy([("all", tests)], quantity="specificity", ax=axes)
        assert overlapping(axes) == []
        assert smallest_pt(axes) >= 8
    plt.close(figure)
