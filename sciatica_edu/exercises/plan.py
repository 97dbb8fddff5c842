"""A week-by-week plan from what screening allows, the minutes a day and the weeks. Pure.

The order and the steps are a teaching judgement: no trial has tested them, and pooled
trials show no exercise type to be superior (fact EX-02, EX-03).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sciatica_edu.errors import require_in_range
from sciatica_edu.exercises.exercise_models import Dose, Role
from sciatica_edu.exercises.screening import Offer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sciatica_edu.exercises.exercise_models import PlanRules
    from sciatica_edu.exercises.screening import Decision, Screening

__all__ = [
    "MINUTES_PER_DAY_RANGE",
    "WEEKS_RANGE",
    "Plan",
    "PlanItem",
    "PlanWeek",
    "make_plan",
]

WEEKS_RANGE = (1, 26)
MINUTES_PER_DAY_RANGE = (5, 60)

# Which kind of exercise a plan takes first when minutes are short.
_ROLE_ORDER = (Role.WALKING, Role.DIRECTION, Role.MOBILITY, Role.STRENGTH, Role.NERVE)


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One exercise in one week.

    Attributes
    ----------
    minutes
        Time of one session, whole minutes, rounded up.
    changes
        What to do differently, from screening.
    is_new
        True in the first week of this exercise.
    """

    decision: Decision
    dose: Dose
    minutes: int
    days_per_week: int
    is_new: bool

    @property
    def name(self) -> str:
        """Short name of the exercise."""
        return self.decision.exercise.short_name

    @property
    def changes(self) -> tuple[str, ...]:
        """What to do differently."""
        return self.decision.changes


