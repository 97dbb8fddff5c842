"""Limits of one drug side by side, and the worked example, for the nerve-block lesson."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.display import Html, element, join, table
from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.evidence.citing import cite
from sciatica_edu.evidence.questions.quantities import Quantity
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.nerve_block.dosing.body_weight import BodyWeight
from sciatica_edu.nerve_block.dosing.dose import compare_limits
from sciatica_edu.nerve_block.topic import danger_notes, drug_of
from sciatica_edu.nerve_block.widget_kit import paragraph

if TYPE_CHECKING:
    from sciatica_edu.evidence.course import Course
    from sciatica_edu.nerve_block.dosing.dose import DoseComparison, LimitRow

__all__ = ["dose_table", "limit_cells", "limit_rows", "worked_dose"]


def dose_table(
    course: Course,
    drug: str,
    *,
    weight_kg: float,
    concentration_percent: float,
    with_adrenaline: bool = False,
) -> Html:
    """Return every source's limit for one drug and weight, with the working and the one used.

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
    found = compare_limits(
        drug_of(course, drug), weight=BodyWeight(weight_kg), with_adrenaline=with_adrenaline
    )
    strength = Quantity(concentration_percent, "%")
    solution = "with adrenaline" if with_adrenaline else "plain"
    caption = f"{found.drug} {strength} {solution}, {found.weight}: largest single dose by source. {NOT_MEDICAL_ADVICE}"
    header = ("Source", "Working", "Limit", f"at {strength}")
    notes = [sentence("dose.choice").text, *([found.note] if found.note else [])]
    notes.append(f"Source: {cite(course, found.facts)}.")
    return join(
        [
            *danger_notes(course, drug),
            table(header, limit_rows(found, strength), caption=caption),
            *(paragraph(note) for note in notes),
        ]
    )


def worked_dose(
    course: Course,
    drug: str,
    *,
    weight_kg: float,
    concentration_percent: float,
    with_adrenaline: bool = False,
) -> Html:
    """Return the worked example: percent to mg/mL, mg/kg to mg, mg to mL; see `dose_table`."""
    found = compare_limits(
        drug_of(course, drug), weight=BodyWeight(weight_kg), with_adrenaline=with_adrenaline
    )
    strength = Quantity(concentration_percent, "%")
    source, working, limit, volume = limit_cells(found.chosen, strength)
    steps = (
        f"Strength: {strength.value:g} % × 10 = {strength.to('mg/mL')}.",
        f"Limit, the lowest found: {source}: {working}.",
        f"Volume: {limit} ÷ {strength.to('mg/mL')} = {volume}.",
        sentence("dose.no-target").text,
    )
    items = Html("".join(element("li", step) for step in steps), "")
    title = f"Worked example: {drug} {strength.value:g} %, {weight_kg:g} kg"
    html = element("p", Html(element("strong", title), "")) + element("ol", items)
    html += element("p", NOT_MEDICAL_ADVICE)
    numbered = [f"  {place}. {step}" for place, step in enumerate(steps, start=1)]
    worked = Html(html, "\n".join([title, *numbered, NOT_MEDICAL_ADVICE]))
    return join([*danger_notes(course, drug), worked])


def limit_rows(found: DoseComparison, strength: Quantity) -> list[tuple[str, str, str, str]]:
    """Return source, working, limit and volume of every source, and of the limit that is used."""
    source, working, limit, volume = limit_cells(found.chosen, strength)
    used = (f"Used in this course: {source}", working, limit, volume)
    return [*(limit_cells(row, strength) for row in found.rows), used]


def limit_cells(row: LimitRow, strength: Quantity) -> tuple[str, str, str, str]:
    """Return source, working, limit and volume of one row; a recalled one says so."""
    source = f"{row.source} ({sentence('dose.recalled').text})" if row.recalled else row.source
    if row.limit is None:
        return source, row.working, "none given", "–"
    volume = row.limit / strength
    return source, row.working, f"{row.limit.value:.4g}\u00a0mg", f"{volume.value:.1f}\u00a0mL"
