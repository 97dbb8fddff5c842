"""One impulse in one myelinated fibre through a treated stretch: what the widget and figures show.

Drug and compression act on the same stretch of nerve. The run itself is in `impulse_run.py`, the
share of blocked channels in `block.py`; several kinds of fibre at once are in
`compound_nerve.py`. The browser computes the same in ``impulse.js``.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from sciatica_edu.errors import require_in_range
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.fibre.geometry import fibre_geometry
from sciatica_edu.fibre.recording import ARRIVAL_MV, arrival_time_ms
from sciatica_edu.nerve_block.conduction.block import blocked_share, exposed_node_count
from sciatica_edu.nerve_block.conduction.impulse_run import (
    IMPULSE_LIMITS,
    StretchTreatment,
    run_impulse,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sciatica_edu.fibre.geometry import MyelinatedParameters
    from sciatica_edu.nerve_block.conduction.block import BindingParameters, SodiumBinding
    from sciatica_edu.nerve_block.conduction.parameters import FibreParameters

    Array = NDArray[np.float64]

__all__ = ["MOST_EXPOSED_NODES", "SENTENCES", "ImpulseSetting", "ImpulseView", "impulse_view"]

MOST_EXPOSED_NODES = IMPULSE_LIMITS.most_exposed_nodes
"""Longer stretches behave alike, so at most so many exposed nodes are simulated."""
_LEAD_NODES, _READ_FROM_END = IMPULSE_LIMITS.lead_nodes, IMPULSE_LIMITS.read_from_end

_NAMES = (
    "passes",
    "through_stretch",
    "along_fibre",
    "at_speed",
    "stops_before",
    "stops_inside",
    "blocked_share",
    "solution",
    "more_nodes",
    "tenth",
    "extension",
    "assumed",
    "unchanged",
    "conducts",
    "blocked",
)

SENTENCES = MappingProxyType(
    {name: sentence(f"conduction.word.{name.replace('_', '-')}").text for name in _NAMES}
)
"""Words about an impulse: Python fills them in twins, the browser in the widget.

