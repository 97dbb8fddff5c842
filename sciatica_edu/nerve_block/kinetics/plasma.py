"""The plasma model as a picture, and beside what was measured: for teaching, never for dosing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.display import PALETTE, Html, Picture, join, picture, styled, table
from sciatica_edu.display.axes import SCREEN_DPI, axes_grid, drawing_axes
from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.nerve_block.conduction.parameters import load_kinetics_parameters
from sciatica_edu.nerve_block.dosing.body_weight import BodyWeight
from sciatica_edu.nerve_block.dosing.dose import lowest_limit
from sciatica_edu.nerve_block.kinetics.pharmacokinetics import (
    block_course,
    plasma_concentration_mg_per_l,
    plasma_course,
    venous_peak_mg_per_l,
)
from sciatica_edu.nerve_block.topic import danger_notes, drug_of
from sciatica_edu.nerve_block.widget_kit import paragraph

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.nerve_block.kinetics.kinetics import DrugKinetics, Observation

__all__ = [
    "plasma_dose_mg",
    "plasma_picture",
    "plasma_table",
    "plot_free_plasma",
    "plot_plasma",
]

_PLASMA_DRUG = "ropivacaine"


def plot_plasma(dose_mg: float, *, kinetics: DrugKinetics, ax: Axes | None = None) -> Axes:
    """Draw the total plasma concentration after a correct injection and after one into a vein.

    Parameters
    ----------
    dose_mg
        Dose, above 0 to 2000 mg.
    kinetics
        The drug.
    ax
        Axes to draw on; new ones when None.
    """
    ax = drawing_axes(ax)
    time_h = np.linspace(0.02, 24, 600)
    course = plasma_course(dose_mg, kinetics=kinetics)
    vein_mg_per_l = venous_peak_mg_per_l(dose_mg, kinetics=kinetics)
    ax.plot(
        time_h,
        plasma_concentration_mg_per_l(dose_mg, time_h, kinetics=kinetics),
        color=PALETTE["blue"],
        lw=2.2,
    )
    ax.plot(course.peak_time_h, course.peak_mg_per_l, "o", color=PALETTE["blue"])
    ax.annotate(
        f"beside the nerve: peak {course.peak_mg_per_l:.2f} mg/L\nafter {course.peak_time_h:.1f} h",
        (course.peak_time_h, course.peak_mg_per_l),
        xytext=(6, course.peak_mg_per_l * 1.5),
        arrowprops={"arrowstyle": "-", "color": PALETTE["grey"]},
    )
    ax.plot(0.02, vein_mg_per_l, "X", color=PALETTE["red"], ms=11, clip_on=False)
    ax.text(
        0.9,
        vein_mg_per_l,
        f"into a vein instead:\nabout {vein_mg_per_l:.0f} mg/L at once",
        color=PALETTE["red"],
        va="center",
    )
    ax.set_yscale("log")
    low = max(0.01, course.peak_mg_per_l / 12)
    ax.set_ylim(low, vein_mg_per_l * 2.5)
    ticks = [value for value in (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50) if value >= low]
    ticks = [value for value in ticks if value <= vein_mg_per_l * 2.5]
    ax.set_yticks(ticks, [f"{value:g}" for value in ticks])
    ax.minorticks_off()
    ax.set_xlim(0, 24)
    ax.set_xlabel("hours after the injection")
    ax.set_ylabel("total in plasma (mg/L)")
    return ax


def plot_free_plasma(dose_mg: float, *, kinetics: DrugKinetics, ax: Axes | None = None) -> Axes:
    """Draw the free plasma concentration against the level at which volunteers noticed signs.

    Parameters
    ----------
    dose_mg
        Dose, above 0 to 2000 mg.
    kinetics
        The drug.
    ax
        Axes to draw on; new ones when None.
    """
    ax = drawing_axes(ax)
    time_h = np.linspace(0.0, 24, 600)
    free = (1 - kinetics.bound_share) * plasma_concentration_mg_per_l(
        dose_mg, time_h, kinetics=kinetics
    )
    ax.plot(time_h, free, color=PALETTE["blue"], lw=2.2)
    ax.axhline(kinetics.free_threshold_mg_per_l, color=PALETTE["red"], lw=1.5, ls="--")
    ax.text(
        23.8,
        kinetics.free_threshold_mg_per_l * 0.97,
        "volunteers noticed signs",
        ha="right",
        va="top",
        color=PALETTE["red"],
    )
    ax.text(
        0.5,
        0.62,
        sentence("dose.not-a-tool").text,
        transform=ax.transAxes,
        ha="center",
        color=PALETTE["ink"],
    )
    ax.set_xlim(0, 24)
    ax.set_ylim(0, 1.15 * max(kinetics.free_threshold_mg_per_l, float(free.max())))
    ax.set_xlabel("hours after the injection")
    ax.set_ylabel("free in plasma (mg/L)")
    return ax


def plasma_picture(dose_mg: float) -> Picture:
    """Return the plasma course of a dose of ropivacaine, the only drug with a fitted course.

    Parameters
    ----------
    dose_mg
        Dose, above 0 to 2000 mg.
    """
    known = load_kinetics_parameters()
    kinetics, seen = known.kinetics(_PLASMA_DRUG), known.observations["plasma_peak_100_mg"]
    modelled = plasma_course(seen.dose_mg or 0.0, kinetics=kinetics).peak_mg_per_l
    course = plasma_course(dose_mg, kinetics=kinetics)
    vein_mg_per_l = venous_peak_mg_per_l(dose_mg, kinetics=kinetics)
    source = sentence("plasma.source").fill(
        vein_mg=f"{kinetics.bolus_dose_mg:g}",
        seen_mg=f"{seen.dose_mg:g}",
        modelled=f"{modelled:.1f}",
        measured=f"{seen.value:g}",
    )
    with styled():
        figure, ((left, right),) = axes_grid(1, 2, 9.8, 4.2)
        plot_plasma(dose_mg, kinetics=kinetics, ax=left)
        left.set_title(f"Ropivacaine {dose_mg:g} mg: total")
        plot_free_plasma(dose_mg, kinetics=kinetics, ax=right)
        right.set_title("Free part, which acts")
    return picture(
        figure,
        dpi=SCREEN_DPI,
        alt=(
            f"Two curves over 24 hours after {dose_mg:g} mg ropivacaine beside the nerve. Total concentration "
            f"peaks at {course.peak_mg_per_l:.2f} mg/L after {course.peak_time_h:.1f} hours and falls slowly. "
            f"The free part peaks at {course.free_peak_mg_per_l:.2f} mg/L, {course.share_of_threshold:.0%} of the "
            f"{kinetics.free_threshold_mg_per_l:g} mg/L at which volunteers noticed signs. The same dose into a "
            f"vein would give about {vein_mg_per_l:.0f} mg/L at once, "
            f"{vein_mg_per_l / course.peak_mg_per_l:.0f} times the peak of the correct injection."
        ),
        caption=f"{sentence('dose.not-a-tool').text} {NOT_MEDICAL_ADVICE} {source}",
    )


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
