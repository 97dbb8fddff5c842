from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from sciatica_edu.anatomy.branch_figures import FIBULAR, TIBIAL
from sciatica_edu.anatomy.variant_figures import (
    VARIANTS,
    plot_prevalence,
    plot_variant,
    prevalences,
    variants_picture,
)
from sciatica_edu.display.style import styled
from sciatica_edu.errors import UnknownNameError
from sciatica_edu.evidence.course import load_course
from tests.figure_text import overlapping, smallest_pt

COURSE = load_course()


def in_sight(ax, colour):
    """Whether the second stretch of a part lies over both slips, over the lower one, or under."""
    slips = sorted(patch.get_zorder() for patch in ax.patches)
    _, second = [line for line in ax.lines if line.get_color() == colour]
    over = sum(second.get_zorder() > order for order in slips)
    return {0: "below", 1: "through", 2: "above"}[over]


@pytest.mark.parametrize("letter", VARIANTS)
def test_each_part_passes_the_muscle_as_its_definition_says(letter):
    ax = plot_variant(VARIANTS[letter])
    assert in_sight(ax, TIBIAL) == VARIANTS[letter].tibial
    assert in_sight(ax, FIBULAR) == VARIANTS[letter].fibular


def test_the_first_stretch_is_hidden_in_front_of_the_muscle():
    ax = plot_variant(VARIANTS["F"])
    lowest_slip = min(patch.get_zorder() for patch in ax.patches)
    assert sum(line.get_zorder() < lowest_slip for line in ax.lines) == 2


def test_prevalence_draws_each_row_with_its_interval():
    rows = prevalences(COURSE)
    with styled():
        ax = plot_prevalence(rows)
        dots = [line for line in ax.lines if line.get_marker() == "o"]
        assert [float(dot.get_xdata()[0]) for dot in dots] == [row.percent for row in rows]
        hollow = [dot.get_markerfacecolor() == "white" for dot in dots]
        assert hollow == [row.ci95_percent is None for row in rows]
        assert overlapping(ax) == []
        assert smallest_pt(ax) >= 8


def test_framed_variant_is_named_in_the_alt_text():
    shown = variants_picture(COURSE, "D")
    assert "Type D is framed" in shown.alt
    for row in prevalences(COURSE):
        assert f"{row.percent:g} percent" in shown.alt
    assert plt.get_fignums() == []


def test_an_unknown_letter_is_refused():
    with pytest.raises(UnknownNameError, match="'G'"):
        variants_picture(COURSE, "G")
    assert plt.get_fignums() == []
