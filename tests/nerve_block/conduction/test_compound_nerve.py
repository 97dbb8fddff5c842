from __future__ import annotations

import itertools

import pytest

from sciatica_edu.errors import OutOfRangeError, UnknownNameError
from sciatica_edu.nerve_block.conduction.compound_nerve import (
    compound_block,
    stopping_concentrations_mm,
)
from sciatica_edu.nerve_block.conduction.impulse_view import ImpulseSetting
from sciatica_edu.nerve_block.conduction.parameters import (
    load_binding_parameters,
    load_fibre_parameters,
)

CONSTANTS = {"parameters": load_fibre_parameters(), "binding": load_binding_parameters()}


def block_in_nerve(concentration_mm, **changes):
    setting = ImpulseSetting(concentration_mm=concentration_mm, **changes)
    return compound_block(setting, **CONSTANTS)


def lost(concentration_mm, **changes):
    found = block_in_nerve(concentration_mm, **changes)
    return {verdict.fibre_class.carries for verdict in found if not verdict.conducts}


def stopping_mm(exposed_length_mm):
    return stopping_concentrations_mm("lidocaine", exposed_length_mm=exposed_length_mm, **CONSTANTS)


def test_predicted_lidocaine_concentrations_match_rat_nerve_in_vivo():
    # Huang 1997, tonic IC50: Aδ 0.32 ± 0.18, Aβ 0.41 ± 0.15, C 0.80 ± 0.32 mM; 10 mm assumed.
    found = stopping_mm(10.0)
    assert abs(found["a_delta"] - 0.32) <= 0.18
    assert abs(found["a_beta"] - 0.41) <= 0.15
    assert abs(found["c"] - 0.80) <= 0.32
    # Popitz-Bergez 1995: full block at 0.7-0.9 mM in the nerve.
    assert 0.7 <= found["c"] <= 0.9
    assert found["a_delta"] < found["a_beta"] < found["a_alpha"] < found["c"]


def test_short_exposure_cannot_block_the_thickest_fibres():
    # Over 3 mm: 3 µm needs 75 % block, 10 µm 98 %, 16 µm has too few nodes there (prototype).
    found = stopping_mm(3.0)
    assert found["a_alpha"] is None
    assert found["a_delta"] == pytest.approx(0.112 * 0.75 / 0.25, rel=0.05)
    assert found["a_beta"] == pytest.approx(0.112 * 0.981 / 0.019, rel=0.05)


def test_nerve_content_in_the_rat_explains_block_and_recovery():
    # Popitz-Bergez 1995: full block at 0.7-0.9 mM in the nerve, partial recovery at 0.2-0.3 mM.
    for concentration_mm in (0.7, 0.9):
        assert {"touch", "pinprick"} <= lost(concentration_mm)
    for concentration_mm in (0.2, 0.3):
        assert lost(concentration_mm) == set()


@pytest.mark.parametrize("changes", [{}, {"exposed_length_mm": 3.0}, {"temperature_c": 22.0}])
def test_more_drug_never_restores_a_fibre(changes):
    found = [lost(concentration_mm, **changes) for concentration_mm in (0.1, 0.35, 0.6, 3.0)]
    assert found[0] == set()
    assert found[-1] > set()
    assert all(less <= more for less, more in itertools.pairwise(found))


def test_firing_deepens_block_but_not_of_the_c_fibre():
    rest, fast = block_in_nerve(0.3), block_in_nerve(0.3, firing_rate_hz=200.0)
    for before, after in zip(rest, fast, strict=True):
        same = before.blocked_share == after.blocked_share
        assert same is (not before.fibre_class.is_myelinated)


def test_impossible_blocks_are_named():
    with pytest.raises(UnknownNameError, match="Did you mean 'lidocaine'"):
        block_in_nerve(0.5, drug="lidocain")
    with pytest.raises(OutOfRangeError, match="exposed length is 0 mm"):
        block_in_nerve(0.5, exposed_length_mm=0.0)
    with pytest.raises(OutOfRangeError, match="exposed length is 300 mm"):
        stopping_mm(300.0)
