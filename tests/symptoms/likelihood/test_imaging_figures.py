from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from sciatica_edu.errors import ContentError
from sciatica_edu.symptoms.likelihood.imaging_figures import (
    imaging_picture,
    imaging_table,
    plot_imaging,
)
from sciatica_edu.symptoms.tables import IMAGING_WITHOUT_PAIN


@pytest.fixture
def ax():
    figure, axes = plt.subplots()
    yield axes
    plt.close(figure)


def test_recalled_imaging_numbers_are_hollow_and_marked(course, ax):
    plot_imaging(course[IMAGING_WITHOUT_PAIN], ax=ax)
    hollow = [line for line in ax.lines if line.get_markerfacecolor() == "white"]
    assert 60 in hollow[0].get_xdata()
    assert 20 not in hollow[0].get_xdata()
    text = imaging_table(course).text
    assert "disc bulge | 30 | 40 | 50 | 60 | 69 (?) | 77 (?) | 84" in text


def test_each_finding_has_a_colour_and_a_mark_of_its_own(course, ax):
    plot_imaging(course[IMAGING_WITHOUT_PAIN], ax=ax)
    handles, labels = ax.get_legend_handles_labels()
    assert labels == [row.finding for row in course[IMAGING_WITHOUT_PAIN].rows]
    assert len({handle.get_color() for handle in handles}) == len(labels)
    assert len({handle.get_marker() for handle in handles}) == len(labels)


def test_more_findings_than_can_be_told_apart_are_refused_and_none_is_dropped(course):
    data = course[IMAGING_WITHOUT_PAIN]
    many = data.model_copy(update={"rows": [*data.rows, data.rows[0]]})
    with pytest.raises(ContentError, match="cannot be told apart"):
        plot_imaging(many)


def test_the_picture_tells_each_finding_at_20_and_50(course):
    data = course[IMAGING_WITHOUT_PAIN]
    shown = imaging_picture(course)
    at = data.ages_years.index
    for row in data.rows:
        told = f"{row.finding}: {row.percent[at(20)]} % at 20, {row.percent[at(50)]} % at 50."
        assert told in shown.alt
    assert "Brinjikji" in shown.caption
    assert plt.get_fignums() == []
