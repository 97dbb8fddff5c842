"""Find by simulation how much block just stops an impulse.

Whole batches are bisected together. The results are kept as tables, which
`critical_tables` rebuilds and `sciatica_edu.nerve_block.conduction.critical_block` reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.errors import require_in_range
from sciatica_edu.fibre.batch_run import Stimulus
from sciatica_edu.fibre.c_fibre import UnmyelinatedFibre, run_unmyelinated_batch
from sciatica_edu.fibre.recording import ARRIVAL_MV, nodes_reached
from sciatica_edu.fibre.simulation import Fibre, run_batch
from sciatica_edu.nerve_block.conduction.critical_block import require_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from sciatica_edu.fibre.c_fibre import UnmyelinatedParameters
    from sciatica_edu.fibre.geometry import MyelinatedParameters

    Array = NDArray[np.float64]
    Bools = NDArray[np.bool_]

__all__ = [
    "MostBlock",
    "MostBlockUnmyelinated",
    "find_most_block",
    "find_most_block_unmyelinated",
]

_LEAD_NODES, _TAIL_NODES, _READ_BEYOND = 8, 8, 3
_LEAST_BLOCK = 0.3
_LEAD_UM, _READ_BEYOND_UM, _TAIL_UM = 1000.0, 500.0, 1000.0
_COMPARTMENT_UM = 25.0


@dataclass(frozen=True)
class MostBlock:
    """Ask what share of sodium channels may be blocked in `exposed_nodes` nodes."""

    diameter_um: float
    exposed_nodes: int
    temperature_c: float = 37.0


@dataclass(frozen=True)
class MostBlockUnmyelinated:
    """Ask what share of channels may be blocked over a length of C fibre, in µm."""

    diameter_um: float
    exposed_length_um: float
    temperature_c: float = 37.0


_AnyQuestion = MostBlock | MostBlockUnmyelinated


def find_most_block(
    questions: Sequence[MostBlock],
    *,
    parameters: MyelinatedParameters,
    tolerance: float = 0.001,
    time_step_us: float = 5.0,
) -> list[float | None]:
    """Return the largest blocked share of sodium channels that still lets an impulse pass.

    Parameters
    ----------
    questions
        Diameter in µm, number of consecutive exposed nodes (1 to 200), temperature in °C.
    parameters
        Constants of the model.
    tolerance
        Width of the bracket at which the search stops, 0.0001 to 0.05.
    time_step_us
        Time step of the simulations in µs.

    Returns
    -------
    list of float or None
        Shares from 0.3 to 1; None where even complete block of the exposed nodes is jumped.

    Notes
    -----
    Fast and persistent sodium are blocked alike. An impulse has passed when it is seen three
    nodes beyond the exposed ones. One impulse in a resting fibre; no use dependence.
    """
    if not questions:
        return []
    exposed = [require_whole(q.exposed_nodes, "exposed nodes") for q in questions]
    test = _ExposureTest(questions, exposed, parameters, time_step_us)
    return _bisect(test.passes, len(questions), _LEAST_BLOCK, 1.0, tolerance)


def find_most_block_unmyelinated(
    questions: Sequence[MostBlockUnmyelinated],
    *,
    parameters: UnmyelinatedParameters,
    tolerance: float = 0.001,
    time_step_us: float = 25.0,
) -> list[float | None]:
    """Return the largest blocked share of sodium channels that a C fibre tolerates.

    As `find_most_block`, over a length of 100 to 20 000 µm instead of a number of nodes;
    an impulse has passed when it is seen 0.5 mm beyond the exposed length.
    """
    if not questions:
        return []
    for question in questions:
        require_in_range("exposed length", question.exposed_length_um, 100.0, 20_000.0, "µm")
    lengths_um = np.array([question.exposed_length_um for question in questions])
    fibres = _unmyelinated_fibres(questions)
    centre_um = (np.arange(fibres[0].compartment_count) + 0.5) * _COMPARTMENT_UM
    inside = (centre_um > _LEAD_UM) & (centre_um < _LEAD_UM + lengths_um[:, None])
    read = [round((_LEAD_UM + x + _READ_BEYOND_UM) / _COMPARTMENT_UM) for x in lengths_um]
    duration_ms = min(500.0, (8 + 4 * fibres[0].length_mm) * _slowing(questions))

    def passes(share: Array) -> Bools:
        voltage_mv = run_unmyelinated_batch(
            fibres,
            parameters=parameters,
            sodium_block_fraction=inside * share[:, None],
            stimulus=Stimulus(duration_ms=1.0),
            duration_ms=duration_ms,
            time_step_us=time_step_us,
            is_decided=_decider(read, ignore_before=round(_LEAD_UM / _COMPARTMENT_UM)),
        )
        return _at(nodes_reached(voltage_mv), read)

    return _bisect(passes, len(questions), _LEAST_BLOCK, 1.0, tolerance)


def _unmyelinated_fibres(questions: Sequence[MostBlockUnmyelinated]) -> list[UnmyelinatedFibre]:
    """Return C fibres with a lead, room for the longest exposure, and a tail."""
    longest_um = max(question.exposed_length_um for question in questions)
    return [
        UnmyelinatedFibre(
            diameter_um=question.diameter_um,
            length_mm=(_LEAD_UM + longest_um + _READ_BEYOND_UM + _TAIL_UM) / 1000,
            compartment_um=_COMPARTMENT_UM,
            temperature_c=question.temperature_c,
        )
        for question in questions
    ]


def _slowing(questions: Sequence[_AnyQuestion]) -> float:
    """Return how much longer than at 37 °C to wait for the coldest fibre (threefold in 10 °C)."""
    return float(3 ** ((37 - min(question.temperature_c for question in questions)) / 10))


class _ExposureTest:
    """Myelinated fibres with exposed nodes, asked whether the impulse comes out at the far side.

    Every fibre has a lead of healthy nodes, its own number of exposed ones, and a tail; all are
    as long as the longest needs.
    """

    def __init__(
        self,
        questions: Sequence[MostBlock],
        exposed: list[int],
        parameters: MyelinatedParameters,
        time_step_us: float,
    ) -> None:
        longest = max(exposed)
        node_count = _LEAD_NODES + longest + 1 + _TAIL_NODES
        ends = _LEAD_NODES + np.array(exposed)[:, None]
        index = np.arange(node_count)
        self._inside = (index >= _LEAD_NODES) & (index < ends)
        self._read_nodes = [_LEAD_NODES + k - 1 + _READ_BEYOND for k in exposed]
        self._parameters = parameters
        self._time_step_us = time_step_us
        self._fibres = [
            Fibre(diameter_um=q.diameter_um, node_count=node_count, temperature_c=q.temperature_c)
            for q in questions
        ]
        # Enough for even a slow, decremental impulse to arrive or to die.
        self._duration_ms = min(200.0, (4 + 0.25 * longest) * max(1.0, _slowing(questions)))

    def passes(self, share: Array) -> Bools:
        """Return for each fibre whether the impulse reaches its read-out node."""
        voltage_mv = run_batch(
            self._fibres,
            parameters=self._parameters,
            sodium_block_fraction=self._inside * share[:, None],
            stimulus=Stimulus(),
            duration_ms=self._duration_ms,
            time_step_us=self._time_step_us,
            is_decided=_decider(self._read_nodes, ignore_before=_LEAD_NODES),
        )
        return _at(nodes_reached(voltage_mv), self._read_nodes)


def _at(reached: Bools, read_nodes: list[int]) -> Bools:
    return np.asarray(reached[np.arange(len(read_nodes)), read_nodes])


def _decider(read_nodes: list[int], *, ignore_before: int) -> Callable[[Array], bool]:
    """Return what to ask during a run: whether every impulse is past its read-out, or dead.

    Dead: it has been to the lesion, and from there on every potential is far below the level of
    an impulse and sinking. The last wave through healthy fibre before the lesion is ignored.
    """
    quiet_mv = ARRIVAL_MV - 15
    rows = np.arange(len(read_nodes))
    arrived = np.zeros(len(read_nodes), dtype=np.bool_)
    entered = np.zeros(len(read_nodes), dtype=np.bool_)
    seen = 0

    def is_decided(voltage_mv: Array) -> bool:
        nonlocal seen
        fresh = voltage_mv[seen:]
        arrived[:] |= (fresh[:, rows, read_nodes] > ARRIVAL_MV).any(axis=0)
        entered[:] |= (fresh[:, :, ignore_before - 1] > ARRIVAL_MV).any(axis=0)
        before, now = fresh[0, :, ignore_before:], fresh[-1, :, ignore_before:]
        seen = len(voltage_mv)
        still = (now < quiet_mv) & ((now <= before) | (now < quiet_mv - 25))
        return bool((arrived | (entered & still.all(axis=1))).all())

    return is_decided


def _bisect(
    passes: Callable[[Array], Bools], count: int, low: float, high: float, tolerance: float
) -> list[float | None]:
    """Return for each case the largest value that passes, or None if `high` passes.

    `low` is not asked: it is where the search begins.
    """
    require_in_range("tolerance", tolerance, 0.0001, 0.05)
    never_stops = passes(np.full(count, high))
    lows, highs = np.full(count, low), np.full(count, high)
    while float((highs - lows).max()) > tolerance:
        middle = (lows + highs) / 2
        passed = passes(middle)
        lows = np.where(passed, middle, lows)
        highs = np.where(passed, highs, middle)
    return [None if free else float(value) for free, value in zip(never_stops, lows, strict=True)]
