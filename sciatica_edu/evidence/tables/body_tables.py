"""The tables of the 3D body: what can be identified, from where, how thick it is drawn, where the nerve runs.

Each file is read when it is first asked for, so that a session that only poses the skeleton
does not read the list of structures; loading the course reads and checks them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from sciatica_edu.errors import ContentError, did_you_mean
from sciatica_edu.evidence.loading import load_as, load_keyed
from sciatica_edu.evidence.location import data_path
from sciatica_edu.evidence.tables.body_models import (
    JointRow,
    Joints,
    LigamentRow,
    Ligaments,
    MuscleLimitRow,
    MuscleLimits,
    MuscleShapes,
    NerveSites,
    StructureRow,
    ViewRow,
    Views,
)

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping
    from pathlib import Path

    from sciatica_edu.evidence.yaml import YamlFile

__all__ = ["BodyTables", "body_tables"]

T = TypeVar("T")


@dataclass(frozen=True)
class BodyTables:
    """The body's tables below one data folder, each read and checked when first asked for.

    Every table raises `ContentError` with ``file:line`` if its file breaks a rule.
    """

    data: Path

    @cached_property
    def _structures(self) -> tuple[Mapping[str, StructureRow], Mapping[str, str]]:
        rows, places = load_keyed(self.data / "anatomy" / "structures.yaml", StructureRow)
        return MappingProxyType(rows), MappingProxyType(places)

    @property
    def structures(self) -> Mapping[str, StructureRow]:
        """What can be identified, in the order of the list."""
        return self._structures[0]

    @property
    def structure_places(self) -> Mapping[str, str]:
        """``file:line`` of each structure."""
        return self._structures[1]

    @cached_property
    def _views(self) -> tuple[Mapping[str, ViewRow], Mapping[str, str]]:
        table, file = self._whole("views.yaml", Views)
        places: dict[str, str] = {}
        for number, row in enumerate(table.views):
            _require_new("view", row.id, places, at := file.at(["views", number]))
            places[row.id] = at
        return MappingProxyType({row.id: row for row in table.views}), MappingProxyType(places)

    @property
    def views(self) -> Mapping[str, ViewRow]:
        """Named camera views, in the order of their buttons."""
        return self._views[0]

    @property
    def view_places(self) -> Mapping[str, str]:
        """``file:line`` of each view."""
        return self._views[1]

    @cached_property
    def muscle_shapes(self) -> MuscleShapes:
        """Thickness of the drawn muscles."""
        table, file = self._whole("muscle_shapes.yaml", MuscleShapes)
        for sheet, lines in table.sheets.items():
            _require_all("muscle line", lines, table.shapes, file.at(["sheets", sheet]))
        return table

    @cached_property
    def ligaments(self) -> Mapping[str, LigamentRow]:
        """The drawn ligaments."""
        return MappingProxyType(self._whole("ligaments.yaml", Ligaments)[0].ligaments)

    @cached_property
    def _nerve_sites(self) -> tuple[NerveSites, Mapping[str, str]]:
        table, file = self._whole("nerve_sites.yaml", NerveSites)
        for line, sites in table.lines.items():
            _require_all("nerve site", sites, table.sites, file.at(["lines", line]))
        for letter, row in table.piriformis.items():
            used = [name for name in (row.undivided, row.fibular, row.tibial) if name]
            _require_all("line of the nerve", used, table.lines, file.at(["piriformis", letter]))
        places = {name: file.at(["sites", name]) for name in table.sites}
        return table, MappingProxyType(places)

    @property
    def nerve_sites(self) -> NerveSites:
        """Points, lines, division and variants of the nerve."""
        return self._nerve_sites[0]

    @property
    def nerve_site_places(self) -> Mapping[str, str]:
        """``file:line`` of each point of the nerve."""
        return self._nerve_sites[1]

    @cached_property
    def joints(self) -> tuple[JointRow, ...]:
        """The joints in degrees."""
        table, file = self._whole("joints.yaml", Joints)
        seen: set[str] = set()
        for number, row in enumerate(table.joints):
            _require_new("joint", row.name, seen, file.at(["joints", number]))
            seen.add(row.name)
        return tuple(table.joints)

    @cached_property
    def muscle_limits(self) -> tuple[MuscleLimitRow, ...]:
        """Where a muscle's path is not known."""
        return tuple(self._whole("muscle_limits.yaml", MuscleLimits)[0].limits)

    def read_all(self) -> BodyTables:
        """Read and check every table now; return self."""
        for name in (
            "structures",
            "views",
            "muscle_shapes",
            "ligaments",
            "nerve_sites",
            "joints",
            "muscle_limits",
        ):
            getattr(self, name)
        return self

    def _whole(self, name: str, kind: type[T]) -> tuple[T, YamlFile]:
        found: tuple[T, YamlFile] = load_as(self.data / "body" / name, kind)
        return found


def _require_new(kind: str, name: str, seen: Container[str], place: str) -> None:
    if name in seen:
        raise ContentError(f"{place}: {kind} {name!r} stands twice; names are unique.")


def _require_all(kind: str, names: Iterable[str], allowed: Iterable[str], place: str) -> None:
    known = set(allowed)
    for name in names:
        if name not in known:
            raise ContentError(f"{place}: unknown {kind} {name!r}.{did_you_mean(name, known)}")


@lru_cache(maxsize=4)
def body_tables(path: Path | None = None) -> BodyTables:
    """Give the body's tables; the course's own when `path` (a data folder) is None."""
    return BodyTables(path or data_path())
