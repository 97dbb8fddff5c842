"""Read one lesson source: a py:percent script becomes notebook cells with their line numbers."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import jupytext

from sciatica_edu.errors import LessonError, did_you_mean
from sciatica_edu.lessons.parameter_models import PARAMETER_MODELS

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

__all__ = ["ALLOWED_TAGS", "LessonSource", "read_source"]

# Not "raises-exception": plain papermill stops at any error output, tagged or not.
ALLOWED_TAGS = ("parameters", "hide-input", "solution")

_CELL_MARKER = re.compile(r"^# %%(\s|$)")


@dataclass(frozen=True, slots=True)
class LessonSource:
    """A lesson as its author wrote it.

    Attributes
    ----------
    path
        The script.
    notebook
        Its cells, not executed, citations as written.
    cell_lines
        For each cell the 1-based line of its marker in the script.
    """

    path: Path
    notebook: NotebookNode
    cell_lines: tuple[int, ...]

    def where(self, cell_index: int, text: str = "") -> str:
        """Return ``file:line`` of a cell, or of the first line in it that holds `text`."""
        first = self.cell_lines[cell_index]
        if text:
            lines = self.path.read_text(encoding="utf-8").splitlines()
            for number, line in enumerate(lines[first - 1 :], start=first):
                if text in line:
                    return f"{self.path}:{number}"
        return f"{self.path}:{first}"


def read_source(path: Path) -> LessonSource:
    """Return the lesson written in `path`.

    Parameters
    ----------
    path
        A py:percent script; markdown cells stand in triple quotes.

    Raises
    ------
    LessonError
        The file cannot be read, its cells cannot be counted, a tag is not among
        `ALLOWED_TAGS`, or the ``parameters`` cell does not match the lesson's model.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise LessonError(f"{path}: the lesson cannot be read: {error.strerror}.") from error
    notebook = jupytext.reads(text, fmt="py:percent")
    lines = tuple(
        number for number, line in enumerate(text.splitlines(), 1) if _CELL_MARKER.match(line)
    )
    if len(lines) != len(notebook.cells):
        raise LessonError(
            f"{path}: {len(notebook.cells)} cells were found but {len(lines)} lines start with "
            "'# %%'; every cell needs its own marker and nothing may stand before the first one "
            "but the header."
        )
    source = LessonSource(path=path, notebook=notebook, cell_lines=lines)
    _check_tags(source)
    _check_parameters_cell(source)
    return source


def _check_tags(source: LessonSource) -> None:
    for index, cell in enumerate(source.notebook.cells):
        for tag in cell.metadata.get("tags", []):
            if tag not in ALLOWED_TAGS:
                raise LessonError(
                    f"{source.where(index)}: tag {tag!r} is not allowed."
                    f"{did_you_mean(tag, ALLOWED_TAGS)} "
                    f"Allowed: {', '.join(ALLOWED_TAGS)}."
                )


def _check_parameters_cell(source: LessonSource) -> None:
    tagged = [
        index
        for index, cell in enumerate(source.notebook.cells)
        if "parameters" in cell.metadata.get("tags", [])
    ]
    if len(tagged) != 1:
        raise LessonError(
            f"{source.path}: {len(tagged)} cells are tagged 'parameters'; a lesson has exactly one."
        )
    model = PARAMETER_MODELS.get(source.path.stem)
    if model is None:
        return
    where = source.where(tagged[0])
    written = _assigned_literals(source.notebook.cells[tagged[0]].source, where)
    expected = {name: field.default for name, field in model.model_fields.items()}
    for name in [*expected, *written]:
        if name not in written:
            raise LessonError(f"{where}: the parameters cell lacks {name} = {expected[name]!r}.")
        if name not in expected:
            hint = did_you_mean(name, expected)
            raise LessonError(f"{where}: {name!r} is not a parameter of this lesson.{hint}")
        if (type(written[name]), written[name]) != (type(expected[name]), expected[name]):
            raise LessonError(
                f"{where}: {name} is {written[name]!r} in the parameters cell but its default "
                f"is {expected[name]!r}."
            )


def _assigned_literals(code: str, where: str) -> dict[str, object]:
    values: dict[str, object] = {}
    for statement in ast.parse(code).body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                pass
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                pass
            case _:
                raise LessonError(
                    f"{where}: the parameters cell may hold only lines such as level = "
                    f"'introductory'; found: {ast.unparse(statement)}"
                )
        try:
            values[name] = ast.literal_eval(value)
        except ValueError:
            raise LessonError(
                f"{where}: {name} must be a plain value, not {ast.unparse(value)}"
            ) from None
    return values
