"""How long it lasts: published courses, what each of them counted, and a teaching curve. Pure.

Published points are never interpolated and never mixed across definitions.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from pydantic import Field

from sciatica_edu.errors import ContentError, require_in_range, require_known
from sciatica_edu.evidence.loading import load_as
from sciatica_edu.evidence.location import data_path
from sciatica_edu.evidence.models import Model, Text
from sciatica_edu.evidence.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sciatica_edu.evidence.tables.clinical import Recovery

__all__ = [
    "Counted",
    "Difference",
    "Point",
    "PublishedCourse",
    "RecoveryCourses",
    "TeachingCurve",
    "build_courses",
    "load_recovery_table",
    "why_they_differ",
]


class Counted(StrEnum):
    """What a study counted; the order is the order of display."""

    IMPROVED = "improved"
    RECOVERED = "recovered"
    SUCCESS = "success"
    UNSATISFACTORY = "unsatisfactory"
    RECURRENCE = "recurrence"


class _Study(Model):
    counts: Counted
    good: bool
    setting: Text
    when_counted: Text
    started: Text
    n: int = Field(ge=1)


class _Curve(Model):
    first_week: int
    last_week: int


class RecoveryTable(Model):
    """``data/parameters/recovery.yaml``: what the studies counted, and the curve's domain."""

    studies: dict[str, _Study]
    meanings: dict[Counted, Text]
    teaching_curve: _Curve


@lru_cache(maxsize=2)
def load_recovery_table(path: Path | None = None) -> RecoveryTable:
    """Return the table of what each study counted.

    Raises
    ------
    ContentError
        If a row breaks a rule; the message names ``file:line``.
    """
    table: RecoveryTable = load_as(
        path or data_path() / "parameters" / "recovery.yaml", RecoveryTable
    )[0]
    return table


@dataclass(frozen=True, slots=True)
class Point:
    """One published figure: `percent` of people counted at `week`."""

    week: int
    percent: int


@dataclass(frozen=True, slots=True)
class PublishedCourse:
    """One published course.

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
    points
        Published figures; a starting point at week 0 is left out.
    """

    id: str
    name: str
    counts: Counted
    good: bool
    setting: str
    started: str
    when_counted: str
    n: int
    points: tuple[Point, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """From how many to how many people of 100, and which courses say so."""

    low: int
    high: int
    courses: tuple[PublishedCourse, ...]


@dataclass(frozen=True, slots=True)
class TeachingCurve:
    """An exponential curve through two published points.

    Attributes
    ----------
    median_weeks
        Half are recovered by then.
    first_week, last_week
        Where the curve may be read; beyond, nothing is known.
    """

    median_weeks: float
    population: str
    warning: str
    facts: tuple[str, ...]
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


@dataclass(frozen=True, slots=True)
class RecoveryCourses:
    """All published courses and the teaching curve."""

    courses: Mapping[str, PublishedCourse]
    meanings: Mapping[Counted, str]
    curve: TeachingCurve

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


def build_courses(recovery: Recovery, table: RecoveryTable) -> RecoveryCourses:
    """Join the published figures with what they counted.

    Raises
    ------
    ContentError
        If a study stands in only one of the two tables.
    """
    rows = {study.id: study for study in recovery.studies}
    lost = sorted(set(rows) ^ set(table.studies))
    if lost:
        raise ContentError(
            f"data/parameters/recovery.yaml:1: {', '.join(lost)} stand in only one of "
            "data/recovery.yaml and data/parameters/recovery.yaml; both need the same ids."
        )
    courses = {
        key: PublishedCourse(
            id=key,
            name=row.study,
            counts=table.studies[key].counts,
            good=table.studies[key].good,
            setting=table.studies[key].setting,
            started=table.studies[key].started,
            when_counted=table.studies[key].when_counted,
            n=table.studies[key].n,
            points=tuple(Point(p.week, p.percent) for p in row.points if p.week > 0),
            facts=tuple(row.facts),
        )
        for key, row in rows.items()
    }
    model = recovery.model
    curve = TeachingCurve(
        median_weeks=model.median_weeks,
        population=model.population,
        warning=model.warning,
        facts=tuple(model.facts),
        first_week=table.teaching_curve.first_week,
        last_week=table.teaching_curve.last_week,
    )
    return RecoveryCourses(courses=courses, meanings=dict(table.meanings), curve=curve)


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
