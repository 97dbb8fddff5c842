"""A table of the course: its file, what a row is, and how it is read. Each topic names its own."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sciatica_edu.evidence.loading import load_as, load_keyed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sciatica_edu.evidence.yaml import YamlFile

__all__ = ["Table", "cited"]

T = TypeVar("T")

_ROW_NAMES = ("id", "drug", "condition")
"""What a row may be called by; a check that finds a fault in it names its line."""


@dataclass(frozen=True)
class Table(Generic[T]):
    """A data file that a topic owns; ``course[TABLE]`` is what it holds.

    Attributes
    ----------
    file
        Below the data folder.
    kind
        The model of a row, or of the whole file when `key` is None.
    key
        The field by which rows are looked up; None for a file that is one whole.
    rule
        Looks at a whole file and its lines, and refuses what its rows cannot see one by one.
    """

    file: str
    kind: Any
    key: str | None = "id"
    rule: Callable[[Any, YamlFile], None] | None = None

    def read(self, data: Path) -> tuple[T, dict[str, str]]:
        """Return what the file below `data` holds, and ``file:line`` of each named row.

        Raises
        ------
        ContentError
            If the file breaks a rule; each breach is named ``file:line``.
        """
        found: Any
        if self.key is None:
            found, file = load_as(data / self.file, self.kind)
            if self.rule is not None:
                self.rule(found, file)
            return found, {file.path.stem: file.at(), **_places_of_rows(file)}
        found, places = load_keyed(data / self.file, self.kind, self.key)
        return MappingProxyType(found), places  # type: ignore[return-value]

    def rows(self, held: T) -> Iterator[tuple[str, Any]]:
        """Yield name and row of what `read` returned, as `places` of `read` names them."""
        if self.key is not None:
            yield from held.items()  # type: ignore[attr-defined]
            return
        stem = self.file.rpartition("/")[2].partition(".")[0]
        parts = {"": held} if isinstance(held, list) else dict(vars(held))
        for part in [name for name, value in parts.items() if isinstance(value, list)]:
            for row in parts.pop(part):
                named = (getattr(row, name, None) for name in _ROW_NAMES)
                yield next((name for name in named if isinstance(name, str)), stem), row
        yield stem, parts


def _places_of_rows(file: YamlFile) -> dict[str, str]:
    """Return ``file:line`` of each named row, at the top of the file or one level below."""
    data = file.data
    parts: dict[tuple[str, ...], Any] = (
        {(): data} if isinstance(data, list) else {(name,): rows for name, rows in data.items()}
    )
    found: dict[str, str] = {}
    for at, rows in parts.items():
        if isinstance(rows, dict):
            found[at[0]] = file.at(at)
        elif isinstance(rows, list):
            named = ((i, row) for i, row in enumerate(rows) if isinstance(row, dict))
            for index, row in named:
                found.update({row[k]: file.at((*at, index)) for k in _ROW_NAMES if k in row})
    return found


def cited(value: Any, field: str) -> Iterator[str]:
    """Yield what stands in any field of this name, at any depth of models, lists and dicts."""
    if hasattr(value, "model_dump"):
        value = value.model_dump()
    if isinstance(value, dict):
        for key, inner in value.items():
            if key != field:
                yield from cited(inner, field)
            elif isinstance(inner, str):
                yield inner
            else:
                yield from inner or ()
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from cited(inner, field)
