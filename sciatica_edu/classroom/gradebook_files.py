"""A gradebook as files: one page to read, the same tables as CSV."""

from __future__ import annotations

from collections import defaultdict
from html import escape
from typing import TYPE_CHECKING, Any

from sciatica_edu.classroom.report_page import report_page
from sciatica_edu.display.csv_text import csv_text
from sciatica_edu.display.table import table
from sciatica_edu.record.atomic_file import write_atomically

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from sciatica_edu.classroom.assessment import Mark
    from sciatica_edu.classroom.gradebook import Gradebook, Sheet
    from sciatica_edu.classroom.item_analysis import Analysis

__all__ = ["write_gradebook"]

_STYLE = ".wide { overflow-x: auto; }"


def write_gradebook(gradebook: Gradebook, folder: Path) -> tuple[Path, ...]:
    """Write ``gradebook.html`` and the same tables as CSV; return the files.

    Raises
    ------
    OSError
        If a file cannot be written.
    """
    files = {"quizzes.csv": csv_text(_QUIZ_HEADER, _quiz_rows(gradebook))}
    for number, sheet in enumerate(gradebook.sheets, start=1):
        header, rows = _mark_rows(sheet)
        files[f"marks_{number}.csv"] = csv_text(header, rows)
        files[f"items_{number}.csv"] = csv_text(_ITEM_HEADER, _item_rows(sheet.analysis))
    files["items.csv"] = csv_text(_ITEM_HEADER, _item_rows(gradebook.analysis))
    files["gradebook.html"] = _page(gradebook)
    for name, text in files.items():
        write_atomically(folder / name, text)
    return tuple(folder / name for name in files)


_QUIZ_HEADER = ("learner", "lesson", "quiz", "answered", "mean score", "finished")
_ITEM_HEADER = ("question", "learners", "mean score", "discrimination", "choices", "misconceptions")

_PREDICTION_HEADER = ("asked", "what the class expected", "what is so", "learners", "as expected")
_PREDICTED = "Predictions, made before anything was shown: matter to talk about, no marks"


def _prediction_rows(gradebook: Gradebook) -> list[list[str]]:
    return [
        [row.question, row.expected, row.told, str(row.learners),
         "withheld" if row.right is None else f"{row.right:.0%}"]
        for row in gradebook.predictions
    ]  # fmt: skip


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
    if gradebook.predictions:
        sections.append("<h2>What the class expected</h2>")
        sections.append(_table(_PREDICTION_HEADER, _prediction_rows(gradebook), _PREDICTED))
    if gradebook.quizzes:
        sections.append("<h2>Practice and tests</h2>")
        sections.append(
            _table(_QUIZ_HEADER, _quiz_rows(gradebook), "First answers, by learner and quiz")
        )
        sections.append(_analysis_table(gradebook.analysis))
    body = "\n".join(sections)
    return report_page(
        "Gradebook",
        heading="Gradebook",
        body=f"<p>{len(gradebook.learners)} learners.</p>\n{body}",
        warning="It names learners: keep it where only those who must can read it.",
        style=_STYLE,
    )


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
