from __future__ import annotations

import csv

import numpy as np
import pytest
from click.testing import CliRunner

from sciatica_edu.authoring.derived import critical_tables as tables_command
from sciatica_edu.authoring.derived.critical_search import (
    MostBlock,
    MostBlockUnmyelinated,
    find_most_block,
    find_most_block_unmyelinated,
)
from sciatica_edu.errors import ContentError, OutOfRangeError, UnknownNameError
from sciatica_edu.evidence.location import data_path
from sciatica_edu.nerve_block.conduction.critical_block import (
    CriticalTable,
    critical_block_fraction,
    critical_block_fraction_unmyelinated,
)
from sciatica_edu.nerve_block.conduction.parameters import (
    load_critical_tables,
    load_fibre_parameters,
)

PARAMETERS = load_fibre_parameters()
TABLES = load_critical_tables()


def shipped(name):
    with (data_path() / "parameters" / name).open(encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    return [(float(d), float(x), float(t), float(v) if v else None) for d, x, t, v in rows]


def recompute(name, rows):
    if name == "critical_block.csv":
        return find_most_block(
            [MostBlock(d, int(x), t) for d, x, t, _ in rows], parameters=PARAMETERS.myelinated
        )
    return find_most_block_unmyelinated(
        [MostBlockUnmyelinated(d, x, t) for d, x, t, _ in rows], parameters=PARAMETERS.unmyelinated
    )


@pytest.mark.parametrize(
    ("name", "every", "tolerance"),
    [
        ("critical_block.csv", 61, 0.002),
        ("critical_block_c_fibre.csv", 17, 0.002),
    ],
)
def test_shipped_table_can_be_recomputed(name, every, tolerance):
    # Cold C fibres are left to the rebuild command: each takes seconds.
    rows = [row for row in shipped(name) if row[2] >= 30][::every]
    for (*place, value), again in zip(rows, recompute(name, rows), strict=True):
        assert (value is None) == (again is None), place
        if value is not None:
            assert again == pytest.approx(value, abs=tolerance), place


def test_tables_are_monotone_in_extent_and_temperature():
    for table in (TABLES.sodium_block, TABLES.sodium_block_unmyelinated):
        grid = np.array(
            [
                [
                    [table.at(d, x, t, when_free=1.0) for t in table.temperatures_c]
                    for x in table.extents
                ]
                for d in table.diameters_um
            ]
        )
        assert (np.diff(grid, axis=1) <= 0).all()
        assert (np.diff(grid, axis=2) <= 0).all()


def small_table(value=lambda d, x, t: d / 100 + x / 1000 + t / 100):
    return CriticalTable.from_rows(
        (d, 2.0**x, t, value(d, x, t))
        for d in (4.0, 8.0, 16.0)
        for x in (0.0, 2.0, 3.0)
        for t in (20.0, 40.0)
    )


@pytest.mark.parametrize(
    ("diameter_um", "log2_extent", "temperature_c"),
    [(5.0, 0.0, 20.0), (14.0, 0.0, 20.0), (4.0, 0.5, 20.0), (4.0, 2.9, 20.0), (4.0, 0.0, 21.0),
     (5.0, 0.5, 39.0), (13.0, 2.25, 25.0)],
)  # fmt: skip
def test_between_grid_points_the_table_is_linear_in_the_logarithm_of_extent(
    diameter_um, log2_extent, temperature_c
):
    found = small_table().at(diameter_um, 2**log2_extent, temperature_c, when_free=1.0)
    expected = diameter_um / 100 + log2_extent / 1000 + temperature_c / 100
    assert found == pytest.approx(expected, abs=1e-12)


def test_a_free_passage_counts_as_its_value_between_grid_points():
    table = small_table(lambda _d, x, _t: None if x == 0 else 0.8)
    assert table.critical(5.0, 1.0, 30.0, when_free=1.0) is None
    # 2**0.5 lies a quarter of the way from free (1.0) to 0.8
    assert table.critical(5.0, 2**0.5, 30.0, when_free=1.0) == pytest.approx(0.95)
    assert table.critical(5.0, 5.0, 30.0, when_free=1.0) == pytest.approx(0.8)


def test_interpolation_is_close_to_a_direct_search():
    questions = [MostBlock(6.5, 9, 35.5), MostBlock(9.3, 17, 28.0), MostBlock(13.4, 9, 40.0)]
    direct = find_most_block(questions, parameters=PARAMETERS.myelinated)
    for question, expected in zip(questions, direct, strict=True):
        found = critical_block_fraction(
            question.diameter_um,
            exposed_nodes=question.exposed_nodes,
            temperature_c=question.temperature_c,
            tables=TABLES,
        )
        assert found == pytest.approx(expected, abs=0.01)


def test_table_says_never_and_holds_beyond_its_end():
    assert critical_block_fraction(10.0, exposed_nodes=2, tables=TABLES) is None
    assert critical_block_fraction(16.0, exposed_nodes=3, tables=TABLES) is None
    floor = critical_block_fraction(10.0, exposed_nodes=30, tables=TABLES)
    assert critical_block_fraction(10.0, exposed_nodes=150, tables=TABLES) == floor
    assert critical_block_fraction_unmyelinated(exposed_length_mm=0.1, tables=TABLES) is None


def test_incomplete_table_is_refused():
    with pytest.raises(ContentError, match=r"\(3.0, 2.0, 37.0\) is missing"):
        CriticalTable.from_rows(
            [(3.0, 1.0, 37.0, None), (4.0, 2.0, 37.0, 0.9), (4.0, 1.0, 37.0, 1)]
        )
    with pytest.raises(ContentError, match="stands twice"):
        CriticalTable.from_rows([(3.0, 1.0, 37.0, None), (3.0, 1.0, 37.0, None)])


def test_command_rebuilds_the_tables(tmp_path, monkeypatch):
    monkeypatch.setattr(tables_command, "_TEMPERATURES_C", (37,))
    small = {"critical_block.csv": ((2, 5), (10,)), "critical_block_c_fibre.csv": ((1000,), (1.2,))}
    plans = {name: (*small[name], find) for name, (_, _, find) in tables_command._PLANS.items()}
    monkeypatch.setattr(tables_command, "_PLANS", plans)
    result = CliRunner().invoke(tables_command.main, ["--output", str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert "critical_block.csv: 2 rows" in result.output
    for name in tables_command.TABLE_FILES:
        original = (data_path() / "parameters" / name).read_text().splitlines()
        rebuilt = (tmp_path / name).read_text().splitlines()
        assert rebuilt[0] == original[0]
        assert set(rebuilt) <= set(original)


def test_a_table_that_does_not_exist_is_not_taken_for_another():
    with pytest.raises(UnknownNameError, match=r"Did you mean 'critical_block\.csv'"):
        list(tables_command.table_rows("critical_blok.csv", parameters=PARAMETERS))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: critical_block_fraction(2.0, exposed_nodes=5, tables=TABLES),
            "fibre diameter is 2",
        ),
        (
            lambda: critical_block_fraction(10.0, exposed_nodes=0, tables=TABLES),
            "exposed nodes is 0",
        ),
        (lambda: critical_block_fraction(10.0, exposed_nodes=2.5, tables=TABLES), "whole number"),
        (
            lambda: critical_block_fraction(
                10.0, exposed_nodes=5, temperature_c=42.0, tables=TABLES
            ),
            "temperature is 42 °C; allowed: 20 to 41 °C",
        ),
        (
            lambda: critical_block_fraction_unmyelinated(exposed_length_mm=0.0, tables=TABLES),
            "exposed length is 0 mm",
        ),
    ],
)
def test_questions_outside_the_tables_are_named(call, message):
    with pytest.raises(OutOfRangeError, match=message):
        call()
