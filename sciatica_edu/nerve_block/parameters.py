"""Read the numbers of the nerve models from ``data/parameters`` into frozen objects.

The models themselves never open a file; callers pass these objects in.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sciatica_edu.content.location import data_path
from sciatica_edu.content.yaml import load_yaml
from sciatica_edu.errors import ContentError
from sciatica_edu.nerve_block.c_fibre import UnmyelinatedParameters
from sciatica_edu.nerve_block.channels import Gate, Rate, RateForm
from sciatica_edu.nerve_block.geometry import MyelinatedParameters

if TYPE_CHECKING:
    from sciatica_edu.content.yaml import YamlFile

__all__ = ["FibreParameters", "load_fibre_parameters"]

_CHECKED = frozenset({"code", "read", "derived", "fitted", "assumed", "memory"})


@dataclass(frozen=True)
class FibreParameters:
    """Constants of both fibre models."""

    myelinated: MyelinatedParameters
    unmyelinated: UnmyelinatedParameters


class ParameterFile:
    """One parameter file, read strictly: each value is asked for with the unit it must have."""

    def __init__(self, name: str) -> None:
        self._file: YamlFile = load_yaml(data_path() / "parameters" / name)

    def section(self, *location: str) -> Any:
        """Return what stands at `location`, or raise naming the missing key."""
        node = self._file.data
        for depth, key in enumerate(location):
            if not isinstance(node, dict) or key not in node:
                place = self._file.at(location[:depth])
                raise ContentError(f"{place}: the key {key!r} is missing.")
            node = node[key]
        return node

    def quantity(self, *location: str, unit: str) -> float:
        """Return the value of one row after checking unit, reference and status."""
        row = self.section(*location)
        place = self._file.at(location)
        if row.get("unit") != unit:
            raise ContentError(f"{place}: the unit is {row.get('unit')!r}; expected {unit!r}.")
        self.check_origin(row, *location)
        value = row.get("value")
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise ContentError(f"{place}: the value is {value!r}; expected a number.")
        return float(value)

    def check_origin(self, row: Any, *location: str) -> None:
        """Raise if a row names an unknown source or an unknown way of checking."""
        place = self._file.at(location)
        known = self.section("sources")
        if row.get("reference") not in known:
            raise ContentError(
                f"{place}: the reference {row.get('reference')!r} is not among this file's "
                f"sources: {', '.join(known)}."
            )
        if row.get("checked") not in _CHECKED:
            allowed = ", ".join(sorted(_CHECKED))
            raise ContentError(f"{place}: checked is {row.get('checked')!r}; allowed: {allowed}.")

    def gate(self, *location: str) -> Gate:
        """Return one gate of a `gates` section."""
        row = self.section(*location)
        return Gate(
            name=location[-1].replace("_", " "),
            opening=_rate(row["opening"]),
            closing=_rate(row["closing"]),
            q10=float(row["q10"]),
            q10_reference_temperature_c=float(row["q10_reference_temperature"]),
        )


def _rate(row: dict[str, Any]) -> Rate:
    return Rate(
        form=RateForm(row["form"]),
        rate_per_ms=float(row["rate"]),
        half_mv=float(row["half"]),
        slope_mv=float(row.get("slope", 1.0)),
        valence=float(row.get("valence", 0.0)),
    )


@cache
def load_fibre_parameters() -> FibreParameters:
    """Return the constants of the fibre models from ``data/parameters/nerve_fibre.yaml``.

    Raises
    ------
    ContentError
        If the file is missing, or a row lacks its unit, source or value.
    """
    file = ParameterFile("nerve_fibre.yaml")
    return FibreParameters(_myelinated(file), _unmyelinated(file))


def _quantities(file: ParameterFile, section: str) -> dict[str, float]:
    """Return all rows of a section, keyed by name and unit as the dataclasses spell them."""
    units = {
        "um": "um",
        "ohm_cm": "ohm_cm",
        "uF_per_cm2": "uf_per_cm2",
        "S_per_cm2": "s_per_cm2",
        "mV": "mv",
        "nA": "na",
    }
    found = {}
    for name, row in file.section(section, "quantities").items():
        unit = row.get("unit")
        if unit not in units:
            file.quantity(section, "quantities", name, unit=" or ".join(units))
        found[f"{name}_{units[unit]}"] = file.quantity(section, "quantities", name, unit=unit)
    return found


def _gates(file: ParameterFile, section: str) -> dict[str, Gate]:
    file.check_origin(file.section(section, "gates"), section, "gates")
    names = [
        name for name in file.section(section, "gates") if name not in {"reference", "checked"}
    ]
    return {name: file.gate(section, "gates", name) for name in names}


def _myelinated(file: ParameterFile) -> MyelinatedParameters:
    gates = _gates(file, "myelinated")
    small = file.section("myelinated", "small_fibre_geometry")
    geometry = file.section("myelinated", "geometry")
    file.check_origin(small, "myelinated", "small_fibre_geometry")
    file.check_origin(geometry, "myelinated", "geometry")
    return MyelinatedParameters(
        **_quantities(file, "myelinated"),
        geometry_rows=tuple(tuple(float(x) for x in row) for row in geometry["rows"]),
        small_fibre_axon_diameter_um=tuple(small["axon_diameter"]),
        small_fibre_node_diameter_um=tuple(small["node_diameter"]),
        small_fibre_internode_length_um=tuple(small["internode_length"]),
        small_fibre_fluted_length_um=tuple(small["fluted_length"]),
        small_fibre_lamellae=tuple(small["lamellae"]),
        gates=(
            gates["fast_sodium_activation"],
            gates["persistent_sodium_activation"],
            gates["fast_sodium_inactivation"],
            gates["slow_potassium_activation"],
        ),
    )


def _unmyelinated(file: ParameterFile) -> UnmyelinatedParameters:
    gates = _gates(file, "unmyelinated")
    return UnmyelinatedParameters(
        **_quantities(file, "unmyelinated"),
        gates=(
            gates["sodium_activation"],
            gates["potassium_activation"],
            gates["sodium_inactivation"],
            gates["potassium_inactivation"],
        ),
    )
