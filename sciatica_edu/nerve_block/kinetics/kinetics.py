"""Kinetics of a local anaesthetic as data: constants of the models, and what was measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sciatica_edu.errors import require_known

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["DrugKinetics", "KineticsParameters", "Observation"]


@dataclass(frozen=True)
class DrugKinetics:
    """Kinetics of one drug after a block of the leg; each is a row of ``data/parameters``.

    Attributes
    ----------
    drug, population
        The drug, and the people its course was measured in.
    fast_share
        Share of the dose that leaves the depot fast, 0 to 1.
    fast_absorption_per_h, slow_absorption_per_h
        Rates of the two parts in 1/h.
    clearance_l_per_h, volume_l
        Clearance in L/h and volume of distribution in L.
    bound_share
        Share bound to plasma proteins, 0 to 1.
    free_threshold_mg_per_l
        Free concentration at which volunteers noticed signs, in mg/L.
    bolus_dose_mg, bolus_venous_peak_mg_per_l
        One observed injection into a vein and its highest venous concentration.
    effect_amount_90_mg, effect_steepness, effect_half_life_min
        Depot amount with 90 % of the greatest effect in mg, sigmoid exponent, and half-life of
        the delay between depot and effect in min.
    """

    drug: str
    population: str
    fast_share: float
    fast_absorption_per_h: float
    slow_absorption_per_h: float
    clearance_l_per_h: float
    volume_l: float
    bound_share: float
    free_threshold_mg_per_l: float
    bolus_dose_mg: float
    bolus_venous_peak_mg_per_l: float
    effect_amount_90_mg: float
    effect_steepness: float
    effect_half_life_min: float

    @property
    def effect_amount_50_mg(self) -> float:
        """Return the depot amount with half of the greatest effect, in mg."""
        return float(self.effect_amount_90_mg / 9 ** (1 / self.effect_steepness))

    @property
    def depot_parts(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return share and absorption rate (1/h) of the fast and the slow part of the depot."""
        return (
            (self.fast_share, self.fast_absorption_per_h),
            (1 - self.fast_share, self.slow_absorption_per_h),
        )


@dataclass(frozen=True)
class Observation:
    """A published measurement to lay beside the model.

    `low` and `high` are one standard deviation or the quartiles, as `spread_kind` says;
    `is_fitted` tells that the model was fitted to it, so agreement proves nothing.
    """

    id: str
    drug: str
    dose_mg: float | None
    quantity: str
    value: float
    low: float
    high: float
    spread_kind: str
    unit: str
    site: str
    source: str
    is_fitted: bool


@dataclass(frozen=True)
class KineticsParameters:
    """Kinetics by drug, and published observations.

    Attributes
    ----------
    drugs
        Kinetics by drug name. Only ropivacaine: no plasma course after a single-shot sciatic
        block was found for other drugs, and none is invented.
    observations
        Published measurements by id, also of drugs that are not modelled.
    """

    drugs: Mapping[str, DrugKinetics]
    observations: Mapping[str, Observation]

    def kinetics(self, drug: str) -> DrugKinetics:
        """Return the kinetics of `drug`.

        Raises
        ------
        UnknownNameError
            If the drug is not modelled; look for measured values in `observations`.
        """
        return self.drugs[require_known("drug with a fitted plasma course", drug, self.drugs)]
