"""Everything of the topic in one object, so that a notebook cell is one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.exercises.diary import DiaryEntry, FurthestPain, judge_diary
from sciatica_edu.exercises.library import build_library
from sciatica_edu.exercises.plan import make_plan
from sciatica_edu.exercises.posed import posed_exercises
from sciatica_edu.exercises.screening import answered_without_warning, screen
from sciatica_edu.exercises.tables import EXERCISES, RECOVERY, SCREENING, SETTINGS
from sciatica_edu.triage.rules import triage
from sciatica_edu.triage.table import load_triage_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.exercises.diary import Advice
    from sciatica_edu.exercises.plan import Plan
    from sciatica_edu.exercises.posed import PosedExercise
    from sciatica_edu.exercises.screening import Screening

__all__ = ["Exercises"]


class Exercises:
    """Library, rules and published courses of one course.

    Parameters
    ----------
    course
        The content.

    Raises
    ------
    ContentError
        If a table of the topic is faulty; the message names ``file:line``.
    """

    def __init__(self, course: Course) -> None:
        self.course = course
        self.rules = course[SCREENING]
        self.settings = course[SETTINGS]
        self.library = build_library(course[EXERCISES])
        self.courses = course[RECOVERY]

    def __repr__(self) -> str:
        return f"{len(self.library)} exercises, {len(self.courses.courses)} published courses"

    def screen(
        self, answers: Mapping[str, str], *, red_flags: Mapping[str, str] | None = None
    ) -> Screening:
        """Screen with nothing assumed: what is not answered counts as unknown.

        Parameters
        ----------
        answers
            Question of the screening → answer.
        red_flags
            Question of the triage → answer; None when nobody asked.

        Raises
        ------
        ParameterError, UnknownNameError
            If a question or an answer does not exist.
        """
        found = triage(red_flags or {}, table=load_triage_table(), red_flags=self.course.red_flags)
        return screen(answers, library=self.library, tables=self.rules, triage=found)

    @staticmethod
    def red_flags_all_no(**changed: str) -> dict[str, str]:
        """Return the triage's answers of a made-up person who was asked and examined.

        Parameters
        ----------
        **changed
            Question → answer, where it is not no.
        """
        return {question.id: "no" for question in load_triage_table().questions} | changed

    def without_warning(self, **changed: str) -> dict[str, str]:
        """Return the answers of a made-up person who was asked everything.

        Parameters
        ----------
        **changed
            Question → answer, where it is not the quiet one.
        """
        return {**answered_without_warning(self.rules), **changed}

    def plan(self, screening: Screening, *, weeks: int, minutes_per_day: int) -> Plan:
        """Return a plan; see `plan.make_plan`."""
        return make_plan(
            screening, weeks=weeks, minutes_per_day=minutes_per_day, rules=self.settings.plan
        )

    def posed(self) -> tuple[PosedExercise, ...]:
        """Return what the exercises' poses do in the body model."""
        return posed_exercises(self.library, self.settings.posed)

    def judge(self, entries: Sequence[DiaryEntry]) -> Advice:
        """Return what to do after a diary's last entry."""
        act = self.rules.answer("weaker-or-numb").action
        return judge_diary(entries, rules=self.settings.diary, on_weakness=act)

    @staticmethod
    def diary(*days: tuple[int, int, str]) -> tuple[DiaryEntry, ...]:
        """Return made-up entries without emergency signs, one for each day.

        Parameters
        ----------
        days
            Leg pain (0 to 10), back pain (0 to 10) and the furthest point of the pain
            (``none``, ``back``, ``buttock``, ``thigh``, ``calf``, ``foot``).

        Raises
        ------
        UnknownNameError
            If a place does not exist.
        """
        return tuple(
            DiaryEntry(
                day=number,
                leg_pain=leg,
                back_pain=back,
                furthest=FurthestPain.named(place),
                red_flag="no",
                new_weakness_or_numbness="no",
            )
            for number, (leg, back, place) in enumerate(days, start=1)
        )
