"""Step a batch of excitable cables through time.

Only excitable compartments (nodes, or the membrane of a C fibre) are unknowns; they form one
tridiagonal system for the whole batch. Passive internodes enter as filters (`internode.py`).
One step is in `steppers.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.errors import OutOfRangeError
from sciatica_edu.fibre.channels import TABLE_HIGH_MV, TABLE_LOW_MV, TABLE_STEPS_PER_MV
from sciatica_edu.fibre.steppers import GateStepper, NodeStepper
from sciatica_edu.fibre.time_scheme import FORMULAS, HISTORY, Scheme

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from sciatica_edu.fibre.channels import Gate

    Array = NDArray[np.float64]

__all__ = ["Cables", "FilterBank", "Membrane", "Pulse", "integrate"]


@dataclass(frozen=True)
class Membrane:
    """Channels of the excitable membrane.

    The gates are ordered so that the first `cubed` enter a current to the third power, each
    times the gate `cubed` places later where `partner_count` says so; the remaining gates
    carry a current of their own.

    Parameters
    ----------
    gates
        The gates, cubed ones first, then their partners, then those that stand alone.
    cubed
        Number of gates taken to the third power.
    partner_count
        How many of the cubed gates have an (inactivation) partner.
    reversal_mv
        Reversal potential of each current in mV: cubed ones first.
    rest_mv
        Resting potential in mV.
    """

    gates: tuple[Gate, ...]
    cubed: int
    partner_count: int
    reversal_mv: tuple[float, ...]
    rest_mv: float


@dataclass(frozen=True)
class FilterBank:
    """Internode filters of a batch: shape (modes, 2, fibres, internodes); see `internode.py`."""

    rate_per_ms: Array
    drive_us_per_ms: Array


@dataclass(frozen=True)
class Cables:
    """Electrical description of a batch of cables of equal node count.

    Attributes
    ----------
    capacitance_nf
        Capacitance of each compartment, shape (fibres, nodes).
    passive_us
        Leak plus coupling conductance of each compartment, same shape.
    passive_source_na
        Constant current of each compartment from its leak, at rest = 0 mV, same shape.
    coupling_us
        Direct conductance to the next compartment, shape (fibres, nodes - 1).
    channel_us
        Largest conductance of each current, shape (fibres, nodes, currents).
    temperature_c
        Temperature of each fibre.
    filters
        Internodes, or None for a plain cable.
    """

    capacitance_nf: Array
    passive_us: Array
    passive_source_na: Array
    coupling_us: Array
    channel_us: Array
    temperature_c: tuple[float, ...]
    filters: FilterBank | None = None


@dataclass(frozen=True)
class Pulse:
    """Rectangular current pulses into one compartment of each fibre.

    Attributes
    ----------
    amplitude_na
        One amplitude for each fibre, in nA.
    onsets_ms, duration_ms
        When pulses begin and how long each lasts, in ms.
    node
        Index of the compartment.
    """

    amplitude_na: Array
    onsets_ms: tuple[float, ...]
    duration_ms: float
    node: int = 0

    def is_on(self, steps: int, time_step_ms: float) -> NDArray[np.bool_]:
        """Return for each step whether current flows at its middle."""
        middle_ms = (np.arange(steps) + 0.5) * time_step_ms
        on = np.zeros(steps, dtype=np.bool_)
        for onset_ms in self.onsets_ms:
            on |= (middle_ms >= onset_ms) & (middle_ms < onset_ms + self.duration_ms)
        return on


def integrate(
    cables: Cables,
    membrane: Membrane,
    *,
    pulse: Pulse,
    steps: int,
    time_step_ms: float,
    scheme: Scheme = Scheme.BDF3,
    is_decided: Callable[[Array], bool] | None = None,
    decide_every: int = 40,
) -> Array:
    """Return the membrane potential of every compartment at every step.

    Parameters
    ----------
    cables
        The batch.
    membrane
        Its channels.
    pulse
        The stimulus.
    steps
        Number of time steps.
    time_step_ms
        Length of a step in ms.
    scheme
        Time scheme.
    is_decided
        Asked every `decide_every` steps with the potentials so far, in mV, shape
        (steps so far, fibres, nodes); the run ends early when it returns true.
    decide_every
        Number of steps between two questions.

    Returns
    -------
    numpy.ndarray
        Potential in mV, shape (steps + 1, fibres, nodes), shorter after an early end.

    Raises
    ------
    OutOfRangeError
        If a potential leaves the tabulated range, -200 to 300 mV.
    """
    fibres, nodes = cables.capacitance_nf.shape
    history = np.zeros((steps + HISTORY, fibres * nodes))
    gates = GateStepper(cables, membrane, time_step_ms)
    nodes_step = NodeStepper(cables, pulse, time_step_ms, scheme)
    _, old_weights, gate_weights = FORMULAS[scheme]
    weights = np.array([np.multiply(gate_weights, TABLE_STEPS_PER_MV), old_weights])
    combined = np.empty((2, fibres * nodes))
    place, past_mv = combined
    on = pulse.is_on(steps, time_step_ms).tolist()
    done = steps
    for step in range(steps):
        np.dot(weights, history[step : step + HISTORY], out=combined)
        totals = gates.advance(place)
        history[step + HISTORY] = nodes_step.solve(past_mv, totals, on=on[step])
        if is_decided is not None and (step + 1) % decide_every == 0:
            so_far = history[HISTORY - 1 : step + HISTORY + 1]
            if is_decided(so_far.reshape(-1, fibres, nodes) + membrane.rest_mv):
                done = step + 1
                break
    voltage_mv = history[HISTORY - 1 : done + HISTORY].reshape(-1, fibres, nodes)
    voltage_mv = voltage_mv + membrane.rest_mv
    _require_tabulated(voltage_mv)
    return voltage_mv


def _require_tabulated(voltage_mv: Array) -> None:
    lowest, highest = float(voltage_mv.min()), float(voltage_mv.max())
    if not (lowest > TABLE_LOW_MV and highest < TABLE_HIGH_MV):
        raise OutOfRangeError(
            f"membrane potential reached {lowest:g} to {highest:g} mV; the model covers "
            f"{TABLE_LOW_MV:g} to {TABLE_HIGH_MV:g} mV. Use a weaker stimulus or a shorter time step."
        )
