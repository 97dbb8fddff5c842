"""A class's results: learners' records collected, assessed quizzes marked, tables written."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from dataclasses import dataclass
from html import escape
from statistics import fmean
from typing import TYPE_CHECKING, Any

from sciatica_edu.content.questions import (
    CaseQuestion,
    HotspotQuestion,
    MultipleResponse,
    SingleBestAnswer,
)
from sciatica_edu.display.table import table
from sciatica_edu.lessons.atomic_file import write_atomically
from sciatica_edu.lessons.hand_in import read_hand_ins
from sciatica_edu.lessons.page import NOTICE
from sciatica_edu.quiz.analysis import (
    DEFAULT_K,
    analyse,
    responses_from_events,
    responses_from_marks,
)
from sciatica_edu.quiz.assessed import mark
from sciatica_edu.record.events import Verb

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from sciatica_edu.content.questions import Question
    from sciatica_edu.lessons.hand_in import HandIn
    from sciatica_edu.quiz.analysis import Analysis
    from sciatica_edu.quiz.assessed import Mark
    from sciatica_edu.record.events import Event

__all__ = ["Gradebook", "QuizResult", "Sheet", "make_gradebook", "write_gradebook"]

_STYLE = """
body { margin: 0 auto; padding: 0 1.25rem 3rem; max-width: 72rem; color: #1b1f24; background: #fff;
  font: 1rem/1.5 system-ui, sans-serif; }
