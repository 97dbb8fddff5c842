"""The way in: every format by name, to write and to read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sciatica_edu.errors import QuizError, require_known
from sciatica_edu.exchange.draft import Draft, drafts_of
from sciatica_edu.exchange.files import LARGEST_FILE_BYTES
from sciatica_edu.exchange.task import tasks_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sciatica_edu.evidence.questions.question import Question
    from sciatica_edu.exchange.losses import Report
    from sciatica_edu.quiz.asking.picture import QuestionPicture

__all__ = ["EXPORTS", "IMPORTS", "export_questions", "import_questions"]

EXPORTS: dict[str, str] = {"moodle": ".xml", "qti": ".zip", "anki": ".apkg", "paper": ".html"}
"""Formats that can be written, and how their files' names end."""

IMPORTS = ("moodle",)
"""Formats that can be read."""


def export_questions(
    questions: Iterable[Question],
    format_name: str,
    *,
    seed: int,
    pictures: Mapping[str, QuestionPicture],
    sources: Mapping[str, str] | None = None,
    **extras: Any,
) -> tuple[bytes, Report]:
    """Return a file for another program, and what it could not hold.

    The same questions and seed give the same bytes.

    Parameters
    ----------
    questions
        What to export; a case becomes one question a stage.
    format_name
        A key of `EXPORTS`.
    seed
        Numbers of templated questions are drawn and options ordered by it.
    pictures
        Pictures by id.
    sources
        References in short, by fact id.
    **extras
        What `to_paper` or `to_anki` take beside the questions: ``title``, ``with_key``;
        ``cards``, ``edition``.

    Raises
    ------
    UnknownNameError
        If there is no such format or picture.
    """
    require_known("format", format_name, EXPORTS)
    tasks, losses = tasks_of(questions, seed=seed, pictures=pictures, sources=sources)
    data, report = _writer(format_name)(tasks, **extras)
    return data, replace(report, losses=(*losses, *report.losses))


def import_questions(data: bytes, format_name: str) -> Draft:
    """Return the questions of another program's file, and everything that was lost.

    Parameters
    ----------
    data
        The file.
    format_name
        One of `IMPORTS`.

    Raises
    ------
    UnknownNameError
        If there is no such format.
    QuizError
        If the file is not of that format, is too large, or declares XML entities.
    """
    require_known("format", format_name, IMPORTS)
    if len(data) > LARGEST_FILE_BYTES:
        raise QuizError(f"the file has {len(data)} bytes; at most {LARGEST_FILE_BYTES} are read.")
    from sciatica_edu.exchange.moodle_reader import from_moodle

    return drafts_of(from_moodle(data), format_name=format_name)


def _writer(name: str) -> Callable[..., tuple[bytes, Report]]:
    # each on demand: genanki alone takes a third of a second
    match name:
        case "moodle":
            from sciatica_edu.exchange.moodle import to_moodle as writer
        case "qti":
            from sciatica_edu.exchange.qti import to_qti as writer
        case "anki":
            from sciatica_edu.exchange.anki import to_anki as writer
        case _:
            from sciatica_edu.exchange.paper import to_paper as writer
    return writer
