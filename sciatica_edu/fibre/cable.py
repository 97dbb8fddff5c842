"""Step a batch of excitable cables through time.

Only excitable compartments (nodes, or the membrane of a C fibre) are unknowns; they form one
tridiagonal system for the whole batch. Passive internodes enter as filters (`internode.py`).
One step is in `steppers.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.errors import OutOfRangeError
from sciatica_edu.fibre.channels import TABLE_HIGH_MV, TABLE_LOW_MV, TABLE_STEPS_PER_MV
from sciatica_edu.fibre.steppers import GateStepper, NodeStepper
from sciatica_edu.fibre.time_scheme import FORMULAS, HISTORY, Scheme

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from sciatica_edu.fibre.circuit import Cables, Membrane, Pulse

    Array = NDArray[np.float64]

__all__ = ["integrate"]


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
    # Potentials from rest: the zeros before the first step say that the fibre has always been at
    # rest.
    history = np.zeros((steps + HISTORY, fibres * nodes))
    gates = GateStepper(cables, membrane, time_step_ms)
    nodes_step = NodeStepper(cables, pulse, time_step_ms, scheme)
    _, old_weights, gate_weights = FORMULAS[scheme]
    # One product gives the place in the gate table and the past's share of the new potential. At
    # twenty nodes a step costs as much as its numpy calls, so calls are what is saved.
    weights = np.array([np.multiply(gate_weights, TABLE_STEPS_PER_MV), old_weights])
    combined = np.empty((2, fibres * nodes))
    place, past_mv = combined
    on = pulse.is_on(steps, time_step_ms).tolist()
    done = steps
    for step in range(steps):
        np.dot(weights, history[step : step + HISTORY], out=combined)
        totals = gates.advance(place)
        history[step + HISTORY] = nodes_step.solve(past_mv, totals, on=on[step])
        # A search for a threshold need not watch fibres that are dead or through long before the
        # end; asking costs time too, so it is asked now and then.
        if is_decided is not None and (step + 1) % decide_every == 0:
            so_far = history[HISTORY - 1 : step + HISTORY + 1]
            if is_decided(so_far.reshape(-1, fibres, nodes) + membrane.rest_mv):
                done = step + 1
                break
    voltage_mv = history[HISTORY - 1 : done + HISTORY].reshape(-1, fibres, nodes)
    voltage_mv = voltage_mv + membrane.rest_mv
    # Judged after the run and not in each step: the look-up is clipped, so a run that left the
    # table ends, is wrong, and is refused here.
    _require_tabulated(voltage_mv)
    return voltage_mv


def _require_tabulated(voltage_mv: Array) -> None:
    lowest, highest = float(voltage_mv.min()), float(voltage_mv.max())
    # Asked this way round, a potential that is not a number is refused as well.
    if not (lowest > TABLE_LOW_MV and highest < TABLE_HIGH_MV):
        raise OutOfRangeError(
            f"membrane potential reached {lowest:g} to {highest:g} mV; the model covers "
            f"{TABLE_LOW_MV:g} to {TABLE_HIGH_MV:g} mV. Use a weaker stimulus or a shorter time step."
        )
