"""New axes for this topic's figures, and how finely their pictures are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["SCREEN_DPI", "axes_grid", "new_axes", "one_axes"]

SCREEN_DPI = 96
"""Dots per inch of the lesson's pictures: as many as are shown."""


def one_axes(ax: Axes | None) -> Axes:
    """Return the given Axes, or new ones."""
    if ax is not None:
        return ax
    return new_axes()[1]


def new_axes(width_in: float = 7.5, height_in: float = 4.5) -> tuple[Figure, Axes]:
    """Return a figure with one pair of axes; sizes in inches."""
    import matplotlib.pyplot as plt

    return plt.subplots(figsize=(width_in, height_in))


def axes_grid(
    rows: int, columns: int, width_in: float, height_in: float
) -> tuple[Figure, list[list[Axes]]]:
    """Return a figure with a grid of axes; sizes in inches."""
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(rows, columns, figsize=(width_in, height_in), squeeze=False)
    return figure, [list(row) for row in axes]