@dataclass(frozen=True, slots=True)
class PlanWeek:
    """One week: a stage and what is done in it."""

    number: int
    stage: int
    items: tuple[PlanItem, ...]

    @property
    def minutes_a_day(self) -> int:
        """Minutes of a day on which everything is done."""
        return sum(item.minutes for item in self.items)


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan, or the reason why there is none.

    Attributes
    ----------
    weeks
        Empty when screening stopped everything.
    screening
        What it was made from.
    minutes_per_day
        Time asked for.
    """

    weeks: tuple[PlanWeek, ...]
    screening: Screening
    minutes_per_day: int

    @property
    def stopped(self) -> bool:
        """True when there is no plan because of a red flag."""
        return self.screening.stopped


def make_plan(screening: Screening, *, weeks: int, minutes_per_day: int, rules: PlanRules) -> Plan:
    """Return a plan for the case that every week goes well.

    Parameters
    ----------
    screening
        What may be done.
    weeks
        Length, 1 to 26 weeks.
    minutes_per_day
        Time on a day, 5 to 60 min.
    rules
        Stages and steps.

    Returns
    -------
    Plan
        Without weeks, but with what the triage found, when screening stopped.

    Raises
    ------
    OutOfRangeError
        If a number is out of range.

    Notes
    -----
    Walking comes first, then the direction that draws the pain out of the leg, then
    mobility, strength and nerve exercises. A dose grows in equal steps from its start to
    its later value. What does not fit into the minutes is left out, never shortened
    below its start dose.
    """
    require_in_range("weeks", weeks, *WEEKS_RANGE, unit="weeks")
    require_in_range("minutes_per_day", minutes_per_day, *MINUTES_PER_DAY_RANGE, unit="min")
    planned = () if screening.stopped else tuple(_weeks(screening, weeks, minutes_per_day, rules))
    return Plan(weeks=planned, screening=screening, minutes_per_day=minutes_per_day)


def _weeks(
    screening: Screening, weeks: int, minutes_per_day: int, rules: PlanRules
) -> Iterator[PlanWeek]:
    doses: dict[str, Dose] = {}
    steps: dict[str, int] = {}
    for number in range(1, weeks + 1):
        stage = sum(number >= start for start in rules.stage_starts_in_week)
        chosen = _chosen(screening, stage, doses, minutes_per_day, rules)
        new = [item for item in chosen if item.exercise.id not in doses]
        for item in new:
            doses[item.exercise.id], steps[item.exercise.id] = item.exercise.traits.start, 0
        for item in (item for item in chosen if item not in new):
            name = item.exercise.id
            used = sum(_minutes(doses[other.exercise.id]) for other in chosen)
            larger = _larger(item, doses[name], steps[name] + 1, minutes_per_day, rules)
            if used - _minutes(doses[name]) + _minutes(larger) <= minutes_per_day:
                doses[name], steps[name] = larger, steps[name] + 1
        yield PlanWeek(
            number=number,
            stage=stage,
            items=tuple(
                PlanItem(
                    decision=item,
                    dose=doses[item.exercise.id],
                    minutes=_minutes(doses[item.exercise.id]),
                    days_per_week=item.exercise.traits.days_per_week,
                    is_new=item in new,
                )
                for item in chosen
            ),
        )


def _chosen(
    screening: Screening,
    stage: int,
    doses: dict[str, Dose],
    minutes_per_day: int,
    rules: PlanRules,
) -> list[Decision]:
    """Return what is already done, and what is new and fits at its start dose."""
    chosen: list[Decision] = []
    left = minutes_per_day
    for item in _candidates(screening, stage, doses):
        same = sum(other.exercise.role is item.exercise.role for other in chosen)
        minutes = _minutes(doses.get(item.exercise.id, item.exercise.traits.start))
        if (
            len(chosen) < rules.most_exercises_a_day
            and same < rules.most_of_one_role
            and minutes <= left
        ):
            chosen.append(item)
            left -= minutes
    return chosen


def _candidates(screening: Screening, stage: int, doses: dict[str, Dose]) -> Iterator[Decision]:
    ready = [item for item in screening.choice if item.exercise.traits.stage <= stage]

    def order(item: Decision) -> tuple[bool, bool, bool, int]:
        exercise = item.exercise
        return (
            exercise.role is not Role.WALKING,
            not item.preferred,
            item.offer is Offer.ADAPTED,
            _ROLE_ORDER.index(exercise.role),
        )

    ready.sort(key=order)
    # What is done stays; then one of each role before a second of any, so that a short
    # day is not all stretches.
    done = [item for item in ready if item.exercise.id in doses]
    yield from done
    seen: set[Role] = {item.exercise.role for item in done}
    second = []
    for item in ready:
        if item in done:
            continue
        if item.exercise.role in seen:
            second.append(item)
            continue
        seen.add(item.exercise.role)
        yield item
    yield from second


def _larger(item: Decision, dose: Dose, step: int, minutes_per_day: int, rules: PlanRules) -> Dose:
    """Return the next larger dose, or the same one at the end of the range."""
    traits = item.exercise.traits
    if traits.role is Role.WALKING:
        most = max(int(minutes_per_day * rules.walking_share) * 60, traits.start.seconds)
        seconds = dose.seconds + rules.walking_step_min * 60
        seconds = min(seconds, traits.later.seconds, max(most, dose.seconds))
        return dose.model_copy(update={"seconds": seconds})
    steps = rules.weeks_from_start_to_later_dose
    return _between(traits.start, traits.later, min(step, steps) / steps)


def _minutes(dose: Dose) -> int:
    return math.ceil(dose.total_s / 60)


def _between(start: Dose, later: Dose, part: float) -> Dose:
    def mix(low: int, high: int) -> int:
        return low + math.floor((high - low) * part + 0.5)

    return Dose(
        sets=mix(start.sets, later.sets),
        repetitions=mix(start.repetitions, later.repetitions),
        seconds=mix(start.seconds, later.seconds),
        rest_s=start.rest_s,
        set_rest_s=start.set_rest_s,
        sides=start.sides,
    )
