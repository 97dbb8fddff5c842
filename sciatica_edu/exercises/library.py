"""The sixteen exercises as objects: what they do, how much, when not. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sciatica_edu.errors import require_known
from sciatica_edu.evidence.models import Certainty, Verification
from sciatica_edu.evidence.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sciatica_edu.exercises.exercise_models import Effect, Exercise, Role, Traits

__all__ = [
    "Dosage",
    "ExerciseLibrary",
    "LibraryExercise",
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
    avoid_or_modify, stop_also
        In words, without ids; `stop_also` stands beside the stop rules of the tables.
    """

    row: Exercise
    note: str
    progression: str
    regression: str
    avoid_or_modify: tuple[str, ...]
    stop_also: tuple[str, ...]

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
    def traits(self) -> Traits:
        """How it is sorted, and the ends of its dose."""
        return self.row.traits

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
            found.append(sentence("exercise.angles-approximate").text)
        if self.row.confidence is Certainty.LOW:
            found.append(sentence("exercise.description-uncertain").text)
        return tuple(found)

    @property
    def dosage(self) -> Dosage:
        """Return the dose as frequency, intensity, time and type."""
        dose = f"{self.traits.start.words()} at first, up to {self.traits.later.words()}"
        days = self.traits.days_per_week
        return Dosage(
            frequency=f"{days} days a week" if days < 7 else "every day",
            intensity=sentence("exercise.intensity").text,
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


def build_library(rows: Mapping[str, Exercise]) -> ExerciseLibrary:
    """Return the exercises with their words made readable.

    Parameters
    ----------
    rows
        ``course[EXERCISES]``.
    """
    names = {key: row.name.split(" (")[0].lower() for key, row in rows.items()}

    def words(text: str) -> str:
        plain = _IDS.sub("", text)
        return _EXERCISE_ID.sub(lambda match: names[match[0]], plain)

    return ExerciseLibrary(
        {
            key: LibraryExercise(
                row=row,
                note=words(row.note) if row.note else "",
                progression=words(row.progression),
                regression=words(row.regression),
                avoid_or_modify=tuple(map(words, row.avoid_or_modify)),
                stop_also=tuple(map(words, row.stop_also)),
            )
            for key, row in rows.items()
        }
    )
