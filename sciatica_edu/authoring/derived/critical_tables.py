"""Rebuild the critical tables: ``python -m sciatica_edu.authoring.derived.critical_tables``.

Writes two CSV files under ``data/parameters``. Takes a few minutes; run it after any change
to the fibre models or their constants. An empty last column means "nothing stops the impulse".
"""

from __future__ import annotations

import csv
import itertools
import sys
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import click

from sciatica_edu.authoring.derived.critical_search import (
    MostBlock,
    MostBlockUnmyelinated,
    find_most_block,
    find_most_block_unmyelinated,
)
from sciatica_edu.errors import require_known
from sciatica_edu.evidence.location import data_path
from sciatica_edu.nerve_block.conduction.parameters import load_fibre_parameters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sciatica_edu.nerve_block.conduction.parameters import FibreParameters

    Row = tuple[float, float, float, float | None]
    _Point = tuple[float, float, float]  # extent, temperature, diameter
    _Finder = Callable[[Sequence[_Point], FibreParameters], list[float | None]]

__all__ = ["TABLE_FILES", "main", "table_rows"]

TABLE_FILES = {
    "critical_block.csv": ("exposed_nodes", "most_blocked_share"),
    "critical_block_c_fibre.csv": ("exposed_length_um", "most_blocked_share"),
}

_TEMPERATURES_C = (20, 25, 30, 34, 37, 39, 41)
_DIAMETERS_UM = (3, 4, 5, 5.7, 7.3, 8.7, 10, 11.5, 12.8, 14, 15, 16)
_NODES = (1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 30)
_C_DIAMETERS_UM = (0.8, 1.0, 1.2, 1.4)
_C_LENGTHS_UM = (100, 200, 300, 500, 1000, 2000)


def table_rows(name: str, *, parameters: FibreParameters) -> Iterator[Row]:
    """Compute one table, row by row.

    Parameters
    ----------
    name
        A key of `TABLE_FILES`.
    parameters
        Constants of the fibre models.

    Yields
    ------
    tuple
        Diameter in µm, extent, temperature in °C, and the critical share or None.

    Raises
    ------
    UnknownNameError
        If there is no such table.
    """
    extents, diameters_um, find = _PLANS[require_known("critical table", name, _PLANS)]
    questions = itertools.product(extents, _TEMPERATURES_C, diameters_um)
    # A batch shares extent and temperature, so that its runs end together.
    for _, group in itertools.groupby(questions, key=lambda question: question[:2]):
        batch = list(group)
        found = find(batch, parameters)
        for (extent, temperature_c, diameter_um), value in zip(batch, found, strict=True):
            yield diameter_um, extent, temperature_c, value


def _most_block(batch: Sequence[_Point], parameters: FibreParameters) -> list[float | None]:
    questions = [MostBlock(d, int(k), t) for k, t, d in batch]
    return find_most_block(questions, parameters=parameters.myelinated)


def _most_block_c_fibre(batch: Sequence[_Point], parameters: FibreParameters) -> list[float | None]:
    questions = [MostBlockUnmyelinated(d, x, t) for x, t, d in batch]
    return find_most_block_unmyelinated(questions, parameters=parameters.unmyelinated)


# Per table: extents, fibre diameters, and how a batch of points is answered.
_PLANS: Mapping[str, tuple[tuple[float, ...], tuple[float, ...], _Finder]] = MappingProxyType(
    {
        "critical_block.csv": (_NODES, _DIAMETERS_UM, _most_block),
        "critical_block_c_fibre.csv": (_C_LENGTHS_UM, _C_DIAMETERS_UM, _most_block_c_fibre),
    }
)


def _write(path: Path, extent_name: str, value_name: str, rows: Iterable[Row]) -> int:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["diameter_um", extent_name, "temperature_c", value_name])
        count = 0
        for diameter_um, extent, temperature_c, value in rows:
            shown = "" if value is None else f"{value:.4f}"
            writer.writerow([f"{diameter_um:g}", f"{extent:g}", f"{temperature_c:g}", shown])
            count += 1
    return count


@click.command()
@click.option(
    "--output",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    help="Folder to write to; default: data/parameters of the course.",
)
def main(output: Path | None) -> None:
    """Recompute the tables of critical block."""
    folder = output or data_path() / "parameters"
    parameters = load_fibre_parameters()
    for name, (extent_name, value_name) in TABLE_FILES.items():
        rows = table_rows(name, parameters=parameters)
        count = _write(folder / name, extent_name, value_name, rows)
        click.echo(f"{name}: {count} rows")


if __name__ == "__main__":
    sys.exit(main())
