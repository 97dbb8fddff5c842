"""The index page of a class: one row a student, links that work from a folder or a server."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from sciatica_edu.classroom.report_page import report_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sciatica_edu.classroom.cohort import StudentResult

__all__ = ["index_page"]

_STYLE = """
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: 600; padding: .4rem 0; }
th, td { border: 1px solid #c8ccd1; padding: .35rem .6rem; text-align: left; vertical-align: top; }
thead th { background: #f2f4f7; }
a { color: #0b57a4; }
a:focus-visible { outline: 3px solid #0b57a4; outline-offset: 2px; }
.failed { font-weight: 600; color: #9b1c1c; }
"""


def index_page(results: Sequence[StudentResult], lesson_id: str) -> str:
    """Return the page.

    Parameters
    ----------
    results
        The class in its order, failed students included.
    lesson_id
        The lesson that was run.
    """
    failed = sum(bool(result.error) for result in results)
    count = f"{len(results)} students, {failed} failed" if failed else f"{len(results)} students"
    rows = "\n".join(_row(result) for result in results)
    body = f"""<table>
<caption>{count}</caption>
<thead><tr><th scope="col">Student</th><th scope="col">Page</th><th scope="col">Notebook</th>\
<th scope="col">Seed</th><th scope="col">Status</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>"""
    return report_page(
        f"{lesson_id}: class", heading=f"Lesson {lesson_id}", body=body, style=_STYLE
    )


def _row(result: StudentResult) -> str:
    learner = result.student.learner
    status = (
        f'<span class="failed">failed:</span> {escape(result.error)}' if result.error else "done"
    )
    return (
        f'<tr><th scope="row">{escape(learner)}</th>'
        f"<td>{_link(result.page, f'page of {learner}')}</td>"
        f"<td>{_link(result.notebook, f'notebook of {learner}')}</td>"
        f"<td>{result.student.parameters.seed}</td><td>{status}</td></tr>"
    )


def _link(file: str, text: str) -> str:
    return f'<a href="{quote(file)}">{escape(text)}</a>' if file else "none"
