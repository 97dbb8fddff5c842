"""What an exercise is, how it is sorted and dosed, and how plans and diaries are judged: the rows."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from sciatica_edu.evidence.models import Certainty, FactId, Model, Text, Verification
from sciatica_edu.exercises.rules import Basis  # noqa: TC001  (pydantic reads it)

__all__ = [
    "DiaryRules",
    "Direction",
    "Dose",
    "Effect",
    "Exercise",
    "ExerciseSettings",
    "FragileBones",
    "PlanRules",
    "PosedRules",
    "Role",
    "Traits",
]


class Role(StrEnum):
    """What an exercise is for in a plan."""

    WALKING = "walking"
    DIRECTION = "direction"
    MOBILITY = "mobility"
    NERVE = "nerve"
    STRENGTH = "strength"


class Direction(StrEnum):
    """The repeated movement whose response decides about an exercise."""

    FLEXION = "flexion"
    EXTENSION = "extension"
    SIDE = "side"
    NONE = "none"


class Effect(StrEnum):
    """What an exercise does, in words a learner uses."""

    FLEXES_SPINE = "flexes_spine"
    EXTENDS_SPINE = "extends_spine"
    SIDE_BENDS_SPINE = "side_bends_spine"
    NEUTRAL_SPINE = "neutral_spine"
    LENGTHENS_MUSCLE = "lengthens_muscle"
    LOADS_MUSCLE = "loads_muscle"
    GLIDES_NERVE = "glides_nerve"
    TENSIONS_NERVE = "tensions_nerve"


class Dose(Model):
    """A dose in time: sets × repetitions × seconds, with rests.

    Attributes
    ----------
    sets, repetitions
        Counts, 1 or more.
    seconds
        Time of one repetition (a hold, or out and back), in seconds.
    rest_s, set_rest_s
        Pause after a repetition and after a set, in seconds.
    sides
        2 when everything is done left and right.
    """

    sets: int = Field(ge=1, le=5)
    repetitions: int = Field(ge=1, le=20)
    seconds: int = Field(ge=1, le=3600)
    rest_s: int = Field(ge=0, le=120)
    set_rest_s: int = Field(ge=0, le=120)
    sides: int = Field(ge=1, le=2)

    @property
    def total_s(self) -> int:
        """Seconds from the first movement to the end of the last one."""
        one_set = self.repetitions * self.seconds + (self.repetitions - 1) * self.rest_s
        sets = self.sets * self.sides
        return sets * one_set + (sets - 1) * self.set_rest_s

    def words(self) -> str:
        """Return the dose as a line of text."""
        if self.sets == self.repetitions == 1 and self.seconds >= 60:
            return f"{self.seconds // 60} min"
        sets = f"{self.sets} × " if self.sets > 1 else ""
        sides = ", each side" if self.sides == 2 else ""
        return f"{sets}{self.repetitions} × {self.seconds} s{sides}"


class Traits(Model):
    """How one exercise is sorted, and the ends of its dose."""

    role: Role
    direction: Direction
    effects: list[Effect] = Field(min_length=1)
    poses: list[Text] = Field(default_factory=list)
    stage: int = Field(ge=1, le=4)
    only_when: Text | None = None
    days_per_week: int = Field(ge=1, le=7)
    start: Dose
    later: Dose

    @model_validator(mode="after")
    def _later_is_not_less(self) -> Traits:
        if self.later.total_s < self.start.total_s or self.later.sides != self.start.sides:
            raise ValueError(
                "the later dose must be at least the start dose, with the same number of sides"
            )
        return self


class FragileBones(Model):
    """What osteoporosis or a past fragility fracture means for one exercise.

    Attributes
    ----------
    offer
        ``offered`` as it is, ``adapted`` as `change` says, or ``withheld``.
    why
        The reason; without `facts` it is the course's own judgement.
    """

    offer: Literal["offered", "adapted", "withheld"]
    why: Text
    change: Text | None = None
    facts: list[FactId]

    @model_validator(mode="after")
    def _change_when_adapted(self) -> FragileBones:
        if (self.change is not None) != (self.offer == "adapted"):
            raise ValueError("`change` is given for an adapted exercise, and for no other")
        return self


class Exercise(Model):
    """An exercise: poses (degrees, approximate), dose, when to avoid it, when to stop."""

    id: Annotated[str, StringConstraints(pattern=r"^XE-\d{2}$")]
    name: Text
    article_exercise: int | None
    aliases: list[Text]
    start_pose_deg: dict[str, float | int | bool | str | dict[str, float | int | str]]
    end_pose_deg: dict[str, float | int | bool | str | dict[str, float | int | str]]
    muscles_lengthened: list[Text]
    muscles_loaded: list[Text]
    timing: dict[str, float | int | str | list[float | int]]
    traits: Traits
    article_dose: Text | None
    suggested_dose: Text
    progression: Text
    regression: Text
    avoid_or_modify: list[Text]
    stop_also: list[Text] = Field(default=[])
    fragile_bones: FragileBones
    facts: list[FactId] = Field(min_length=1)
    angles_verified: Verification
    confidence: Certainty
    note: Text | None = None


class PlanRules(Model):
    """How a plan grows; a teaching judgement."""

    basis: Basis
    stage_starts_in_week: list[int] = Field(min_length=3, max_length=3)
    weeks_from_start_to_later_dose: int = Field(ge=1)
    most_exercises_a_day: int = Field(ge=1)
    most_of_one_role: int = Field(ge=1)
    walking_step_min: int = Field(ge=1)
    walking_share: float = Field(gt=0, le=1)


class PosedRules(Model):
    """How a pose's muscle lengths are named; the steps are a teaching judgement."""

    basis: Basis
    muscle_step_percent: float = Field(gt=0)
    muscle_groups: dict[str, list[Text]] = Field(min_length=1)


class DiaryRules(Model):
    """When a diary says continue, reduce or stop; a convention."""

    basis: Basis
    clearly_worse_points: int = Field(ge=1, le=10)


class ExerciseSettings(Model):
    """``data/parameters/exercises.yaml``: how poses, plan and diary reckon."""

    posed: PosedRules
    plan: PlanRules
    diary: DiaryRules
