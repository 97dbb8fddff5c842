"""Make an executed notebook the same file on every run.

What differs from run to run (times, random ids, widget state, paths in metadata)
is removed; sources and readable outputs stay.
"""

from __future__ import annotations

import copy
import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Any

import nbformat

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["KERNELSPEC", "LANGUAGE_INFO", "cell_ids", "normalise", "notebook_text"]

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LANGUAGE_INFO = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}

# A stored view without its live model shows as "model not found"; the twin in
# text/html or text/plain beside it is what a reader gets.
_WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
_ID_LENGTH = 12


def normalise(notebook: NotebookNode) -> NotebookNode:
    """Return a copy without anything that differs between two runs of the same lesson."""
    result: NotebookNode = copy.deepcopy(notebook)
    result.nbformat, result.nbformat_minor = 4, 5
    result.metadata = _node({"kernelspec": KERNELSPEC, "language_info": LANGUAGE_INFO})
    for cell in result.cells:
        cell.metadata = _node(_cell_metadata(cell.metadata.get("tags", [])))
        cell.pop("attachments", None)
        if cell.cell_type == "code":
            cell.outputs = _outputs(cell.outputs)
    for cell, identifier in zip(result.cells, cell_ids(result), strict=True):
        cell.id = identifier
    return result


def cell_ids(notebook: NotebookNode) -> tuple[str, ...]:
    """Return the ids that the cells must have: a hash of type and source, counted when equal."""
    seen: Counter[str] = Counter()
    identifiers = []
    for cell in notebook.cells:
        digest = hashlib.sha256(f"{cell.cell_type}\0{cell.source}".encode()).hexdigest()
        stem = digest[:_ID_LENGTH]
        seen[stem] += 1
        identifiers.append(stem if seen[stem] == 1 else f"{stem}-{seen[stem]}")
    return tuple(identifiers)


def notebook_text(notebook: NotebookNode) -> str:
    """Return the notebook as the text of its file, valid and in a fixed order of keys."""
    nbformat.validate(notebook)
    text: str = nbformat.writes(  # type: ignore[no-untyped-call]
        notebook, version=4, ensure_ascii=False, sort_keys=True
    )
    return text.rstrip("\n") + "\n"


def _node(content: dict[str, Any]) -> NotebookNode:
    node: NotebookNode = nbformat.from_dict(copy.deepcopy(content))  # type: ignore[no-untyped-call]
    return node


def _cell_metadata(tags: list[str]) -> dict[str, Any]:
    metadata: dict[str, Any] = {}
    if tags:
        metadata["tags"] = list(tags)
    if "hide-input" in tags:
        metadata["jupyter"] = {"source_hidden": True}
    if "solution" in tags:
        metadata["jupyter"] = {"source_hidden": True, "outputs_hidden": True}
    return metadata


def _outputs(outputs: list[NotebookNode]) -> list[NotebookNode]:
    kept: list[NotebookNode] = []
    for output in outputs:
        if output.output_type == "stream" and kept and _same_stream(kept[-1], output):
            # The kernel cuts a stream wherever its buffer was flushed.
            kept[-1].text += output.text
            continue
        if "data" in output:
            output.data.pop(_WIDGET_VIEW, None)
            if not output.data:
                continue
        kept.append(output)
    return kept


def _same_stream(previous: NotebookNode, output: NotebookNode) -> bool:
    return previous.output_type == "stream" and bool(previous.name == output.name)
