"""The tables of the symptoms topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.evidence.table import Table
from sciatica_edu.evidence.tables.body_map import BodyMap
from sciatica_edu.evidence.tables.clinical import ImagingWithoutPain, LookAlike, TestAccuracy
from sciatica_edu.evidence.tables.symptom_tables import LevelSigns

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["BODY_MAP", "IMAGING_WITHOUT_PAIN", "LEVEL_SIGNS", "LOOK_ALIKES", "TABLES", "TESTS"]

TESTS: Table[Mapping[str, TestAccuracy]] = Table("tests.yaml", TestAccuracy)
IMAGING_WITHOUT_PAIN: Table[ImagingWithoutPain] = Table(
    "imaging_without_pain.yaml", ImagingWithoutPain, key=None
)
LOOK_ALIKES: Table[list[LookAlike]] = Table("look_alikes.yaml", list[LookAlike], key=None)
BODY_MAP: Table[BodyMap] = Table("anatomy/body_map.yaml", BodyMap, key=None)
LEVEL_SIGNS: Table[LevelSigns] = Table("anatomy/level_signs.yaml", LevelSigns, key=None)

TABLES = (TESTS, IMAGING_WITHOUT_PAIN, LOOK_ALIKES, BODY_MAP, LEVEL_SIGNS)
