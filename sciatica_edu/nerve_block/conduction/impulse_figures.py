"""Figures of conduction: the impulse that travels and stops, critical block, use dependence.

Each ``plot_…`` draws on Axes; each ``…_picture`` adds size, alt text, caption and source.
Several kinds of fibre at once are in `compound_figures.py`. Needles and timing are in `block_figures.py`, rules and risks in `risk_figures.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.display import PALETTE, Picture, picture, styled
from sciatica_edu.display.axes import SCREEN_DPI, axes_grid, drawing_axes, new_axes
from sciatica_edu.errors import require_in_range
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.nerve_block.conduction.block import axon_concentration_mm, phasic_block
from sciatica_edu.nerve_block.conduction.critical_block import critical_block_fraction
from sciatica_edu.nerve_block.conduction.impulse_view import (
    ImpulseSetting,
    ImpulseView,
    impulse_view,
)
from sciatica_edu.nerve_block.conduction.parameters import (
    load_binding_parameters,
    load_critical_tables,
    load_fibre_parameters,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

__all__ = [
    "MEASURED_DRUG",
    "conduction_picture",
    "critical_block_picture",
    "model_source",
    "modelled_drug",
    "plot_critical_block",
    "plot_space_time",
    "plot_traces",
    "plot_use_dependence",
    "start_concentration_mm",
    "use_dependence_picture",
]

MEASURED_DRUG = "lidocaine"
"""The drug whose binding was measured and whose block was checked in a living nerve."""

_MODEL = (
    "Source: this course's simulation after McIntyre, Richardson and Grill (2002). A model, not a "
    "measurement."
)
_EXPOSED = PALETTE["orange"]


def modelled_drug(drug: str) -> tuple[str, str]:
    """Return the drug the fibre model can show for a lesson's drug, and what to tell about it.

    Parameters
    ----------
    drug
        A local anaesthetic of the course.

    Returns
    -------
    tuple
        The drug that is simulated, and a sentence; empty when nothing needs saying.
    """
    known = load_binding_parameters().drugs
    if drug not in known:
        told = sentence("conduction.drug-not-modelled").fill(drug=drug, shown=MEASURED_DRUG)
        return MEASURED_DRUG, told
    if known[drug].is_uncertain:
        half = f"{known[drug].half_block_mm:g}"
        return drug, sentence("conduction.drug-assumed").fill(drug=drug, half_mm=half)
    return drug, ""


def start_concentration_mm(drug: str) -> float:
    """Return where the conduction widget starts for a drug: about half of the channels blocked, in mM."""
    half_mm = load_binding_parameters().binding(drug).half_block_mm
    return round(0.02 * round(half_mm / 0.02), 2)


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


def conduction_picture(drug: str, *, concentration_percent: float) -> Picture:
    """Return one impulse without and with the drug: along the fibre, and at chosen nodes.

    Parameters
    ----------
    drug
        A drug with a known binding, see `modelled_drug`.
    concentration_percent
        Strength of the solution, 0 to 10 %; what reaches the axon is estimated from it.
    """
    parameters, binding = load_fibre_parameters(), load_binding_parameters()
    at_axon_mm = axon_concentration_mm(concentration_percent, drug=drug, parameters=binding)
    views = [
        impulse_view(
            ImpulseSetting(drug=drug, concentration_mm=amount_mm),
            parameters=parameters,
            binding=binding,
        )
        for amount_mm in (0.0, at_axon_mm)
    ]
    longest_ms = max(float(view.time_ms[-1]) for view in views)
    with styled():
        figure, axes = axes_grid(2, 2, 9.4, 6.6)
        for column, view in enumerate(views):
            plot_space_time(view, ax=axes[0][column])
            axes[0][column].set_xlim(0, longest_ms)
            axes[0][column].set_facecolor("#0b0417")
            plot_traces(view, ax=axes[1][column])
            axes[1][column].set_xlim(0, longest_ms)
        axes[0][0].set_title("No drug")
        axes[0][1].set_title(f"{drug}, {at_axon_mm:.2f} mM at the axon")
        mapped = axes[0][1].images[0]
        figure.colorbar(mapped, ax=axes[0], label="membrane potential (mV)", shrink=0.9)
    return picture(
        figure,
        dpi=SCREEN_DPI,
        alt=(
            "One impulse in a nerve fibre of 10 µm, drawn over time and along the fibre, beside the "
            f"potential at five nodes. Left, without drug: {views[0].verdict} Right, with {drug} "
            f"{at_axon_mm:.2f} mM over 10 mm, which blocks {views[1].blocked_share:.0%} of the sodium "
            f"channels: {views[1].verdict}"
        ),
        caption=(
            f"An impulse travels, and with {drug} {concentration_percent:g} % (estimated "
            f"{at_axon_mm:.2f} mM at the axon) it meets 10 mm of nerve in drug. {model_source(drug)}"
        ),
    )


def plot_critical_block(
    diameters_um: Sequence[float] = (3.0, 10.0, 16.0), *, ax: Axes | None = None
) -> Axes:
    """Draw the share of channels that may be blocked before the impulse fails, by exposed nodes.

    Parameters
    ----------
    diameters_um
        One to three fibre diameters, 3 to 16 µm.
    ax
        Axes to draw on; new ones when None.

    Raises
    ------
    OutOfRangeError
        If there are more than three diameters, or one is out of range.
    """
    ax = drawing_axes(ax)
    require_in_range("number of fibre diameters", len(diameters_um), 1, 3)
    tables = load_critical_tables()
    nodes = [1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30]
    looks = zip((PALETTE["orange"], PALETTE["blue"], PALETTE["ink"]), ("s", "o", "^"), strict=True)
    for diameter_um, (colour, marker) in zip(diameters_um, looks, strict=False):
        found = [
            critical_block_fraction(diameter_um, exposed_nodes=n, tables=tables) for n in nodes
        ]
        solid = [(n, 100 * b) for n, b in zip(nodes, found, strict=True) if b is not None]
        free = [n for n, b in zip(nodes, found, strict=True) if b is None]
        ax.plot(*zip(*solid, strict=True), marker=marker, color=colour, label=f"{diameter_um:g} µm")
        ax.plot(free, [101.5] * len(free), marker, mfc="white", color=colour, ls="none")
    ax.axhline(100, color=PALETTE["grey"], lw=0.8)
    ax.text(
        30, 103, "open symbols: even complete block is jumped", fontsize=8, ha="right", va="bottom"
    )
    ax.set_xscale("log")
    ax.set_xticks(nodes, [str(n) for n in nodes])
    ax.minorticks_off()
    ax.set_ylim(70, 108)
    ax.set_xlabel("exposed nodes of Ranvier in a row")
    ax.set_ylabel("channels that may be blocked (%)")
    ax.legend(title="fibre diameter", frameon=False)
    return ax


def critical_block_picture() -> Picture:
    """Return how many nodes, and how much block, it takes to stop an impulse."""
    tables = load_critical_tables()
    at_three, at_thirty = (
        critical_block_fraction(10.0, exposed_nodes=nodes, tables=tables) or 1.0
        for nodes in (3, 30)
    )
    with styled():
        figure, ax = new_axes(7.6, 4.4)
        plot_critical_block(ax=ax)
        ax.set_title("Few nodes need nearly complete block; many nodes need less")
    return picture(
        figure,
        dpi=SCREEN_DPI,
        alt=(
            "Three falling curves: the share of sodium channels that may be blocked before the impulse "
            "fails, against the number of exposed nodes. One or two nodes are always jumped. In a fibre "
            f"of 10 µm three nodes tolerate {at_three:.0%} block and thirty nodes {at_thirty:.0%}; thin "
            "and thick fibres end at nearly the same level."
        ),
        caption=f"Critical block at 37 °C. {_MODEL}",
    )


def plot_use_dependence(drug: str = MEASURED_DRUG, *, ax: Axes | None = None) -> Axes:
    """Draw the share of blocked channels met by the tenth impulse, against the firing rate.

    Parameters
    ----------
    drug
        A drug with a known binding.
    ax
        Axes to draw on; new ones when None.
    """
    ax = drawing_axes(ax)
    binding = load_binding_parameters()
    rates_hz = np.linspace(0, 200, 81)
    looks = zip((0.2, 0.28, 0.4), ("-", "--", ":"), strict=True)
    for concentration_mm, style in looks:
        shares = [
            100
            * phasic_block(
                concentration_mm,
                binding=binding.binding(drug),
                parameters=binding,
                firing_rate_hz=float(rate_hz),
            ).at_last_impulse
            for rate_hz in rates_hz
        ]
        ax.plot(
            rates_hz, shares, style, color=PALETTE["blue"], lw=2, label=f"{concentration_mm} mM"
        )
    critical = critical_block_fraction(10.0, exposed_nodes=8, tables=load_critical_tables())
    if critical is not None:
        ax.axhline(100 * critical, color=PALETTE["red"], lw=1)
        ax.text(200, 100 * critical + 0.4, "eight nodes fail above this", fontsize=8, ha="right")
    ax.set_xlabel("impulses a second")
    ax.set_ylabel("channels blocked at the tenth impulse (%)")
    ax.legend(title=drug, frameon=False)
    return ax


def use_dependence_picture() -> Picture:
    """Return how firing deepens block."""
    binding = load_binding_parameters()
    rest, fast = (
        phasic_block(
            0.28,
            binding=binding.binding(MEASURED_DRUG),
            parameters=binding,
            firing_rate_hz=rate_hz,
        ).at_last_impulse
        for rate_hz in (0.0, 200.0)
    )
    with styled():
        figure, ax = new_axes(7.0, 4.0)
        plot_use_dependence(ax=ax)
        ax.set_title("The more a fibre fires, the more it is blocked")
    return picture(
        figure,
        dpi=SCREEN_DPI,
        alt=(
            "Three rising curves of blocked sodium channels against firing rate, for lidocaine at 0.2, 0.28 "
            f"and 0.4 mM. At 0.28 mM the tenth impulse meets {rest:.0%} block at rest and {fast:.0%} at 200 "
            "a second, which is about where eight exposed nodes fail."
        ),
        caption=(
            "Use dependence, fitted to one measurement: the tenth impulse at 200 a second fails at 0.28 mM "
            "in rat nerve (Huang et al. 1997). Other rates are the model's prediction."
        ),
    )


def model_source(drug: str) -> str:
    """Return where a picture of the model comes from, and what is assumed in it."""
    binding = load_binding_parameters().binding(drug)
    if binding.is_uncertain:
        return f"{_MODEL} The binding of {drug} is assumed."
    return f"{_MODEL} Binding of {drug}: {binding.source}."
