"""What the browser is sent: all constants of the models, as JSON."""

from __future__ import annotations

import json

from sciatica_edu.nerve_block.conduction.block import axon_concentration_mm
from sciatica_edu.nerve_block.conduction.browser_parameters import browser_parameters
from sciatica_edu.nerve_block.conduction.parameters import (
    load_binding_parameters,
    load_fibre_parameters,
)

PARAMETERS, BINDING = load_fibre_parameters(), load_binding_parameters()
DATA = browser_parameters(PARAMETERS, BINDING)


def test_data_are_json_and_small():
    assert json.loads(json.dumps(DATA, allow_nan=False))["physics"]["table_steps_per_mv"] == 10
    assert len(json.dumps(DATA)) < 12_000


def test_every_constant_of_both_fibres_is_there():
    for name in ("myelinated", "unmyelinated"):
        constants = getattr(PARAMETERS, name)
        names = set(constants.__dataclass_fields__)
        assert names < set(DATA[name])
        numbers = [one for one in names if isinstance(getattr(constants, one), float)]
        assert numbers
        assert all(DATA[name][one] == getattr(constants, one) for one in numbers)
    assert DATA["myelinated"]["fast_sodium_conductance_s_per_cm2"] == 3.0


def test_drugs_carry_what_one_percent_gives():
    assert set(DATA["drugs"]) == {"lidocaine", "bupivacaine", "mepivacaine", "ropivacaine"}
    for name, row in DATA["drugs"].items():
        assert row["one_percent_mm"] == axon_concentration_mm(1.0, drug=name, parameters=BINDING)
