"""Tables of conduction in the nerve-block lesson; the numbers come from the models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.display import Html, join, table
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.nerve_block.conduction.compound_figures import axon_mm, block_at
from sciatica_edu.nerve_block.conduction.impulse_figures import modelled_drug
from sciatica_edu.nerve_block.conduction.impulse_view import ImpulseSetting, impulse_view
from sciatica_edu.nerve_block.conduction.parameters import (
    load_binding_parameters,
    load_fibre_parameters,
)
from sciatica_edu.nerve_block.topic import danger_notes
from sciatica_edu.nerve_block.widget_kit import heading, listed, paragraph

if TYPE_CHECKING:
    from sciatica_edu.evidence.course import Course

__all__ = ["compound_table", "compression_table", "drug_note", "left_out_of_the_model"]


def drug_note(course: Course, drug: str) -> Html:
    """Return what must be said about a drug before the pictures of conduction."""
    shown, note = modelled_drug(drug)
    text = f"{note} {sentence('conduction.shown').fill(shown=shown)}".strip()
    return join([paragraph(text), *danger_notes(course, drug)])


def compound_table(
    drug: str, *, concentration_percent: float, exposed_length_mm: float = 10.0
) -> Html:
    """Return which kinds of fibre fail and what the patient notices.

    Parameters
    ----------
    drug
        A drug with a known binding.
    concentration_percent
        Strength of the solution, 0 to 10 %.
    exposed_length_mm
        Length of nerve in drug, 0.1 to 200 mm.
    """
    at_axon_mm = axon_mm(drug, concentration_percent)
    block = block_at(drug, at_axon_mm, exposed_length_mm)
    rows = [
        (
            f"{v.fibre_class.name}, {v.fibre_class.diameter_um:g} µm",
            v.fibre_class.carries,
            "no nodes" if v.exposed_nodes is None else str(v.exposed_nodes),
            "nothing stops it"
            if v.critical_concentration_mm is None
            else f"{v.critical_concentration_mm:.2f} mM",
            "conducts" if v.conducts else "BLOCKED",
            v.notices,
        )
        for v in block.verdicts
    ]
    return table(
        ("Fibre", "Tested by", "Exposed nodes", "Stops at", "Now", "The patient notices"),
        rows,
        caption=(
            f"{drug} {concentration_percent:g} %, estimated {at_axon_mm:.2f} mM at the axon, over "
            f"{exposed_length_mm:g} mm; {block.verdicts[0].blocked_share:.0%} of the sodium channels blocked (model)"
        ),
    )


def compression_table() -> Html:
    """Return what damage to the myelin alone, without any drug, does to one impulse."""
    parameters, binding = load_fibre_parameters(), load_binding_parameters()
    rows = []
    for stage in parameters.compression_stages:
        view = impulse_view(
            ImpulseSetting(
                myelin_fraction=stage.myelin_fraction, paranode_gap_factor=stage.paranode_gap_factor
            ),
            parameters=parameters,
            binding=binding,
        )
        speed = "–" if view.speed_m_per_s is None else f"{view.speed_m_per_s:.0f} m/s"
        rows.append(
            (
                stage.name,
                f"{stage.myelin_fraction:.0%}",
                f"{stage.paranode_gap_factor:g} ×",
                speed,
                view.verdict,
            )
        )
    return table(
        ("Stage", "Myelin left", "Paranodal gap", "Speed there", "The impulse"),
        rows,
        caption="Compression of 10 mm of a fibre of 10 µm, no drug (model; stages, not measured pressures)",
    )


def left_out_of_the_model() -> Html:
    """Return what the fibre model does not reproduce."""
    items = [
        sentence(f"conduction.left-out.{part}").text
        for part in (
            "pain",
            "sensory",
            "spread",
            "single-fibres",
            "temperature",
            "c-fibre",
            "thin",
        )
    ]
    title = "What the model does not show"
    return heading(title) + listed(items)
