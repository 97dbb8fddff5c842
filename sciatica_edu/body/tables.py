"""Tables of anatomy that several topics read (muscles, branches, skin, roots), and those of the 3D body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import Field

from sciatica_edu.body.rows import (
    Joints,
    Ligaments,
    MuscleLimits,
    MuscleShapes,
    NerveSites,
    StructureRow,
    Views,
)
from sciatica_edu.errors import ContentError, did_you_mean
from sciatica_edu.evidence.location import data_path
from sciatica_edu.evidence.models import Certainty, FactId, Model, Text, Verification
from sciatica_edu.evidence.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sciatica_edu.evidence.yaml import YamlFile

__all__ = [
    "BODY_TABLES",
    "BRANCHES",
    "DERMATOMES",
    "JOINTS",
    "LIGAMENTS",
    "MUSCLES",
    "MUSCLE_LIMITS",
    "MUSCLE_SHAPES",
    "NERVE_SITES",
    "ROOT_SIGNS",
    "SKIN_TERRITORIES",
    "STRUCTURES",
    "TABLES",
    "VIEWS",
    "Dermatome",
    "Muscle",
    "NerveBranch",
    "RootSigns",
    "SkinTerritory",
    "body_table",
]

T = TypeVar("T")


class Muscle(Model):
    """A muscle of the lower limb: nerve, roots, action."""

    id: Text
    muscle: Text
    nerve: Text
    from_sciatic: bool
    roots: Text
    action: Text
    verified_nerve: Verification
    verified_roots: Verification
    confidence: Certainty
    note: Text | None = None


class NerveBranch(Model):
    """A branch of the sciatic nerve in the tree of branches."""

    id: Text
    name: Text
    terminologia_anatomica: Text | None
    parent: Text | None
    also_from: Text | None = None
    roots: list[Text]
    course: Text
    muscle_labels: list[Text]
    skin_ids: list[Text]
    facts: list[FactId] = Field(min_length=1)


class SkinTerritory(Model):
    """An area of skin and the peripheral nerve that serves it."""

    id: Text
    area: Text
    nerve: Text
    parent: Text
    from_sciatic: bool
    verified: Verification


class Dermatome(Model):
    """Skin usually served by one root; maps disagree."""

    root: Text
    area: Text
    key_point: Text
    verified: Verification


class RootSigns(Model):
    """What a lesion of one root usually shows."""

    root: Text
    usual_disc: Text
    pain: Text
    sensory: Text
    motor: Text
    reflex: Text
    tension_test: Text
    verified: Verification
    confidence: Certainty
    note: Text | None = None


BRANCHES: Table[Mapping[str, NerveBranch]] = Table("anatomy/branches.yaml", NerveBranch)
MUSCLES: Table[Mapping[str, Muscle]] = Table("anatomy/muscles.yaml", Muscle)
SKIN_TERRITORIES: Table[Mapping[str, SkinTerritory]] = Table(
    "anatomy/skin_territories.yaml", SkinTerritory
)
DERMATOMES: Table[Mapping[str, Dermatome]] = Table("anatomy/dermatomes.yaml", Dermatome, "root")
ROOT_SIGNS: Table[Mapping[str, RootSigns]] = Table("anatomy/root_signs.yaml", RootSigns, "root")

TABLES = (BRANCHES, MUSCLES, SKIN_TERRITORIES, DERMATOMES, ROOT_SIGNS)


def _views_differ(table: Views, file: YamlFile) -> None:
    _require_new("view", [row.id for row in table.views], file, "views")


def _joints_differ(table: Joints, file: YamlFile) -> None:
    _require_new("joint", [row.name for row in table.joints], file, "joints")


def _sheets_are_of_lines(table: MuscleShapes, file: YamlFile) -> None:
    for sheet, lines in table.sheets.items():
        _require_all("muscle line", lines, table.shapes, file.at(["sheets", sheet]))


def _nerve_runs_through_sites(table: NerveSites, file: YamlFile) -> None:
    for line, sites in table.lines.items():
        _require_all("nerve site", sites, table.sites, file.at(["lines", line]))
    for letter, row in table.piriformis.items():
        used = [name for name in (row.undivided, row.fibular, row.tibial) if name]
        _require_all("line of the nerve", used, table.lines, file.at(["piriformis", letter]))


def _require_new(kind: str, names: list[str], file: YamlFile, part: str) -> None:
    for number, name in enumerate(names):
        if name in names[:number]:
            raise ContentError(
                f"{file.at([part, number])}: {kind} {name!r} stands twice; names are unique."
            )


def _require_all(kind: str, names: Iterable[str], allowed: Iterable[str], place: str) -> None:
    known = set(allowed)
    for name in names:
        if name not in known:
            raise ContentError(f"{place}: unknown {kind} {name!r}.{did_you_mean(name, known)}")


STRUCTURES: Table[Mapping[str, StructureRow]] = Table("anatomy/structures.yaml", StructureRow)
VIEWS: Table[Views] = Table("body/views.yaml", Views, None, _views_differ)
MUSCLE_SHAPES: Table[MuscleShapes] = Table(
    "body/muscle_shapes.yaml", MuscleShapes, None, _sheets_are_of_lines
)
LIGAMENTS: Table[Ligaments] = Table("body/ligaments.yaml", Ligaments, key=None)
NERVE_SITES: Table[NerveSites] = Table(
    "body/nerve_sites.yaml", NerveSites, None, _nerve_runs_through_sites
)
JOINTS: Table[Joints] = Table("body/joints.yaml", Joints, None, _joints_differ)
MUSCLE_LIMITS: Table[MuscleLimits] = Table("body/muscle_limits.yaml", MuscleLimits, key=None)

BODY_TABLES = (STRUCTURES, VIEWS, MUSCLE_SHAPES, LIGAMENTS, NERVE_SITES, JOINTS, MUSCLE_LIMITS)
"""What the 3D body is drawn and posed with."""


_READ: dict[Table[Any], Any] = {}


def body_table(table: Table[T]) -> T:
    """Return what one of the course's own tables holds, without the course; read once.

    Raises
    ------
    ContentError
        If the file breaks a rule; each breach is named ``file:line``.
    """
    if table not in _READ:
        _READ[table] = table.read(data_path())[0]
    found: T = _READ[table]
    return found
