"""Read one file of ``data/parameters`` strictly: every number with its unit, source and status.

A row's `reference` is a key of ``data/references.yaml``, or of the file's own `sources` for what
only a model rests on.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sciatica_edu.errors import ContentError, did_you_mean
from sciatica_edu.evidence.loading import load_as, validate_part
from sciatica_edu.evidence.models import Reference
from sciatica_edu.evidence.yaml import load_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sciatica_edu.evidence.yaml import YamlFile

__all__ = ["ParameterFile"]

_CHECKED = frozenset({"code", "read", "derived", "fitted", "assumed", "memory"})


@cache
def _course_references(path: Path) -> Mapping[str, Reference]:
    kind: Any = dict[str, Reference]
    found: Mapping[str, Reference] = load_as(path, kind)[0]
    return found


class ParameterFile:
    """One parameter file, read strictly: each value is asked for with the unit it must have.

    Parameters
    ----------
    name
        The file in ``parameters``.
    data
        Folder of the course's data.

    Raises
    ------
    ContentError
        If the file is missing, is no YAML, or names one of the course's references anew.
    """

    def __init__(self, name: str, data: Path) -> None:
        self._file: YamlFile = load_yaml(data / "parameters" / name)
        self._references = _course_references(data / "references.yaml")
        for key in self.names("sources"):
            # One key, one source: a second meaning would make a citation depend on the file.
            if key in self._references:
                place = self._file.at(("sources", key))
                raise ContentError(f"{place}: {key!r} stands in references.yaml already.")

    def section(self, *location: str) -> Any:
        """Return what stands at `location`, or raise naming the missing key."""
        node = self._file.data
        for depth, key in enumerate(location):
            if not isinstance(node, dict) or key not in node:
                place = self._file.at(location[:depth])
                raise ContentError(f"{place}: the key {key!r} is missing.")
            node = node[key]
        return node

    def read(self, kind: Any, *location: str) -> Any:
        """Return what stands at `location` as `kind`, a content model; every breach is named."""
        return validate_part(self._file, self.section(*location), location, kind)

    def names(self, *location: str) -> list[str]:
        """Return the keys of the mapping at `location`."""
        return list(self.read(dict[str, Any], *location))

    def quantity(self, *location: str, unit: str) -> float:
        """Return the value of one row after checking unit, reference and status."""
        row = self.read(dict[str, Any], *location)
        place = self._file.at(location)
        if row.get("unit") != unit:
            raise ContentError(f"{place}: the unit is {row.get('unit')!r}; expected {unit!r}.")
        self.check_origin(row, *location)
        value = row.get("value")
        # For Python `true` is a whole number.
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise ContentError(f"{place}: the value is {value!r}; expected a number.")
        return float(value)

    def check_origin(self, row: Any, *location: str) -> None:
        """Raise if a row names an unknown source or an unknown way of checking."""
        place = self._file.at(location)
        own, key = self.names("sources"), row.get("reference")
        if key not in own and key not in self._references:
            hint = did_you_mean(str(key), [*own, *self._references])
            raise ContentError(
                f"{place}: the reference {key!r} is neither in references.yaml nor among this "
                f"file's sources: {', '.join(own)}.{hint}"
            )
        if row.get("checked") not in _CHECKED:
            allowed = ", ".join(sorted(_CHECKED))
            raise ContentError(f"{place}: checked is {row.get('checked')!r}; allowed: {allowed}.")

    def citation(self, reference: str) -> str:
        """Return the citation behind a reference key: author and year where the course has it."""
        if reference in self._references:
            return self._references[reference].short
        return str(self.read(str, "sources", reference, "citation"))
