"""Where a figure is drawn: on the axes given, or on new ones of its own size; and back again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["drawing_axes", "figure_of"]


def drawing_axes(ax: Axes | None, *, width_in: float, height_in: float) -> Axes:
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
    import matplotlib.pyplot as plt

    new: Axes = plt.subplots(figsize=(width_in, height_in))[1]
    return new


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
