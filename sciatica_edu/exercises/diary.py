"""A diary of the leg: what each day's entry means for the next session. Pure.

Keeping and storing entries is the business of the learner's record; here is only the
model and its rules. The next-day rule is a convention (fact EX-09), centralising and
peripheralising rest on fact EX-04.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from sciatica_edu.errors import ParameterError, require_in_range, require_known
from sciatica_edu.evidence.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sciatica_edu.exercises.exercise_models import DiaryRules

__all__ = ["Advice", "DiaryEntry", "FurthestPain", "Next", "judge_diary"]

YesNoUnknown = Literal["no", "unknown", "yes"]


class FurthestPain(IntEnum):
    """The furthest point the pain or tingling reaches, from the back downwards."""

    NONE = 0
    BACK = 1
    BUTTOCK = 2
    THIGH = 3
    CALF = 4
    FOOT = 5

    @property
    def words(self) -> str:
        """Name of the place."""
        return "no pain" if self is FurthestPain.NONE else self.name.lower()

    @classmethod
    def named(cls, place: str) -> FurthestPain:
        """Return the place with this name.

        Raises
        ------
        UnknownNameError
            If there is no such place; the nearest one is offered.
        """
        return cls[require_known("place", place, [item.name.lower() for item in cls]).upper()]


class Next(StrEnum):
    """What to do next; the order is from the least to the most cautious."""

    CONTINUE = "continue"
    REDUCE = "reduce"
    STOP_AND_BE_SEEN = "stop and be examined"
    EMERGENCY = "emergency department now"


_RANK = {step: rank for rank, step in enumerate(Next)}


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryEntry:
    """One day, written before that day's session.

    Attributes
    ----------
    day
        Number of the day, 1 or more.
    leg_pain, back_pain
        0 (none) to 10 (worst imaginable).
    furthest
        The furthest point the pain reaches.
    red_flag
        Whether an emergency sign of the stop rules is there; unknown counts as yes.
    new_weakness_or_numbness
        Whether the leg got weaker or newly numb; unknown counts as yes.
    exercises
        Ids of the exercises done since the last entry.

    Raises
    ------
    OutOfRangeError
        If a number is out of range.
    """

    day: int
    leg_pain: int
    back_pain: int
    furthest: FurthestPain
    red_flag: YesNoUnknown = "unknown"
    new_weakness_or_numbness: YesNoUnknown = "unknown"
    exercises: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require_in_range("day", self.day, 1, 3650)
        require_in_range("leg_pain", self.leg_pain, 0, 10)
        require_in_range("back_pain", self.back_pain, 0, 10)
        require_in_range("furthest", int(self.furthest), FurthestPain.NONE, FurthestPain.FOOT)
        for name in ("red_flag", "new_weakness_or_numbness"):
            if getattr(self, name) not in {"no", "unknown", "yes"}:
                raise ParameterError(
                    f"diary: {name} is {getattr(self, name)!r}; allowed: no, unknown, yes."
                )


@dataclass(frozen=True, slots=True)
class Advice:
    """What the diary says.

    Attributes
    ----------
    step
        What to do next.
    reasons
        Why, in sentences, weightiest first.
    facts
        Facts behind the reasons.
    """

    step: Next
    reasons: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Finding:
    step: Next
    reason: str
    facts: tuple[str, ...]


def judge_diary(entries: Sequence[DiaryEntry], *, rules: DiaryRules, on_weakness: str) -> Advice:
    """Return what to do after the last entry.

    Parameters
    ----------
    entries
        One or more entries, days rising.
    rules
        What counts as clearly worse.
    on_weakness
        What is done when the leg gets weaker or numb, in the words of the stop rule.

    Raises
    ------
    ParameterError
        If there is no entry or the days do not rise.

    Notes
    -----
    The emergency and weakness questions of any day count, not only those of the last.
    A pain that reaches further than before is a warning on the first day and a stop when
    it has not withdrawn at the next entry.
    """
    if not entries:
        raise ParameterError("the diary has no entry; write one before asking what to do next.")
    for earlier, later in pairwise(entries):
        if later.day <= earlier.day:
            raise ParameterError(
                f"diary days must rise: day {later.day} stands after day {earlier.day}."
            )
    findings = [*_signs(entries, on_weakness), *_course(entries, rules)]
    findings.sort(key=lambda item: -_RANK[item.step])
    return Advice(
        step=findings[0].step,
        reasons=tuple(dict.fromkeys(item.reason for item in findings)),
        facts=tuple(dict.fromkeys(fact for item in findings for fact in item.facts)),
    )


def _finding(step: Next, said: str, **values: object) -> _Finding:
    """Return a finding in the words of a sentence of the data."""
    row = sentence(said)
    return _Finding(step, row.fill(**values), tuple(row.facts))


def _signs(entries: Sequence[DiaryEntry], act: str) -> list[_Finding]:
    found = []
    for entry in entries:
        if entry.red_flag != "no":
            known = entry.red_flag == "yes"
            said = "diary.emergency-sign" if known else "diary.emergency-not-excluded"
            found.append(_finding(Next.EMERGENCY, said, day=entry.day))
        if entry.new_weakness_or_numbness != "no":
            known = entry.new_weakness_or_numbness == "yes"
            said = "diary.weakness" if known else "diary.weakness-not-excluded"
            found.append(_finding(Next.STOP_AND_BE_SEEN, said, day=entry.day, act=act))
    return found


def _course(entries: Sequence[DiaryEntry], rules: DiaryRules) -> list[_Finding]:
    if len(entries) == 1:
        return [_finding(Next.CONTINUE, "diary.first-entry")]
    found = [_compare(entries[-2], entries[-1], rules)]
    if len(entries) >= 3:
        before, middle, last = entries[-3:]
        if min(middle.furthest, last.furthest) > before.furthest:
            found.append(
                _finding(
                    Next.STOP_AND_BE_SEEN,
                    "diary.spread-and-stayed",
                    place=last.furthest.words,
                    day=before.day,
                )
            )
        rise = min(middle.leg_pain, last.leg_pain) - before.leg_pain
        if rise >= rules.clearly_worse_points:
            found.append(_finding(Next.STOP_AND_BE_SEEN, "diary.worse-twice"))
    return found


def _compare(before: DiaryEntry, last: DiaryEntry, rules: DiaryRules) -> _Finding:
    places = {"before": before.furthest.words, "after": last.furthest.words}
    if last.furthest > before.furthest:
        return _finding(Next.REDUCE, "diary.spread-once", **places)
    if last.leg_pain - before.leg_pain >= rules.clearly_worse_points:
        return _finding(
            Next.REDUCE, "diary.worse-once", before=before.leg_pain, after=last.leg_pain
        )
    if last.furthest < before.furthest:
        return _finding(Next.CONTINUE, "diary.withdraws", **places)
    return _finding(Next.CONTINUE, "diary.no-worse")
