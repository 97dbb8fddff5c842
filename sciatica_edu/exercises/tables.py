"""The tables of the exercises topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.evidence.table import Table
from sciatica_edu.evidence.tables.clinical import Exercise, Recovery, Scale

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["EXERCISES", "RECOVERY", "SCALES", "TABLES"]

EXERCISES: Table[Mapping[str, Exercise]] = Table("exercises.yaml", Exercise)
SCALES: Table[Mapping[str, Scale]] = Table("scales.yaml", Scale)
RECOVERY: Table[Recovery] = Table("recovery.yaml", Recovery, key=None)

TABLES = (EXERCISES, SCALES, RECOVERY)
