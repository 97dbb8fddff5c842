"""Where ``data/body`` is, and reading the computed numbers in it.

The tables written by hand are read by `sciatica_edu.content.body_tables`.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from sciatica_edu.content.location import data_path
from sciatica_edu.errors import ContentError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["numbers_folder", "read_numbers"]


def numbers_folder() -> Path:
    """Find ``data/body``.

    Raises
    ------
    ContentError
        If the course's data are not where they should be.
    """
    return data_path() / "body"


@cache
def read_numbers(name: str) -> Any:
    """Read one JSON file of ``data/body``. Read once, then remembered.

    Raises
    ------
    ContentError
        If the file is missing.
    """
    path = numbers_folder() / name
    if not path.exists():
        raise ContentError(f"body/{name}: the file is missing.")
    with path.open(encoding="utf-8") as stream:
        return json.load(stream)
