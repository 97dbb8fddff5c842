"""What is stepped through time: the membrane, the cables of a batch, and the current put into them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sciatica_edu.fibre.channels import Gate

    Array = NDArray[np.float64]

__all__ = ["Cables", "FilterBank", "Membrane", "Pulse"]


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
        # Judged at the middle of a step: rounding at the pulse's edges can then not add or lose a
        # step.
        middle_ms = (np.arange(steps) + 0.5) * time_step_ms
        on = np.zeros(steps, dtype=np.bool_)
        for onset_ms in self.onsets_ms:
            on |= (middle_ms >= onset_ms) & (middle_ms < onset_ms + self.duration_ms)
        return on
