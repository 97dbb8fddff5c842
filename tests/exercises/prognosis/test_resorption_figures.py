from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from sciatica_edu.display.style import styled
from sciatica_edu.errors import ContentError
from sciatica_edu.exercises.prognosis.resorption_figures import plot_resorption, resorption_picture
from tests.figure_text import overlapping


def test_resorption_says_that_it_is_about_scans_and_tells_every_number(exercises):
    shown = resorption_picture(exercises.course)
    assert "not what the person feels" in shown.caption
    # SYM-NAT-04 and PR-14
    assert "sequestration 96, extrusion 70, protrusion 41, bulge 13" in shown.alt
    assert "sequestration 88, extrusion 67, protrusion 38, bulge 13" in shown.alt
    assert "gone (review of 2015): sequestration 43, extrusion 15." in shown.alt


def test_a_number_that_was_not_given_is_not_drawn_as_nought():
    with styled():
        ax = plot_resorption(
            {"all": dict.fromkeys(("sequestration", "extrusion", "protrusion", "bulge"), 50),
             "some": {"bulge": 10.0}}
        )  # fmt: skip
        assert [bar.get_height() for bar in ax.patches] == [50, 50, 50, 50, 10]
        assert sum(text.get_text() == "not\ngiven" for text in ax.texts) == 3
        assert overlapping(ax) == []


def test_more_series_than_can_be_told_apart_are_refused():
    with pytest.raises(ContentError, match="at most 3"):
        plot_resorption({name: {"bulge": 1.0} for name in "abcd"})
    assert plt.get_fignums() == []
