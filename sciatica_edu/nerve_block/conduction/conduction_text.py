"""What the conduction widget says in words: lines below the picture, and the table of fibres.

The browser fills the same sentences (``words.js``); a test compares the two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.nerve_block.conduction.block import axon_concentration_mm
from sciatica_edu.nerve_block.conduction.compound_nerve import FibreVerdict, simulate_compound
from sciatica_edu.nerve_block.conduction.impulse_view import MOST_EXPOSED_NODES
from sciatica_edu.nerve_block.conduction.impulse_words import SENTENCES

if TYPE_CHECKING:
    from sciatica_edu.nerve_block.conduction.block import BindingParameters
    from sciatica_edu.nerve_block.conduction.compound_nerve import CompoundBlock
    from sciatica_edu.nerve_block.conduction.impulse_view import ImpulseView
    from sciatica_edu.nerve_block.conduction.parameters import FibreParameters

__all__ = ["FIBRE_HEADER", "fibre_rows", "impulse_lines", "setting_told"]

FIBRE_HEADER = (
    "Fibre",
    "Carries",
    "Channels blocked",
    "Stops above about",
    "Now",
    "The patient notices",
)


def impulse_lines(view: ImpulseView, *, binding: BindingParameters) -> list[str]:
    """Return what must be said about an impulse besides its verdict."""
    setting = view.setting
    one_percent_mm = axon_concentration_mm(1.0, drug=setting.drug, parameters=binding)
    lines = [
        SENTENCES["blocked_share"].format(
            share=_percent(view.blocked_share), nodes=view.exposed_in_nerve
        ),
        SENTENCES["solution"].format(percent=f"{setting.concentration_mm / one_percent_mm:.2f}"),
    ]
    if view.exposed_in_nerve > MOST_EXPOSED_NODES:
        lines.append(SENTENCES["more_nodes"].format(most=MOST_EXPOSED_NODES))
    if setting.firing_rate_hz > 0:
        lines.append(SENTENCES["tenth"])
    if view.is_extension:
        lines.append(SENTENCES["extension"])
    if view.is_assumed:
        lines.append(SENTENCES["assumed"].format(drug=setting.drug))
    return lines


def fibre_rows(block: CompoundBlock | None, *, parameters: FibreParameters) -> list[list[str]]:
    """Return a row for each kind of fibre; whether it conducts is simulated, as in the lanes.

    Parameters
    ----------
    block
        From ``compound_block``; None gives no rows.
    parameters
        Constants of the fibre models.
    """
    if block is None:
        return []
    passed = simulate_compound(block, parameters=parameters).conducts
    return [_row(verdict, passes=passed[verdict.fibre_class.id]) for verdict in block.verdicts]


def setting_told(view: ImpulseView) -> str:
    """Return the settings of an impulse in one sentence."""
    setting = view.setting
    return (
        f"{setting.drug} {setting.concentration_mm:g} mM at the axon over {setting.exposed_length_mm:g} mm, fibre "
        f"{setting.diameter_um:g} µm, {setting.temperature_c:g} °C, {setting.firing_rate_hz:g} impulses a second, "
        f"myelin {setting.myelin_fraction:.0%}, paranodal gap {setting.paranode_gap_factor:g} times."
    )


def _percent(share: float) -> str:
    return f"{100 * share:.0f}"


def _row(verdict: FibreVerdict, *, passes: bool) -> list[str]:
    kind, critical = verdict.fibre_class, verdict.critical_share
    return [
        f"{kind.name}, {kind.diameter_um:g} µm",
        kind.carries,
        f"{_percent(verdict.blocked_share)}%",
        SENTENCES["never_stops"] if critical is None else f"{_percent(critical)}%",
        SENTENCES["conducts" if passes else "blocked"],
        kind.noticed(conducts=passes),
    ]
