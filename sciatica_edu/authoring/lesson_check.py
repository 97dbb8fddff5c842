"""Whether each lesson has a sound source, a built notebook, and the two agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nbformat

from sciatica_edu.authoring.build import convert_lesson
from sciatica_edu.authoring.explained_words import unexplained
from sciatica_edu.authoring.hygiene import MAX_NOTEBOOK_BYTES, breaches
from sciatica_edu.authoring.lesson_measures import lesson_measures
from sciatica_edu.authoring.source import read_source
from sciatica_edu.errors import LessonError
from sciatica_edu.evidence.integrity import Breach
from sciatica_edu.lessons.parameter_models import PARAMETER_MODELS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nbformat import NotebookNode

    from sciatica_edu.evidence.course import Course

__all__ = ["check_lessons", "lesson_figures", "source_differences"]


def check_lessons(course: Course, *, lessons: Path, notebooks: Path) -> tuple[Breach, ...]:
    """Return every breach in lesson sources and built notebooks, in order of place.

    Parameters
    ----------
    course
        Facts and references that the lessons cite.
    lessons
        Folder of the sources.
    notebooks
        Folder of the built notebooks.
    """
    return tuple(
        sorted(
            breach
            for lesson_id in PARAMETER_MODELS
            for breach in _check_lesson(course, lessons, notebooks, lesson_id)
        )
    )


def lesson_figures(notebooks: Path) -> dict[str, dict[str, float]]:
    """Return for each built lesson its words, minutes and share of sections in which one acts.

    A notebook that cannot be read is left out; `check_lessons` names the fault.
    """
    found: dict[str, dict[str, float]] = {}
    for lesson_id in PARAMETER_MODELS:
        try:
            notebook = nbformat.read(notebooks / f"{lesson_id}.ipynb", as_version=4)  # type: ignore[no-untyped-call]
        except (OSError, ValueError):
            continue
        found[lesson_id] = lesson_measures(notebook)
    return found


def source_differences(fresh: NotebookNode, stored: NotebookNode) -> Iterator[str]:
    """Yield where a stored notebook's cells differ from a fresh conversion of its source."""
    if len(fresh.cells) != len(stored.cells):
        yield f"it has {len(stored.cells)} cells, its source {len(fresh.cells)}"
    for number, (new, old) in enumerate(zip(fresh.cells, stored.cells, strict=False), start=1):
        for part in ("cell_type", "source", "metadata"):
            if new[part] != old[part]:
                yield f"cell {number} differs from its source in {part}"


def _check_lesson(
    course: Course, lessons: Path, notebooks: Path, lesson_id: str
) -> Iterator[Breach]:
    source_name = f"lessons/{lesson_id}.py"
    notebook_name = f"notebooks/{lesson_id}.ipynb"
    fresh: NotebookNode | None = None
    try:
        fresh = convert_lesson(read_source(lessons / f"{lesson_id}.py"), course)
    except LessonError as error:
        yield Breach(source_name, "lesson-source", str(error))
    for cell in fresh.cells if fresh is not None else ():
        for word in (
            sorted(unexplained(cell.source, course)) if cell.cell_type == "markdown" else ()
        ):
            message = (
                f"{word!r} is not in the glossary, so that no reader is told what it stands for."
            )
            yield Breach(source_name, "word-unexplained", message)
    path = notebooks / f"{lesson_id}.ipynb"
    try:
        stored: NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        yield Breach(notebook_name, "lesson-built", f"cannot be read: {error}.")
        return
    if path.stat().st_size > MAX_NOTEBOOK_BYTES:
        message = f"has {path.stat().st_size} bytes; at most {MAX_NOTEBOOK_BYTES}."
        yield Breach(notebook_name, "notebook-size", message)
    for breach in breaches(stored):
        yield Breach(notebook_name, "notebook-hygiene", f"{breach}.")
    for message in _misjudged(lesson_id, lesson_measures(stored)):
        yield Breach(notebook_name, "lesson-measured", message)
    if fresh is not None:
        for difference in source_differences(fresh, stored):
            message = f"{difference}; run: sciatica-edu build {lesson_id}"
            yield Breach(notebook_name, "notebook-current", message)


_FEWEST_ACTING = 0.5
_MOST_OFF = 0.2
_READ_ONLY = ("instructor",)
"""Lessons that are a manual."""


def _misjudged(lesson_id: str, measured: dict[str, float]) -> Iterator[str]:
    """Yield what a lesson promises and does not keep; one that promises no minutes is not judged."""
    promised = measured.get("minutes_promised")
    if promised is None:
        return
    computed, acting = measured["minutes_computed"], measured["share_acting"]
    if abs(computed / promised - 1) > _MOST_OFF:
        yield f"promises {promised:g} minutes and takes {computed:g}; allowed: 20 % off."
    if acting < _FEWEST_ACTING and lesson_id not in _READ_ONLY:
        yield f"lets the learner act in {acting:.0%} of its sections; at least 50 % are needed."
