"""What the browser is sent: all constants of the models, as JSON."""

from __future__ import annotations

import json

from sciatica_edu.nerve_block.browser_parameters import browser_parameters
from sciatica_edu.nerve_block.conduction_block import axon_concentration_mm
from sciatica_edu.nerve_block.parameters import (
    load_binding_parameters,
    load_critical_tables,
    load_fibre_parameters,
)

PARAMETERS, BINDING = load_fibre_parameters(), load_binding_parameters()
TABLES = load_critical_tables()
DATA = browser_parameters(PARAMETERS, BINDING, TABLES)


def test_data_are_json_and_small():
    assert json.loads(json.dumps(DATA, allow_nan=False))["physics"]["table_steps_per_mv"] == 10
    assert len(json.dumps(DATA)) < 25_000


def test_every_constant_of_both_fibres_is_there():
    for name in ("myelinated", "unmyelinated"):
        constants = getattr(PARAMETERS, name)
        assert set(constants.__dataclass_fields__) < set(DATA[name])
    assert DATA["myelinated"]["fast_sodium_conductance_s_per_cm2"] == 3.0


def test_tables_keep_their_order():
    table, sent = TABLES.sodium_block, DATA["tables"]["myelinated"]
    assert len(sent["values"]) == len(table.values)
    extents, temperatures = len(sent["extents"]), len(sent["temperatures_c"])
    diameter, extent, temperature = 6, 9, 4
    place = (diameter * extents + extent) * temperatures + temperature
    key = (
        sent["diameters_um"][diameter],
        sent["extents"][extent],
        sent["temperatures_c"][temperature],
    )
    assert sent["values"][place] == table.values[key]


def test_drugs_carry_what_one_percent_gives():
    for name, row in DATA["drugs"].items():
        binding = BINDING.binding(name)
        assert row["one_percent_mm"] == axon_concentration_mm(
            1.0, binding=binding, parameters=BINDING
        )
