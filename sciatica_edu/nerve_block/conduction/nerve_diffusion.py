"""Drug diffusing from the surface of a nerve or fascicle to its core: mantle before core."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import brentq
from scipy.special import j0, j1, jn_zeros

from sciatica_edu.errors import OutOfRangeError, require_in_range

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["concentration_share", "minutes_to_share"]

_TERMS = 400
_ROOTS = jn_zeros(0, _TERMS)
_WEIGHTS = 2 / (_ROOTS * j1(_ROOTS))
_EARLIEST = 1e-4  # in units of R²/D: before this nothing has reached the inner half


def concentration_share(
    depth_share: ArrayLike, time_min: float, *, radius_mm: float, diffusivity_m2_per_s: float
) -> NDArray[np.float64]:
    """Return the concentration inside a cylinder as a share of that at its surface.

    Parameters
    ----------
    depth_share
        Depth below the surface over the radius: 0 mantle, 1 core.
    time_min
        Time with constant concentration at the surface, 0 to 1440 min.
    radius_mm
        Radius, 0.1 to 10 mm. For a whole nerve use an *effective* radius of 1 to 1.5 mm:
        diffusion through 4 mm would take hours, so drug must also travel between fascicles.
    diffusivity_m2_per_s
        Diffusivity, 1e-11 to 1e-8 m²/s.

    Returns
    -------
    numpy.ndarray
        Shares from 0 to 1.

    Raises
    ------
    OutOfRangeError
        If a value is outside its range.

    Notes
    -----
    Classical series for a long cylinder (Crank). No blood flow, no binding, no sheath; the
    surface does not run dry.
    """
    depth = np.asarray(depth_share, dtype=np.float64)
    if not ((depth >= 0) & (depth <= 1)).all():
        raise OutOfRangeError(
            f"depth runs from {depth.min():g} to {depth.max():g}; allowed: 0 (mantle) to 1 (core)."
        )
    require_in_range("time", time_min, 0.0, 1440.0, "min")
    reduced = 60 * time_min * _per_second(radius_mm, diffusivity_m2_per_s)
    if reduced < _EARLIEST:
        return np.where(depth == 0, 1.0, 0.0)
    modes = _WEIGHTS * np.exp(-(_ROOTS**2) * reduced)
    share = 1 - j0(np.multiply.outer(1 - depth, _ROOTS)) @ modes
    return np.asarray(np.clip(share, 0.0, 1.0))  # rounding of the series, about 1e-6


def minutes_to_share(
    share: float, *, depth_share: float = 1.0, radius_mm: float, diffusivity_m2_per_s: float
) -> float:
    """Return when a depth reaches a share (0.01 to 0.99) of the surface concentration, in min.

    Parameters and errors as in `concentration_share`.
    """
    require_in_range("share of surface concentration", share, 0.01, 0.99)
    require_in_range("depth", depth_share, 0.01, 1.0)
    scale_min = 1 / (60 * _per_second(radius_mm, diffusivity_m2_per_s))

    def missing(reduced: float) -> float:
        modes = _WEIGHTS * np.exp(-(_ROOTS**2) * reduced)
        return float(1 - j0((1 - depth_share) * _ROOTS) @ modes) - share

    return float(brentq(missing, _EARLIEST, 5.0)) * scale_min


def _per_second(radius_mm: float, diffusivity_m2_per_s: float) -> float:
    require_in_range("radius", radius_mm, 0.1, 10.0, "mm")
    require_in_range("diffusivity", diffusivity_m2_per_s, 1e-11, 1e-8, "m²/s")
    return diffusivity_m2_per_s / (radius_mm / 1000) ** 2
