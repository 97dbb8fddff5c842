"""Tables and worked examples of the nerve-block lesson; the numbers come from the models."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from sciatica_edu.display import Html, element, join, table
from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.errors import require_known
from sciatica_edu.nerve_block.conduction.block import axon_concentration_mm
from sciatica_edu.nerve_block.conduction.compound_nerve import compound_block
from sciatica_edu.nerve_block.conduction.impulse_view import ImpulseSetting, impulse_view
from sciatica_edu.nerve_block.conduction.parameters import (
    load_binding_parameters,
    load_critical_tables,
    load_fibre_parameters,
    load_kinetics_parameters,
)
from sciatica_edu.nerve_block.dosing.anaesthetic import anaesthetic_named
from sciatica_edu.nerve_block.dosing.body_weight import BodyWeight
from sciatica_edu.nerve_block.dosing.dose import compare_limits, max_volume, teaching_limit
from sciatica_edu.nerve_block.dosing.units import Percent
from sciatica_edu.nerve_block.figures import modelled_drug
from sciatica_edu.nerve_block.kinetics.block_course import block_course
from sciatica_edu.nerve_block.kinetics.pharmacokinetics import plasma_course
from sciatica_edu.nerve_block.topic import drugs_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.nerve_block.dosing.dose import LimitRow
    from sciatica_edu.nerve_block.kinetics.kinetics import Observation

__all__ = [
    "audience_task",
    "compound_table",
    "compression_table",
    "dose_table",
    "drug_note",
    "left_out_of_the_model",
    "plasma_dose_mg",
    "plasma_table",
    "worked_dose",
]

_PLASMA_DRUG = "ropivacaine"

_TASKS = MappingProxyType(
    {
        "self-study": (
            "For you, at home: write down what you would ask before you sign for an injection. Which of the five is "
            "it? What is it for in my case? What do I take that thins the blood? Who looks after my numb leg tonight "
            "[CX-06]?"
        ),
        "nursing": (
            "For your work: find the lipid emulsion and the checklist on your ward now, and say aloud the first three "
            "things you would do at a metallic taste or a sudden agitation during a block [LS-02, LS-05]. Then plan "
            "the first walk after a leg block: who, when, with what support [CX-06]?"
        ),
        "physiotherapy": (
            "For your work: a numb, weak leg after a block is not a leg to train. Write down how you would test "
            "strength before the first step, and whom you call when weakness lasts longer than the block should "
            "[CX-06, LA-07]."
        ),
        "medicine": (
            "For your work: take your hospital's table of intervals for drugs against clotting and lay it beside the "
            "figure of this lesson. Where does it differ, and which edition does it follow [AC-01, AC-09, AC-10]?"
        ),
    }
)


def audience_task(audience: str) -> str:
    """Return one task from the work of this audience, with its fact ids in brackets.

    Raises
    ------
    UnknownNameError
        If there is no such audience.
    """
    return _TASKS[require_known("audience", audience, _TASKS)]


def drug_note(drug: str) -> Html:
    """Return what must be said about a drug before the pictures of conduction."""
    shown, note = modelled_drug(drug)
    text = (
        f"The pictures below use {shown}. {note} What reaches the axon is estimated from the solution with one "
        "number, measured for lidocaine in rats; for people and other drugs that is an assumption."
    )
    return _paragraph(" ".join(text.split()))


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
    binding = load_binding_parameters()
    at_axon_mm = axon_concentration_mm(
        concentration_percent, binding=binding.binding(drug), parameters=binding
    )
    block = compound_block(
        at_axon_mm,
        drug=drug,
        exposed_length_mm=exposed_length_mm,
        parameters=load_fibre_parameters(),
        binding=binding,
        tables=load_critical_tables(),
    )
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
    items = (
        "It has no pain: it explains numbness and weakness, not why a root hurts.",
        "It is a motor axon; sensory fibres of the same size differ.",
        "All fibres sit in the same concentration. How drug spreads from the surface of a nerve to its core is left out.",
        "The fourfold spread between single fibres that was seen in frogs is not reproduced.",
        "Temperature changes the channels, not how the drug binds.",
        "The C fibre has a sodium conductance tuned for this course to human speed and rat block.",
        "Below 5.7 µm the geometry is an extension of the published model.",
    )
    body = Html("".join(element("li", text) for text in items), "")
    title = "What the model does not show"
    html = element("p", Html(element("strong", title), "")) + element("ul", body)
    return Html(html, "\n".join([title, *(f"  - {text}" for text in items)]))


def plasma_dose_mg(course: Course, *, weight_kg: float) -> float:
    """Return the ropivacaine dose the plasma picture shows: this course's teaching limit, in mg.

    Parameters
    ----------
    course
        The content.
    weight_kg
        Body weight, 30 to 200 kg.
    """
    return _teaching(course, _PLASMA_DRUG, weight_kg=weight_kg, with_adrenaline=False).stated.value


def plasma_table(drug: str, *, dose_mg: float) -> Html:
    """Return the model beside measurements; for a drug without a course, what was measured.

    Parameters
    ----------
    drug
        The drug of the lesson.
    dose_mg
        Dose of ropivacaine, above 0 to 2000 mg.
    """
    known = load_kinetics_parameters()
    kinetics = known.kinetics(_PLASMA_DRUG)
    course, block = (
        plasma_course(dose_mg, kinetics=kinetics),
        block_course(dose_mg, kinetics=kinetics),
    )
    onset = "never" if block.onset_min is None else f"{block.onset_min:.0f} min"
    duration = "–" if block.duration_h is None else f"{block.duration_h:.0f} h"
    shown = [
        (f"model, {what}", f"{dose_mg:g} mg", value, "this course's model")
        for what, value in (
            ("highest total in plasma", f"{course.peak_mg_per_l:.2f} mg/L"),
            ("time of the peak", f"{course.peak_time_h:.1f} h"),
            ("onset (too early)", onset),
            ("duration", duration),
        )
    ]
    shown += [_observed(item) for item in known.observations.values() if item.drug == _PLASMA_DRUG]
    whole = table(
        ("Ropivacaine", "Dose", "Value", "Source"),
        shown,
        caption=f"The model beside what was measured. {NOT_MEDICAL_ADVICE} Not a dosing tool.",
    )
    if drug == _PLASMA_DRUG:
        return whole
    text = (
        f"No plasma course after a single sciatic block was found for {drug}; none is invented, so the picture shows "
        f"{_PLASMA_DRUG}."
    )
    return _paragraph(text) + whole


def dose_table(
    course: Course,
    drug: str,
    *,
    weight_kg: float,
    concentration_percent: float,
    with_adrenaline: bool = False,
) -> Html:
    """Return every source's limit for one drug and weight, with the working.

    Parameters
    ----------
    course
        The content.
    drug
        A local anaesthetic.
    weight_kg
        Body weight, 30 to 200 kg.
    concentration_percent
        Strength of the solution, above 0 to 100 %.
    with_adrenaline
        Whether the solution contains adrenaline.
    """
    known = anaesthetic_named(drugs_of(course), drug)
    found = compare_limits(known, weight=BodyWeight(weight_kg), with_adrenaline=with_adrenaline)
    strength = Percent(concentration_percent)
    rows = [_limit_row(row, strength, mark="") for row in found.rows]
    rows.append(
        _limit_row(found.teaching, strength, mark=" (uncertain)" if found.teaching.recalled else "")
    )
    solution = "with adrenaline" if with_adrenaline else "plain"
    caption = f"{known.name} {strength.value:g} % {solution}, {found.weight}: largest single dose by source. {NOT_MEDICAL_ADVICE}"
    whole = table(("Source", "Working", "Limit", f"at {strength.value:g} %"), rows, caption=caption)
    notes = [found.note] if found.note else []
    if found.left_out:
        notes.append(f"Left out because only recalled, not read: {', '.join(found.left_out)}.")
    return join([whole, *(_paragraph(note) for note in notes)])


def worked_dose(
    course: Course,
    drug: str,
    *,
    weight_kg: float,
    concentration_percent: float,
    with_adrenaline: bool = False,
) -> Html:
    """Return the worked example: percent to mg/mL, mg/kg to mg, mg to mL; see `dose_table`."""
    row = _teaching(course, drug, weight_kg=weight_kg, with_adrenaline=with_adrenaline)
    limit = row.stated
    strength = Percent(concentration_percent)
    volume = max_volume(limit, concentration=strength)
    mark = " (uncertain: it rests on a recalled value)" if row.recalled else ""
    steps = (
        f"Strength: {strength.value:g} % × 10 = {strength.mg_per_ml:g} mg/mL.",
        f"Limit, {row.source}{mark}: {row.working}.",
        f"Volume: {limit} ÷ {strength.mg_per_ml:g} mg/mL = {volume.value:.1f} mL.",
        "A limit is no target: give the least that works, and less to the frail.",
    )
    items = Html("".join(element("li", step) for step in steps), "")
    title = f"Worked example: {drug} {strength.value:g} %, {weight_kg:g} kg"
    html = element("p", Html(element("strong", title), "")) + element("ol", items)
    html += element("p", NOT_MEDICAL_ADVICE)
    numbered = [f"  {place}. {step}" for place, step in enumerate(steps, start=1)]
    return Html(html, "\n".join([title, *numbered, NOT_MEDICAL_ADVICE]))


def _teaching(course: Course, drug: str, *, weight_kg: float, with_adrenaline: bool) -> LimitRow:
    known = anaesthetic_named(drugs_of(course), drug)
    return teaching_limit(known, weight=BodyWeight(weight_kg), with_adrenaline=with_adrenaline)


def _limit_row(row: LimitRow, strength: Percent, *, mark: str) -> tuple[str, str, str, str]:
    if row.limit is None:
        return row.source + mark, row.working, "none given", "–"
    volume = max_volume(row.limit, concentration=strength)
    return row.source + mark, row.working, str(row.limit), f"{volume.value:.1f} mL"


def _observed(item: Observation) -> tuple[str, str, str, str]:
    units: Mapping[str, str] = {"mg_per_L": "mg/L", "mg_h_per_L": "mg·h/L"}
    unit = units.get(item.unit, item.unit)
    fitted = "; the model was fitted to it" if item.is_fitted else ""
    spread = "standard deviation" if item.spread_kind == "sd" else "quartiles"
    name = f"measured, {item.quantity.replace('_', ' ')}, {item.site}{fitted}"
    dose = "–" if item.dose_mg is None else f"{item.dose_mg:g} mg"
    value = f"{item.value:.3g} {unit} ({item.low:.3g} to {item.high:.3g}, {spread})"
    return name, dose, value, item.source


def _paragraph(text: str) -> Html:
    return Html(element("p", text), text)
