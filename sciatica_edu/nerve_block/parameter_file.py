"""Read one file of ``data/parameters`` strictly: every number with its unit, source and status."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sciatica_edu.content.location import data_path
from sciatica_edu.content.yaml import load_yaml
from sciatica_edu.errors import ContentError

if TYPE_CHECKING:
    from sciatica_edu.content.yaml import YamlFile

__all__ = ["ParameterFile"]

_CHECKED = frozenset({"code", "read", "derived", "fitted", "assumed", "memory"})


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

    def citation(self, reference: str) -> str:
        """Return the citation behind a reference key."""
        return str(self.section("sources", reference, "citation"))
