"""Figures of conduction: the impulse that travels and stops, along the fibre and at chosen nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.display import PALETTE
from sciatica_edu.display.axes import drawing_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from sciatica_edu.nerve_block.conduction.impulse_view import ImpulseView

__all__ = ["plot_space_time", "plot_traces"]

_EXPOSED = PALETTE["orange"]


def plot_space_time(view: ImpulseView, *, ax: Axes | None = None) -> Axes:
    """Draw the membrane potential over time (across) and along the fibre (down).

    Parameters
    ----------
    view
        A simulated impulse.
    ax
        Axes to draw on; new ones when None.
    """
    ax = drawing_axes(ax)
    step_mm = view.internode_mm
    ax.imshow(
        view.voltage_mv,
        aspect="auto",
        cmap="magma",
        vmin=-85,
        vmax=40,
        interpolation="nearest",
        extent=(0, float(view.time_ms[-1]), (view.node_count - 0.5) * step_mm, -0.5 * step_mm),
    )
    first, after = view.exposed
    for node in (first, after):
        ax.axhline((node - 0.5) * step_mm, color="white", lw=1.2, ls="--")
    if after > first:
        ax.text(
            0.99,
            1 - (first + 0.1) / view.node_count,
            "exposed stretch",
            transform=ax.transAxes,
            ha="right",
            va="top",
            color="white",
            fontsize=8,
        )
    ax.set_xlabel("time (ms)")
    ax.set_ylabel("along the fibre (mm)")
    return ax


def plot_traces(view: ImpulseView, *, ax: Axes | None = None) -> Axes:
    """Draw the potential at the nodes that tell the story, one below the other.

    Parameters
    ----------
    view
        A simulated impulse.
    ax
        Axes to draw on; new ones when None.
    """
    ax = drawing_axes(ax)
    first, after = view.exposed
    for row, node in enumerate(view.watched_nodes):
        inside = first <= node < after
        shift = -160.0 * row
        ax.plot(
            view.time_ms,
            view.voltage_mv[node] + shift,
            color=_EXPOSED if inside else PALETTE["blue"],
            lw=1.6,
        )
        place = "in the stretch" if inside else "before it" if node < first else "beyond it"
        ax.text(
            view.time_ms[-1], shift - 86, f"node {node}, {place}", ha="right", va="top", fontsize=8
        )
    ax.plot([0, 0], [-40, 10], color=PALETTE["ink"], lw=2)
    ax.text(0.01 * view.time_ms[-1], -15, "50 mV", fontsize=8, va="center")
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.set_xlabel("time (ms)")
    return ax
