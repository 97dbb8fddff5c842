"""Step a batch of excitable cables through time.

Only excitable compartments (nodes, or the membrane of a C fibre) are unknowns; they form one
tridiagonal system for the whole batch. Passive internodes enter as filters (`internode.py`).
Potentials inside this module are measured from rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.linalg.lapack import dptsv

from sciatica_edu.errors import OutOfRangeError
from sciatica_edu.nerve_block.channels import (
    TABLE_HIGH_MV,
    TABLE_LOW_MV,
    TABLE_STEPS_PER_MV,
    gate_table,
    open_probability,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from sciatica_edu.nerve_block.channels import Gate

    Array = NDArray[np.float64]

__all__ = ["Cables", "FilterBank", "Membrane", "Pulse", "Scheme", "integrate"]


class Scheme(StrEnum):
    """Time scheme: third-order BDF, or backward Euler for comparison with other simulators."""

    BDF3 = "bdf3"
    BACKWARD_EULER = "backward_euler"


# Per scheme: factor of the new value; weights of the old values, oldest first, in the
# difference formula; weights that extrapolate the potential at which gates are advanced.
_FORMULAS: dict[Scheme, tuple[float, tuple[float, ...], tuple[float, ...]]] = {
    Scheme.BDF3: (11 / 6, (1 / 3, -3 / 2, 3.0), (3 / 8, -10 / 8, 15 / 8)),
    Scheme.BACKWARD_EULER: (1.0, (0.0, 0.0, 1.0), (0.0, 0.0, 1.0)),
}
_HISTORY = 3


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
    history = np.zeros((steps + _HISTORY, fibres * nodes))
    gates = _GateStepper(cables, membrane, time_step_ms)
    nodes_step = _NodeStepper(cables, pulse, time_step_ms, scheme)
    _, old_weights, gate_weights = _FORMULAS[scheme]
    weights = np.array([np.multiply(gate_weights, TABLE_STEPS_PER_MV), old_weights])
    combined = np.empty((2, fibres * nodes))
    place, past_mv = combined
    on = pulse.is_on(steps, time_step_ms).tolist()
    done = steps
    for step in range(steps):
        np.dot(weights, history[step : step + _HISTORY], out=combined)
        totals = gates.advance(place)
        history[step + _HISTORY] = nodes_step.solve(past_mv, totals, on=on[step])
        if is_decided is not None and (step + 1) % decide_every == 0:
            so_far = history[_HISTORY - 1 : step + _HISTORY + 1]
            if is_decided(so_far.reshape(-1, fibres, nodes) + membrane.rest_mv):
                done = step + 1
                break
    voltage_mv = history[_HISTORY - 1 : done + _HISTORY].reshape(-1, fibres, nodes)
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


class _GateStepper:
    """Holds the gates of all compartments and turns them into conductance and current."""

    def __init__(self, cables: Cables, membrane: Membrane, time_step_ms: float) -> None:
        fibres, nodes = cables.capacitance_nf.shape
        size, count = fibres * nodes, len(membrane.gates)
        at_rest = [
            open_probability(membrane.gates, membrane.rest_mv, t) for t in cables.temperature_c
        ]
        self._gates = np.repeat(np.transpose(at_rest), nodes, axis=1)
        distinct = sorted(set(cables.temperature_c))
        tables = [gate_table(membrane.gates, t, time_step_ms) for t in distinct]
        self._table = tables[0] if len(tables) == 1 else np.hstack(tables)
        first = [distinct.index(t) * tables[0].shape[1] for t in cables.temperature_c]
        self._first_column: NDArray[np.intp] | None = (
            np.repeat(np.array(first, dtype=np.intp), nodes) if len(tables) > 1 else None
        )
        self._offset = (membrane.rest_mv - TABLE_LOW_MV) * TABLE_STEPS_PER_MV
        self._maximum_us = np.ascontiguousarray(cables.channel_us.reshape(size, -1).T)
        reversal = np.array(membrane.reversal_mv) - membrane.rest_mv
        self._sums = np.array([np.ones_like(reversal), reversal])
        self._lookup(size, count)
        self._name_rows(membrane, size)

    def _lookup(self, size: int, count: int) -> None:
        looked_up = np.empty((4 * count, size))
        self._looked_up = looked_up
        self._step, self._slope = looked_up[: 2 * count], looked_up[2 * count :]
        self._gain, self._decay = self._step[:count], self._step[count:]

    def _name_rows(self, membrane: Membrane, size: int) -> None:
        cubed, partners = membrane.cubed, membrane.partner_count
        self._cubed = self._gates[:cubed]
        self._partners = self._gates[cubed : cubed + partners]
        self._alone = self._gates[cubed + partners :]
        self._open = np.empty((len(membrane.reversal_mv), size))
        self._open_cubed, self._open_paired = self._open[:cubed], self._open[:partners]
        self._open_alone = self._open[cubed:]

    def advance(self, place: Array) -> Array:
        """Step the gates at `place`, the potential from rest in table steps.

        Returns the conductance in µS and the source current in nA of each compartment. Beyond
        the table's ends the look-up stays inside it; `_require_tabulated` refuses such a run.
        """
        place += self._offset
        column = place.astype(np.intp)
        place -= column
        if self._first_column is not None:
            column += self._first_column
        self._table.take(column, axis=1, out=self._looked_up, mode="clip")
        self._slope *= place
        self._step += self._slope
        self._gates *= self._decay
        self._gates += self._gain
        np.multiply(self._cubed, self._cubed, out=self._open_cubed)
        self._open_cubed *= self._cubed
        self._open_paired *= self._partners
        self._open_alone[...] = self._alone
        self._open *= self._maximum_us
        totals: Array = np.dot(self._sums, self._open)
        return totals


class _NodeStepper:
    """Solves for the new potentials; keeps the filters of the internodes.

    All arrays are allocated once: at twenty-one nodes a step costs as much as its numpy calls.
    """

    def __init__(self, cables: Cables, pulse: Pulse, time_step_ms: float, scheme: Scheme) -> None:
        fibres, nodes = cables.capacitance_nf.shape
        factor, old_weights, _ = _FORMULAS[scheme]
        self._capacitance = cables.capacitance_nf.ravel() / time_step_ms
        diagonal = cables.passive_us + factor * cables.capacitance_nf / time_step_ms
        off = np.zeros((fibres, nodes))
        off[:, :-1] = -cables.coupling_us
        # Holds the right-hand side before, and the potentials after the solution.
        self._unknown = np.zeros(fibres * nodes)
        self._column = self._unknown.reshape(-1, 1)
        self._filters: _Filters | None = None
        if cables.filters is not None:
            grid = self._unknown.reshape(fibres, nodes)
            self._filters = _Filters(cables.filters, grid, time_step_ms, factor, old_weights)
            even, odd = self._filters.self_coupling_us
            diagonal[:, :-1] -= even + odd
            diagonal[:, 1:] -= even + odd
            off[:, :-1] -= even - odd
        self._fixed_diagonal = diagonal.ravel()
        self._diagonal = np.empty_like(self._fixed_diagonal)
        self._off = off.ravel()[:-1]  # the zero at each fibre's end keeps fibres apart
        source = cables.passive_source_na.copy()
        self._resting_source = source.ravel().copy()
        source[:, pulse.node] += pulse.amplitude_na
        self._pulsed_source = source.ravel()

    def solve(self, past_mv: Array, totals: Array, *, on: bool) -> Array:
        """Return the new potentials from rest in mV; `totals` come from the gates."""
        unknown, filters = self._unknown, self._filters
        np.multiply(past_mv, self._capacitance, out=unknown)
        unknown += totals[1]
        unknown += self._pulsed_source if on else self._resting_source
        if filters is not None:
            filters.carry_over()
        np.add(self._fixed_diagonal, totals[0], out=self._diagonal)
        solve: Any = dptsv
        solved: Array = solve(self._diagonal, self._off, self._column, 1, 0, 1)[2]
        if solved is not self._column:  # LAPACK normally answers in place
            self._column[...] = solved
        if filters is not None:
            filters.absorb()
        return unknown


_LEFT_AND_RIGHT = np.array([[1.0, 1.0], [1.0, -1.0]])


class _Filters:
    """The state of all internode filters: their present and two past currents, in nA.

    `grid` is the view, shape (fibres, nodes), through which currents are handed to the nodes
    and potentials are taken from them.
    """

    def __init__(
        self,
        bank: FilterBank,
        grid: Array,
        time_step_ms: float,
        factor: float,
        weights: tuple[float, ...],
    ) -> None:
        modes, _, fibres, internodes = bank.rate_per_ms.shape
        links = fibres * internodes
        self._left, self._right = grid[:, :-1], grid[:, 1:]
        shrink = 1 / (factor + time_step_ms * bank.rate_per_ms)
        gain = time_step_ms * bank.drive_us_per_ms * shrink
        self.self_coupling_us: Array = gain.sum(axis=0)
        self._gain = gain.reshape(modes, 2 * links)
        self._shrink = np.ascontiguousarray(shrink.reshape(modes, 2 * links))
        self._ring = np.zeros((_HISTORY, modes * 2 * links))
        self._slots = [slot.reshape(modes, 2 * links) for slot in self._ring]
        self._oldest = 0
        self._weights = [np.roll(weights, k) for k in range(_HISTORY)]
        self._carried_flat = np.zeros(modes * 2 * links)
        self._carried = self._carried_flat.reshape(modes, 2 * links)
        self._currents = np.empty((2, links))
        self._to_nodes = np.empty((2, links))
        self._to_left, self._to_right = self._to_nodes.reshape(2, fibres, internodes)
        self._drive = np.empty(2 * links)
        self._sum, self._difference = self._drive.reshape(2, fibres, internodes)

    def carry_over(self) -> None:
        """Add to the nodes the currents that the past alone would send."""
        np.dot(self._weights[self._oldest], self._ring, out=self._carried_flat)
        self._carried *= self._shrink
        np.add.reduce(self._carried, axis=0, out=self._currents.reshape(-1))
        np.dot(_LEFT_AND_RIGHT, self._currents, out=self._to_nodes)
        self._left += self._to_left
        self._right += self._to_right

    def absorb(self) -> None:
        """Take in the new node potentials."""
        np.add(self._left, self._right, out=self._sum)
        np.subtract(self._left, self._right, out=self._difference)
        newest = self._slots[self._oldest]
        np.multiply(self._gain, self._drive, out=newest)
        newest += self._carried
        self._oldest = (self._oldest + 1) % _HISTORY
