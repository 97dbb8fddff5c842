"""The limits of one drug as rows, and the worked example."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.display import Html, join
from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.evidence.questions.quantities import Quantity
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.nerve_block.dosing.body_weight import BodyWeight
from sciatica_edu.nerve_block.dosing.dose import compare_limits
from sciatica_edu.nerve_block.topic import danger_notes, drug_of
from sciatica_edu.nerve_block.widget_kit import listed, paragraph

if TYPE_CHECKING:
    from sciatica_edu.evidence.course import Course
    from sciatica_edu.nerve_block.dosing.dose import DoseComparison, LimitRow

__all__ = ["limit_rows", "worked_dose"]


def worked_dose(
    course: Course,
    drug: str,
    *,
    weight_kg: float,
    concentration_percent: float,
    with_adrenaline: bool = False,
) -> Html:
    """Return the worked example: percent to mg/mL, mg/kg to mg, mg to mL.

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
    source, working, limit, volume = _limit_cells(found.chosen, strength)
    steps = (
        f"Strength: {strength.value:g} % × 10 = {strength.to('mg/mL')}.",
        f"Limit, the lowest found: {source}: {working}.",
        f"Volume: {limit} ÷ {strength.to('mg/mL')} = {volume}.",
        sentence("dose.no-target").text,
    )
    title = f"Worked example: {drug} {strength.value:g} %, {weight_kg:g} kg"
    return join(
        [
            *danger_notes(course, drug),
            paragraph(title, strong=True),
            listed(steps, ordered=True),
            paragraph(NOT_MEDICAL_ADVICE),
        ]
    )


def limit_rows(found: DoseComparison, strength: Quantity) -> list[tuple[str, str, str, str]]:
    """Return source, working, limit and volume of every source, and of the limit that is used."""
    source, working, limit, volume = _limit_cells(found.chosen, strength)
    used = (f"Used in this course: {source}", working, limit, volume)
    return [*(_limit_cells(row, strength) for row in found.rows), used]


def _limit_cells(row: LimitRow, strength: Quantity) -> tuple[str, str, str, str]:
    """Return source, working, limit and volume of one row; a recalled one says so."""
    source = f"{row.source} ({sentence('dose.recalled').text})" if row.recalled else row.source
    if row.limit is None:
        return source, row.working, "none given", "–"
    volume = row.limit / strength
    return source, row.working, f"{row.limit.value:.4g}\u00a0mg", f"{volume.value:.1f}\u00a0mL"
