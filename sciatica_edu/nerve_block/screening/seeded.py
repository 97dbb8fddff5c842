"""Draws from a seed that are the same on every machine and Python version."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeVar

from sciatica_edu.errors import OutOfRangeError, require_in_range

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["HIGHEST_SEED", "drawn", "drawn_number", "drawn_several", "require_seed"]

HIGHEST_SEED = 2**31 - 1

T = TypeVar("T")


def require_seed(seed: int) -> int:
    """Return `seed` if it is a whole number from 0 to 2147483647.

    Raises
    ------
    OutOfRangeError
        If it is not.
    """
    if isinstance(seed, bool) or not isinstance(seed, int):
        raise OutOfRangeError(f"seed is {seed!r}; allowed: whole numbers, 0 to {HIGHEST_SEED}.")
    require_in_range("seed", seed, 0, HIGHEST_SEED)
    return seed


def drawn_number(low: int, high: int, *, seed: int, label: str) -> int:
    """Return a whole number from `low` to `high`, both included, chosen by seed and label."""
    require_seed(seed)
    if low > high:
        raise OutOfRangeError(f"{label}: the lowest number {low} is above the highest {high}.")
    digest = hashlib.sha256(f"{seed}\0{label}".encode()).digest()
    return low + int.from_bytes(digest[:8], "big") % (high - low + 1)


def drawn(options: Sequence[T], *, seed: int, label: str) -> T:
    """Return one of `options`, chosen by seed and label.

    Raises
    ------
    OutOfRangeError
        If there is nothing to choose from.
    """
    if not options:
        raise OutOfRangeError(f"{label}: there is nothing to draw from.")
    return options[drawn_number(0, len(options) - 1, seed=seed, label=label)]


def drawn_several(options: Sequence[T], *, count: int, seed: int, label: str) -> tuple[T, ...]:
    """Return `count` different options in drawn order, chosen by seed and label.

    Raises
    ------
    OutOfRangeError
        If there are fewer options than `count`.
    """
    require_in_range(f"{label}: number drawn", count, 0, len(options))
    left = list(options)
    return tuple(
        left.pop(drawn_number(0, len(left) - 1, seed=seed, label=f"{label} {place}"))
        for place in range(count)
    )
