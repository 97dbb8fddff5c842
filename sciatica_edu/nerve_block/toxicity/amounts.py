"""The seeded patient of the simulation, and which amounts are right for them by either checklist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sciatica_edu.errors import ParameterError
from sciatica_edu.evidence.tables.toxicity import Amount

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sciatica_edu.evidence.tables.toxicity import Toxicity, ToxicityAction, ToxicityPattern
    from sciatica_edu.nerve_block.dosing.body_weight import BodyWeight
    from sciatica_edu.nerve_block.toxicity.lipid import LipidPlan

__all__ = ["Case", "allowed_amounts", "right_amount"]

_LONGEST_WATCH_H = 1000.0


@dataclass(frozen=True)
class Case:
    """One seeded patient: pattern, ideal weight and the seconds at which the stages change."""

    pattern: ToxicityPattern
    weight: BodyWeight
    stage_times_s: tuple[int, ...]
    plans: Mapping[str, LipidPlan]
    seed: int

    @property
    def first_signs_s(self) -> int:
        """The second at which the first signs appear."""
        return self.stage_times_s[1] if self.pattern.stages[0] == "well" else 0

    def began_s(self, stage: str) -> int | None:
        """Return the second at which a stage comes; None when this case has none of it."""
        names = self.pattern.stages
        return self.stage_times_s[names.index(stage)] if stage in names else None


def allowed_amounts(
    action: ToxicityAction, *, case: Case, rules: Toxicity, stage: str
) -> tuple[tuple[float, float], ...]:
    """Return [lowest, highest] amounts that count as right at a stage, a span for each checklist.

    The tolerance around lipid volumes is the game's; no tolerance goes above a limit. The
    standard dose of adrenaline is one for an arrest: with a pulse the one figure that was
    read, ASRA's, counts.

    Raises
    ------
    ParameterError
        If the action takes no amount.
    """
    share = rules.scoring.amount_tolerance_percent / 100
    less, more = 1 - share, 1 + share
    plans = case.plans.values()
    match action.amount:
        case Amount.BOLUS:
            return tuple((plan.bolus.value * less, plan.bolus.value * more) for plan in plans)
        case Amount.INFUSION | Amount.DOUBLED:
            return tuple(_rates(plan, action.amount, less, more) for plan in plans)
        case Amount.CEILING:
            return tuple((plan.upper_limit.value * less, plan.upper_limit.value) for plan in plans)
        case Amount.ADRENALINE:
            return ((0.0, _most_adrenaline(case, rules, stage)),)
        case Amount.WATCH:
            return ((_watch_hours(case, rules), _LONGEST_WATCH_H),)
    raise ParameterError(f"{action.label!r} takes no amount.")


def right_amount(action: ToxicityAction, *, case: Case, rules: Toxicity, stage: str) -> str:
    """Return what would have been right, with the working of each checklist."""
    if action.amount is Amount.ADRENALINE:
        return f"{action.teaching} Here {_most_adrenaline(case, rules, stage):g} µg or less."
    ways = {name: _way(action.amount, plan, case, rules) for name, plan in case.plans.items()}
    names = {"asra": "ASRA", "uk": "UK"}
    told = (
        next(iter(ways.values()))
        if len(set(ways.values())) == 1
        else "; ".join(f"{names[name]}: {way}" for name, way in ways.items())
    )
    return f"{action.teaching} Here {told}."


def _way(amount: Amount | None, plan: LipidPlan, case: Case, rules: Toxicity) -> str:
    match amount:
        case Amount.BOLUS:
            return plan.working[0]
        case Amount.INFUSION:
            return plan.working[1]
        case Amount.DOUBLED:
            return f"twice the rate of {plan.working[1]}"
        case Amount.CEILING:
            per_kg = rules.lipid.upper_limit_ml_per_kg
            return f"{per_kg:g} mL/kg × {case.weight} = {plan.upper_limit}"
    return f"{_watch_hours(case, rules):g} h or more"


def _most_adrenaline(case: Case, rules: Toxicity, stage: str) -> float:
    found = rules.adrenaline
    asra = found.asra_max_microgram_per_kg * case.weight.kg
    return max(asra, found.standard_microgram) if stage in found.standard_in else asra


def _rates(plan: LipidPlan, amount: Amount, less: float, more: float) -> tuple[float, float]:
    slow, fast = plan.doubled if amount is Amount.DOUBLED else plan.infusion
    return slow.value * less, fast.value * more


def _watch_hours(case: Case, rules: Toxicity) -> float:
    """Return the hours of watching: longer when the circulation was affected."""
    hours = rules.watch_hours
    return hours.cardiovascular if case.began_s("cardiovascular") is not None else hours.nervous
