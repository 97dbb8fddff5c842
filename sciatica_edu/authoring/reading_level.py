"""How hard a text is to read: LIX, counted without a dictionary.

LIX (Björnsson 1968, *Läsbarhet*) is the mean number of words in a sentence plus the
percentage of words longer than six letters. It needs no syllables and no word list, so the
same text gives the same number everywhere. About 40 is a newspaper, 50 an official text,
60 a scientific paper.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["lix", "words"]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE_END = re.compile(r"[.!?:;]+(?=\s|$)|\n+")
_LONG = 6


def words(text: str) -> list[str]:
    """Return the words of `text` in lower case; numbers are not words.

    Examples
    --------
    >>> words("The L5 root isn't cut.")
    ['the', 'l', 'root', "isn't", 'cut']
    """
    return [word.casefold() for word in _WORD.findall(text)]


def lix(text: str, *, known: Collection[str] = ()) -> float:
    """Return the LIX of a text, without a unit; about 20 (children's book) to 70 (law).

    Parameters
    ----------
    text
        Plain text or Markdown. A colon or semicolon ends a sentence, as in the original.
    known
        Words, in lower case, that the reader knows however long they are, such as the terms
        that a lesson has explained; they do not count as long.

    Examples
    --------
    >>> round(lix("The nerve is cut. What happens immediately?"))
    32
    >>> round(lix("The nerve is cut. What happens immediately?", known={"happens"}))
    18
    """
    found = words(text)
    if not found:
        return 0.0
    sentences = sum(1 for part in _SENTENCE_END.split(text) if words(part))
    long = sum(1 for word in found if len(word) > _LONG and word not in known)
    return len(found) / sentences + 100 * long / len(found)
