"""The tables of the exercises topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.evidence.table import Table
from sciatica_edu.exercises.exercise_models import Exercise, ExerciseSettings
from sciatica_edu.exercises.prognosis.recovery import RecoveryCourses, Scale
from sciatica_edu.exercises.rules import ScreeningTables
from sciatica_edu.exercises.trials.effects import EffectTables

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["EFFECTS", "EXERCISES", "RECOVERY", "SCALES", "SCREENING", "SETTINGS", "TABLES"]

EXERCISES: Table[Mapping[str, Exercise]] = Table("exercises.yaml", Exercise)
SCREENING: Table[ScreeningTables] = Table("exercise_rules.yaml", ScreeningTables, key=None)
SETTINGS: Table[ExerciseSettings] = Table("parameters/exercises.yaml", ExerciseSettings, key=None)
EFFECTS: Table[EffectTables] = Table("effects.yaml", EffectTables, key=None)
SCALES: Table[Mapping[str, Scale]] = Table("scales.yaml", Scale)
RECOVERY: Table[RecoveryCourses] = Table("recovery.yaml", RecoveryCourses, key=None)

TABLES = (EXERCISES, SCREENING, SETTINGS, EFFECTS, SCALES, RECOVERY)
