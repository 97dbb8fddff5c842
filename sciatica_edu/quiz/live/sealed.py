"""The student's side of a quiz for marks: a file that holds what is shown and no key."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sciatica_edu.errors import QuizError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["FORMAT", "SealedItem", "load_sealed", "read_assessment"]

FORMAT = 1
"""Of the two files of an assessed quiz."""


@dataclass(frozen=True)
class _Sealed:
    """What a session may know of a question without its key."""

    objective: str
    points: float
    hints: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class SealedItem:
    """An item as it stands in the student's file."""

    id: str
    version: str
    seed: int
    view: Mapping[str, Any]
    question: _Sealed
    case: None = None
    stage: int = 0

    def text(self, template: str) -> str:
        """Return the text as it is; numbers were drawn when the file was made."""
        return template


def read_assessment(path: Path) -> dict[str, Any]:
    """Return the content of a student's or a key file.

    Raises
    ------
    QuizError
        If it cannot be read or is of another format.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise QuizError(f"{path.name} cannot be read: {error}.") from None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise QuizError(f"{path.name} is not an assessment file of format {FORMAT}.")
    return content


def load_sealed(student_file: Path) -> tuple[str, str, tuple[SealedItem, ...]]:
    """Return name, title and items of a student's file.

    Raises
    ------
    QuizError
        If the file cannot be read or lacks something.
    """
    content = read_assessment(student_file)
    try:
        items = tuple(
            SealedItem(
                id=str(entry["view"]["id"]),
                version=str(entry["version"]),
                seed=int(content["seed"]),
                view=entry["view"],
                question=_Sealed(str(entry["objective"]), float(entry["points"])),
            )
            for entry in content["items"]
        )
        return str(content["name"]), str(content["title"]), items
    except (KeyError, TypeError, ValueError) as error:
        raise QuizError(f"{student_file.name} is incomplete: {error!r}.") from None
