"""The myelinated fibre: a double-cable model whose impulse can be watched and stopped.

Unmyelinated fibres live in `c_fibre.py`; what a drug blocks is no matter of this room.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.errors import OutOfRangeError, require_in_range
from sciatica_edu.fibre.batch_run import (
    Stimulus,
    broadcast_within,
    channel_conductance_us,
    checked_steps,
    passive_conductance_us,
    require_one_count,
    run_cables,
)
from sciatica_edu.fibre.circuit import Cables, FilterBank, Membrane
from sciatica_edu.fibre.geometry import fibre_geometry
from sciatica_edu.fibre.internode import MODES, internode_filters
from sciatica_edu.fibre.recording import make_recording
from sciatica_edu.fibre.time_scheme import Scheme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import ArrayLike, NDArray

    from sciatica_edu.fibre.geometry import MyelinatedParameters
    from sciatica_edu.fibre.recording import Recording

    Array = NDArray[np.float64]

__all__ = ["Fibre", "Stimulus", "simulate"]

# Five nodes at either end are not read (below), and velocity needs a stretch between them.
_FEWEST_NODES, _MOST_NODES = 13, 401
# The usual stimulus was seen to fire every published fibre between these.
_COOLEST_C, _WARMEST_C = 15.0, 45.0
_END_NODES = 5  # nodes so close to an end that the sealed end changes their spike
# In the last four nodes a spike peaks 1 to 10 mV higher than in the middle; it is read before them.
_READ_FROM_END = 4
_LONGEST_MS, _COARSEST_US = 200.0, 20.0


@dataclass(frozen=True)
class Fibre:
    """A myelinated nerve fibre.

    Parameters
    ----------
    diameter_um
        Outer diameter with myelin, 3 to 16 µm. Below 5.7 µm the model is an extension of the
        published one, and results say so.
    node_count
        Number of nodes of Ranvier, 13 to 401.
    temperature_c
        Temperature, 15 to 45 °C. Only the channels feel it.

    Raises
    ------
    OutOfRangeError
        If a value is outside its range.
    """

    diameter_um: float = 10.0
    node_count: int = 31
    temperature_c: float = 37.0

    def __post_init__(self) -> None:
        require_in_range("fibre diameter", self.diameter_um, 3.0, 16.0, "µm")
        require_in_range("number of nodes", self.node_count, _FEWEST_NODES, _MOST_NODES)
        require_in_range("temperature", self.temperature_c, _COOLEST_C, _WARMEST_C, "°C")
        if int(self.node_count) != self.node_count:
            raise OutOfRangeError(f"number of nodes is {self.node_count!r}; give a whole number.")


def simulate(
    fibres: Fibre | Sequence[Fibre],
    *,
    parameters: MyelinatedParameters,
    sodium_block_fraction: ArrayLike = 0.0,
    myelin_fraction: ArrayLike = 1.0,
    paranode_gap_factor: ArrayLike = 1.0,
    stimulus: Stimulus | None = None,
    duration_ms: float = 3.0,
    time_step_us: float = 5.0,
    scheme: Scheme = Scheme.BDF3,
) -> Recording:
    """Send an impulse along one fibre or a batch of fibres.

    Parameters
    ----------
    fibres
        One fibre or several with the same number of nodes.
    parameters
        Constants of the model, from ``load_fibre_parameters().myelinated``.
    sodium_block_fraction
        Share of sodium channels (fast and persistent) that is blocked, 0 to 1; anything that
        broadcasts to (fibres, nodes).
    myelin_fraction
        Share of the myelin lamellae that is left, 0.005 to 1; broadcasts to
        (fibres, nodes - 1).
    paranode_gap_factor
        Width of the paranodal gap in multiples of the healthy one, 1 to 100; broadcasts to
        (fibres, nodes - 1).
    stimulus
        Default: one pulse that fires a healthy fibre.
    duration_ms
        Simulated time, 0.1 to 200 ms.
    time_step_us
        Time step, 0.5 to 20 µs. At 5 µs velocity is 1 % low, at 10 µs 4.5 %; whether an
        impulse passes hardly depends on it.
    scheme
        ``bdf3``, or ``backward_euler``, which is first order (velocity 9 % low at 5 µs) and
        exists to be compared with simulators that use it.

    Returns
    -------
    Recording
        Potentials at all nodes, verdict and velocity for each fibre.

    Raises
    ------
    OutOfRangeError
        If a value is outside its range, a shape does not fit, or a strong stimulus drives the
        membrane out of the tabulated range.

    Notes
    -----
    The equations are those of McIntyre, Richardson and Grill (2002): nodes with fast and
    persistent sodium, slow potassium and leak; internodes as axon and periaxonal cable under
    myelin. Internodes are condensed exactly (`internode.py`); time runs by third-order BDF
    with exponential gates at the extrapolated mid-step.

    The model is a motor axon without inward rectifier, pump, ion accumulation or neighbours,
    so it shows no pain, no paraesthesiae, and no block by lack of oxygen. Temperature changes
    gating only. Velocity is taken from node 5 to the sixth node from the end, where the sealed
    ends no longer matter. Halving the velocity of a fibre doubles the time it needs: a
    `duration_ms` too short for the wave to arrive reads as "not conducted".

    Examples
    --------
    >>> from sciatica_edu.nerve_block.conduction.parameters import load_fibre_parameters
    >>> simulate(Fibre(10.0), parameters=load_fibre_parameters().myelinated)
    Recording(10 µm: 55.70 m/s)
    """
    batch = _as_batch(fibres)
    voltage_mv = run_batch(
        batch,
        parameters=parameters,
        sodium_block_fraction=sodium_block_fraction,
        myelin_fraction=myelin_fraction,
        paranode_gap_factor=paranode_gap_factor,
        stimulus=stimulus or Stimulus(),
        duration_ms=duration_ms,
        time_step_us=time_step_us,
        scheme=scheme,
    )
    return _recording(batch, voltage_mv, parameters, time_step_us)


def run_batch(
    fibres: Sequence[Fibre],
    *,
    parameters: MyelinatedParameters,
    sodium_block_fraction: ArrayLike = 0.0,
    myelin_fraction: ArrayLike = 1.0,
    paranode_gap_factor: ArrayLike = 1.0,
    stimulus: Stimulus,
    duration_ms: float,
    time_step_us: float = 5.0,
    scheme: Scheme = Scheme.BDF3,
    is_decided: Callable[[Array], bool] | None = None,
) -> Array:
    """Return raw potentials in mV, shape (times, fibres, nodes); arguments as in `simulate`.

    `is_decided` may end the run early; see `cable.integrate`.
    """
    shape = count, nodes = len(fibres), fibres[0].node_count
    links = (count, nodes - 1)
    steps = checked_steps(
        duration_ms, time_step_us, shape=shape, longest_ms=_LONGEST_MS, coarsest_us=_COARSEST_US
    )
    blocked = broadcast_within("sodium block fraction", sodium_block_fraction, shape, 0.0, 1.0)
    myelin = broadcast_within("myelin fraction", myelin_fraction, links, 0.005, 1.0)
    gap = broadcast_within("paranode gap factor", paranode_gap_factor, links, 1.0, 100.0)
    return run_cables(
        _cables(fibres, parameters, blocked, myelin, gap),
        _membrane(parameters),
        stimulus=stimulus,
        usual_na=[_usual_stimulus_na(fibre, parameters) for fibre in fibres],
        steps=steps,
        time_step_us=time_step_us,
        scheme=scheme,
        is_decided=is_decided,
    )


def _recording(
    batch: Sequence[Fibre],
    voltage_mv: Array,
    parameters: MyelinatedParameters,
    time_step_us: float,
) -> Recording:
    nodes = batch[0].node_count
    geometries = [fibre_geometry(fibre.diameter_um, parameters=parameters) for fibre in batch]
    # Velocity is measured where spikes have their final shape: past the stimulus, before the sealed
    # end.
    last = nodes - 1 - _END_NODES
    return make_recording(
        voltage_mv,
        time_step_ms=time_step_us / 1000,
        node_position_mm=np.array(
            [np.arange(nodes) * geometry.internode_length_um / 1000 for geometry in geometries]
        ),
        labels=tuple(
            f"{g.fibre_diameter_um:g} µm{' (extended model)' if g.is_extension else ''}"
            for g in geometries
        ),
        is_extension=tuple(geometry.is_extension for geometry in geometries),
        read_node=nodes - _READ_FROM_END,
        velocity_nodes=(min(_END_NODES, last - 2), last),
    )


def _as_batch(fibres: Fibre | Sequence[Fibre]) -> list[Fibre]:
    batch = [fibres] if isinstance(fibres, Fibre) else list(fibres)
    require_one_count((item.node_count for item in batch), fibre="fibre", count="node count")
    return batch


def _usual_stimulus_na(fibre: Fibre, parameters: MyelinatedParameters) -> float:
    """Return a current that fires a healthy fibre of this size, in nA."""
    # 2 nA would drive the first node of a fibre of 3 µm beyond 80 mV: it has little membrane to
    # charge.
    small = fibre.diameter_um < parameters.smallest_published_diameter_um
    return parameters.stimulus_small_fibre_na if small else parameters.stimulus_na


def _membrane(parameters: MyelinatedParameters) -> Membrane:
    return Membrane(
        gates=parameters.gates,
        # m³h, p³, s: of the cubed gates only the fast sodium's inactivates (McIntyre 2002).
        cubed=2,
        partner_count=1,
        reversal_mv=(
            parameters.sodium_reversal_mv,
            parameters.sodium_reversal_mv,
            parameters.potassium_reversal_mv,
        ),
        rest_mv=parameters.rest_potential_mv,
    )


def _cables(
    fibres: Sequence[Fibre],
    parameters: MyelinatedParameters,
    blocked: Array,
    myelin: Array,
    gap: Array,
) -> Cables:
    """Assemble nodes (nF, µS, nA) and internode filters of a batch."""
    nodes = blocked.shape[1]
    geometries = [fibre_geometry(fibre.diameter_um, parameters=parameters) for fibre in fibres]
    area_um2 = np.array(
        [[np.pi * parameters.node_length_um * g.node_diameter_um] for g in geometries]
    )
    leak_us = np.repeat(1e-2 * parameters.leak_conductance_s_per_cm2 * area_um2, nodes, axis=1)
    capacitance_nf = 1e-5 * parameters.axolemma_capacitance_uf_per_cm2 * area_um2
    bank, coupling_us = _filter_bank(fibres, parameters, myelin, gap)
    return Cables(
        capacitance_nf=np.repeat(capacitance_nf, nodes, axis=1),
        passive_us=passive_conductance_us(leak_us, coupling_us),
        # Potentials count from rest: a leak that reverses below rest is a constant current.
        passive_source_na=leak_us * (parameters.leak_reversal_mv - parameters.rest_potential_mv),
        # Nodes touch only through internodes, whose answer is in the filters; the conductance to
        # the first segment loads the node all the same and stands in `passive_us`.
        coupling_us=np.zeros(myelin.shape),
        channel_us=channel_conductance_us(
            area_um2,
            blocked,
            sodium_s_per_cm2=(
                parameters.fast_sodium_conductance_s_per_cm2,
                parameters.persistent_sodium_conductance_s_per_cm2,
            ),
            potassium_s_per_cm2=parameters.slow_potassium_conductance_s_per_cm2,
        ),
        temperature_c=tuple(float(fibre.temperature_c) for fibre in fibres),
        filters=bank,
    )


def _filter_bank(
    fibres: Sequence[Fibre], parameters: MyelinatedParameters, myelin: Array, gap: Array
) -> tuple[FilterBank, Array]:
    """Return filters of every internode, and its coupling to either node in µS."""
    shape = (MODES, 2, *myelin.shape)
    rate_per_ms, drive = np.empty(shape), np.empty(shape)
    coupling_us = np.empty(myelin.shape)
    for i, fibre in enumerate(fibres):
        states = np.stack([myelin[i], gap[i]])
        # A fibre has few kinds of internode, healthy and damaged: each is diagonalised once.
        distinct, where = np.unique(states, axis=1, return_inverse=True)
        for k, (fraction, factor) in enumerate(distinct.T):
            filters = internode_filters(
                float(fibre.diameter_um),
                parameters=parameters,
                myelin_fraction=float(fraction),
                paranode_gap_factor=float(factor),
            )
            at = np.flatnonzero(where == k)
            rate_per_ms[:, :, i, at] = filters.rate_per_ms.T[:, :, None]
            drive[:, :, i, at] = filters.drive_us_per_ms.T[:, :, None]
            coupling_us[i, at] = filters.coupling_us
    return FilterBank(rate_per_ms, drive), coupling_us
