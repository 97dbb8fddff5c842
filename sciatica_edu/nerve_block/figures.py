"""Figures of conduction: the impulse that travels and stops, critical block, the compound nerve.

Each ``plot_…`` draws on Axes; each ``…_picture`` adds size, alt text, caption and source.
Needles, doses and timing are in `block_figures.py`, rules and risks in `risk_figures.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.display import PALETTE, Picture, picture, styled
from sciatica_edu.nerve_block.compound_nerve import compound_block, simulate_compound
from sciatica_edu.nerve_block.conduction_block import axon_concentration_mm, phasic_block
from sciatica_edu.nerve_block.critical_block import critical_block_fraction
from sciatica_edu.nerve_block.impulse_view import ImpulseSetting, ImpulseView, impulse_view
from sciatica_edu.nerve_block.parameters import (
    load_binding_parameters,
    load_critical_tables,
    load_fibre_parameters,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sciatica_edu.nerve_block.compound_nerve import CompoundBlock, CompoundRecording

__all__ = [
    "MEASURED_DRUG",
    "compound_picture",
    "conduction_picture",
    "critical_block_picture",
    "critical_concentration_picture",
    "modelled_drug",
    "plot_compound_traces",
    "plot_critical_block",
    "plot_critical_concentration",
    "plot_space_time",
    "plot_traces",
    "plot_use_dependence",
    "use_dependence_picture",
]

MEASURED_DRUG = "lidocaine"
"""The drug whose binding was measured and whose block was checked in a living nerve."""

SCREEN_DPI = 96
"""Dots per inch of the lesson's pictures: as many as are shown."""

_MODEL = (
    "Source: this course's simulation after McIntyre, Richardson and Grill (2002). A model, not a "
    "measurement."
)
FIBRE_COLOURS = {
    "a_alpha": PALETTE["ink"],
    "a_beta": PALETTE["blue"],
    "a_delta": PALETTE["orange"],
    "c": PALETTE["green"],
}
FIBRE_STYLES = {"a_alpha": "-", "a_beta": "--", "a_delta": "-.", "c": ":"}
_EXPOSED = PALETTE["orange"]
_MILLIMOLAR = (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5)


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
        return MEASURED_DRUG, (
            f"No half-blocking concentration of {drug} was found for this course, so the pictures of "
            f"conduction show {MEASURED_DRUG}."
        )
    if known[drug].is_uncertain:
        return drug, (
            f"The half-blocking concentration of {drug} ({known[drug].half_block_mm:g} mM) is assumed: "
            "no measured value was found."
        )
    return drug, ""


def plot_space_time(view: ImpulseView, *, ax: Axes | None = None) -> Axes:
    """Draw the membrane potential over time (across) and along the fibre (down).

    Parameters
    ----------
    view
        A simulated impulse.
    ax
        Axes to draw on; new ones when None.
    """
    ax = _axes(ax)
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
    ax = _axes(ax)
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
    at_axon_mm = axon_concentration_mm(
        concentration_percent, binding=binding.binding(drug), parameters=binding
    )
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
        figure, axes = _grid(2, 2, 9.4, 6.6)
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
            f"{at_axon_mm:.2f} mM at the axon) it meets 10 mm of nerve in drug. {_source(drug)}"
        ),
    )


def plot_critical_block(
    diameters_um: Sequence[float] = (3.0, 10.0, 16.0), *, ax: Axes | None = None
) -> Axes:
    """Draw the share of channels that may be blocked before the impulse fails, by exposed nodes.

    Parameters
    ----------
    diameters_um
        Fibre diameters, 3 to 16 µm.
    ax
        Axes to draw on; new ones when None.
    """
    ax = _axes(ax)
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
        figure, ax = _new(7.6, 4.4)
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


