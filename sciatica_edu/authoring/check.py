"""``sciatica-edu check``: every rule over content, questions and notebooks, in one report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sciatica_edu.authoring.item_quality import check_items
from sciatica_edu.authoring.lesson_check import check_lessons, lesson_figures
from sciatica_edu.authoring.meshes.landmarks import load_landmarks
from sciatica_edu.authoring.picture_check import check_pictures
from sciatica_edu.authoring.spoilers import check_predictions
from sciatica_edu.authoring.wording.one_wording import check_one_wording
from sciatica_edu.authoring.wording.prose import check_prose
from sciatica_edu.authoring.wording.sentence_use import check_sentences
from sciatica_edu.authoring.wording.small_groups import check_small_groups
from sciatica_edu.body import tables as body_rows
from sciatica_edu.body.check import check_body
from sciatica_edu.body.motion.muscle_path import load_muscles
from sciatica_edu.body.motion.pose import all_poses
from sciatica_edu.body.movements import MOVEMENTS
from sciatica_edu.body.shape.skin_file import load_skin
from sciatica_edu.clinic import tables as clinic_rows
from sciatica_edu.clinic.check import check_clinic
from sciatica_edu.evidence.course import load_course
from sciatica_edu.evidence.integrity import Breach, check_content, content_counts, stale_facts
from sciatica_edu.evidence.location import data_path, package_path
from sciatica_edu.evidence.teaching import check_teaching, read_notebooks, taught_ids
from sciatica_edu.exercises import tables as exercise_rows
from sciatica_edu.exercises.check import check_exercises
from sciatica_edu.nerve_block import tables as nerve_block_rows
from sciatica_edu.nerve_block.check import check_nerve_block
from sciatica_edu.nerve_block.conduction.parameters import (
    load_binding_parameters,
    load_fibre_parameters,
    load_kinetics_parameters,
)
from sciatica_edu.quiz.asking.picture import load_pictures
from sciatica_edu.symptoms import tables as symptom_rows
from sciatica_edu.triage.check import check_triage
from sciatica_edu.triage.table import load_triage_table
from sciatica_edu.triage.vignettes import load_vignettes, triage_errors

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.evidence.table import Table

__all__ = ["TABLES", "CourseReport", "check_course", "check_tables", "load_everything"]

TABLES: tuple[Table[Any], ...] = (
    *body_rows.TABLES,
    MOVEMENTS,
    *symptom_rows.TABLES,
    *exercise_rows.TABLES,
    *nerve_block_rows.TABLES,
    *clinic_rows.TABLES,
)
"""Every table of every topic."""

_MODEL_NUMBERS: tuple[Callable[[], object], ...] = (
    load_binding_parameters,
    load_fibre_parameters,
    load_kinetics_parameters,
    load_muscles,
    all_poses,
    load_skin,
)
"""What the models compute with is read too, so that a broken row is told here, not in a lesson."""


@dataclass(frozen=True)
class CourseReport:
    """Counts of the course and every breach of its rules.

    Attributes
    ----------
    counts
        Figures of the JSON report without the breaches.
    breaches
        Broken rules in order of place; empty when all is well.
    """

    counts: dict[str, Any]
    breaches: tuple[Breach, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain data."""
        breaches = [
            {"where": breach.where, "rule": breach.rule, "message": breach.message}
            for breach in self.breaches
        ]
        return {**self.counts, "breaches": breaches}


def load_everything(path: Path | None = None) -> Course:
    """Load the course with every table of every topic; a notebook reads only what it shows.

    Parameters
    ----------
    path
        Folder of the data; the course's own when None.

    Raises
    ------
    ContentError
        If any file breaks a rule; every breach of that file is named ``file:line``.
    """
    course = load_course(path)
    for table in TABLES:
        course[table]
    for drawn in body_rows.BODY_TABLES:
        drawn.read(course.data)
    load_landmarks(course.data)
    return course


def check_tables(course: Course) -> tuple[Breach, ...]:
    """Return every breach of the content rules, those of the topics' tables among them.

    Raises
    ------
    ContentError
        If a table cannot be read.
    """
    rules = (
        check_content(course, tables=TABLES),
        check_body(course),
        check_exercises(course),
        check_nerve_block(course),
        check_clinic(course),
    )
    return tuple(breach for found in rules for breach in found)


def check_course(course: Course, *, lessons: Path, notebooks: Path, today: dt.date) -> CourseReport:
    """Check everything.

    Parameters
    ----------
    course
        The content.
    lessons
        Folder of the lesson sources.
    notebooks
        Folder of the built notebooks.
    today
        Date against which the age of the facts is judged.

    Raises
    ------
    ContentError
        If a notebook, or a file of numbers for the models, cannot be read.
    """
    for read in _MODEL_NUMBERS:
        read()
    shown = read_notebooks(notebooks)
    breaches = (
        *check_tables(course),
        *stale_facts(course, today),
        *check_items(course),
        *check_pictures(course, load_pictures(data_path() / "pictures.yaml")),
        *check_teaching(course, shown),
        *check_lessons(course, lessons=lessons, notebooks=notebooks),
        *check_predictions(course, lessons=lessons, notebooks=notebooks),
        *check_prose(package_path()),
        *check_sentences(course, package=package_path(), data=data_path(), lessons=lessons),
        *check_small_groups(course, data=data_path(), lessons=lessons),
        *check_one_wording(
            [
                *sorted(lessons.glob("*.py")),
                *sorted(data_path().rglob("*.yaml")),
                *sorted(package_path().rglob("*.py")),
            ]
        ),
        *check_triage(course),
    )
    counts = content_counts(course)
    errors = triage_errors(
        load_vignettes().values(), table=load_triage_table(), red_flags=course.red_flags
    )
    counts["triage_vignettes"] = len(load_vignettes())
    counts["triage_under"] = len(errors.under)
    counts["triage_over"] = len(errors.over)
    counts["lessons"] = lesson_figures(notebooks)
    counts["claims_taught"] = len(taught_ids(course, shown))
    counts["clinically_reviewed"] = course.reviewed
    return CourseReport(counts, tuple(sorted(breaches)))
