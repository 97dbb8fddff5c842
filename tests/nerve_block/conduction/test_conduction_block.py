from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq

from sciatica_edu.errors import OutOfRangeError
from sciatica_edu.nerve_block.conduction.block import (
    axon_concentration_mm,
    blocked_share,
    exposed_node_count,
    injected_concentration_mm,
    occupancy,
)
from sciatica_edu.nerve_block.conduction.parameters import (
    load_binding_parameters,
    load_fibre_parameters,
)

PARAMETERS = load_fibre_parameters()
BINDING = load_binding_parameters()
LIDOCAINE = BINDING.binding("lidocaine")


def test_half_block_values_are_those_of_the_source():
    # Olschewski 1998: lidocaine 112, bupivacaine 26, mepivacaine 324 µM.
    expected = {"lidocaine": 0.112, "bupivacaine": 0.026, "mepivacaine": 0.324}
    for drug, half_block_mm in expected.items():
        binding = BINDING.binding(drug)
        assert occupancy(half_block_mm, binding=binding) == pytest.approx(0.5)
        assert not binding.is_uncertain
    assert BINDING.binding("ropivacaine").is_uncertain


@given(st.floats(0, 100), st.floats(0, 100))
def test_more_drug_never_blocks_less(first_mm, second_mm):
    low, high = sorted((first_mm, second_mm))
    assert occupancy(low, binding=LIDOCAINE) <= occupancy(high, binding=LIDOCAINE) < 1


def test_injected_percentage_reaches_the_axon_as_measured():
    # 1 % lidocaine is 36.9 mM; nerve content equals a bath of 0.7 to 0.9 mM (Popitz-Bergez 1995).
    assert injected_concentration_mm(1.0, binding=LIDOCAINE) == pytest.approx(36.9, abs=0.05)
    found = axon_concentration_mm(1.0, drug="lidocaine", parameters=BINDING)
    assert 0.7 <= found <= 0.9


@pytest.mark.parametrize(
    ("length_mm", "diameter_um", "nodes"),
    [(10.0, 10.0, 9), (10.0, 16.0, 7), (3.0, 16.0, 2), (10.0, 3.0, 36), (0.0, 10.0, 0)],
)
def test_thin_fibres_have_more_nodes_in_the_same_length(length_mm, diameter_um, nodes):
    found = exposed_node_count(length_mm, diameter_um=diameter_um, parameters=PARAMETERS.myelinated)
    assert found == nodes


def test_percent_above_ten_is_refused():
    with pytest.raises(OutOfRangeError, match="concentration is 150 %"):
        injected_concentration_mm(150.0, binding=LIDOCAINE)


# --- use dependence ------------------------------------------------------------------------


CRITICAL_SHARE = (
    0.774  # of eight nodes of a fibre of 10 µm, from 0.758 (ten) to 0.833 (five) in NEURON
)


def phasic_critical_mm(rate_hz):
    def surplus(concentration_mm):
        return block_share(concentration_mm, rate_hz) - CRITICAL_SHARE

    return brentq(surplus, 0.05, 1.0)


def block_share(concentration_mm, rate_hz, impulses=10):
    return blocked_share(
        concentration_mm,
        binding=LIDOCAINE,
        parameters=BINDING,
        firing_rate_hz=rate_hz,
        impulses=impulses,
    )


def test_fast_firing_lowers_the_blocking_concentration():
    # Huang 1997: ten impulses at 200 Hz, phasic IC50 0.28 mM (fitted); between, predictions.
    found = [phasic_critical_mm(rate) for rate in (0.0, 10.0, 50.0, 100.0, 200.0)]
    assert all(a > b for a, b in pairwise(found))
    assert found[-1] == pytest.approx(0.28, abs=0.04)
    # 5 to 10 Hz add next to nothing (Huang 1997, C fibres).
    assert found[1] / found[0] > 0.98


def test_closed_form_equals_stepping_the_binding_equation():
    concentration_mm, rate_hz, impulses = 0.3, 100.0, 10
    leaving, k = 1 / BINDING.recovery_s, LIDOCAINE.half_block_mm
    share = occupancy(concentration_mm, binding=LIDOCAINE)
    step_s = 1e-6
    arrivals = []
    for i in range(round(impulses / rate_hz / step_s)):
        phase_s = (i * step_s) % (1 / rate_hz)
        if i % round(1 / rate_hz / step_s) == 0:
            arrivals.append(share)
        firing = phase_s < BINDING.depolarised_time_ms / 1000
        gain = leaving / k + (BINDING.extra_binding_per_mm_s if firing else 0.0)
        share += step_s * (gain * concentration_mm * (1 - share) - leaving * share)
    assert len(arrivals) == impulses
    assert block_share(concentration_mm, 0.0) == pytest.approx(arrivals[0])
    assert block_share(concentration_mm, rate_hz) == pytest.approx(arrivals[-1], abs=1e-4)


@given(st.floats(0, 100), st.floats(0, 500), st.integers(1, 1000))
def test_phasic_block_lies_between_rest_and_steady_state(concentration_mm, rate_hz, impulses):
    tonic = block_share(concentration_mm, 0.0)
    last = block_share(concentration_mm, rate_hz, impulses)
    steady = block_share(concentration_mm, rate_hz, 100_000)
    assert 0 <= tonic <= last + 1e-12
    assert last <= steady + 1e-12
    assert steady <= 1