def plot_critical_concentration(drug: str, *, at_axon_mm: float, ax: Axes | None = None) -> Axes:
    """Draw, for four kinds of fibre, the concentration that just stops an impulse, by length.

    Parameters
    ----------
    drug
        A drug with a known binding.
    at_axon_mm
        Concentration to mark, in mM.
    ax
        Axes to draw on; new ones when None.
    """
    ax = _axes(ax)
    lengths_mm = np.geomspace(1.0, 30.0, 80)
    courses: dict[str, list[float]] = {}
    kinds = load_fibre_parameters().classes
    for length_mm in lengths_mm:
        for verdict in _block(drug, at_axon_mm, float(length_mm)).verdicts:
            found = verdict.critical_concentration_mm
            courses.setdefault(verdict.fibre_class.id, []).append(
                np.nan if found is None else found
            )
    for kind in kinds:
        ax.plot(
            lengths_mm,
            courses[kind.id],
            FIBRE_STYLES[kind.id],
            color=FIBRE_COLOURS[kind.id],
            lw=2,
            label=f"{kind.name}: {kind.carries}",
        )
    ax.axhline(at_axon_mm, color=PALETTE["red"], lw=1)
    ax.text(1.03, at_axon_mm * 1.06, f"{at_axon_mm:.2f} mM", color=PALETTE["red"], fontsize=8)
    ax.set_xscale("log")
    ax.set_yscale("log")
    ax.set_xticks([1, 2, 3, 5, 10, 20, 30], ["1", "2", "3", "5", "10", "20", "30"])
    ax.set_yticks(_MILLIMOLAR, [f"{value:g}" for value in _MILLIMOLAR])
    ax.minorticks_off()
    ax.set_xlabel("length of nerve in drug (mm)")
    ax.set_ylabel(f"{drug} that stops an impulse (mM)")
    ax.legend(frameon=False)
    return ax


def critical_concentration_picture(drug: str, *, concentration_percent: float) -> Picture:
    """Return which kind of fibre fails at which concentration and length.

    Parameters
    ----------
    drug
        A drug with a known binding.
    concentration_percent
        Strength of the solution, 0 to 10 %.
    """
    binding = load_binding_parameters()
    at_axon_mm = axon_concentration_mm(
        concentration_percent, binding=binding.binding(drug), parameters=binding
    )
    with styled():
        figure, ax = _new(7.6, 4.6)
        plot_critical_concentration(drug, at_axon_mm=at_axon_mm, ax=ax)
        ax.set_title("Which fibre fails first depends on the length in drug")
    told = "; ".join(
        f"over {length_mm} mm: {_order(drug, at_axon_mm, length_mm)}" for length_mm in (3, 10, 30)
    )
    return picture(
        figure,
        dpi=SCREEN_DPI,
        alt=(
            f"Four curves of the {drug} concentration that just stops an impulse, against the length of "
            f"nerve in drug. Lowest concentration first, {told}. A line marks the {at_axon_mm:.2f} mM "
            f"estimated for {concentration_percent:g} %."
        ),
        caption=(
            f"Where a curve is missing, nothing stops that fibre. One typical size of each kind. "
            f"{_source(drug)}"
        ),
    )


def plot_compound_traces(recording: CompoundRecording, *, axes: Sequence[Axes]) -> Sequence[Axes]:
    """Draw the impulse before and beyond the stretch for each kind of fibre, a panel each.

    Parameters
    ----------
    recording
        From ``simulate_compound``.
    axes
        As many Axes as kinds of fibre.
    """
    passed = recording.conducts
    panels = [
        (kind, recording.myelinated, index)
        for index, kind in enumerate(recording.myelinated_classes)
    ]
    panels.append((recording.unmyelinated_class, recording.unmyelinated, 0))
    for ax, (kind, found, index) in zip(axes, panels, strict=True):
        before = 6 if kind.is_myelinated else 30
        for node, colour, style in (
            (before, PALETTE["grey"], "--"),
            (found.read_node, FIBRE_COLOURS[kind.id], "-"),
        ):
            ax.plot(found.time_ms, found.node_voltage_mv[index, node], style, color=colour, lw=1.6)
        ax.set_ylim(-100, 60)
        ax.set_yticks([-80, 0])
        word = "passes" if passed[kind.id] else "STOPPED"
        ax.set_title(f"{kind.name} ({kind.diameter_um:g} µm), {kind.carries}: {word}", fontsize=9)
    return axes


