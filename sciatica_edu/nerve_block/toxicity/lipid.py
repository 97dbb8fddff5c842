"""Lipid rescue by weight, as each checklist gives it: bolus, infusion, both once more, and where it ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sciatica_edu.evidence.questions.quantities import Quantity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sciatica_edu.evidence.tables.toxicity import LipidFixed, LipidRescueRule, LipidScheme
    from sciatica_edu.nerve_block.dosing.body_weight import BodyWeight

__all__ = ["LipidPlan", "lipid_plans"]


@dataclass(frozen=True)
class LipidPlan:
    """Lipid emulsion for one patient by one checklist.

    `infusion` is [slowest, fastest] (mL/min): one rate by weight, a range where the checklist
    gives a volume over a time. The working has a line each for bolus and infusion.
    """

    bolus: Quantity
    infusion: tuple[Quantity, Quantity]
    further_boluses: int
    upper_limit: Quantity
    working: tuple[str, str]

    @property
    def doubled(self) -> tuple[Quantity, Quantity]:
        """The doubled infusion, slowest and fastest."""
        slow, fast = self.infusion
        return slow + slow, fast + fast


def lipid_plans(weight: BodyWeight, *, rule: LipidRescueRule) -> Mapping[str, LipidPlan]:
    """Return the lipid emulsion for a weight by each checklist.

    Parameters
    ----------
    weight
        Ideal weight (kg), 30 to 200.
    rule
        The doses, see ``data/toxicity.yaml``.

    Returns
    -------
    Mapping
        By checklist ("asra", "uk"): bolus (mL), infusion (mL/min), upper limit (mL), working.

    Notes
    -----
    ASRA has one rule under 70 kg and one over; at exactly 70 kg its fixed volumes are
    returned, because their bolus is the smaller (100 against 105 mL).
    """
    limit = Quantity(rule.upper_limit_ml_per_kg, "mL/kg") * weight.mass
    plans = {}
    for name, scheme in rule.schemes.items():
        fixed = scheme.fixed
        if fixed is not None and weight.kg >= fixed.over_kg:
            plans[name] = _fixed(scheme, fixed=fixed, limit=limit)
        else:
            plans[name] = _by_weight(weight, scheme=scheme, limit=limit)
    return plans


def _by_weight(weight: BodyWeight, *, scheme: LipidScheme, limit: Quantity) -> LipidPlan:
    per_kg = Quantity(scheme.by_weight.bolus_ml_per_kg, "mL/kg")
    rate_per_kg = Quantity(scheme.by_weight.infusion_ml_per_kg_per_min, "mL/kg/min")
    bolus, rate = per_kg * weight.mass, rate_per_kg * weight.mass
    working = (
        f"{per_kg} × {weight} = {bolus} over {_span(scheme.bolus_minutes)} min",
        f"{rate_per_kg} × {weight} = {rate}",
    )
    return LipidPlan(bolus, (rate, rate), scheme.further_boluses, limit, working)


def _fixed(scheme: LipidScheme, *, fixed: LipidFixed, limit: Quantity) -> LipidPlan:
    least, most = (Quantity(volume, "mL") for volume in sorted(fixed.infusion_ml))
    short, long = (Quantity(minutes, "min") for minutes in sorted(fixed.infusion_minutes))
    slowest, fastest = least / long, most / short
    rates = f"{slowest.value:.3g} to {fastest.value:.3g} mL/min"
    working = (
        f"about {fixed.bolus_ml:g} mL over {_span(scheme.bolus_minutes)} min",
        f"{_span(fixed.infusion_ml)} mL over {_span(fixed.infusion_minutes)} min = {rates}",
    )
    bolus = Quantity(fixed.bolus_ml, "mL")
    return LipidPlan(bolus, (slowest, fastest), scheme.further_boluses, limit, working)


def _span(values: list[float]) -> str:
    low, high = values
    return f"{low:g}" if low == high else f"{low:g}-{high:g}"
