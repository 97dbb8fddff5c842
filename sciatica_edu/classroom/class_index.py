"""The files that tell an instructor of a class's run: an index page and a summary."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from sciatica_edu.classroom.report_page import report_page
from sciatica_edu.display.csv_text import csv_text
from sciatica_edu.display.html import Html
from sciatica_edu.display.table import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sciatica_edu.classroom.class_list import StudentResult

__all__ = ["class_summary", "index_page"]

_STYLE = """
table { width: 100%; }
a { color: #0b57a4; }
a:focus-visible { outline: 3px solid #0b57a4; outline-offset: 2px; }
.failed { font-weight: 600; color: #9b1c1c; }
"""


def index_page(results: Sequence[StudentResult], lesson_id: str) -> str:
    """Return a page with one row a student; its links work from a folder or a server.

    Parameters
    ----------
    results
        The class in its order, failed students included.
    lesson_id
        The lesson that was run.
    """
    failed = sum(bool(result.error) for result in results)
    count = f"{len(results)} students" + (f", {failed} failed" if failed else "")
    header = ("Student", "Page", "Notebook", "Seed", "Status")
    body = table(header, [_row(result) for result in results], caption=count).html
    title, heading = f"{lesson_id}: class", f"Lesson {lesson_id}"
    return report_page(title, heading=heading, body=body, style=_STYLE)


def _row(result: StudentResult) -> list[str | Html]:
    learner = result.student.learner
    status = f'<span class="failed">failed:</span> {escape(result.error)}'
    return [
        learner,
        _link(result.page, f"page of {learner}"),
        _link(result.notebook, f"notebook of {learner}"),
        str(result.student.parameters.seed),
        Html(status, result.error) if result.error else "done",
    ]


def _link(file: str, text: str) -> str | Html:
    return Html(f'<a href="{quote(file)}">{escape(text)}</a>', text) if file else "none"


def class_summary(results: Sequence[StudentResult], lesson_id: str) -> str:
    """Return the same as CSV, with the parameters of each student."""
    names = [name for name in type(results[0].student.parameters).model_fields if name != "learner"]
    header = ["learner", "lesson", "status", "notebook", "page", *names, "error"]
    rows = []
    for result in results:
        values = result.student.parameters.model_dump()
        status = "failed" if result.error else "done"
        own = [result.student.learner, lesson_id, status, result.notebook, result.page]
        rows.append([*own, *(values[name] for name in names), result.error])
    return csv_text(header, rows)
