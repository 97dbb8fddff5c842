from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sciatica_edu.errors import OutOfRangeError, UnknownNameError
from sciatica_edu.nerve_block.conduction.compound_nerve import compound_block, simulate_compound
from sciatica_edu.nerve_block.conduction.parameters import (
    load_binding_parameters,
    load_critical_tables,
    load_fibre_parameters,
)

PARAMETERS = load_fibre_parameters()
BINDING = load_binding_parameters()
TABLES = load_critical_tables()


def block_in_nerve(concentration_mm, **changes):
    options = {
        "drug": "lidocaine",
        "exposed_length_mm": 10.0,
        "parameters": PARAMETERS,
        "binding": BINDING,
        "tables": TABLES,
    }
    return compound_block(concentration_mm, **(options | changes))


def critical_mm(fibre_id, exposed_length_mm=10.0):
    block = block_in_nerve(0.1, exposed_length_mm=exposed_length_mm)
    (verdict,) = [v for v in block.verdicts if v.fibre_class.id == fibre_id]
    return verdict.critical_concentration_mm


def test_predicted_lidocaine_concentrations_match_rat_nerve_in_vivo():
    # Huang 1997, tonic IC50: Aδ 0.32 ± 0.18, Aβ 0.41 ± 0.15, C 0.80 ± 0.32 mM; 10 mm assumed.
    a_delta, a_beta, a_alpha, c = (critical_mm(k) for k in ("a_delta", "a_beta", "a_alpha", "c"))
    assert abs(a_delta - 0.32) <= 0.18
    assert abs(a_beta - 0.41) <= 0.15
    assert abs(c - 0.80) <= 0.32
    assert a_delta < a_beta < a_alpha < c


def test_short_exposure_cannot_block_the_thickest_fibres():
    # Over 3 mm: 3 µm needs 75 % block, 10 µm 98 %, 16 µm has too few nodes there (prototype).
    assert critical_mm("a_alpha", 3.0) is None
    shares = {
        v.fibre_class.id: v.critical_share
        for v in block_in_nerve(0.1, exposed_length_mm=3.0).verdicts
    }
    assert shares["a_delta"] == pytest.approx(0.75, abs=0.01)
    assert shares["a_beta"] == pytest.approx(0.98, abs=0.01)


def test_nerve_content_in_the_rat_explains_block_and_recovery():
    # Popitz-Bergez 1995: full block at 0.7-0.9 mM in the nerve, partial recovery at 0.2-0.3 mM.
    for concentration_mm in (0.7, 0.8, 0.9):
        lost = block_in_nerve(concentration_mm).lost
        assert {"touch", "pinprick"} <= set(lost)
    for concentration_mm in (0.2, 0.25, 0.3):
        assert block_in_nerve(concentration_mm).lost == ()
    assert 0.7 <= critical_mm("c") <= 0.9


@settings(max_examples=60, deadline=None)
@given(st.floats(0, 5), st.floats(0, 5), st.floats(0.5, 100), st.floats(20, 41))
def test_more_drug_never_restores_a_fibre(first_mm, second_mm, length_mm, temperature_c):
    low, high = sorted((first_mm, second_mm))
    options = {"exposed_length_mm": length_mm, "temperature_c": temperature_c}
    assert set(block_in_nerve(low, **options).lost) <= set(block_in_nerve(high, **options).lost)


@pytest.mark.parametrize("concentration_mm", [0.25, 0.5, 0.9])
def test_simulated_impulses_agree_with_the_tables(concentration_mm):
    block = block_in_nerve(concentration_mm)
    recording = simulate_compound(block, parameters=PARAMETERS)
    assert recording.conducts == {v.fibre_class.id: v.conducts for v in block.verdicts}


def test_patient_notices_what_is_lost():
    block = block_in_nerve(0.5)
    assert block.lost == ("touch", "pinprick")
    said = {v.fibre_class.id: v.notices for v in block.verdicts}
    assert said["a_alpha"] == "Strength is unchanged."
    assert said["a_delta"] == "A pinprick is no longer sharp; cold is no longer cold."


def test_assumed_values_are_marked_uncertain():
    assert not block_in_nerve(0.5).is_uncertain
    assert block_in_nerve(0.5, drug="ropivacaine").is_uncertain
    assert block_in_nerve(0.02, drug="bupivacaine", firing_rate_hz=50.0).is_uncertain


def test_unknown_drug_names_the_nearest():
    with pytest.raises(UnknownNameError, match="Did you mean 'lidocaine'"):
        block_in_nerve(0.5, drug="lidocain")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"concentration_mm": -0.1}, "concentration is -0.1 mM; allowed: 0 to 100 mM"),
        ({"concentration_mm": float("nan")}, "concentration is nan"),
        ({"concentration_mm": 0.5, "exposed_length_mm": 0.0}, "exposed length is 0 mm"),
        ({"concentration_mm": 0.5, "temperature_c": 10.0}, "temperature is 10 °C"),
        ({"concentration_mm": 0.5, "firing_rate_hz": 900.0}, "firing rate is 900 Hz"),
    ],
)
def test_impossible_blocks_are_named(options, message):
    with pytest.raises(OutOfRangeError, match=message):
        block_in_nerve(options.pop("concentration_mm"), **options)
