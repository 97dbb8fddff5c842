"""An executed notebook as one HTML file that reads offline, with scripts off, and on paper.

The page loads nothing: pictures are inside it, styles too. That is checked each time.
"""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import TYPE_CHECKING

from sciatica_edu.display.html_tree import parse_html
from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.errors import LessonError
from sciatica_edu.evidence.course import LESSON_TITLES

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["external_loads", "handout_of", "page_of", "title_of", "without_solutions"]

_TEMPLATES = Path(__file__).parent / "templates"
_DISPLAY_PRIORITY = [
    "text/html",
    "text/markdown",
    "image/svg+xml",
    "image/png",
    "image/jpeg",
    "text/plain",
]
_LOADING_ATTRIBUTES = {
    "script": ("src",),
    "link": ("href",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "image": ("href", "xlink:href"),
    "use": ("href", "xlink:href"),
}
# Citations link to it; ids of all headings would come with an empty link each.
_REFERENCES_HEADING = ("<h2>References</h2>", '<h2 id="References">References</h2>')
_LESSON_LINK = re.compile(rf'(<a\b[^>]*\bhref="(?:{"|".join(LESSON_TITLES)}))\.ipynb"')
_CLOSED_DETAILS = re.compile(r"<details\b(?![^>]*\bopen\b)", re.IGNORECASE)
_CSS_LOAD = re.compile(r"@import[^;]*|url\(\s*['\"]?(?!data:|#)[^)]*\)", re.IGNORECASE)


def page_of(notebook: NotebookNode, *, code: bool) -> str:
    """Return the notebook as a page.

    Parameters
    ----------
    notebook
        An executed, normalised notebook.
    code
        Whether the page holds the code, folded under each cell's output.

    Raises
    ------
    LessonError
        The page would load something from elsewhere.
    """
    from nbconvert.exporters import HTMLExporter
    from traitlets.config import Config

    config = Config()
    config.HTMLExporter.extra_template_basedirs = [str(_TEMPLATES)]
    config.HTMLExporter.template_name = "sciatica_edu"
    config.HTMLExporter.exclude_anchor_links = True
    config.NbConvertBase.display_data_priority = _DISPLAY_PRIORITY
    config.HTMLExporter.exclude_input = not code
    exporter = HTMLExporter(config=config)  # type: ignore[no-untyped-call]
    css = (_TEMPLATES / "sciatica_edu" / "page.css").read_text(encoding="utf-8")
    page, _ = exporter.from_notebook_node(
        notebook,
        resources={
            "metadata": {"name": title_of(notebook)},
            "page_css": css,
            "notice": NOT_MEDICAL_ADVICE,
        },
    )
    page = page.replace(*_REFERENCES_HEADING, 1)
    page = _LESSON_LINK.sub(r'\1.html"', page)  # the other lessons' pages lie beside this one
    loads = external_loads(page)
    if loads:
        raise LessonError(
            f"the page of {title_of(notebook)!r} would load from elsewhere: {', '.join(loads)}"
        )
    return str(page)


def title_of(notebook: NotebookNode) -> str:
    """Return the text of the first heading, or ``Lesson`` when there is none."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            heading = re.search(r"^#\s+(.+?)\s*$", cell.source, re.MULTILINE)
            if heading:
                return heading[1]
    return "Lesson"


def without_solutions(notebook: NotebookNode) -> NotebookNode:
    """Return a copy without the cells tagged ``solution``."""
    result = copy.deepcopy(notebook)
    result.cells = [
        cell for cell in result.cells if "solution" not in cell.metadata.get("tags", [])
    ]
    return result


def handout_of(notebook: NotebookNode, *, answers: bool) -> str:
    """Return the printable page of an executed lesson, without code.

    Parameters
    ----------
    notebook
        A lesson run with ``show_answers`` as wanted; what its widgets show as their
        readable form is printed as it is.
    answers
        True: for the teacher, worked solutions are in and everything foldable is open.
        False: for students, cells tagged ``solution`` are left out and what is folded
        stays folded, so that paper does not show it.

    Returns
    -------
    str
        One HTML file that loads nothing.
    """
    if answers:
        return _CLOSED_DETAILS.sub("<details open", page_of(notebook, code=False))
    return page_of(without_solutions(notebook), code=False)


def external_loads(page: str) -> tuple[str, ...]:
    """Return what a browser would fetch to show the page; links to follow do not count.

    Examples
    --------
    >>> external_loads('<img src="data:image/png;base64,AA=="><a href="https://doi.org/1">1</a>')
    ()
    >>> external_loads('<script src="https://cdn.example/x.js"></script>')
    ('script https://cdn.example/x.js',)
    """
    found: list[str] = []
    for node in parse_html(page).walk():
        if isinstance(node, str):
            continue
        for name, value in node.given.items():
            loads = name in _LOADING_ATTRIBUTES.get(node.tag, ())
            if loads and value and not value.startswith(("data:", "#")):
                found.append(f"{node.tag} {value}")
        styles = [node.given.get("style", "")]
        if node.tag == "style":
            styles += [text for text in node.inside if isinstance(text, str)]
        found += [f"style {load}" for style in styles for load in _CSS_LOAD.findall(style)]
    return tuple(found)
