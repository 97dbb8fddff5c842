"""Where the course's files are: in a checkout, or inside the installed wheel.

A wheel carries the top-level folders as ``sciatica_edu/_data``, ``_lessons``
and ``_notebooks``; an editable install does not, so the checkout is tried first.
"""

from __future__ import annotations

from pathlib import Path

from sciatica_edu.errors import ContentError

__all__ = ["data_path", "lessons_path", "notebooks_path", "package_path"]

_PACKAGE = Path(__file__).resolve().parent.parent
_MARKER = "objectives.yaml"


def _find(folder: str) -> Path:
    checkout = _PACKAGE.parent
    if (checkout / "data" / _MARKER).exists():
        return checkout / folder
    if (_PACKAGE / "_data" / _MARKER).exists():
        return _PACKAGE / f"_{folder}"
    raise ContentError(
        f"the course's folder {folder!r} was found neither beside the package nor inside it; "
        "reinstall sciatica-edu or work from a complete checkout."
    )


def data_path() -> Path:
    """Return the folder that holds the course's content as data."""
    return _find("data")


def package_path() -> Path:
    """Return the folder of the helper package."""
    return _PACKAGE


def lessons_path() -> Path:
    """Return the folder of the lesson sources (py:percent scripts)."""
    return _find("lessons")


def notebooks_path() -> Path:
    """Return the folder of the built notebooks."""
    return _find("notebooks")