.notice { border-left: .3rem solid #8a5a00; background: #fff6e5; padding: .1rem 1rem; }
.wide { overflow-x: auto; }
"""


@dataclass(frozen=True)
class QuizResult:
    """How a learner did in a quiz that gave feedback.

    Attributes
    ----------
    answered
        Questions answered.
    mean
        Mean score of the first answers, 0 to 1.
    finished
        Whether the quiz was finished.
    """

    learner: str
    lesson: str
    quiz: str
    answered: int
    mean: float
    finished: bool


@dataclass(frozen=True)
class Sheet:
    """An assessed quiz, marked.

    Attributes
    ----------
    key_name
        Name of the key file.
    marks
        One for each learner and question.
    analysis
        Item analysis.
    """

    key_name: str
    marks: tuple[Mark, ...]
    analysis: Analysis


@dataclass(frozen=True)
class Gradebook:
    """Everything about a class.

    Attributes
    ----------
    learners
        By name.
    quizzes
        Quizzes with feedback.
    sheets
        Assessed quizzes.
    analysis
        Item analysis over the quizzes with feedback.
    problems
        Files that could not be read, answers that could not be marked.
    """

    learners: tuple[str, ...]
    quizzes: tuple[QuizResult, ...]
    sheets: tuple[Sheet, ...]
    analysis: Analysis
    problems: tuple[str, ...]


def make_gradebook(
    folder: Path,
    *,
    key_files: Sequence[Path] = (),
    questions: Mapping[str, Question],
    k: int = DEFAULT_K,
) -> Gradebook:
    """Collect and mark.

    Parameters
    ----------
    folder
        Where the learners' exported records (``.jsonl``) lie.
    key_files
        Keys of assessed quizzes.
    questions
        The bank, for the options' ids.
    k
        Fewest learners behind a number of the item analysis.

    Raises
    ------
    RecordError
        If the folder holds no record.
    QuizError
        If a key file cannot be read.
    """
    hand_in = read_hand_ins(folder)
    options = _options(questions.values())
    problems = list(hand_in.problems)
    sheets = []
    for key_file in key_files:
        marks = mark(hand_in.events, key_file)
        problems += [
            f"{one.learner}: {one.item} was not marked: {one.note}" for one in marks if one.note
        ]
        if not marks:
            problems.append(f"{key_file.name}: nobody answered this quiz.")
        responses = responses_from_marks(marks, _answers(hand_in))
        sheets.append(Sheet(key_file.name, marks, analyse(responses, options=options, k=k)))
    return Gradebook(
        learners=tuple(sorted({event.learner for event in hand_in.events})),
        quizzes=_quizzes(hand_in.events),
        sheets=tuple(sheets),
        analysis=analyse(responses_from_events(hand_in.events), options=options, k=k),
        problems=tuple(problems),
    )


def _answers(hand_in: HandIn) -> dict[tuple[str, str], object]:
    return {
        (event.learner, event.item): event.answer
        for event in hand_in.events
        if event.verb is Verb.ANSWERED
    }


def _options(questions: Iterable[Question]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for question in questions:
        parts: list[Any] = [question]
        if isinstance(question, CaseQuestion):
            parts = [stage.question for stage in question.stages]
        for part in parts:
            if isinstance(part, (SingleBestAnswer, MultipleResponse)):
                found[part.id] = tuple(option.id for option in part.options)
            elif isinstance(part, HotspotQuestion):
                found[part.id] = tuple(region.id for region in part.regions)
    return found


def _quizzes(events: Iterable[Event]) -> tuple[QuizResult, ...]:
    first: dict[tuple[str, str, str], dict[str, float]] = defaultdict(dict)
    finished = set()
    for event in events:
        key = (event.learner, event.lesson, event.quiz)
        if event.verb is Verb.COMPLETED:
            finished.add(key)
        if event.verb is Verb.ANSWERED and event.score is not None:
            first[key].setdefault(event.item, event.score)
    return tuple(
        QuizResult(*key, len(scores), fmean(scores.values()), key in finished)
        for key, scores in sorted(first.items())
    )


def write_gradebook(gradebook: Gradebook, folder: Path) -> tuple[Path, ...]:
    """Write ``gradebook.html`` and the same tables as CSV; return the files.

    Raises
    ------
    OSError
        If a file cannot be written.
    """
    files = {"quizzes.csv": _csv(_QUIZ_HEADER, _quiz_rows(gradebook))}
    for number, sheet in enumerate(gradebook.sheets, start=1):
        header, rows = _mark_rows(sheet)
        files[f"marks_{number}.csv"] = _csv(header, rows)
        files[f"items_{number}.csv"] = _csv(_ITEM_HEADER, _item_rows(sheet.analysis))
    files["items.csv"] = _csv(_ITEM_HEADER, _item_rows(gradebook.analysis))
    files["gradebook.html"] = _page(gradebook)
    for name, text in files.items():
        write_atomically(folder / name, text)
    return tuple(folder / name for name in files)


_QUIZ_HEADER = ("learner", "lesson", "quiz", "answered", "mean score", "finished")
_ITEM_HEADER = ("question", "learners", "mean score", "discrimination", "choices", "misconceptions")


def _quiz_rows(gradebook: Gradebook) -> list[list[str]]:
    return [
        [row.learner, row.lesson, row.quiz, str(row.answered), f"{row.mean:.2f}",
         "yes" if row.finished else "no"]
        for row in gradebook.quizzes
    ]  # fmt: skip


def _mark_rows(sheet: Sheet) -> tuple[list[str], list[list[str]]]:
    items = list(dict.fromkeys(one.item for one in sheet.marks))
    by_learner: dict[str, dict[str, Mark]] = defaultdict(dict)
    for one in sheet.marks:
        by_learner[one.learner][one.item] = one
    rows = []
    for learner, marks in sorted(by_learner.items()):
        points = sum(one.points for one in marks.values())
        possible = sum(one.possible for one in marks.values())
        answered = sum(one.answered for one in marks.values())
        cells = [_points(marks[item]) for item in items]
        share = f"{100 * points / possible:.0f} %"
        rows.append([learner, f"{points:g}", f"{possible:g}", share, f"{answered}", *cells])
    return ["learner", "points", "possible", "per cent", "answered", *items], rows


def _points(one: Mark) -> str:
    if not one.answered:
        return "no answer"
    return "not marked" if one.note else f"{one.points:.4g}"


def _item_rows(analysis: Analysis) -> list[list[str]]:
    few = f"<{analysis.k}"

    def counted(counts: Mapping[str, int | None]) -> str:
        return "; ".join(f"{name} {'withheld' if n is None else n}" for name, n in counts.items())

    rows = [
        [
            item.item,
            str(item.learners),
            "withheld" if item.difficulty is None else f"{item.difficulty:.2f}",
            "–" if item.discrimination is None else f"{item.discrimination:.2f}",
            counted(item.choices) or "–",
            counted(item.misconceptions) or "–",
        ]
        for item in analysis.items
    ]
    return rows + [[name, few, "withheld", "–", "–", "–"] for name in analysis.withheld]


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([_harmless(cell) for cell in header])
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return stream.getvalue()


def _harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; learners choose their names."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} and len(cell) > 1 else cell


def _page(gradebook: Gradebook) -> str:
    sections: list[str] = []
    if gradebook.problems:
        listed = "".join(f"<li>{escape(text)}</li>" for text in gradebook.problems)
        sections.append(f"<h2>Problems</h2><ul>{listed}</ul>")
    for sheet in gradebook.sheets:
        header, rows = _mark_rows(sheet)
        sections.append(f"<h2>Assessed quiz {escape(sheet.key_name)}</h2>")
        sections.append(_table(header, rows, f"Points of {len(rows)} learners"))
        sections.append(_analysis_table(sheet.analysis))
    if gradebook.quizzes:
        sections.append("<h2>Practice and tests</h2>")
        sections.append(
            _table(_QUIZ_HEADER, _quiz_rows(gradebook), "First answers, by learner and quiz")
        )
        sections.append(_analysis_table(gradebook.analysis))
    body = "\n".join(sections)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Gradebook</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>Gradebook</h1>
<p class="notice">{escape(NOTICE)} It names learners: keep it where only those who must can read it.</p>
<p>{len(gradebook.learners)} learners.</p>
{body}
</main>
</body>
</html>
"""


def _table(header: Sequence[str], rows: Sequence[Sequence[Any]], caption: str) -> str:
    # a wide table scrolls by keyboard too
    shown = table(header, rows, caption=caption).html
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(caption)}">{shown}</div>'
    )


def _analysis_table(analysis: Analysis) -> str:
    rows = _item_rows(analysis)
    if not rows:
        return ""
    caption = (
        f"Item analysis; numbers about fewer than {analysis.k} learners are withheld. Mean score: "
        "0 all wrong, 1 all right. Discrimination: correlation with the rest of the test."
    )
    return _table(_ITEM_HEADER, rows, caption)
