"""What the tables of the exercises owe each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.errors import ContentError, UnknownNameError, did_you_mean
from sciatica_edu.evidence.integrity import Breach
from sciatica_edu.exercises.tables import EFFECTS, EXERCISES, SCREENING
from sciatica_edu.exercises.trials.effects import effects_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sciatica_edu.evidence.course import Course

__all__ = ["check_exercises"]


def check_exercises(course: Course) -> Iterator[Breach]:
    """Every exercise that a screening rule names exists, and every effect has its figure."""
    known = course[EXERCISES]
    for rule in course[SCREENING].rules:
        for name in (*rule.withheld, *rule.adapted):
            if name not in known:
                hint = did_you_mean(name, known)
                message = f"rule {rule.id!r} names unknown exercise {name!r}.{hint}"
                yield Breach(course.place(rule.id), "rule-exercise", message)
    effects = course[EFFECTS]
    for row in (*effects.movement, *effects.treatments):
        try:
            effects_of([row], course.fact)
        except (ContentError, UnknownNameError) as error:
            yield Breach(course.place("effects"), "effect-figure", str(error))