def compound_picture(drug: str, *, concentration_percent: float) -> Picture:
    """Return the impulses of four kinds of fibre before and beyond 10 mm of nerve in drug.

    Parameters
    ----------
    drug
        A drug with a known binding.
    concentration_percent
        Strength of the solution, 0 to 10 %.
    """
    binding = load_binding_parameters()
    at_axon_mm = axon_concentration_mm(
        concentration_percent, binding=binding.binding(drug), parameters=binding
    )
    block = _block(drug, at_axon_mm, 10.0)
    recording = simulate_compound(block, parameters=load_fibre_parameters())
    with styled():
        figure, axes = _grid(2, 2, 9.0, 4.6)
        plot_compound_traces(recording, axes=[ax for row in axes for ax in row])
        for ax in axes[1]:
            ax.set_xlabel("time (ms)")
        for row in axes:
            row[0].set_ylabel("mV")
    passed = recording.conducts
    told = "; ".join(
        f"{v.fibre_class.name} ({v.fibre_class.carries}) {'passes' if passed[v.fibre_class.id] else 'is stopped'}"
        for v in block.verdicts
    )
    return picture(
        figure,
        dpi=SCREEN_DPI,
        alt=(
            "Four panels with the impulse before the drug (dashed) and beyond it (solid), one for each kind "
            f"of fibre, at {at_axon_mm:.2f} mM {drug} over 10 mm: {told}."
        ),
        caption=(
            f"Four kinds of fibre under {drug} {concentration_percent:g} % (estimated {at_axon_mm:.2f} mM at "
            f"the axon). Dashed: before the drug. Solid: beyond it. {_source(drug)}"
        ),
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
    ax = _axes(ax)
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
        figure, ax = _new(7.0, 4.0)
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


def _source(drug: str) -> str:
    binding = load_binding_parameters().binding(drug)
    if binding.is_uncertain:
        return f"{_MODEL} The binding of {drug} is assumed."
    return f"{_MODEL} Binding of {drug}: {binding.source}."


def _block(drug: str, at_axon_mm: float, length_mm: float) -> CompoundBlock:
    return compound_block(
        at_axon_mm,
        drug=drug,
        exposed_length_mm=length_mm,
        parameters=load_fibre_parameters(),
        binding=load_binding_parameters(),
        tables=load_critical_tables(),
    )


def _order(drug: str, at_axon_mm: float, length_mm: float) -> str:
    verdicts = _block(drug, at_axon_mm, length_mm).verdicts
    found = sorted(
        (v.critical_concentration_mm, v.fibre_class.name)
        for v in verdicts
        if v.critical_concentration_mm is not None
    )
    never = [v.fibre_class.name for v in verdicts if v.critical_concentration_mm is None]
    told = ", ".join(f"{name} {value:.2f} mM" for value, name in found)
    return told + (f" ({', '.join(never)} never)" if never else "")


def _axes(ax: Axes | None) -> Axes:
    if ax is not None:
        return ax
    return _new(7.5, 4.5)[1]


def _new(width_in: float, height_in: float) -> tuple[Figure, Axes]:
    import matplotlib.pyplot as plt

    return plt.subplots(figsize=(width_in, height_in))


def _grid(
    rows: int, columns: int, width_in: float, height_in: float
) -> tuple[Figure, list[list[Axes]]]:
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(rows, columns, figsize=(width_in, height_in), squeeze=False)
    return figure, [list(row) for row in axes]