A place in braces is filled with a value that is already formatted, so both fill alike.
"""


@dataclass(frozen=True)
class ImpulseSetting:
    """What the learner sets.

    Parameters
    ----------
    drug
        A drug with a known binding: lidocaine, mepivacaine, bupivacaine, ropivacaine (assumed).
    concentration_mm
        Concentration at the axon, 0 to 10 mM; not what is in the syringe.
    exposed_length_mm
        Length of nerve that drug and compression act on, 0 to 30 mm.
    diameter_um
        Outer diameter of the fibre, 3 to 16 µm.
    temperature_c
        20 to 41 °C.
    firing_rate_hz
        0 (a single impulse) to 200 Hz; the tenth impulse of the train is shown.
    myelin_fraction
        Share of the myelin left in the stretch, 0.02 to 1.
    paranode_gap_factor
        Width of the paranodal gap in the stretch, 1 to 20 times the healthy one.

    Raises
    ------
    OutOfRangeError
        If a number is outside its range.
    """

    drug: str = "lidocaine"
    concentration_mm: float = 0.0
    exposed_length_mm: float = 10.0
    diameter_um: float = 10.0
    temperature_c: float = 37.0
    firing_rate_hz: float = 0.0
    myelin_fraction: float = 1.0
    paranode_gap_factor: float = 1.0

    def __post_init__(self) -> None:
        require_in_range("concentration at the axon", self.concentration_mm, 0.0, 10.0, "mM")
        require_in_range("exposed length", self.exposed_length_mm, 0.0, 30.0, "mm")
        require_in_range("fibre diameter", self.diameter_um, 3.0, 16.0, "µm")
        require_in_range("temperature", self.temperature_c, 20.0, 41.0, "°C")
        require_in_range("firing rate", self.firing_rate_hz, 0.0, 200.0, "Hz")
        require_in_range("myelin fraction", self.myelin_fraction, 0.02, 1.0)
        require_in_range("paranode gap factor", self.paranode_gap_factor, 1.0, 20.0)


@dataclass(frozen=True, eq=False)
class ImpulseView:
    """One simulated impulse, ready to be drawn.

    Attributes
    ----------
    setting
        What was asked for.
    time_ms, voltage_mv
        Sample times in ms, and potentials in mV of shape (nodes, times).
    internode_mm
        Distance between two nodes in mm.
    exposed
        First exposed node and the first node after the stretch.
    exposed_in_nerve
        Nodes in the exposed length; more than are simulated when above 30.
    blocked_share
        Share of sodium channels blocked when the impulse arrives.
    conducts
        Whether it reached the read-out node beyond the stretch.
    last_node
        The last node it reached.
    speed_m_per_s
        Mean speed through the stretch in m/s (in front of it when nothing is exposed), or None.
    is_extension, is_assumed
        Whether the fibre is below the published sizes, and whether the drug's binding or its
        use dependence is assumed.
    """

    setting: ImpulseSetting
    time_ms: Array
    voltage_mv: Array
    internode_mm: float
    exposed: tuple[int, int]
    exposed_in_nerve: int
    blocked_share: float
    conducts: bool
    last_node: int
    speed_m_per_s: float | None
    is_extension: bool
    is_assumed: bool

    @property
    def node_count(self) -> int:
        """Return the number of simulated nodes."""
        return int(self.voltage_mv.shape[0])

    @property
    def watched_nodes(self) -> tuple[int, ...]:
        """Return the nodes whose traces tell the story: before, first, middle, last inside, after."""
        first, after = self.exposed
        inside = (first, (first + after - 1) // 2, after - 1) if after > first else ()
        return tuple(dict.fromkeys((first - 2, *inside, self.node_count - _READ_FROM_END)))

    @property
    def verdict(self) -> str:
        """Return in one sentence whether the impulse passes, and where it stops."""
        first, after = self.exposed
        if self.conducts:
            told = self.speed_m_per_s
            speed = "" if told is None else SENTENCES["at_speed"].format(speed=f"{told:.1f}")
            where = SENTENCES["through_stretch" if after > first else "along_fibre"]
            return SENTENCES["passes"].format(where=where, speed=speed)
        if self.last_node < first:
            return SENTENCES["stops_before"].format(node=self.last_node)
        inside_mm = (self.last_node - first + 1) * self.internode_mm
        return SENTENCES["stops_inside"].format(node=self.last_node, inside=f"{inside_mm:.1f}")


def impulse_view(
    setting: ImpulseSetting,
    *,
    parameters: FibreParameters,
    binding: BindingParameters,
    time_step_us: float = 5.0,
) -> ImpulseView:
    """Send one impulse through the treated stretch.

    Parameters
    ----------
    setting
        What the learner set.
    parameters, binding
        From ``load_fibre_parameters()`` and ``load_binding_parameters()``.
    time_step_us
        Time step, 0.5 to 20 µs; 10 while a slider is dragged.

    Returns
    -------
    ImpulseView
        The potentials and the verdict.

    Raises
    ------
    UnknownNameError
        If the drug is unknown; the nearest name is given.
    OutOfRangeError
        If the time step is outside its range.

    Notes
    -----
    With a firing rate, the share of blocked channels is that met by the tenth impulse; the
    impulse itself is simulated alone, so refractoriness of the fibre is not. Seven healthy
    nodes lie before the stretch and nine after it.
    """
    substance = binding.binding(setting.drug)
    in_nerve, treatment = _treatment(setting, parameters.myelinated, binding, substance)
    voltage_mv = run_impulse(
        treatment,
        diameter_um=setting.diameter_um,
        temperature_c=setting.temperature_c,
        parameters=parameters.myelinated,
        time_step_us=time_step_us,
    )
    time_ms: Array = np.arange(voltage_mv.shape[1]) * np.float64(time_step_us / 1000)
    geometry = fibre_geometry(setting.diameter_um, parameters=parameters.myelinated)
    internode_mm = geometry.internode_length_um / 1000
    return ImpulseView(
        setting=setting,
        time_ms=time_ms,
        voltage_mv=voltage_mv,
        exposed_in_nerve=in_nerve,
        blocked_share=treatment.blocked_share,
        is_extension=geometry.is_extension,
        is_assumed=_is_assumed(setting, binding, substance),
        **_passage(time_ms, voltage_mv, treatment.exposed_nodes, internode_mm),
    )


def _treatment(
    setting: ImpulseSetting,
    parameters: MyelinatedParameters,
    binding: BindingParameters,
    substance: SodiumBinding,
) -> tuple[int, StretchTreatment]:
    """Return how many nodes lie in the stretch, and what acts on those that are simulated."""
    in_nerve = exposed_node_count(
        setting.exposed_length_mm, diameter_um=setting.diameter_um, parameters=parameters
    )
    share = blocked_share(
        setting.concentration_mm,
        binding=substance,
        parameters=binding,
        firing_rate_hz=setting.firing_rate_hz,
    )
    return in_nerve, StretchTreatment(
        exposed_nodes=min(in_nerve, MOST_EXPOSED_NODES),
        blocked_share=share,
        myelin_fraction=setting.myelin_fraction,
        paranode_gap_factor=setting.paranode_gap_factor,
    )


def _is_assumed(
    setting: ImpulseSetting, binding: BindingParameters, substance: SodiumBinding
) -> bool:
    extrapolated = setting.firing_rate_hz > 0 and setting.drug != binding.calibrated_drug
    return setting.concentration_mm > 0 and (substance.is_uncertain or extrapolated)


def _passage(
    time_ms: Array, voltage_mv: Array, exposed_nodes: int, internode_mm: float
) -> dict[str, Any]:
    """Read from a run how far the impulse came, and how fast."""
    count = len(voltage_mv)
    after, read_node = _LEAD_NODES + exposed_nodes, count - _READ_FROM_END
    reached = np.flatnonzero((voltage_mv > ARRIVAL_MV).any(axis=1))
    conducts = bool((voltage_mv[read_node] > ARRIVAL_MV).any())
    # From the last healthy node to the first behind the stretch, or the healthy ends would hide how
    # slow the stretch itself is.
    ends = (_LEAD_NODES - 1, after) if exposed_nodes else (_LEAD_NODES - 2, read_node)
    return {
        "internode_mm": internode_mm,
        "exposed": (_LEAD_NODES, after),
        "conducts": conducts,
        "last_node": int(reached[-1]) if reached.size else 0,
        "speed_m_per_s": _speed(time_ms, voltage_mv, ends, internode_mm) if conducts else None,
    }


def _speed(
    time_ms: Array, voltage_mv: Array, ends: tuple[int, int], internode_mm: float
) -> float | None:
    first, last = ends
    start, end = (arrival_time_ms(time_ms, voltage_mv[node]) for node in ends)
    if start is None or end is None or end <= start:
        return None
    return float((last - first) * internode_mm / (end - start))
