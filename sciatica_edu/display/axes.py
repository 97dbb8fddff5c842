"""Where a figure is drawn: on the axes given, or on new ones of its own size."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["drawing_axes"]


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
