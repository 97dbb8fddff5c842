"""What the exercises' poses do to nerve and muscles in the body model: direction and steps only. Pure.

One generic skeleton stands in for everybody, so nothing here is a patient's value, and
no number leaves this module.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sciatica_edu.body.motion.measures import (
    NerveLoad,
    muscle_length_change,
    nerve_length_change,
    nerve_load,
)
from sciatica_edu.body.motion.nerve_path import nerve_course
from sciatica_edu.body.motion.pose import pose_named

if TYPE_CHECKING:
    from sciatica_edu.body.motion.pose import Pose
    from sciatica_edu.exercises.exercise_models import PosedRules
    from sciatica_edu.exercises.library import ExerciseLibrary, LibraryExercise

__all__ = ["MuscleLength", "PosedExercise", "posed_exercises"]


class MuscleLength(StrEnum):
    """Length of a muscle against standing, in three steps."""

    SHORTER = "shorter"
    SAME = "about as in standing"
    LONGER = "longer"


@dataclass(frozen=True, slots=True)
class PosedExercise:
    """An exercise in one pose of the body model.

    Attributes
    ----------
    pose_title
        What the pose is called.
    nerve
        What the pose asks of the sciatic nerve's tibial part, against standing.
    muscles
        Group of muscles → length against standing.
    """

    exercise: LibraryExercise
    pose_title: str
    nerve: NerveLoad
    muscles: dict[str, MuscleLength]


def posed_exercises(library: ExerciseLibrary, rules: PosedRules) -> tuple[PosedExercise, ...]:
    """Return each exercise that has a pose, in the order of the library.

    Parameters
    ----------
    library
        The exercises.
    rules
        Groups of muscles, and how many per cent make a step.

    Raises
    ------
    UnknownNameError
        If a pose or a muscle does not exist.
    """
    course = nerve_course(side="r")
    found = []
    for exercise in library:
        for name in exercise.traits.poses:
            pose = pose_named(name)
            found.append(
                PosedExercise(
                    exercise=exercise,
                    pose_title=pose.title,
                    nerve=nerve_load(nerve_length_change(course, pose)),
                    muscles={
                        group: _length(muscles, pose, rules.muscle_step_percent)
                        for group, muscles in rules.muscle_groups.items()
                    },
                )
            )
    return tuple(found)


def _length(muscles: list[str], pose: Pose, step_percent: float) -> MuscleLength:
    changes = muscle_length_change(muscles, pose)
    mean = sum(change.change_percent for change in changes) / len(changes)
    if mean >= step_percent:
        return MuscleLength.LONGER
    if mean <= -step_percent:
        return MuscleLength.SHORTER
    return MuscleLength.SAME
