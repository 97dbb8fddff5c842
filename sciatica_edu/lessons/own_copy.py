"""A learner's own copy of the notebooks, kept up to date without losing work."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from sciatica_edu.errors import LessonError
from sciatica_edu.record.atomic_file import write_atomically

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["copy_notebooks"]

_MANIFEST = ".sciatica-edu.json"


def copy_notebooks(course: Path, own: Path) -> tuple[str, ...]:
    """Copy the course's notebooks into the learner's folder.

    A notebook the learner has not touched is replaced by a newer edition. One that the
    learner has changed stays; the newer edition is put beside it as ``NAME.new.ipynb``
    (``NAME.new-2.ipynb`` where the learner has worked in that one too).

    Parameters
    ----------
    course
        Folder of the course's notebooks.
    own
        The learner's folder; made if missing.

    Returns
    -------
    tuple of str
        One line for each notebook that was copied, replaced or put beside.

    Raises
    ------
    LessonError
        The list of what was copied earlier cannot be read.
    """
    copied = _read_manifest(own / _MANIFEST)
    told = []
    for source in sorted(course.glob("*.ipynb")):
        content = source.read_bytes()
        target = own / source.name
        before = copied.get(source.name)
        copied[source.name] = _digest(content)
        if not target.exists():
            told.append(f"{target}: copied")
        elif before == copied[source.name] or target.read_bytes() == content:
            continue
        elif before == _digest(target.read_bytes()):
            told.append(f"{target}: replaced by the newer edition; you had not changed it")
        else:
            target = _beside(target, copied)
            copied[target.name] = copied[source.name]
            told.append(f"{target}: the newer edition; your own {source.name} is as you left it")
        write_atomically(target, content.decode("utf-8"))
    write_atomically(own / _MANIFEST, json.dumps(copied, indent=1, sort_keys=True) + "\n")
    return tuple(told)


def _beside(own: Path, copied: Mapping[str, str]) -> Path:
    """Return a free name, or that of an edition which was put there and left as it was."""
    number = 1
    while True:
        target = own.with_suffix(".new.ipynb" if number == 1 else f".new-{number}.ipynb")
        if not target.exists() or copied.get(target.name) == _digest(target.read_bytes()):
            return target
        number += 1


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read_manifest(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): str(digest) for name, digest in manifest.items()}
    except (ValueError, AttributeError) as error:
        raise LessonError(
            f"{path} is damaged ({error}); delete it and start again. Your notebooks stay as they "
            "are; newer editions are put beside them."
        ) from error
