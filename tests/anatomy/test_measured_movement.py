from __future__ import annotations

import matplotlib.pyplot as plt

from sciatica_edu.anatomy.measured_movement import movement_picture, plot_movement
from sciatica_edu.display import PALETTE
from sciatica_edu.display.style import styled
from sciatica_edu.evidence.course import load_course
from tests.figure_text import overlapping

COURSE = load_course()


def test_movement_bars_are_the_published_values():
    figure, ax = plt.subplots()
    plot_movement(COURSE, ax=ax)
    widths = [patch.get_width() for patch in ax.patches]
    assert widths[:2] == [12.4, 9.92]  # mm, fact ANA-DYN-09
    plt.close(figure)


def test_cadavers_are_grey_and_the_living_are_not():
    from matplotlib.colors import same_color

    ax = plot_movement(COURSE)
    labels = [label.get_text() for label in ax.get_yticklabels()]
    for label, bar in zip(labels, ax.patches, strict=True):
        assert same_color(bar.get_facecolor(), PALETTE["grey"]) == ("cadaver" in label), label
    plt.close("all")


def test_values_and_spreads_stay_inside_the_picture():
    with styled():
        ax = plot_movement(COURSE)
        assert overlapping(ax) == []
        right = ax.get_window_extent().x1
        assert max(text.get_window_extent().x1 for text in ax.texts) <= right + 1
    plt.close("all")


def test_the_picture_tells_every_value():
    shown = movement_picture(COURSE)
    assert shown.alt.count(" mm") == 9
    assert "grey: cadavers" in shown.caption
    assert plt.get_fignums() == []
