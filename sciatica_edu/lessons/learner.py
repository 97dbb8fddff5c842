"""Names of learners: what is accepted, and the file name made of one."""

from __future__ import annotations

import re
import unicodedata

from sciatica_edu.record.home import LONGEST_LEARNER_NAME

__all__ = ["file_stem", "require_learner_name"]

# Not allowed in file names on one system or another; a leading = + - @ would be
# read as a formula by spreadsheets, a leading dot hides a file or climbs a folder.
_FORBIDDEN = frozenset('/\\<>:"|?*')


def require_learner_name(name: str) -> str:
    """Return `name` if a learner can be called so; empty means this computer's learner.

    Raises
    ------
    ValueError
        Says which rule the name breaks.
    """
    if not name:
        return name
    if len(name) > LONGEST_LEARNER_NAME:
        raise ValueError(f"it has {len(name)} characters, at most {LONGEST_LEARNER_NAME}")
    for character in name:
        if unicodedata.category(character).startswith("C"):
            raise ValueError(f"it contains the control character U+{ord(character):04X}")
        if character in _FORBIDDEN:
            raise ValueError(f"it contains the character {character!r}")
    if not name[0].isalnum():
        raise ValueError("it does not begin with a letter or digit")
    if name[-1].isspace():
        raise ValueError("it ends with a space")
    return name


def file_stem(name: str) -> str:
    """Return `name` as the stem of a file, letters and digits kept, the rest as ``_``.

    Examples
    --------
    >>> file_stem("Ana López")
    'Ana_López'
    """
    return re.sub(r"[^\w-]+", "_", unicodedata.normalize("NFC", name)).strip("_") or "learner"
