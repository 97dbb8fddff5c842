"""How the potentials of a cable are carried from one time step to the next."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["FORMULAS", "HISTORY", "Scheme"]


class Scheme(StrEnum):
    """Time scheme: third-order BDF, or backward Euler for comparison with other simulators."""

    BDF3 = "bdf3"
    BACKWARD_EULER = "backward_euler"


# Per scheme: factor of the new value; weights of the old values, oldest first, in the
# difference formula; weights that extrapolate the potential at which gates are advanced.
FORMULAS: dict[Scheme, tuple[float, tuple[float, ...], tuple[float, ...]]] = {
    Scheme.BDF3: (11 / 6, (1 / 3, -3 / 2, 3.0), (3 / 8, -10 / 8, 15 / 8)),
    Scheme.BACKWARD_EULER: (1.0, (0.0, 0.0, 1.0), (0.0, 0.0, 1.0)),
}
HISTORY = 3
