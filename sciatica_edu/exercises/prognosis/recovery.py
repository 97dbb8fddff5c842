"""How long it lasts: published courses, what each of them counted, and a teaching curve. Pure.

Published points are never interpolated and never mixed across definitions.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, StringConstraints

from sciatica_edu.errors import require_in_range, require_known
from sciatica_edu.evidence.models import FactId, Model, Text
from sciatica_edu.evidence.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "Counted",
    "Difference",
    "Point",
    "PublishedCourse",
    "RecoveryCourses",
    "Scale",
    "TeachingCurve",
    "why_they_differ",
]


class Counted(StrEnum):
    """What a study counted; the order is the order of display."""

    IMPROVED = "improved"
    RECOVERED = "recovered"
    SUCCESS = "success"
    UNSATISFACTORY = "unsatisfactory"
    RECURRENCE = "recurrence"


class Point(Model):
    """One published figure: `percent` of people counted at `week`."""

    week: int = Field(ge=1)
    percent: int = Field(ge=0, le=100)


class PublishedCourse(Model):
    """One published course of recovery.

    Attributes
    ----------
    name
        Study and arm.
    counts
        What it counted.
    good
        True when a high percentage is good news.
    setting, started
        Where, and who was in it.
    when_counted
        ``ever by then`` or ``on that day``.
    n
        People in it.
    """

    id: Annotated[str, StringConstraints(pattern=r"^REC-\d{2}$")]
    name: Text
    counts: Counted
    good: bool
    setting: Text
    started: Text
    when_counted: Literal["ever by then", "on that day"]
    n: int = Field(ge=1)
    points: list[Point] = Field(min_length=1)
    facts: list[FactId] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Range:
    """From how many to how many people of 100, and which courses say so."""

    low: int
    high: int
    courses: tuple[PublishedCourse, ...]


class TeachingCurve(Model):
    """An exponential curve through two published points.

    Attributes
    ----------
    median_weeks
        Half are recovered by then.
    first_week, last_week
        Where the curve may be read; beyond, nothing is known.
    """

    median_weeks: float = Field(gt=0)
    population: Text
    warning: Text
    facts: list[FactId] = Field(min_length=1)
    first_week: int
    last_week: int

    @property
    def holds_for(self) -> str:
        """For whom and how long the curve holds, in words."""
        return sentence("recovery.curve").fill(
            first=self.first_week,
            last=self.last_week,
            population=self.population,
            warning=self.warning,
        )

    def percent_recovered(self, week: float) -> float:
        """Return the percentage recovered by a week.

        Raises
        ------
        OutOfRangeError
            Outside `first_week` to `last_week`.
        """
        require_in_range("week", week, self.first_week, self.last_week, unit="weeks")
        return 100 * (1 - math.exp(-week * math.log(2) / self.median_weeks))


class RecoveryCourses(Model):
    """``data/recovery.yaml``: all published courses, what is counted, and the teaching curve."""

    studies: list[PublishedCourse] = Field(min_length=1)
    meanings: dict[Counted, Text]
    curve: TeachingCurve

    @property
    def courses(self) -> Mapping[str, PublishedCourse]:
        """The published courses by id."""
        return {item.id: item for item in self.studies}

    def __getitem__(self, course_id: str) -> PublishedCourse:
        """Return one course.

        Raises
        ------
        UnknownNameError
            If there is no such course.
        """
        return self.courses[require_known("recovery course", course_id, self.courses)]

    def select(
        self, *, counts: Counted | str | None = None, setting: str | None = None
    ) -> tuple[PublishedCourse, ...]:
        """Return the courses with this definition, in this setting.

        Raises
        ------
        UnknownNameError
            If the definition or the setting does not occur.
        """
        if counts is not None:
            require_known("definition", str(counts), [str(kind) for kind in Counted])
        if setting is not None:
            require_known("setting", setting, self.settings)
        return tuple(
            item
            for item in self.courses.values()
            if (counts is None or item.counts == counts)
            and (setting is None or item.setting == setting)
        )

    @property
    def settings(self) -> tuple[str, ...]:
        """Settings that occur, in order of first use."""
        return tuple(dict.fromkeys(item.setting for item in self.courses.values()))

    def of_100(
        self, *, counts: Counted | str, week: int, setting: str | None = None
    ) -> Range | None:
        """Return how many of 100 people the studies counted at a week, or None.

        Only figures published for exactly that week are used.

        Raises
        ------
        UnknownNameError
            If the definition or the setting does not occur.
        """
        found = [
            (item, point.percent)
            for item in self.select(counts=counts, setting=setting)
            for point in item.points
            if point.week == week
        ]
        if not found:
            return None
        numbers = [percent for _, percent in found]
        return Range(min(numbers), max(numbers), tuple(item for item, _ in found))


class Scale(Model):
    """An outcome scale: range, meaning and licence. Its items are not reproduced."""

    id: Annotated[str, StringConstraints(pattern=r"^SC-\d{2}$")]
    name: Text
    items: int
    item_range: list[int] | None = None
    range: list[int]
    direction: Text | None = None
    scoring: Text | None = None
    domains: list[Text] | None = None
    groups: dict[str, Text] | None = None
    minimal_important_change: float | int | None = None
    minimal_important_change_percent: float | int | None = None
    measurement_error_points: float | int | None = None
    licence: Text
    reproduce_items: Text


@dataclass(frozen=True, slots=True)
class Difference:
    """One way in which two courses are not the same thing."""

    what: str
    first: str
    second: str


def why_they_differ(
    first: PublishedCourse, second: PublishedCourse, *, meanings: Mapping[Counted, str]
) -> tuple[Difference, ...]:
    """Return why two percentages need not conflict: definition, timing, people, treatment.

    Returns
    -------
    tuple of Difference
        Empty when both studies counted the same thing in the same way and place.
    """
    rows = (
        ("What was counted", meanings[first.counts], meanings[second.counts]),
        ("When it counted", first.when_counted, second.when_counted),
        ("Where", first.setting, second.setting),
        ("Who was in it", first.started, second.started),
    )
    return tuple(Difference(*row) for row in rows if row[1] != row[2])
