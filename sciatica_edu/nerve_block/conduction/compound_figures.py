"""Figures of a whole nerve: four kinds of fibre under one drug, and which of them fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.display import PALETTE, Picture, picture, styled
from sciatica_edu.display.axes import SCREEN_DPI, axes_grid, drawing_axes, new_axes
from sciatica_edu.nerve_block.conduction.block import axon_concentration_mm
from sciatica_edu.nerve_block.conduction.compound_nerve import compound_block, simulate_compound
from sciatica_edu.nerve_block.conduction.impulse_figures import model_source
from sciatica_edu.nerve_block.conduction.parameters import (
    load_binding_parameters,
    load_critical_tables,
    load_fibre_parameters,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from sciatica_edu.nerve_block.conduction.compound_nerve import CompoundBlock, CompoundRecording

__all__ = [
    "axon_mm",
    "block_at",
    "compound_picture",
    "critical_concentration_picture",
    "plot_compound_traces",
    "plot_critical_concentration",
]

FIBRE_COLOURS = {
    "a_alpha": PALETTE["ink"],
    "a_beta": PALETTE["blue"],
    "a_delta": PALETTE["orange"],
    "c": PALETTE["green"],
}
FIBRE_STYLES = {"a_alpha": "-", "a_beta": "--", "a_delta": "-.", "c": ":"}
_MILLIMOLAR = (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5)


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
    ax = drawing_axes(ax)
    lengths_mm = np.geomspace(1.0, 30.0, 80)
    courses = _critical_courses(drug, at_axon_mm, lengths_mm)
    for kind in load_fibre_parameters().classes:
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


def _critical_courses(
    drug: str, at_axon_mm: float, lengths_mm: NDArray[np.float64]
) -> dict[str, list[float]]:
    """Return for each kind of fibre the critical concentration at each length; gaps where none."""
    courses: dict[str, list[float]] = {}
    for length_mm in lengths_mm:
        for verdict in block_at(drug, at_axon_mm, float(length_mm)).verdicts:
            found = verdict.critical_concentration_mm
            courses.setdefault(verdict.fibre_class.id, []).append(
                np.nan if found is None else found
            )
    return courses


def critical_concentration_picture(drug: str, *, concentration_percent: float) -> Picture:
    """Return which kind of fibre fails at which concentration and length.

    Parameters
    ----------
    drug
        A drug with a known binding.
    concentration_percent
        Strength of the solution, 0 to 10 %.
    """
    at_axon_mm = axon_mm(drug, concentration_percent)
    with styled():
        figure, ax = new_axes(7.6, 4.6)
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
            f"{model_source(drug)}"
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
    at_axon_mm = axon_mm(drug, concentration_percent)
    block = block_at(drug, at_axon_mm, 10.0)
    recording = simulate_compound(block, parameters=load_fibre_parameters())
    return picture(
        _compound_figure(recording),
        dpi=SCREEN_DPI,
        alt=(
            "Four panels with the impulse before the drug (dashed) and beyond it (solid), one for each kind "
            f"of fibre, at {at_axon_mm:.2f} mM {drug} over 10 mm: {_passages(block, recording)}."
        ),
        caption=(
            f"Four kinds of fibre under {drug} {concentration_percent:g} % (estimated {at_axon_mm:.2f} mM at "
            f"the axon). Dashed: before the drug. Solid: beyond it. {model_source(drug)}"
        ),
    )


def _compound_figure(recording: CompoundRecording) -> Figure:
    with styled():
        figure, axes = axes_grid(2, 2, 9.0, 4.6)
        plot_compound_traces(recording, axes=[ax for row in axes for ax in row])
        for ax in axes[1]:
            ax.set_xlabel("time (ms)")
        for row in axes:
            row[0].set_ylabel("mV")
    return figure


def _passages(block: CompoundBlock, recording: CompoundRecording) -> str:
    passed = recording.conducts
    kinds = [verdict.fibre_class for verdict in block.verdicts]
    return "; ".join(
        f"{kind.name} ({kind.carries}) {'passes' if passed[kind.id] else 'is stopped'}"
        for kind in kinds
    )


def axon_mm(drug: str, concentration_percent: float) -> float:
    """Return the concentration at the axon in mM, from the strength of the solution in %."""
    return axon_concentration_mm(
        concentration_percent, drug=drug, parameters=load_binding_parameters()
    )


def block_at(drug: str, at_axon_mm: float, length_mm: float) -> CompoundBlock:
    """Return the block of all kinds of fibre with the course's constants."""
    return compound_block(
        at_axon_mm,
        drug=drug,
        exposed_length_mm=length_mm,
        parameters=load_fibre_parameters(),
        binding=load_binding_parameters(),
        tables=load_critical_tables(),
    )


def _order(drug: str, at_axon_mm: float, length_mm: float) -> str:
    verdicts = block_at(drug, at_axon_mm, length_mm).verdicts
    found = sorted(
        (v.critical_concentration_mm, v.fibre_class.name)
        for v in verdicts
        if v.critical_concentration_mm is not None
    )
    never = [v.fibre_class.name for v in verdicts if v.critical_concentration_mm is None]
    told = ", ".join(f"{name} {value:.2f} mM" for value, name in found)
    return told + (f" ({', '.join(never)} never)" if never else "")
