"""Build ``lessons/NAME.py`` into ``notebooks/NAME.ipynb``: convert, cite, run, normalise.

One way only: a built notebook is never edited, and two builds give the same bytes.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from sciatica_edu.authoring.citations import number_citations
from sciatica_edu.authoring.explained_words import explain_words
from sciatica_edu.authoring.hygiene import MAX_NOTEBOOK_BYTES, breaches
from sciatica_edu.authoring.source import LessonSource, read_source
from sciatica_edu.classroom.running.execution import DEFAULT_TIMEOUT_S, LessonRunError, execute
from sciatica_edu.classroom.running.normalise import normalise, notebook_text
from sciatica_edu.errors import ContentError, LessonError
from sciatica_edu.evidence.sentences import insert_sentences
from sciatica_edu.record.atomic_file import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

    from sciatica_edu.evidence.course import Course

__all__ = ["build_lesson", "convert_lesson"]


def convert_lesson(source: LessonSource, course: Course) -> NotebookNode:
    """Return the lesson as a notebook that has not been run, citations numbered.

    Parameters
    ----------
    source
        The lesson.
    course
        Facts and references that its citations name.

    Raises
    ------
    LessonError
        A citation breaks a rule; the message starts with ``file:line``.
    """
    notebook = copy.deepcopy(source.notebook)
    texts = [
        _with_sentences(cell.source, course, source.where(index))
        if cell.cell_type == "markdown"
        else ""
        for index, cell in enumerate(notebook.cells)
    ]
    numbered = number_citations(texts, course, where=source.where)
    for cell, text in zip(notebook.cells, explain_words(numbered, course), strict=True):
        if cell.cell_type == "markdown":
            cell.source = text
        elif source.path.stem not in _SHOWS_CODE:
            _fold_code(cell)
    return normalise(notebook)


_SHOWS_CODE = ("instructor",)
"""Lessons for people who want to see the commands."""


def _fold_code(cell: NotebookNode) -> None:
    """Fold a cell's code: a learner needs none of it but the parameters, at the most."""
    tags = cell.metadata.get("tags", [])
    if not {"parameters", "hide-input", "solution"} & set(tags):
        cell.metadata["tags"] = [*tags, "hide-input"]


def _with_sentences(text: str, course: Course, where: str) -> str:
    try:
        return insert_sentences(text, course.sentences)
    except ContentError as error:
        raise LessonError(f"{where}: {error}") from error


def build_lesson(
    path: Path, output: Path, *, course: Course, timeout_s: int = DEFAULT_TIMEOUT_S
) -> int:
    """Build one lesson and return the size of the notebook in bytes.

    Parameters
    ----------
    path
        The lesson's source.
    output
        The notebook to write; left as it was if anything is wrong.
    course
        Facts and references that the lesson cites.
    timeout_s
        Limit for one cell, in seconds.

    Raises
    ------
    LessonError
        The source breaks a rule, a cell fails, or the result is not fit to be stored.
    """
    source = read_source(path)
    notebook = convert_lesson(source, course)
    try:
        executed = execute(notebook, name=str(path), timeout_s=timeout_s)
    except LessonRunError as error:
        where = source.where(error.cell_index)
        raise LessonError(str(error).replace(str(path), where, 1)) from error
    result = normalise(executed)
    text = notebook_text(result)
    faults = list(breaches(result))
    size = len(text.encode())
    if size > MAX_NOTEBOOK_BYTES:
        faults.append(f"the notebook has {size} bytes; at most {MAX_NOTEBOOK_BYTES}")
    if faults:
        raise LessonError("\n".join(f"{path}: {fault}" for fault in faults))
    write_atomically(output, text)
    return size
