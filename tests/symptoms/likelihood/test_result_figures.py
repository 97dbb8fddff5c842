from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from sciatica_edu.errors import ContentError, OutOfRangeError, UnknownNameError
from sciatica_edu.symptoms.likelihood.posterior import natural_frequencies
from sciatica_edu.symptoms.likelihood.result_figures import (
    people_picture,
    plot_people,
    plot_post_test,
    post_test_picture,
)
from sciatica_edu.symptoms.tables import TESTS


@pytest.fixture
def ax():
    figure, axes = plt.subplots()
    yield axes
    plt.close(figure)


def test_one_dot_a_person_and_one_square_a_result(ax):
    counts = natural_frequencies(0.3, sensitivity=0.9, specificity=0.8)
    plot_people(counts, result="negative", ax=ax)
    ill, well, ringed = (len(dots.get_offsets()) for dots in ax.collections)
    assert (ill, well, ringed) == (30, 70, counts.negative)


def test_framed_people_are_those_with_the_result(ax):
    counts = natural_frequencies(0.5, sensitivity=0.92, specificity=0.28)
    plot_people(counts, result="positive", ax=ax)
    ill, _, framed = ({tuple(at) for at in dots.get_offsets()} for dots in ax.collections)
    assert len(ill & framed) == counts.true_positive
    assert len(framed - ill) == counts.false_positive


def test_uncertain_and_unknown_tests_are_refused(course):
    with pytest.raises(ContentError, match="uncertain"):
        people_picture(course, "TA-24", 0.5, "positive")
    with pytest.raises(UnknownNameError):
        people_picture(course, "TA-77", 0.5, "positive")
    with pytest.raises(OutOfRangeError, match="'maybe'"):
        people_picture(course, "TA-01", 0.5, "maybe")
    assert plt.get_fignums() == []


def test_pictures_tell_their_numbers(course):
    assert "46 of these 82" in people_picture(course, "TA-01", 0.5, "positive").alt
    shown = post_test_picture(course, 0.5)
    assert "56% after a positive, 22% after a negative" in shown.alt
    assert "van der Windt" in shown.caption
    assert plt.get_fignums() == []


def test_a_positive_result_lies_above_the_line_of_no_change_and_a_negative_below(course, ax):
    plot_post_test([course[TESTS]["TA-01"], course[TESTS]["TA-02"]], mark_at=0.2, ax=ax)
    above, below = (
        [line for line in ax.lines if line.get_label().endswith(result)]
        for result in ("positive", "negative")
    )
    assert len(above) == len(below) == 2
    assert len(ax.lines) == 4 + 1 + 1
    for line in above:
        assert (line.get_ydata()[1:-1] > line.get_xdata()[1:-1]).all()
    for line in below:
        assert (line.get_ydata()[1:-1] < line.get_xdata()[1:-1]).all()


def test_more_tests_than_can_be_told_apart_are_refused(course):
    with pytest.raises(OutOfRangeError, match="at most 3"):
        plot_post_test([course[TESTS]["TA-01"]] * 4)
    with pytest.raises(OutOfRangeError, match="marked probability"):
        plot_post_test([course[TESTS]["TA-01"]], mark_at=1.5)
    plt.close("all")
