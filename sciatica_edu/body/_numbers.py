"""Where ``data/body`` is, and reading the files in it. The only file access at run time."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

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
    """Read one file of ``data/body``, JSON or YAML by its ending. Read once, then remembered.

    Raises
    ------
    ContentError
        If the file is missing.
    """
    path = numbers_folder() / name
    if not path.exists():
        raise ContentError(f"body/{name}: the file is missing.")
    with path.open(encoding="utf-8") as stream:
        if path.suffix == ".json":
            return json.load(stream)
        return YAML(typ="safe", pure=True).load(stream)
