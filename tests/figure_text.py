"""What a drawn figure's words do: which of them overlap, and which are too small to read."""

from __future__ import annotations

from itertools import combinations

from matplotlib.text import Text


def words_of(ax):
    """Return the visible texts of axes (not of the legend) with their boxes, in pixels."""
    figure = ax.get_figure(root=True)
    figure.canvas.draw()
    axis = [*ax.get_xticklabels(), *ax.get_yticklabels(), ax.xaxis.label, ax.yaxis.label]
    shown = [*ax.texts, *(axis if ax.axison else [])]
    return [
        (text, Text.get_window_extent(text))  # of an annotation: without its arrow
        for text in shown
        if text.get_visible() and text.get_text().strip()
    ]


def overlapping(ax):
    """Return the pairs of texts that cover one another by more than two pixels."""
    found = []
    for (one, box), (other, other_box) in combinations(words_of(ax), 2):
        wide = min(box.x1, other_box.x1) - max(box.x0, other_box.x0)
        high = min(box.y1, other_box.y1) - max(box.y0, other_box.y0)
        if wide > 2 and high > 2:
            found.append((one.get_text(), other.get_text()))
    return found


def smallest_pt(ax):
    """Return the size of the smallest word, in points."""
    return min(text.get_fontsize() for text, _ in words_of(ax))
