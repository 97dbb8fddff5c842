"""The widgets of the exercises lesson, each in a module of its own."""

from sciatica_edu.exercises.coach import ExerciseCoach
from sciatica_edu.exercises.prognosis.recovery_explorer import ANY_SETTING, RecoveryExplorer

__all__ = ["ANY_SETTING", "ExerciseCoach", "RecoveryExplorer"]
