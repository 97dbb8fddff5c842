"""An executed notebook as one HTML file that reads offline, with scripts off, and on paper.

The page loads nothing: pictures are inside it, styles too. That is checked each time.
"""

from __future__ import annotations

import copy
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.errors import LessonError

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["external_loads", "page_of", "title_of", "without_solutions"]

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


def external_loads(page: str) -> tuple[str, ...]:
    """Return what a browser would fetch to show the page; links to follow do not count.

    Examples
    --------
    >>> external_loads('<img src="data:image/png;base64,AA=="><a href="https://doi.org/1">1</a>')
    ()
    >>> external_loads('<script src="https://cdn.example/x.js"></script>')
    ('script https://cdn.example/x.js',)
    """
    finder = _LoadFinder()
    finder.feed(page)
    finder.close()
    return tuple(finder.found)


class _LoadFinder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_style = tag == "style"
        for name, value in attrs:
            if value is None:
                continue
            if name in _LOADING_ATTRIBUTES.get(tag, ()) and not value.startswith(("data:", "#")):
                self.found.append(f"{tag} {value}")
            if name == "style":
                self.found.extend(f"style {load}" for load in _CSS_LOAD.findall(value))

    def handle_endtag(self, tag: str) -> None:
        if tag == "style":
            self._in_style = False

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self.found.extend(f"style {load}" for load in _CSS_LOAD.findall(data))
