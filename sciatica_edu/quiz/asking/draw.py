"""Choices that follow from a seed: the same on every machine and Python version.

Python's ``random`` and ``hash`` promise that for neither; a cryptographic hash does.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = ["number", "pick", "shuffled"]

T = TypeVar("T")


def number(*parts: object) -> int:
    """Return a large number that follows from `parts` alone.

    Examples
    --------
    >>> number(1, "QA-01") % 1000
    120
    """
    text = "\x1f".join(str(part) for part in parts)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def pick(things: Sequence[T], *parts: object) -> T:
    """Return one of `things`, which follows from `parts` alone.

    Examples
    --------
    >>> pick("ABCDEF", 1, "QA-01")
    'A'
    """
    return things[number(*parts) % len(things)]


def shuffled(
    things: Iterable[T], *parts: object, key: Callable[[T], object] = str
) -> tuple[T, ...]:
    """Return `things` in an order that follows from `parts` and each thing's key alone."""
    return tuple(sorted(things, key=lambda thing: (number(*parts, key(thing)), str(key(thing)))))
