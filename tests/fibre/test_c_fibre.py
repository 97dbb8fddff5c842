from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from sciatica_edu.errors import OutOfRangeError
from sciatica_edu.fibre.c_fibre import UnmyelinatedFibre, simulate_unmyelinated
from sciatica_edu.fibre.simulation import Stimulus
from sciatica_edu.nerve_block.conduction.parameters import load_fibre_parameters

PARAMETERS = load_fibre_parameters().unmyelinated
AS_PUBLISHED = dataclasses.replace(
    PARAMETERS, sodium_conductance_s_per_cm2=PARAMETERS.published_sodium_conductance_s_per_cm2
)


def velocity(diameter_um, *, parameters=PARAMETERS, compartment_um=25.0, **options):
    fibre = UnmyelinatedFibre(diameter_um, compartment_um=compartment_um)
    recording = simulate_unmyelinated(fibre, parameters=parameters, **options)
    (speed,) = recording.conduction_velocity_m_per_s
    assert speed is not None
    return speed


def test_published_conductance_gives_the_velocity_of_neuron():
    # NEURON, time step 1 µs, 1 µm fibre, gNa 0.04 S/cm²: 0.4942 m/s. Traces: test_fibre.py.
    found = velocity(1.0, parameters=AS_PUBLISHED, compartment_um=10.0, time_step_us=2.0)
    assert found == pytest.approx(0.4942, rel=0.005)


def test_velocity_grows_with_the_square_root_of_diameter():
    # 0.495 m/s times the root of the diameter in µm, published conductance (prototype).
    for diameter_um in (0.8, 1.0, 1.5):
        found = velocity(diameter_um, parameters=AS_PUBLISHED, duration_ms=12.0)
        assert found == pytest.approx(0.495 * np.sqrt(diameter_um), rel=0.03)


def test_retuned_fibre_conducts_like_human_nociceptors():
    # Van Hees & Gybels 1981: 0.86 ± 0.17 m/s; model 0.79 to 0.85 at 1.2 to 1.4 µm.
    for diameter_um in (1.2, 1.3, 1.4):
        found = velocity(diameter_um)
        assert abs(found - 0.86) <= 0.17
        assert 0.78 <= found <= 0.86


def test_published_conductance_misses_human_nociceptors():
    # The reason for the re-tuning, kept visible.
    assert velocity(1.2, parameters=AS_PUBLISHED) < 0.86 - 0.17


def test_rest_is_held():
    quiet = simulate_unmyelinated(
        UnmyelinatedFibre(), parameters=PARAMETERS, stimulus=Stimulus(0.0), duration_ms=5.0
    )
    assert np.abs(quiet.node_voltage_mv + 60).max() < 0.01
    assert quiet.conducted == (False,)


def test_block_of_two_millimetres_stops_the_impulse():
    fibre = UnmyelinatedFibre(length_mm=5.0)
    inside = np.zeros(fibre.compartment_count)
    inside[40:120] = 1.0
    for share, passes in ((0.8, True), (0.95, False)):
        recording = simulate_unmyelinated(
            fibre, parameters=PARAMETERS, sodium_block_fraction=inside * share, duration_ms=14.0
        )
        assert recording.conducted == (passes,)


@pytest.mark.parametrize("temperature_c", [15.0, 45.0])
@pytest.mark.parametrize("block", [0.0, 1.0])
@pytest.mark.parametrize("diameter_um", [0.4, 1.5])
def test_slider_corners_never_give_nan(diameter_um, block, temperature_c):
    recording = simulate_unmyelinated(
        UnmyelinatedFibre(diameter_um, 2.0, 50.0, temperature_c),
        parameters=PARAMETERS,
        sodium_block_fraction=block,
        time_step_us=50.0,
    )
    assert np.isfinite(recording.node_voltage_mv).all()
    assert recording.node_voltage_mv.max() < 200


def test_batch_equals_single_runs():
    fibres = [UnmyelinatedFibre(0.8, temperature_c=30.0), UnmyelinatedFibre(1.4)]
    together = simulate_unmyelinated(fibres, parameters=PARAMETERS, time_step_us=25.0)
    for i, fibre in enumerate(fibres):
        alone = simulate_unmyelinated(fibre, parameters=PARAMETERS, time_step_us=25.0)
        assert np.abs(together.node_voltage_mv[i] - alone.node_voltage_mv[0]).max() < 1e-6


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"diameter_um": 2.0}, "C-fibre diameter is 2 µm; allowed: 0.4 to 1.5 µm"),
        ({"length_mm": 1.0}, "C-fibre length is 1 mm"),
        ({"compartment_um": 5.0}, "compartment length is 5 µm"),
        ({"temperature_c": 50.0}, "temperature is 50 °C"),
    ],
)
def test_impossible_fibres_are_named(options, message):
    with pytest.raises(OutOfRangeError, match=message):
        UnmyelinatedFibre(**options)


def test_batch_with_unlike_lengths_is_refused():
    with pytest.raises(OutOfRangeError, match="one compartment count"):
        simulate_unmyelinated(
            [UnmyelinatedFibre(length_mm=3.0), UnmyelinatedFibre(length_mm=4.0)],
            parameters=PARAMETERS,
        )
