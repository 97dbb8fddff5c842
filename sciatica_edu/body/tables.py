"""Tables of anatomy that several topics read: muscles, branches, skin, roots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.evidence.table import Table
from sciatica_edu.evidence.tables.clinical import (
    Dermatome,
    Muscle,
    NerveBranch,
    RootSigns,
    SkinTerritory,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["BRANCHES", "DERMATOMES", "MUSCLES", "ROOT_SIGNS", "SKIN_TERRITORIES", "TABLES"]

BRANCHES: Table[Mapping[str, NerveBranch]] = Table("anatomy/branches.yaml", NerveBranch)
MUSCLES: Table[Mapping[str, Muscle]] = Table("anatomy/muscles.yaml", Muscle)
SKIN_TERRITORIES: Table[Mapping[str, SkinTerritory]] = Table(
    "anatomy/skin_territories.yaml", SkinTerritory
)
DERMATOMES: Table[Mapping[str, Dermatome]] = Table("anatomy/dermatomes.yaml", Dermatome, "root")
ROOT_SIGNS: Table[Mapping[str, RootSigns]] = Table("anatomy/root_signs.yaml", RootSigns, "root")

TABLES = (BRANCHES, MUSCLES, SKIN_TERRITORIES, DERMATOMES, ROOT_SIGNS)
