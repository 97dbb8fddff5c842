"""The sixteen exercises as objects: what they do, how much, when not, when to stop. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sciatica_edu.errors import ContentError, require_known
from sciatica_edu.evidence.models import Certainty, Verification

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sciatica_edu.evidence.tables.clinical import Exercise
    from sciatica_edu.exercises.rules import Effect, ExerciseTables, Role, Traits

__all__ = [
    "STOP_RULES",
    "Dosage",
    "ExerciseLibrary",
    "LibraryExercise",
    "StopRule",
    "build_library",
]

_IDS = re.compile(r"\s*\((?:24 h rule, )?(?:[A-Z]{2}-\d{2}(?:, )?)+\)")
_EXERCISE_ID = re.compile(r"XE-\d{2}")


@dataclass(frozen=True, slots=True)
class Dosage:
    """FITT: how often, how hard, how long, what kind."""

    frequency: str
    intensity: str
    time: str
    kind: str


@dataclass(frozen=True, slots=True)
class LibraryExercise:
    """One exercise.

    Attributes
    ----------
    row
        The exercise as the course's data has it.
    traits
        How it is sorted and the ends of its dose.
    avoid_or_modify, stop_rules
        In words, without ids.
    """

    row: Exercise
    traits: Traits
    note: str
    progression: str
    regression: str
    avoid_or_modify: tuple[str, ...]
    stop_rules: tuple[str, ...]

    @property
    def id(self) -> str:
        """Id of the exercise (``XE-03``)."""
        return self.row.id

    @property
    def name(self) -> str:
        """Name of the exercise."""
        return self.row.name

    @property
    def short_name(self) -> str:
        """Name without what stands in brackets."""
        return self.row.name.split(" (")[0]

    @property
    def role(self) -> Role:
        """What it is for in a plan."""
        return self.traits.role

    @property
    def effects(self) -> tuple[Effect, ...]:
        """What it does."""
        return tuple(self.traits.effects)

    @property
    def doubts(self) -> tuple[str, ...]:
        """What is approximate or uncertain about this exercise, in sentences."""
        found = []
        if self.row.angles_verified is not Verification.READ:
            found.append(
                "Its joint angles are approximate: they pose a figure and were never measured."
            )
        if self.row.confidence is Certainty.LOW:
            found.append("The description as a whole is uncertain.")
        return tuple(found)

    @property
    def dosage(self) -> Dosage:
        """Return the dose as frequency, intensity, time and type."""
        dose = f"{self.traits.start.words()} at first, up to {self.traits.later.words()}"
        days = self.traits.days_per_week
        return Dosage(
            frequency=f"{days} days a week" if days < 7 else "every day",
            intensity="comfortable range; the leg must not get worse",
            time=dose if self.traits.later != self.traits.start else self.traits.start.words(),
            kind=str(self.role.value),
        )


@dataclass(frozen=True, slots=True)
class ExerciseLibrary:
    """All exercises, by id, in the order of the data."""

    exercises: Mapping[str, LibraryExercise]

    def __getitem__(self, exercise_id: str) -> LibraryExercise:
        """Return one exercise.

        Raises
        ------
        UnknownNameError
            If there is no such exercise; the nearest id is offered.
        """
        return self.exercises[require_known("exercise", exercise_id, self.exercises)]

    def __iter__(self) -> Iterator[LibraryExercise]:
        return iter(self.exercises.values())

    def __len__(self) -> int:
        return len(self.exercises)

    def of_article(self) -> tuple[LibraryExercise, ...]:
        """Return the article's own exercises, in the article's order."""
        own = [item for item in self.exercises.values() if item.row.article_exercise is not None]
        return tuple(sorted(own, key=lambda item: item.row.article_exercise or 0))

    def doing(self, effect: Effect) -> tuple[LibraryExercise, ...]:
        """Return the exercises that have this effect."""
        return tuple(item for item in self.exercises.values() if effect in item.traits.effects)


def build_library(rows: Mapping[str, Exercise], tables: ExerciseTables) -> ExerciseLibrary:
    """Join the course's exercises with their traits.

    Parameters
    ----------
    rows
        ``course.exercises``.
    tables
        From `rules.load_exercise_tables`.

    Raises
    ------
    ContentError
        If an exercise lacks traits, or traits belong to no exercise.
    """
    lost = sorted(set(rows) ^ set(tables.exercises))
    if lost:
        raise ContentError(
            f"data/parameters/exercises.yaml:1: {', '.join(lost)} stand in only one of the two "
            "tables (data/exercises.yaml, data/parameters/exercises.yaml); both need the same ids."
        )
    names = {key: row.name.split(" (")[0].lower() for key, row in rows.items()}

    def words(text: str) -> str:
        plain = _IDS.sub("", text)
        return _EXERCISE_ID.sub(lambda match: names[match[0]], plain)

    return ExerciseLibrary(
        {
            key: LibraryExercise(
                row=row,
                traits=tables.exercises[key],
                note=words(row.note) if row.note else "",
                progression=words(row.progression),
                regression=words(row.regression),
                avoid_or_modify=tuple(map(words, row.avoid_or_modify)),
                stop_rules=tuple(map(words, row.stop_rules)),
            )
            for key, row in rows.items()
        }
    )


@dataclass(frozen=True, slots=True)
class StopRule:
    """A rule shown wherever an exercise is shown.

    Attributes
    ----------
    label
        How fast to act, in capitals.
    wording
        What to look for and what to do.
    facts
        Facts behind it.
    """

    label: str
    wording: str
    facts: tuple[str, ...]


STOP_RULES: tuple[StopRule, ...] = (
    StopRule(
        "EMERGENCY",
        "Numbness between the legs, of the genitals or around the back passage, trouble passing or "
        "holding urine or stool, loss of sexual feeling or function, or new pain, numbness or weakness "
        "in both legs: stop and go to an emergency department now.",
        ("RED-CES-01", "RED-CES-02"),
    ),
    StopRule(
        "SAME DAY",
        "A leg or foot that is newly weak, getting weaker or newly numb, or fever with the pain: stop "
        "and be examined today.",
        ("RED-MOT-01", "RF-03", "RED-INF-01"),
    ),
    StopRule(
        "STOP THIS MOVEMENT",
        "Pain or tingling that moves further down the leg and stays there: stop this exercise.",
        ("EX-04",),
    ),
    StopRule(
        "DO LESS",
        "Leg pain clearly worse the next day: go back to the dose before (a convention).",
        ("EX-09",),
    ),
)
"""Worst first."""
