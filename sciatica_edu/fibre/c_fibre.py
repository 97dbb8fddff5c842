"""The C fibre: an unmyelinated axon that carries burning pain and warmth.

Kinetics are published; the sodium conductance is re-tuned, see `simulate_unmyelinated`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.errors import require_in_range
from sciatica_edu.fibre.batch_run import (
    Stimulus,
    broadcast_within,
    channel_conductance_us,
    checked_steps,
    passive_conductance_us,
    require_one_count,
    run_cables,
)
from sciatica_edu.fibre.channels import open_probability
from sciatica_edu.fibre.circuit import Cables, Membrane
from sciatica_edu.fibre.recording import make_recording
from sciatica_edu.fibre.time_scheme import Scheme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from sciatica_edu.fibre.channels import Gate
    from sciatica_edu.fibre.recording import Recording

    Array = NDArray[np.float64]

__all__ = ["UnmyelinatedFibre", "UnmyelinatedParameters", "simulate_unmyelinated"]

_LONGEST_MS, _COARSEST_US = 500.0, 50.0
_END_MM = 0.5  # so close to an end the sealed end changes the spike


@dataclass(frozen=True)
class UnmyelinatedParameters:
    """Constants of the C-fibre model; each is a row of ``data/parameters``.

    Conductances in S/cm², capacitance in µF/cm², resistivity in Ω·cm, potentials in mV,
    diameters in µm, stimulus in nA. `published_sodium_conductance_s_per_cm2` is kept for
    comparison; `sodium_conductance_s_per_cm2` is the one that runs.
    """

    sodium_conductance_s_per_cm2: float
    published_sodium_conductance_s_per_cm2: float
    potassium_conductance_s_per_cm2: float
    leak_conductance_s_per_cm2: float
    sodium_reversal_mv: float
    potassium_reversal_mv: float
    rest_potential_mv: float
    axial_resistivity_ohm_cm: float
    membrane_capacitance_uf_per_cm2: float
    smallest_diameter_um: float
    largest_diameter_um: float
    stimulus_na: float
    gates: tuple[Gate, ...]


@dataclass(frozen=True)
class UnmyelinatedFibre:
    """An unmyelinated nerve fibre.

    Parameters
    ----------
    diameter_um
        Diameter, 0.4 to 1.5 µm.
    length_mm
        Simulated length, 2 to 30 mm.
    compartment_um
        Length of a compartment, 10 to 50 µm.
    temperature_c
        Temperature, 15 to 45 °C. Only the channels feel it.

    Raises
    ------
    OutOfRangeError
        If a value is outside its range.
    """

    diameter_um: float = 1.2
    length_mm: float = 4.0
    # A twentieth of the resting length constant, about 0.5 mm at 1.2 µm.
    compartment_um: float = 25.0
    temperature_c: float = 37.0

    def __post_init__(self) -> None:
        require_in_range("C-fibre diameter", self.diameter_um, 0.4, 1.5, "µm")
        require_in_range("C-fibre length", self.length_mm, 2.0, 30.0, "mm")
        require_in_range("compartment length", self.compartment_um, 10.0, 50.0, "µm")
        require_in_range("temperature", self.temperature_c, 15.0, 45.0, "°C")

    @property
    def compartment_count(self) -> int:
        """Return the number of compartments."""
        return round(self.length_mm * 1000 / self.compartment_um)


def simulate_unmyelinated(
    fibres: UnmyelinatedFibre | Sequence[UnmyelinatedFibre],
    *,
    parameters: UnmyelinatedParameters,
    sodium_block_fraction: ArrayLike = 0.0,
    stimulus: Stimulus | None = None,
    duration_ms: float = 10.0,
    time_step_us: float = 10.0,
    scheme: Scheme = Scheme.BDF3,
) -> Recording:
    """Send an impulse along one C fibre or a batch of them.

    Parameters
    ----------
    fibres
        One fibre or several with the same number of compartments.
    parameters
        Constants of the model, from ``load_fibre_parameters().unmyelinated``.
    sodium_block_fraction
        Share of sodium channels that is blocked, 0 to 1; broadcasts to (fibres, compartments).
    stimulus
        Default: one pulse of 1 ms that fires a healthy fibre.
    duration_ms
        Simulated time, 0.1 to 500 ms.
    time_step_us
        Time step, 0.5 to 50 µs.
    scheme
        ``bdf3`` or ``backward_euler``.

    Returns
    -------
    Recording
        Potentials at all compartments, verdict and velocity for each fibre.

    Raises
    ------
    OutOfRangeError
        If a value is outside its range, a shape does not fit, or the membrane leaves the
        tabulated range.

    Notes
    -----
    Kinetics: Sundt, Gamper and Jaffe (2015): m³h sodium, n³l delayed rectifier, leak; single
    cable. **The sodium conductance is not theirs.** With the published 0.04 S/cm² a fibre of
    1 µm conducts at 0.49 m/s (human C nociceptors: 0.86 ± 0.17) and 55 % block stops it, which
    would make C fibres the most sensitive to local anaesthetics, against experiment. With
    0.14 S/cm² both targets are met at once: it is a fit to two numbers, not a measurement.

    Not modelled: several sodium channel types, ion accumulation, the slowing with repeated
    firing by which nociceptors are recognised, Remak bundles.
    """
    batch = [fibres] if isinstance(fibres, UnmyelinatedFibre) else list(fibres)
    count = require_one_count(
        (fibre.compartment_count for fibre in batch), fibre="C fibre", count="compartment count"
    )
    shape = (len(batch), count)
    steps = checked_steps(
        duration_ms, time_step_us, shape=shape, longest_ms=_LONGEST_MS, coarsest_us=_COARSEST_US
    )
    blocked = broadcast_within("sodium block fraction", sodium_block_fraction, shape, 0.0, 1.0)
    voltage_mv = run_cables(
        _cables(batch, parameters, blocked),
        _membrane(parameters),
        # Ten times as long as for a node: without myelin's help the membrane charges slowly (10 ms
        # at rest).
        stimulus=stimulus or Stimulus(duration_ms=1.0),
        usual_na=parameters.stimulus_na,
        steps=steps,
        time_step_us=time_step_us,
        scheme=scheme,
        is_decided=None,
    )
    return _recording(batch, voltage_mv, time_step_us)


def _recording(
    batch: Sequence[UnmyelinatedFibre], voltage_mv: Array, time_step_us: float
) -> Recording:
    count = batch[0].compartment_count
    margin = round(_END_MM * 1000 / max(fibre.compartment_um for fibre in batch))
    position_mm = [(np.arange(count) + 0.5) * fibre.compartment_um / 1000 for fibre in batch]
    return make_recording(
        voltage_mv,
        time_step_ms=time_step_us / 1000,
        node_position_mm=np.array(position_mm),
        labels=tuple(f"C fibre {fibre.diameter_um:g} µm" for fibre in batch),
        is_extension=(False,) * len(batch),
        # Beyond the stretch on which velocity is measured, before the sealed end.
        read_node=count - 1 - margin // 2,
        velocity_nodes=(margin, count - 1 - margin),
    )


def _membrane(parameters: UnmyelinatedParameters) -> Membrane:
    return Membrane(
        gates=parameters.gates,
        cubed=2,
        # m³h and n³l: sodium and potassium both inactivate (Sundt 2015).
        partner_count=2,
        reversal_mv=(parameters.sodium_reversal_mv, parameters.potassium_reversal_mv),
        rest_mv=parameters.rest_potential_mv,
    )


def _cables(
    fibres: Sequence[UnmyelinatedFibre], parameters: UnmyelinatedParameters, blocked: Array
) -> Cables:
    """Assemble the compartments of a batch in nF, µS, nA."""
    count = blocked.shape[1]
    diameter_um = np.array([[fibre.diameter_um] for fibre in fibres])
    length_um = np.array([[fibre.compartment_um] for fibre in fibres])
    area_um2 = np.pi * diameter_um * length_um
    leak_us = np.repeat(1e-2 * parameters.leak_conductance_s_per_cm2 * area_um2, count, axis=1)
    # 1 µm²/µm over Ω·cm is 1e-4 S.
    core_us = 100 * np.pi * diameter_um**2 / 4 / (parameters.axial_resistivity_ohm_cm * length_um)
    link_us = np.repeat(core_us, count - 1, axis=1)
    capacitance_nf = 1e-5 * parameters.membrane_capacitance_uf_per_cm2 * area_um2
    return Cables(
        capacitance_nf=np.repeat(capacitance_nf, count, axis=1),
        passive_us=passive_conductance_us(leak_us, link_us),
        passive_source_na=_leak_source_na(fibres, parameters, area_um2, count),
        coupling_us=link_us,
        channel_us=channel_conductance_us(
            area_um2,
            blocked,
            sodium_s_per_cm2=(parameters.sodium_conductance_s_per_cm2,),
            potassium_s_per_cm2=parameters.potassium_conductance_s_per_cm2,
        ),
        temperature_c=tuple(float(fibre.temperature_c) for fibre in fibres),
    )


def _leak_source_na(
    fibres: Sequence[UnmyelinatedFibre],
    parameters: UnmyelinatedParameters,
    area_um2: Array,
    count: int,
) -> Array:
    """Return the leak current that holds the healthy fibre at rest: minus all channel currents."""
    rest_mv = parameters.rest_potential_mv
    density = []
    for fibre in fibres:
        m, n, h, slow = open_probability(parameters.gates, rest_mv, fibre.temperature_c)
        # Unblocked on purpose: the leak is what the healthy fibre has, and a drug must not tune it.
        # It is computed for each temperature, since where thermal gates rest depends on it.
        sodium = parameters.sodium_conductance_s_per_cm2 * m**3 * h
        potassium = parameters.potassium_conductance_s_per_cm2 * n**3 * slow
        density.append(
            sodium * (rest_mv - parameters.sodium_reversal_mv)
            + potassium * (rest_mv - parameters.potassium_reversal_mv)
        )
    return np.repeat(1e-2 * area_um2 * np.array(density)[:, None], count, axis=1)
