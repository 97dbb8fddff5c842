from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from sciatica_edu.display.axes import drawing_axes, figure_of


def test_given_axes_are_used_and_no_figure_is_opened():
    figure, ax = plt.subplots()
    before = plt.get_fignums()
    assert drawing_axes(ax, width_in=1, height_in=1) is ax
    assert plt.get_fignums() == before
    plt.close(figure)


def test_new_axes_have_the_size_asked_for():
    ax = drawing_axes(None, width_in=3, height_in=2)
    assert list(ax.get_figure().get_size_inches()) == [3, 2]
    plt.close(ax.get_figure())


def test_the_figure_is_the_whole_one_and_not_a_part_of_it():
    figure = plt.figure()
    ax = figure.subfigures(1, 2)[0].subplots()
    assert figure_of(ax) is figure
    ax.remove()
    with pytest.raises(ValueError, match="no figure"):
        figure_of(ax)
    plt.close(figure)
