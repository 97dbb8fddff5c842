"""Voltage-dependent gates: their rates, their temperature, and the tables a simulation reads.

The kinetic constants themselves stand in ``data/parameters/nerve_fibre.yaml``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from scipy.constants import physical_constants, zero_Celsius

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "TABLE_HIGH_MV",
    "TABLE_LOW_MV",
    "TABLE_STEPS_PER_MV",
    "Gate",
    "Rate",
    "RateForm",
    "gate_table",
    "open_probability",
]

# Wide enough for the stimulated node: 3 nA drive the first node of the thinnest fibre to 109 mV. At
# 0.1 mV linear interpolation is off by less than 5e-6 in a gate's step (both models, 37 °C).
TABLE_LOW_MV = -200.0
TABLE_HIGH_MV = 300.0
TABLE_STEPS_PER_MV = 10

_GAS_OVER_FARADAY_MV_PER_K = (
    1000 * physical_constants["molar gas constant"][0] / physical_constants["Faraday constant"][0]
)


class RateForm(StrEnum):
    """How a rate depends on the membrane potential."""

    LINOID = "linoid"
    SIGMOID = "sigmoid"
    EXPONENTIAL = "exponential"
    THERMAL = "thermal"


@dataclass(frozen=True)
class Rate:
    """One opening or closing rate.

    Parameters
    ----------
    form
        Shape of the voltage dependence, with x = (V - half_mv) / slope_mv:
        linoid ``rate*|slope|*x/(1-exp(-x))``, sigmoid ``rate/(1+exp(-x))``, exponential
        ``rate*exp(x)``; thermal is exponential with slope RT/F divided by `valence`.
    rate_per_ms
        Factor in 1/ms (for linoid in 1/(ms mV)).
    half_mv
        Potential at which x = 0, in mV.
    slope_mv
        Slope in mV, sign included; not used by the thermal form.
    valence
        Gating charge; used by the thermal form only.
    """

    form: RateForm
    rate_per_ms: float
    half_mv: float
    slope_mv: float = 1.0
    valence: float = 0.0

    def at(self, voltage_mv: NDArray[np.float64], temperature_c: float) -> NDArray[np.float64]:
        """Return the rate in 1/ms, before the Q10 factor."""
        offset_mv = voltage_mv - self.half_mv
        if self.form is RateForm.THERMAL:
            # Borg-Graham's form of the rates in Sundt 2015: the slope itself depends on
            # temperature.
            thermal_mv = _GAS_OVER_FARADAY_MV_PER_K * (zero_Celsius + temperature_c)
            return self.rate_per_ms * np.exp(self.valence * offset_mv / thermal_mv)
        x = offset_mv / self.slope_mv
        if self.form is RateForm.LINOID:
            return self.rate_per_ms * abs(self.slope_mv) * _linoid(x)
        if self.form is RateForm.SIGMOID:
            # 1 / (1 + exp(-x)) without overflow at the far ends of the table.
            return self.rate_per_ms * 0.5 * (1 + np.tanh(x / 2))
        return self.rate_per_ms * np.exp(x)


@dataclass(frozen=True)
class Gate:
    """A first-order gate: opening and closing rate, and how warmth speeds them.

    Parameters
    ----------
    name
        What opens, for messages.
    opening, closing
        The two rates.
    q10
        Factor on both rates for 10 °C.
    q10_reference_temperature_c
        Temperature at which the factor is 1, in °C.
    """

    name: str
    opening: Rate
    closing: Rate
    q10: float
    q10_reference_temperature_c: float

    def rates(
        self, voltage_mv: NDArray[np.float64], temperature_c: float
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return opening and closing rate in 1/ms at `temperature_c`."""
        # Warmth speeds opening and closing alike: where a gate comes to rest stays, how soon
        # changes.
        factor = self.q10 ** ((temperature_c - self.q10_reference_temperature_c) / 10)
        return (
            factor * self.opening.at(voltage_mv, temperature_c),
            factor * self.closing.at(voltage_mv, temperature_c),
        )


def _linoid(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return x / (1 - exp(-x)), which is 1 + x/2 near zero."""
    # 0 / 0 at x = 0, which is a column of the table; the next term, x²/12, is below 1e-13 here.
    near_zero = np.abs(x) < 1e-6
    safe = np.where(near_zero, 1.0, x)
    return np.where(near_zero, 1 + x / 2, safe / -np.expm1(-safe))


def open_probability(
    gates: tuple[Gate, ...], voltage_mv: float, temperature_c: float
) -> NDArray[np.float64]:
    """Return the steady-state value of each gate at one potential.

    Parameters
    ----------
    gates
        The gates.
    voltage_mv
        Membrane potential in mV.
    temperature_c
        Temperature in °C.

    Returns
    -------
    numpy.ndarray
        One value from 0 to 1 for each gate.
    """
    at = np.array([voltage_mv])
    values = []
    for gate in gates:
        opening, closing = gate.rates(at, temperature_c)
        values.append(opening[0] / (opening[0] + closing[0]))
    return np.array(values)


@lru_cache(maxsize=32)
def gate_table(
    gates: tuple[Gate, ...], temperature_c: float, time_step_ms: float
) -> NDArray[np.float64]:
    """Tabulate one exponential gate step against the membrane potential.

    Over a step at potential V a gate moves from g to ``offset(V) + decay(V) * g``.

    Parameters
    ----------
    gates
        The gates, n of them.
    temperature_c
        Temperature in °C.
    time_step_ms
        Length of the step in ms.

    Returns
    -------
    numpy.ndarray
        Columns from ``TABLE_LOW_MV`` to ``TABLE_HIGH_MV`` in steps of 0.1 mV; rows: n offsets,
        n decays, and the 2 n differences to the next column, for linear interpolation.
    """
    count = round((TABLE_HIGH_MV - TABLE_LOW_MV) * TABLE_STEPS_PER_MV) + 1
    voltage_mv = np.linspace(TABLE_LOW_MV, TABLE_HIGH_MV, count)
    decays, offsets = [], []
    for gate in gates:
        opening, closing = gate.rates(voltage_mv, temperature_c)
        total = opening + closing
        decays.append(np.exp(-time_step_ms * total))
        # expm1, since a slow gate moves by 1e-5 in a step and 1 - exp would lose five digits.
        offsets.append(opening / total * -np.expm1(-time_step_ms * total))
    values = np.array([*offsets, *decays])
    # The last column has no next one: slope zero.
    differences = np.diff(values, axis=1, append=values[:, -1:])
    table = np.vstack([values, differences])
    # It is cached and shared by all runs.
    table.setflags(write=False)
    return table
