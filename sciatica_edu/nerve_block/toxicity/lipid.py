"""Lipid rescue by weight: bolus, infusion and the upper limit (fact LS-04)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.errors import require_in_range
from sciatica_edu.nerve_block.dosing.units import (
    Millilitres,
    MillilitresPerKilogram,
    MillilitresPerKilogramPerMinute,
    MillilitresPerMinute,
)

if TYPE_CHECKING:
    from sciatica_edu.evidence.tables.injections import LipidRescueRule
    from sciatica_edu.nerve_block.dosing.body_weight import BodyWeight

__all__ = ["LipidPlan", "lipid_rescue"]

_LONGEST_INFUSION_MIN = 24 * 60


@dataclass(frozen=True)
class LipidPlan:
    """Lipid emulsion for one patient.

    `infusion` is [slowest, fastest] (mL/min): one rate under the boundary weight, a range
    above it.
    """

    weight: BodyWeight
    emulsion_percent: float
    by_weight: bool
    bolus: Millilitres
    infusion: tuple[MillilitresPerMinute, MillilitresPerMinute]
    upper_limit: Millilitres
    working: tuple[str, ...]
    note: str
    facts: tuple[str, ...]
    disclaimer: str = NOT_MEDICAL_ADVICE

    def total(self, *, boluses: int, rate: MillilitresPerMinute, minutes: float) -> Millilitres:
        """Return the volume given so far (mL).

        Parameters
        ----------
        boluses
            Number of boluses, 0 to 10.
        rate
            Rate of the infusion (mL/min).
        minutes
            Time the infusion has run (min), 0 to 1440.

        Raises
        ------
        OutOfRangeError
            If a number is outside its range.
        """
        require_in_range("number of boluses", boluses, 0, 10)
        require_in_range("time of the infusion", minutes, 0, _LONGEST_INFUSION_MIN, "min")
        return Millilitres(boluses * self.bolus.value + rate.value * minutes)

    def minutes_to_limit(self, *, boluses: int, rate: MillilitresPerMinute) -> float:
        """Return the time (min) until the upper limit is reached at this rate; 0 when it is."""
        require_in_range("infusion rate", rate.value, 1e-6, rate.highest, rate.unit)
        given = self.total(boluses=boluses, rate=rate, minutes=0)
        return max(0.0, (self.upper_limit.value - given.value) / rate.value)


def lipid_rescue(weight: BodyWeight, *, rule: LipidRescueRule) -> LipidPlan:
    """Return the lipid emulsion for a weight.

    Parameters
    ----------
    weight
        Ideal weight (kg), 30 to 200.
    rule
        The doses, see ``data/toxicity.yaml``.

    Returns
    -------
    LipidPlan
        Bolus (mL), infusion (mL/min) and upper limit (mL) with the working.

    Notes
    -----
    The source gives one rule under 70 kg and one over; at exactly 70 kg the fixed
    volumes are returned, because their bolus is the smaller, and the note says so.
    """
    limit = weight.volume(MillilitresPerKilogram(rule.upper_limit_ml_per_kg))
    shared = f"upper limit: {rule.upper_limit_ml_per_kg:g} mL/kg × {weight} = {limit}"
    if weight.kg < rule.boundary_kg:
        return _by_weight(weight, rule=rule, limit=limit, limit_working=shared)
    return _fixed(weight, rule=rule, limit=limit, limit_working=shared)


def _by_weight(
    weight: BodyWeight, *, rule: LipidRescueRule, limit: Millilitres, limit_working: str
) -> LipidPlan:
    bolus = weight.volume(MillilitresPerKilogram(rule.under.bolus_ml_per_kg))
    per_kg = MillilitresPerKilogramPerMinute(rule.under.infusion_ml_per_kg_per_min)
    rate = weight.rate(per_kg)
    return LipidPlan(
        weight=weight,
        emulsion_percent=rule.emulsion_percent,
        by_weight=True,
        bolus=bolus,
        infusion=(rate, rate),
        upper_limit=limit,
        working=(
            f"bolus: {rule.under.bolus_ml_per_kg:g} mL/kg × {weight} = {bolus}",
            f"infusion: {per_kg} × {weight} = {rate}",
            limit_working,
        ),
        note=f"Under {rule.boundary_kg:g} kg, by {rule.weight}. {rule.repeat}",
        facts=tuple(rule.facts),
    )


def _fixed(
    weight: BodyWeight, *, rule: LipidRescueRule, limit: Millilitres, limit_working: str
) -> LipidPlan:
    over = rule.over
    slowest = MillilitresPerMinute(min(over.infusion_ml) / max(over.infusion_minutes))
    fastest = MillilitresPerMinute(max(over.infusion_ml) / min(over.infusion_minutes))
    volumes, minutes = _span(over.infusion_ml), _span(over.infusion_minutes)
    note = f"Over {rule.boundary_kg:g} kg, fixed volumes. {rule.repeat}"
    if weight.kg == rule.boundary_kg:
        other = weight.volume(MillilitresPerKilogram(rule.under.bolus_ml_per_kg))
        note = (
            f"The source has no rule for exactly {weight}: by weight the bolus would be {other}. "
            f"{rule.repeat}"
        )
    return LipidPlan(
        weight=weight,
        emulsion_percent=rule.emulsion_percent,
        by_weight=False,
        bolus=Millilitres(over.bolus_ml),
        infusion=(slowest, fastest),
        upper_limit=limit,
        working=(
            f"bolus: about {over.bolus_ml:g} mL over {_span(over.bolus_minutes)} min",
            f"infusion: {volumes} mL over {minutes} min = {slowest.value:.3g} to {fastest.value:.3g} mL/min",
            limit_working,
        ),
        note=note,
        facts=tuple(rule.facts),
    )


def _span(values: list[float]) -> str:
    return f"{min(values):g}-{max(values):g}"
