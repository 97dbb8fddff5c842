"""One time step of a batch of cables: the gates, the nodes, and the filters between them.

The innermost loop of every simulation: all arrays are allocated once, and potentials are measured
from rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.linalg.lapack import dptsv

from sciatica_edu.fibre.channels import (
    TABLE_LOW_MV,
    TABLE_STEPS_PER_MV,
    gate_table,
    open_probability,
)
from sciatica_edu.fibre.time_scheme import FORMULAS, HISTORY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sciatica_edu.fibre.circuit import Cables, FilterBank, Membrane, Pulse
    from sciatica_edu.fibre.time_scheme import Scheme

    Array = NDArray[np.float64]

__all__ = ["GateStepper", "NodeStepper"]


class GateStepper:
    """Holds the gates of all compartments and turns them into conductance and current."""

    def __init__(self, cables: Cables, membrane: Membrane, time_step_ms: float) -> None:
        fibres, nodes = cables.capacitance_nf.shape
        size, count = fibres * nodes, len(membrane.gates)
        # A run begins in a fibre that has long been at rest: each gate stands where its rates
        # balance.
        at_rest = [
            open_probability(membrane.gates, membrane.rest_mv, t) for t in cables.temperature_c
        ]
        self._gates = np.repeat(np.transpose(at_rest), nodes, axis=1)
        # Tables of different temperatures lie side by side; a fibre looks into its own stretch of
        # columns, so a batch of many temperatures still costs one look-up.
        distinct = sorted(set(cables.temperature_c))
        tables = [gate_table(membrane.gates, t, time_step_ms) for t in distinct]
        self._table = tables[0] if len(tables) == 1 else np.hstack(tables)
        first = [distinct.index(t) * tables[0].shape[1] for t in cables.temperature_c]
        self._first_column: NDArray[np.intp] | None = (
            np.repeat(np.array(first, dtype=np.intp), nodes) if len(tables) > 1 else None
        )
        # Potentials count from rest, where a passive internode holds no charge and its filters no
        # current.
        self._offset = (membrane.rest_mv - TABLE_LOW_MV) * TABLE_STEPS_PER_MV
        self._maximum_us = np.ascontiguousarray(cables.channel_us.reshape(size, -1).T)
        # The channels' current is (sum of g) V - sum of (g E): both sums come from one product.
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
        # What is left is the way to the next column, 0 to 1, for linear interpolation.
        place -= column
        if self._first_column is not None:
            column += self._first_column
        # numpy writes straight into `out` only when it need not raise on a bad index, hence "clip".
        self._table.take(column, axis=1, out=self._looked_up, mode="clip")
        self._slope *= place
        self._step += self._slope
        # Exponential step (Rush and Larsen 1978): exact for a potential that stands still over the
        # step, and stable however fast the gate is.
        self._gates *= self._decay
        self._gates += self._gain
        # Two products instead of a power, which numpy computes many times more slowly.
        np.multiply(self._cubed, self._cubed, out=self._open_cubed)
        self._open_cubed *= self._cubed
        # m³ becomes m³h where the gate has an inactivation; p³ has none (McIntyre 2002).
        self._open_paired *= self._partners
        self._open_alone[...] = self._alone
        self._open *= self._maximum_us
        totals: Array = np.dot(self._sums, self._open)
        return totals


class NodeStepper:
    """Solves for the new potentials; keeps the filters of the internodes.

    All arrays are allocated once: at twenty-one nodes a step costs as much as its numpy calls.
    """

    def __init__(self, cables: Cables, pulse: Pulse, time_step_ms: float, scheme: Scheme) -> None:
        fibres, nodes = cables.capacitance_nf.shape
        factor, old_weights, _ = FORMULAS[scheme]
        self._capacitance = cables.capacitance_nf.ravel() / time_step_ms
        # Implicit: what the new potential drives out of a node itself stands on the left-hand side.
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
            # An internode also answers to the new potentials within the step. That answer is
            # linear, so it is moved to the left-hand side: with sum and difference of both ends as
            # drives, each end feels itself by even + odd and the other end by even - odd. Nothing
            # of the internode stays unknown.
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
        # Links are mutual and every compartment leaks, so the system is symmetric and positive
        # definite, and stays so after the internodes are eliminated: LAPACK needs no pivots.
        # Diagonal and right-hand side are rebuilt in each step and may be overwritten; the off-
        # diagonal is kept.
        solve: Any = dptsv
        solved: Array = solve(self._diagonal, self._off, self._column, 1, 0, 1)[2]
        if solved is not self._column:  # LAPACK normally answers in place
            self._column[...] = solved
        if filters is not None:
            filters.absorb()
        return unknown


# From even and odd currents to those of the left and the right node.
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
        # The same difference formula as at the nodes, per mode: (factor + dt rate) I = past + dt
        # drive U.
        shrink = 1 / (factor + time_step_ms * bank.rate_per_ms)
        gain = time_step_ms * bank.drive_us_per_ms * shrink
        self.self_coupling_us: Array = gain.sum(axis=0)
        self._gain = gain.reshape(modes, 2 * links)
        self._shrink = np.ascontiguousarray(shrink.reshape(modes, 2 * links))
        # The past lies in a ring whose weights are turned with it: nothing is copied from step to
        # step.
        self._ring = np.zeros((HISTORY, modes * 2 * links))
        self._slots = [slot.reshape(modes, 2 * links) for slot in self._ring]
        self._oldest = 0
        self._weights = [np.roll(weights, k) for k in range(HISTORY)]
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
        # The newest current takes the place of the oldest, which no later step needs.
        np.multiply(self._gain, self._drive, out=newest)
        newest += self._carried
        self._oldest = (self._oldest + 1) % HISTORY
