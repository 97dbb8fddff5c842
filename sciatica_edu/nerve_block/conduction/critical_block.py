"""Tables of critical block, read by interpolation.

The tables are data, made by ``python -m sciatica_edu.authoring.derived.critical_tables``.
"""

from __future__ import annotations

import itertools
import math
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sciatica_edu.errors import ContentError, OutOfRangeError, require_in_range

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "CriticalTable",
    "CriticalTables",
    "critical_block_fraction",
    "critical_block_fraction_unmyelinated",
]

_SAME = 0.0005  # relative: so close to the value of a free passage counts as it


@dataclass(frozen=True)
class CriticalTable:
    """A quantity on a grid of diameter, extent and temperature.

    Attributes
    ----------
    diameters_um, extents, temperatures_c
        The grid; an extent is a number of nodes, or a length in µm.
    values
        The quantity by (diameter, extent, temperature); None where nothing stops the impulse.
    """

    diameters_um: tuple[float, ...]
    extents: tuple[float, ...]
    temperatures_c: tuple[float, ...]
    values: Mapping[tuple[float, float, float], float | None]

    @classmethod
    def from_rows(cls, rows: Iterable[tuple[float, float, float, float | None]]) -> CriticalTable:
        """Build the table from (diameter, extent, temperature, value) rows.

        Raises
        ------
        ContentError
            If there is no row, or a row of the grid is missing or given twice.
        """
        values: dict[tuple[float, float, float], float | None] = {}
        for diameter_um, extent, temperature_c, value in rows:
            place = (diameter_um, extent, temperature_c)
            if place in values:
                raise ContentError(f"critical table: the row {place} stands twice.")
            values[place] = value
        if not values:
            raise ContentError("critical table: no row was found.")
        axes = [tuple(sorted({key[i] for key in values})) for i in range(3)]
        for corner in itertools.product(*axes):
            if corner not in values:
                raise ContentError(f"critical table: the row {corner} is missing.")
        return cls(axes[0], axes[1], axes[2], values)

    def critical(
        self, diameter_um: float, extent: float, temperature_c: float, *, when_free: float
    ) -> float | None:
        """Interpolate; None where nothing stops the impulse.

        `when_free` is the value of a free passage: it stands in for None between grid points.

        Raises
        ------
        OutOfRangeError
            If diameter or temperature is outside the grid.
        """
        axis_um, axis_c = self.diameters_um, self.temperatures_c
        require_in_range("fibre diameter", diameter_um, axis_um[0], axis_um[-1], "µm")
        require_in_range("temperature", temperature_c, axis_c[0], axis_c[-1], "°C")
        value = self.at(diameter_um, extent, temperature_c, when_free=when_free)
        return None if abs(value / when_free - 1) <= _SAME else value

    def at(
        self, diameter_um: float, extent: float, temperature_c: float, *, when_free: float
    ) -> float:
        """Interpolate; linear in diameter and temperature, linear in the logarithm of extent.

        `when_free` stands in for None. Beyond the largest extent the value there holds.
        """
        corners = [
            _between(self.diameters_um, diameter_um, logarithmic=False),
            _between(self.extents, min(extent, self.extents[-1]), logarithmic=True),
            _between(self.temperatures_c, temperature_c, logarithmic=False),
        ]
        total = 0.0
        for (d, d_weight), (e, e_weight), (t, t_weight) in itertools.product(*corners):
            value = self.values[d, e, t]
            total += d_weight * e_weight * t_weight * (when_free if value is None else value)
        return total


@dataclass(frozen=True)
class CriticalTables:
    """The critical tables.

    Attributes
    ----------
    sodium_block
        Myelinated fibre: largest tolerated block; extent in nodes.
    sodium_block_unmyelinated
        C fibre: largest tolerated block; extent in µm.
    """

    sodium_block: CriticalTable
    sodium_block_unmyelinated: CriticalTable


def _between(
    axis: tuple[float, ...], value: float, *, logarithmic: bool
) -> list[tuple[float, float]]:
    """Return the one or two grid points around `value` and their weights."""
    if value in axis:
        return [(value, 1.0)]
    upper = bisect_right(axis, value)
    low, high = axis[upper - 1], axis[upper]
    scale = math.log if logarithmic else float
    share = (scale(value) - scale(low)) / (scale(high) - scale(low))
    return [(low, 1 - share), (high, share)]


def critical_block_fraction(
    diameter_um: float,
    *,
    exposed_nodes: int,
    temperature_c: float = 37.0,
    tables: CriticalTables,
) -> float | None:
    """Return the largest blocked share of sodium channels that still lets an impulse pass.

    Parameters
    ----------
    diameter_um
        Outer diameter of a myelinated fibre, 3 to 16 µm.
    exposed_nodes
        Number of consecutive exposed nodes, 1 to 200; beyond 30 the value for 30 holds.
    temperature_c
        Temperature, 20 to 41 °C.
    tables
        From ``load_critical_tables()``.

    Returns
    -------
    float or None
        A share from 0.3 to 1; None when even complete block of that many nodes is jumped.

    Raises
    ------
    OutOfRangeError
        If a value is outside its range.

    Notes
    -----
    Model results, not measurements. They reproduce: one or two fully blocked nodes are always
    jumped, three (four in fibres of 11.5 µm and more) are not; the longer the exposed stretch
    the less block is needed, down to 73 to 75 %; cooling protects. Between grid points the
    table is within about 0.01 of a direct search where both end points are finite.
    """
    nodes = require_whole(exposed_nodes, "exposed nodes")
    return tables.sodium_block.critical(diameter_um, nodes, temperature_c, when_free=1.0)


def critical_block_fraction_unmyelinated(
    diameter_um: float = 1.2,
    *,
    exposed_length_mm: float,
    temperature_c: float = 37.0,
    tables: CriticalTables,
) -> float | None:
    """Return the largest blocked share of sodium channels that a C fibre tolerates.

    Parameters
    ----------
    diameter_um
        Diameter, 0.8 to 1.4 µm.
    exposed_length_mm
        Exposed length, 0.1 to 200 mm; beyond 2 mm the value for 2 mm holds.
    temperature_c
        Temperature, 20 to 41 °C.
    tables
        From ``load_critical_tables()``.

    Returns
    -------
    float or None
        A share from 0.3 to 1, or None when complete block of that length is jumped.

    Raises
    ------
    OutOfRangeError
        If a value is outside its range.
    """
    require_in_range("exposed length", exposed_length_mm, 0.1, 200.0, "mm")
    table = tables.sodium_block_unmyelinated
    return table.critical(diameter_um, exposed_length_mm * 1000, temperature_c, when_free=1.0)


def require_whole(value: float, quantity: str) -> int:
    """Return `value` as an int from 1 to 200, or raise."""
    require_in_range(quantity, value, 1, 200)
    if int(value) != value:
        raise OutOfRangeError(f"{quantity} is {value!r}; give a whole number.")
    return int(value)
