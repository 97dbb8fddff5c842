"""The way in: every format by name, to write and to read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sciatica_edu.errors import QuizError, require_known
from sciatica_edu.exchange.draft import Draft, drafts_of
from sciatica_edu.exchange.from_bank import tasks_of
from sciatica_edu.exchange.safe_xml import LARGEST_FILE_BYTES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sciatica_edu.evidence.questions.question import Question
    from sciatica_edu.exchange.draft import Defaults
    from sciatica_edu.exchange.losses import Loss, Report
    from sciatica_edu.exchange.task import Task
    from sciatica_edu.quiz.asking.flashcards import Flashcard
    from sciatica_edu.quiz.asking.picture import QuestionPicture

__all__ = ["EXPORTS", "IMPORTS", "Extras", "export_questions", "import_questions"]

EXPORTS: dict[str, str] = {
    "moodle": ".xml",
    "gift": ".gift",
    "qti12": ".zip",
    "qti21": ".zip",
    "anki": ".apkg",
    "paper": ".html",
    "pdf": ".pdf",
    "jupyterquiz": ".json",
}
"""Formats that can be written, and how their files' names end."""

IMPORTS = ("jupyterquiz", "moodle", "gift")
"""Formats that can be read."""


@dataclass(frozen=True)
class Extras:
    """Wishes that one format alone can fulfil.

    Attributes
    ----------
    title
        Heading of the paper.
    with_key
        Whether the paper has its key.
    cards
        Flashcards for the Anki deck.
    edition
        Day of the Anki deck's edition; Anki updates questions from a later one.
    """

    title: str = "Questions"
    with_key: bool = True
    cards: tuple[Flashcard, ...] = ()
    edition: dt.date | None = None


def export_questions(
    questions: Iterable[Question],
    format_name: str,
    *,
    seed: int,
    pictures: Mapping[str, QuestionPicture],
    sources: Mapping[str, str] | None = None,
    extras: Extras | None = None,
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
    extras
        For paper and Anki.

    Raises
    ------
    UnknownNameError
        If there is no such format or picture.
    """
    require_known("format", format_name, EXPORTS)
    tasks = tasks_of(questions, seed=seed, pictures=pictures, sources=sources)
    return _writer(format_name, extras or Extras())(tasks)


def import_questions(data: bytes, format_name: str, *, defaults: Defaults | None = None) -> Draft:
    """Return the questions of another program's file, and everything that was lost.

    Parameters
    ----------
    data
        The file.
    format_name
        One of `IMPORTS`.
    defaults
        What a question is taken to be where the file does not say.

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
    tasks, losses, notes = _reader(format_name)(data)
    return drafts_of(tasks, format_name=format_name, losses=losses, notes=notes, defaults=defaults)


def _writer(name: str, extras: Extras) -> Callable[[Sequence[Task]], tuple[bytes, Report]]:
    # each on demand: genanki alone takes a third of a second
    match name:
        case "moodle":
            from sciatica_edu.exchange.moodle import to_moodle as writer
        case "gift":
            from sciatica_edu.exchange.gift import to_gift as writer
        case "qti12":
            from sciatica_edu.exchange.qti import to_qti_v1 as writer
        case "qti21":
            from sciatica_edu.exchange.qti import to_qti_v2 as writer
        case "anki":
            from sciatica_edu.exchange.anki import to_anki

            return partial(to_anki, cards=extras.cards, edition=extras.edition)
        case "paper":
            from sciatica_edu.exchange.paper import to_paper

            return partial(to_paper, title=extras.title, with_key=extras.with_key)
        case "pdf":
            from sciatica_edu.exchange.paper_pdf import to_pdf

            return partial(to_pdf, title=extras.title, with_key=extras.with_key)
        case _:
            from sciatica_edu.exchange.jupyterquiz import to_jupyterquiz as writer
    return writer


def _reader(name: str) -> Callable[[bytes], tuple[list[Task], list[Loss], list[Loss]]]:
    match name:
        case "moodle":
            from sciatica_edu.exchange.moodle_reader import from_moodle as reader
        case "gift":
            from sciatica_edu.exchange.gift_reader import from_gift as reader
        case _:
            from sciatica_edu.exchange.jupyterquiz_reader import from_jupyterquiz as reader
    return reader
