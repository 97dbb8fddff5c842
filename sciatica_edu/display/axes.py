"""Where a figure is drawn: on the axes given, or on new ones of its own size; and back again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["SCREEN_DPI", "axes_grid", "drawing_axes", "figure_of", "new_axes"]

SCREEN_DPI = 96
"""Dots per inch of a lesson's pictures: as many as are shown."""


def drawing_axes(ax: Axes | None, *, width_in: float = 7.5, height_in: float = 4.5) -> Axes:
    """Return `ax`, or the axes of a new figure when it is None.

    Parameters
    ----------
    ax
        Axes given by the caller.
    width_in, height_in
        Size of the new figure, inches, above 0.
    """
    if ax is not None:
        return ax
    return new_axes(width_in, height_in)[1]


def new_axes(width_in: float, height_in: float) -> tuple[Figure, Axes]:
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


def figure_of(ax: Axes) -> Figure:
    """Return the whole figure on which axes stand.

    Raises
    ------
    ValueError
        If the axes were taken out of their figure.
    """
    figure = ax.get_figure(root=True)
    if figure is None:
        raise ValueError("the axes belong to no figure.")
    return figure
