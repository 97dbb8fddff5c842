"""From needle to plasma: depot, plasma concentration, injection into a vessel.

A teaching model of the average adult, never a dosing tool. Onset and duration are in
`block_course.py`; doses and limits in `dose.py`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize_scalar

from sciatica_edu.errors import OutOfRangeError, require_in_range, require_known

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]

__all__ = [
    "DrugKinetics",
    "IntravascularBolus",
    "KineticsParameters",
    "Observation",
    "PlasmaCourse",
    "depot_amount_mg",
    "intravascular_bolus",
    "plasma_concentration_mg_per_l",
    "plasma_course",
]

LARGEST_DOSE_MG = 2000.0
LONGEST_TIME_H = 240.0


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
    """Kinetics by drug, published observations, and thresholds.

    Attributes
    ----------
    drugs
        Kinetics by drug name. Only ropivacaine: no plasma course after a single-shot sciatic
        block was found for other drugs, and none is invented.
    observations
        Published measurements by id, also of drugs that are not modelled.
    free_thresholds_mg_per_l
        Free plasma concentration at which volunteers noticed signs, by drug.
    uncertain_total_thresholds_mg_per_l
        Textbook total concentrations by drug; not checked against a source.
    """

    drugs: Mapping[str, DrugKinetics]
    observations: Mapping[str, Observation]
    free_thresholds_mg_per_l: Mapping[str, float]
    uncertain_total_thresholds_mg_per_l: Mapping[str, float]

    def kinetics(self, drug: str) -> DrugKinetics:
        """Return the kinetics of `drug`.

        Raises
        ------
        UnknownNameError
            If the drug is not modelled; look for measured values in `observations`.
        """
        return self.drugs[require_known("drug with a fitted plasma course", drug, self.drugs)]


@dataclass(frozen=True)
class PlasmaCourse:
    """Summary of a plasma course after one injection beside a nerve.

    Attributes
    ----------
    peak_mg_per_l, peak_time_h
        Highest total concentration and its time.
    terminal_half_life_h
        Half-life of the last phase; the slow depot sets it, not elimination.
    area_48_h_mg_h_per_l
        Area under the curve to 48 h.
    free_peak_mg_per_l
        Highest free concentration.
    share_of_threshold
        Free peak over the free concentration at which volunteers noticed signs.
    """

    dose_mg: float
    peak_mg_per_l: float
    peak_time_h: float
    terminal_half_life_h: float
    area_48_h_mg_h_per_l: float
    free_peak_mg_per_l: float
    share_of_threshold: float


@dataclass(frozen=True)
class IntravascularBolus:
    """What plasma shows when the dose went into a vessel.

    Attributes
    ----------
    venous_peak_mg_per_l
        Highest venous concentration within the first minutes, scaled from one observation.
    mixed_mg_per_l
        Concentration after mixing in the whole volume of distribution.
    ratio_to_block
        Venous peak over the peak of the same dose given correctly.
    """

    dose_mg: float
    venous_peak_mg_per_l: float
    mixed_mg_per_l: float
    ratio_to_block: float


def require_dose(dose_mg: float) -> None:
    require_in_range("dose", dose_mg, 0.0, LARGEST_DOSE_MG, "mg")


def checked_times(time_h: ArrayLike) -> Array:
    times = np.asarray(time_h, dtype=np.float64)
    if not ((times >= 0) & (times <= LONGEST_TIME_H)).all():
        raise OutOfRangeError(
            f"time runs from {times.min():g} to {times.max():g} h; allowed: 0 to {LONGEST_TIME_H:g} h."
        )
    return times


def chained_decay(fill_per_h: float, drain_per_h: float, times_h: Array) -> Array:
    """Return the content of a second pool fed from a first one of unit content.

    ``fill (exp(-fill t) - exp(-drain t)) / (drain - fill)``, finite also where both agree.
    """
    slower_per_h = min(fill_per_h, drain_per_h)
    gap = abs(drain_per_h - fill_per_h) * times_h
    near = gap < 1e-8
    safe = np.where(near, 1.0, gap)
    growth = np.where(near, 1.0, -np.expm1(-safe) / safe)
    return np.asarray(fill_per_h * times_h * np.exp(-slower_per_h * times_h) * growth)


def depot_amount_mg(dose_mg: float, time_h: ArrayLike, *, kinetics: DrugKinetics) -> Array:
    """Return what is left beside the nerve, in mg.

    Parameters
    ----------
    dose_mg
        Dose, 0 to 2000 mg.
    time_h
        Times after injection, 0 to 240 h.
    kinetics
        The drug.

    Raises
    ------
    OutOfRangeError
        If dose or time is outside its range.
    """
    require_dose(dose_mg)
    times = checked_times(time_h)
    left = sum(share * np.exp(-rate * times) for share, rate in kinetics.depot_parts)
    return np.asarray(dose_mg * left)


def plasma_concentration_mg_per_l(
    dose_mg: float, time_h: ArrayLike, *, kinetics: DrugKinetics
) -> Array:
    """Return the total plasma concentration after an injection beside the nerve, in mg/L.

    Parameters
    ----------
    dose_mg
        Dose, 0 to 2000 mg.
    time_h
        Times after injection, 0 to 240 h.
    kinetics
        The drug.

    Returns
    -------
    numpy.ndarray
        Concentration at each time.

    Raises
    ------
    OutOfRangeError
        If dose or time is outside its range.

    Notes
    -----
    Two parallel first-order absorptions into one compartment, linear in dose. Fitted to 450 mg
    ropivacaine for femoral and sciatic block (peak 2.81 mg/L). Checks it was not fitted to:
    300 mg for lumbar plexus and sciatic block, 1.9 mg/L against 1.56 ± 0.35 measured, which
    passes; 100 mg for femoral block, 0.6 mg/L against 0.34 to 0.36, **which it misses**: other
    sites absorb otherwise. No weight, age, adrenaline, liver, or arterial concentration.
    """
    require_dose(dose_mg)
    times = checked_times(time_h)
    elimination_per_h = kinetics.clearance_l_per_h / kinetics.volume_l
    amount = sum(
        share * chained_decay(rate, elimination_per_h, times)
        for share, rate in kinetics.depot_parts
    )
    return np.asarray(dose_mg / kinetics.volume_l * amount)


def plasma_course(dose_mg: float, *, kinetics: DrugKinetics) -> PlasmaCourse:
    """Return peak, time of peak, half-life, area and free peak after one injection.

    Parameters
    ----------
    dose_mg
        Dose, above 0 to 2000 mg.
    kinetics
        The drug.

    Returns
    -------
    PlasmaCourse
        The summary.

    Raises
    ------
    OutOfRangeError
        If the dose is outside its range.

    Notes
    -----
    A free peak below the threshold is not a proof of safety: thresholds come from a few healthy
    volunteers, people differ, and an injection into a vessel is another case altogether
    (`intravascular_bolus`).
    """
    require_in_range("dose", dose_mg, 0.001, LARGEST_DOSE_MG, "mg")

    def below(time_h: float) -> float:
        return -float(plasma_concentration_mg_per_l(dose_mg, time_h, kinetics=kinetics))

    found = minimize_scalar(below, bounds=(0.0, 24.0), method="bounded", options={"xatol": 1e-4})
    peak = -float(found.fun)
    elimination_per_h = kinetics.clearance_l_per_h / kinetics.volume_l
    slowest_per_h = min(elimination_per_h, kinetics.slow_absorption_per_h)
    times = np.linspace(0.0, 48.0, 4801)
    concentration = plasma_concentration_mg_per_l(dose_mg, times, kinetics=kinetics)
    free_peak = (1 - kinetics.bound_share) * peak
    return PlasmaCourse(
        dose_mg=dose_mg,
        peak_mg_per_l=peak,
        peak_time_h=float(found.x),
        terminal_half_life_h=math.log(2) / slowest_per_h,
        area_48_h_mg_h_per_l=float(np.trapezoid(concentration, times)),
        free_peak_mg_per_l=free_peak,
        share_of_threshold=free_peak / kinetics.free_threshold_mg_per_l,
    )


def intravascular_bolus(dose_mg: float, *, kinetics: DrugKinetics) -> IntravascularBolus:
    """Return the plasma concentration when the dose is injected into a vessel by mistake.

    Parameters
    ----------
    dose_mg
        Dose, above 0 to 2000 mg.
    kinetics
        The drug.

    Returns
    -------
    IntravascularBolus
        Venous peak, mixed concentration, and the peak relative to a correct injection.

    Raises
    ------
    OutOfRangeError
        If the dose is outside its range.

    Notes
    -----
    A case of its own: toxicity within a minute cannot come out of an absorption model. The peak
    is scaled in proportion from **one** observation (60 mg ropivacaine into a vein: venous peak
    4.48 mg/L, mild signs from the brain). No time course between peak and mixing is given
    because none was found. The arterial peak, which the brain and heart meet, is higher than
    the venous one, and binding to protein saturates: so this peak must never be compared with
    the thresholds for slow absorption, and no dose is safe inside a vessel.
    """
    require_in_range("dose", dose_mg, 0.001, LARGEST_DOSE_MG, "mg")
    peak = dose_mg * kinetics.bolus_venous_peak_mg_per_l / kinetics.bolus_dose_mg
    return IntravascularBolus(
        dose_mg=dose_mg,
        venous_peak_mg_per_l=peak,
        mixed_mg_per_l=dose_mg / kinetics.volume_l,
        ratio_to_block=peak / plasma_course(dose_mg, kinetics=kinetics).peak_mg_per_l,
    )
