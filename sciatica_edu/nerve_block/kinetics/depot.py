"""The drug left beside the nerve, and the checks and sums its courses in plasma and nerve share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize_scalar

from sciatica_edu.errors import OutOfRangeError, require_in_range

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    from sciatica_edu.nerve_block.kinetics.kinetics import DrugKinetics

    Array = NDArray[np.float64]

__all__ = [
    "LONGEST_TIME_H",
    "chained_decay",
    "checked_times",
    "depot_amount_mg",
    "highest_point",
    "require_dose",
]

LONGEST_TIME_H = 240.0
_LARGEST_DOSE_MG = 2000.0
_SMALLEST_INJECTION_MG = 0.001
_LATEST_PEAK_H = 24.0


def require_dose(dose_mg: float, *, some: bool = False) -> None:
    """Raise unless the dose is 0 to 2000 mg; with `some`, above 0."""
    lowest_mg = _SMALLEST_INJECTION_MG if some else 0.0
    require_in_range("dose", dose_mg, lowest_mg, _LARGEST_DOSE_MG, "mg")


def checked_times(time_h: ArrayLike) -> Array:
    """Return times after the injection as an array, or raise unless all are 0 to 240 h."""
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


def highest_point(course: Callable[[float], float]) -> tuple[float, float]:
    """Return time (h) and height of the one peak of a course within the first day."""
    found = minimize_scalar(
        lambda time_h: -course(time_h),
        bounds=(0.0, _LATEST_PEAK_H),
        method="bounded",
        options={"xatol": 1e-4},
    )
    return float(found.x), -float(found.fun)


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
