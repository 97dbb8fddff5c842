"""What a stored notebook must never hold, and what it must.

`breaches` judges one notebook; the build refuses to write a notebook that has any.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sciatica_edu.authoring.source import ALLOWED_TAGS
from sciatica_edu.classroom.running.normalise import KERNELSPEC, LANGUAGE_INFO, cell_ids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbformat import NotebookNode

__all__ = ["MAX_NOTEBOOK_BYTES", "breaches"]

MAX_NOTEBOOK_BYTES = 1_500_000

_UNSTABLE = {
    "a memory address": re.compile(r"\b0x[0-9a-fA-F]{6,}\b"),
    "a date with time": re.compile(r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d"),
    "a path of the author's computer": re.compile(
        r"(?<![\w.:/])/(?:home|Users|root|tmp|var|work|mnt|opt)/[\w.]|\b[A-Z]:\\\w|ipykernel_\d+"
    ),
    "a random id": re.compile(r"\b[0-9a-f]{32}\b"),
}
_DATA_URI = re.compile(r"data:[\w/+.-]+;base64,[A-Za-z0-9+/=]+")
_ALLOWED_CELL_METADATA = {"tags", "jupyter"}


def breaches(notebook: NotebookNode) -> tuple[str, ...]:
    """Return what is wrong with a built notebook, each as one sentence; empty when nothing is.

    Parameters
    ----------
    notebook
        A notebook as read from ``notebooks/``.
    """
    return (
        *_metadata_breaches(notebook),
        *_execution_breaches(notebook),
        *_cell_breaches(notebook),
        *_output_breaches(notebook),
    )


def _metadata_breaches(notebook: NotebookNode) -> Iterator[str]:
    if notebook.metadata.get("kernelspec") != KERNELSPEC:
        yield f"the kernelspec is {notebook.metadata.get('kernelspec')}, not {KERNELSPEC}"
    if notebook.metadata.get("language_info") != LANGUAGE_INFO:
        yield "language_info is not the fixed one (a Python version in it?)"
    for key in sorted(set(notebook.metadata) - {"kernelspec", "language_info"}):
        yield f"the notebook's metadata holds {key!r}"
    tagged = sum("parameters" in cell.metadata.get("tags", []) for cell in notebook.cells)
    if tagged != 1:
        yield f"{tagged} cells are tagged 'parameters' instead of one"


def _execution_breaches(notebook: NotebookNode) -> Iterator[str]:
    expected = 0
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type != "code":
            continue
        expected += 1
        if cell.execution_count is None:
            yield f"cell {number} was not run"
        elif cell.execution_count != expected:
            yield f"cell {number} was run as {cell.execution_count}, in order it is {expected}"


def _cell_breaches(notebook: NotebookNode) -> Iterator[str]:
    for number, (cell, identifier) in enumerate(
        zip(notebook.cells, cell_ids(notebook), strict=True), start=1
    ):
        if cell.get("id") != identifier:
            yield f"cell {number} has the id {cell.get('id')!r}, not {identifier!r}"
        for key in sorted(set(cell.metadata) - _ALLOWED_CELL_METADATA):
            yield f"cell {number} has the metadata {key!r}"
        for tag in cell.metadata.get("tags", []):
            if tag not in ALLOWED_TAGS:
                yield f"cell {number} has the tag {tag!r}"
        if cell.cell_type == "code" and not cell.source.strip():
            yield f"cell {number} is empty"


def _output_breaches(notebook: NotebookNode) -> Iterator[str]:
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type != "code":
            continue
        for output in cell.outputs:
            if output.output_type == "error":
                yield f"cell {number} ended with {output.ename}: {output.evalue}"
            if output.output_type == "stream" and output.name == "stderr":
                yield f"cell {number} wrote to stderr: {output.text.strip()[:200]}"
            yield from _data_breaches(number, output.get("data", {}))
            if output.output_type == "stream":
                yield from _text_breaches(number, "its text", output.text)


def _data_breaches(number: int, data: dict[str, Any]) -> Iterator[str]:
    for mime, content in data.items():
        if "widget" in mime:
            yield f"cell {number} stores {mime}"
        elif mime == "application/javascript":
            yield f"cell {number} stores a script"
        elif mime.startswith("text/"):
            yield from _text_breaches(number, mime, content)
    if data and not {"text/plain", "text/html", "text/markdown"} & set(data):
        yield f"cell {number} has an output that cannot be read as text"


def _text_breaches(number: int, mime: str, content: str) -> Iterator[str]:
    text = _DATA_URI.sub("", content)
    for name, pattern in _UNSTABLE.items():
        found = pattern.search(text)
        if found:
            yield f"cell {number} shows {name} in {mime}: {found[0]!r}"
    if mime == "text/html" and re.search(r"<script\b", text, re.IGNORECASE):
        yield f"cell {number} has a script in its text/html"
