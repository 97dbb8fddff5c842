"""Tables of conduction: which drug is shown, which fibres fail, what compression does, what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.display import Html, join, table
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.nerve_block.conduction.compound_nerve import stopping_concentrations_mm
from sciatica_edu.nerve_block.conduction.impulse_view import ImpulseSetting, impulse_view
from sciatica_edu.nerve_block.conduction.parameters import (
    load_binding_parameters,
    load_fibre_parameters,
)
from sciatica_edu.nerve_block.topic import danger_notes
from sciatica_edu.nerve_block.widget_kit import heading, listed, paragraph

if TYPE_CHECKING:
    from sciatica_edu.evidence.course import Course

__all__ = [
    "compression_table",
    "drug_note",
    "left_out_of_the_model",
    "modelled_drug",
    "start_concentration_mm",
    "stopping_table",
]

_MEASURED_DRUG = "lidocaine"  # its binding was measured, its block checked in a living nerve
_LENGTHS_MM = (3.0, 10.0)


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
        told = sentence("conduction.drug-not-modelled").fill(drug=drug, shown=_MEASURED_DRUG)
        return _MEASURED_DRUG, told
    if known[drug].is_uncertain:
        half = f"{known[drug].half_block_mm:g}"
        return drug, sentence("conduction.drug-assumed").fill(drug=drug, half_mm=half)
    return drug, ""


def start_concentration_mm(drug: str) -> float:
    """Return where the conduction widget starts for a drug: about half of the channels blocked, in mM."""
    half_mm = load_binding_parameters().binding(drug).half_block_mm
    return round(0.02 * round(half_mm / 0.02), 2)


def drug_note(course: Course, drug: str) -> Html:
    """Return what must be said about a drug before the pictures of conduction."""
    shown, note = modelled_drug(drug)
    text = f"{note} {sentence('conduction.shown').fill(shown=shown)}".strip()
    return join([paragraph(text), *danger_notes(course, drug)])


def stopping_table(drug: str) -> Html:
    """Return what concentration stops each kind of fibre, over a short and a long stretch.

    Parameters
    ----------
    drug
        A drug with a known binding, see `modelled_drug`.
    """
    parameters, binding = load_fibre_parameters(), load_binding_parameters()
    found = [
        stopping_concentrations_mm(
            drug, exposed_length_mm=length_mm, parameters=parameters, binding=binding
        )
        for length_mm in _LENGTHS_MM
    ]
    rows = [
        (
            f"{kind.name}, {kind.diameter_um:g} µm",
            kind.carries,
            *(
                "nothing stops it" if of[kind.id] is None else f"{of[kind.id]:.2f} mM"
                for of in found
            ),
        )
        for kind in parameters.classes
    ]
    assumed = " (its binding is assumed)" if binding.binding(drug).is_uncertain else ""
    return table(
        ("Fibre", "Tested by", *(f"Over {length_mm:g} mm" for length_mm in _LENGTHS_MM)),
        rows,
        caption=f"{drug}{assumed} at the axon that just stops a single impulse (this course's simulation, no measurement)",
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
        left, gap = f"{stage.myelin_fraction:.0%}", f"{stage.paranode_gap_factor:g} ×"
        rows.append((stage.name, left, gap, speed, view.verdict))
    return table(
        ("Stage", "Myelin left", "Paranodal gap", "Speed there", "The impulse"),
        rows,
        caption="Compression of 10 mm of a fibre of 10 µm, no drug (model; stages, not measured pressures)",
    )


def left_out_of_the_model() -> Html:
    """Return what the fibre model does not reproduce."""
    parts = ("pain", "sensory", "spread", "single-fibres", "temperature", "c-fibre", "thin")
    items = [sentence(f"conduction.left-out.{part}").text for part in parts]
    return heading("What the model does not show") + listed(items)
