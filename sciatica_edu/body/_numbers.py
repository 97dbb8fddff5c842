"""Where ``data/body`` is, and reading the files in it. The only file access at run time."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from sciatica_edu.errors import ContentError

__all__ = ["numbers_folder", "read_numbers"]

_PACKAGE = Path(__file__).resolve().parent.parent


def numbers_folder() -> Path:
    """Find ``data/body`` beside the package (checkout) or inside it (installed wheel).

    Raises
    ------
    ContentError
        If neither has it.
    """
    for candidate in (_PACKAGE.parent / "data" / "body", _PACKAGE / "_data" / "body"):
        if candidate.is_dir():
            return candidate
    raise ContentError(
        "the folder data/body was found neither beside the package nor inside it; "
        "reinstall sciatica-edu or work from a complete checkout."
    )


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
