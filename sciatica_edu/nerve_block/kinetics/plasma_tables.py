"""The plasma model beside what was measured, and the dose it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.display import Html, join, table
from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.nerve_block.conduction.parameters import load_kinetics_parameters
from sciatica_edu.nerve_block.dosing.body_weight import BodyWeight
from sciatica_edu.nerve_block.dosing.dose import lowest_limit
from sciatica_edu.nerve_block.kinetics.pharmacokinetics import block_course, plasma_course
from sciatica_edu.nerve_block.topic import danger_notes, drug_of
from sciatica_edu.nerve_block.widget_kit import paragraph

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.nerve_block.kinetics.kinetics import Observation

__all__ = ["plasma_dose_mg", "plasma_table"]

_PLASMA_DRUG = "ropivacaine"


def plasma_dose_mg(course: Course, *, weight_kg: float) -> float:
    """Return the ropivacaine dose the plasma picture shows: the course's limit, in mg.

    Parameters
    ----------
    course
        The content.
    weight_kg
        Body weight, 30 to 200 kg.
    """
    return lowest_limit(drug_of(course, _PLASMA_DRUG), weight=BodyWeight(weight_kg)).stated.value


def plasma_table(course: Course, drug: str, *, dose_mg: float) -> Html:
    """Return the model beside measurements; for a drug without a course, what was measured.

    Parameters
    ----------
    course
        The content.
    drug
        The drug of the lesson.
    dose_mg
        Dose of ropivacaine, above 0 to 2000 mg.
    """
    known = load_kinetics_parameters()
    kinetics = known.kinetics(_PLASMA_DRUG)
    plasma = plasma_course(dose_mg, kinetics=kinetics)
    block = block_course(dose_mg, kinetics=kinetics)
    onset = "never" if block.onset_min is None else f"{block.onset_min:.0f} min"
    duration = "–" if block.duration_h is None else f"{block.duration_h:.0f} h"
    shown = [
        (f"model, {what}", f"{dose_mg:g} mg", value, "this course's model")
        for what, value in (
            ("highest total in plasma", f"{plasma.peak_mg_per_l:.2f} mg/L"),
            ("time of the peak", f"{plasma.peak_time_h:.1f} h"),
            ("onset (too early)", onset),
            ("duration", duration),
        )
    ]
    shown += [_observed(item) for item in known.observations.values() if item.drug == _PLASMA_DRUG]
    whole = table(
        ("Ropivacaine", "Dose", "Value", "Source"),
        shown,
        caption=f"The model beside what was measured. {sentence('dose.not-a-tool').text} {NOT_MEDICAL_ADVICE}",
    )
    if drug == _PLASMA_DRUG:
        return whole
    text = sentence("plasma.none-invented").fill(drug=drug, shown=_PLASMA_DRUG)
    return join([paragraph(text), *danger_notes(course, drug), whole])


def _observed(item: Observation) -> tuple[str, str, str, str]:
    units: Mapping[str, str] = {"mg_per_L": "mg/L", "mg_h_per_L": "mg·h/L"}
    unit = units.get(item.unit, item.unit)
    fitted = "; the model was fitted to it" if item.is_fitted else ""
    spread = "standard deviation" if item.spread_kind == "sd" else "quartiles"
    name = f"measured, {item.quantity.replace('_', ' ')}, {item.site}{fitted}"
    dose = "–" if item.dose_mg is None else f"{item.dose_mg:g} mg"
    value = f"{item.value:.3g} {unit} ({item.low:.3g} to {item.high:.3g}, {spread})"
    return name, dose, value, item.source
