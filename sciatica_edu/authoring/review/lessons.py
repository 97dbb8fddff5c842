"""What a clinician would sign in the lessons: each paragraph that says something clinical."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sciatica_edu.authoring.citations import cited_facts
from sciatica_edu.authoring.review.rows import ReviewRow, ReviewTable, dispute_of
from sciatica_edu.authoring.source import read_source
from sciatica_edu.authoring.wording.prose import FEWEST_WORDS, clinical_word, prose_of
from sciatica_edu.evidence.course import LESSON_TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sciatica_edu.evidence.course import Course

__all__ = ["lesson_tables", "paragraphs_of"]

_NEW_PARAGRAPH = re.compile(r"\s*(?:$|[-*]\s|\d+\.\s|#|```|\||<)")
_UNREAD = re.compile(r"#|```|\||<")
_EMPHASIS = re.compile(r"\*\*|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)")


def lesson_tables(course: Course, lessons: Path) -> Iterator[ReviewTable]:
    """Yield a table for each lesson, a row for each paragraph.

    A paragraph stands on the sheet when it cites a fact, or holds a clinical word and is
    long enough to say something.

    Raises
    ------
    LessonError
        If a lesson cannot be read.
    """
    for lesson, title in LESSON_TITLES.items():
        source = read_source(lessons / f"{lesson}.py")
        rows = []
        cells = zip(source.notebook.cells, source.cell_lines, strict=True)
        for cell, first in list(cells)[1:]:  # the first holds title, minutes and how to run it
            of_cell = paragraphs_of if cell.cell_type == "markdown" else prose_of
            # A marker, and in a text the quotes below it, stand before the cell's first line.
            before = first + (1 if cell.cell_type == "markdown" else 0)
            rows += [
                _row(before + line, text, course)
                for line, text in of_cell(cell.source)
                if cited_facts(text) or (len(text.split()) >= FEWEST_WORDS and clinical_word(text))
            ]
        yield ReviewTable(f"{lesson}: {title}", tuple(rows))


def paragraphs_of(text: str) -> Iterator[tuple[int, str]]:
    r"""Yield line and words of each paragraph and list item of a markdown cell.

    Examples
    --------
    >>> list(paragraphs_of("## Stop\n\nWhen it is\nnumb.\n- or weak"))
    [(3, 'When it is numb.'), (5, 'or weak')]
    """
    lines = text.splitlines()
    start, fenced = 0, False
    words: list[str] = []
    for number, line in enumerate([*lines, ""], start=1):
        if _NEW_PARAGRAPH.match(line):
            if words:
                yield start, " ".join(words)
            words = []
        fenced ^= line.lstrip().startswith("```")
        if not fenced and line.strip() and not _UNREAD.match(line.lstrip()):
            start = start if words else number
            words.append(re.sub(r"^\s*(?:[-*]|\d+\.)\s+", "", line).strip())


def _row(line: int, text: str, course: Course) -> ReviewRow:
    facts = tuple(dict.fromkeys(cited_facts(text)))
    said = _EMPHASIS.sub("", text)
    return ReviewRow(
        name=f"line {line}",
        says=(("text", said),),
        facts=facts,
        dispute=dispute_of(said, facts, course),
    )
