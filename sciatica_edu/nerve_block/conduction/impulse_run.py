"""Run one impulse along one myelinated fibre with a treated stretch; ends when nothing more happens.

What the learner sets and what is read from a run are in `impulse_view.py`. The browser half runs
the same layout (``impulse.js``); `IMPULSE_LIMITS` is sent to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.fibre.recording import ARRIVAL_MV
from sciatica_edu.fibre.simulation import Fibre, Stimulus, run_batch

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from sciatica_edu.fibre.geometry import MyelinatedParameters

    Array = NDArray[np.float64]

__all__ = ["IMPULSE_LIMITS", "ImpulseLimits", "StretchTreatment", "run_impulse"]


@dataclass(frozen=True)
class ImpulseLimits:
    """Layout of the simulated fibre, and when a run ends.

    Healthy nodes before (`lead_nodes`) and after (`tail_nodes`) the stretch; longer stretches
    than `most_exposed_nodes` behave alike. A run lasts at most `base_ms` plus `per_node_ms` a
    node, times `cold_factor` for each 10 °C below `body_c`, and never more than `longest_ms`.
    It ends early once all nodes sink below `quiet_mv`, or the last node is back at `past_mv`.
    """

    lead_nodes: int = 7
    tail_nodes: int = 9
    most_exposed_nodes: int = 30
    read_from_end: int = 4
    base_ms: float = 4.0
    per_node_ms: float = 0.25
    longest_ms: float = 60.0
    cold_factor: float = 3.0
    body_c: float = 37.0
    arrival_mv: float = ARRIVAL_MV
    quiet_mv: float = -62.0
    quiet_margin_mv: float = 10.0
    past_mv: float = -55.0

    def duration_ms(self, node_count: int, temperature_c: float) -> float:
        """Return the longest time a run may take, in ms."""
        cold: float = self.cold_factor ** (max(0.0, self.body_c - temperature_c) / 10)
        return min(self.longest_ms, (self.base_ms + self.per_node_ms * node_count) * cold)


IMPULSE_LIMITS = ImpulseLimits()


@dataclass(frozen=True)
class StretchTreatment:
    """What acts on the exposed nodes, and on the internodes with an exposed node."""

    exposed_nodes: int
    blocked_share: float
    myelin_fraction: float = 1.0
    paranode_gap_factor: float = 1.0


def run_impulse(
    treatment: StretchTreatment,
    *,
    diameter_um: float,
    temperature_c: float,
    parameters: MyelinatedParameters,
    time_step_us: float,
) -> Array:
    """Return the potentials in mV, shape (nodes, times), of one impulse.

    Parameters
    ----------
    treatment
        The stretch, which begins at node `IMPULSE_LIMITS.lead_nodes`.
    diameter_um, temperature_c
        The fibre; ranges as in ``Fibre``.
    parameters
        Constants of the fibre model.
    time_step_us
        Time step, 0.5 to 20 µs.
    """
    limits = IMPULSE_LIMITS
    after = limits.lead_nodes + treatment.exposed_nodes
    count = after + limits.tail_nodes
    node, link = np.arange(count), np.arange(count - 1)
    inside = (node >= limits.lead_nodes) & (node < after)
    # An internode is compressed when either of its nodes is: it bears on both.
    treated = (link >= limits.lead_nodes - 1) & (link < after) & (treatment.exposed_nodes > 0)
    voltage_mv = run_batch(
        [Fibre(diameter_um, node_count=count, temperature_c=temperature_c)],
        parameters=parameters,
        sodium_block_fraction=inside * treatment.blocked_share,
        myelin_fraction=np.where(treated, treatment.myelin_fraction, 1.0),
        paranode_gap_factor=np.where(treated, treatment.paranode_gap_factor, 1.0),
        stimulus=Stimulus(),
        duration_ms=limits.duration_ms(count, temperature_c),
        time_step_us=time_step_us,
        is_decided=_until_quiet(limits),
    )
    return np.ascontiguousarray(voltage_mv[:, 0, :].T)


def _until_quiet(limits: ImpulseLimits) -> Callable[[Array], bool]:
    """Return what ends a run: the impulse has left the far end, or died on the way."""
    seen = 0
    fired = left = False

    def is_decided(voltage_mv: Array) -> bool:
        nonlocal seen, fired, left
        fresh = voltage_mv[seen:, 0]
        seen = len(voltage_mv)
        fired = fired or bool((fresh > limits.arrival_mv).any())
        left = left or bool((fresh[:, -1] > limits.arrival_mv).any())
        before, now = fresh[0], fresh[-1]
        # Low is not enough: at the foot of an upstroke a node is low too, and rising.
        sinking = (now <= before) | (now < limits.quiet_mv - limits.quiet_margin_mv)
        if left:
            # The last node's repolarisation is still drawn, so that the trace does not end in a spike.
            return bool(now[-1] < limits.past_mv and now[-1] < before[-1])
        return fired and bool((sinking & (now < limits.quiet_mv)).all())

    return is_decided
