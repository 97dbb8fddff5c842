"""Where records are kept on this computer."""

from __future__ import annotations

import hashlib
import os
import re
import sys
import unicodedata
from pathlib import Path

from sciatica_edu.errors import RecordError

__all__ = [
    "HOME_VARIABLE",
    "LONGEST_LEARNER_NAME",
    "data_home",
    "record_path",
    "same_learner_key",
]

HOME_VARIABLE = "SCIATICA_EDU_HOME"
LONGEST_LEARNER_NAME = 80
"""Characters."""


def data_home() -> Path:
    """Return the learner's data folder: ``SCIATICA_EDU_HOME``, or the platform's usual place."""
    chosen = os.environ.get(HOME_VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Application Support")
    else:
        base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "sciatica-edu"


def same_learner_key(name: str) -> str:
    """Return a key that is equal for names a person would take for the same."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def record_path(learner: str, *, home: Path | None = None) -> Path:
    """Return the file that holds one learner's record.

    Parameters
    ----------
    learner
        The name the learner gave, up to 80 characters; an empty one means this computer's learner.
        Capitals and spacing do not make another learner.
    home
        Data folder; `data_home` if not given.

    Raises
    ------
    RecordError
        If the name is too long.
    """
    key = same_learner_key(learner) or "learner"
    if len(key) > LONGEST_LEARNER_NAME:
        raise RecordError(
            f"the learner's name has {len(key)} characters; allowed: up to {LONGEST_LEARNER_NAME}."
        )
    readable = re.sub(r"[^a-z0-9]+", "-", key).strip("-")[:30] or "learner"
    # the hash keeps names in another script, or with other punctuation, apart
    mark = hashlib.sha256(key.encode()).hexdigest()[:8]
    return (home or data_home()) / "records" / f"{readable}-{mark}.jsonl"
