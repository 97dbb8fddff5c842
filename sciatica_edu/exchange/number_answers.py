"""The answers of an imported number question, put in their places: the key, others right, wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.errors import QuizError
from sciatica_edu.exchange.task import NumberKey, NumberRange

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["number_key", "wrong_numbers"]


def number_key(
    right: Sequence[NumberRange],
    wrong: Iterable[NumberRange],
    *,
    unit: str = "",
    ask_unit: bool = False,
) -> tuple[NumberKey, str]:
    """Return the key of a file that lists answers with tolerances, and the remark to it.

    Parameters
    ----------
    right
        In the order of the file; the first without a remark of its own is the answer, the
        others are right too.
    wrong
        Known wrong ones.
    unit, ask_unit
        As in `NumberKey`.

    Raises
    ------
    QuizError
        If nothing is right.
    """
    if not right:
        raise QuizError("it has no right number")
    key = next((row for row in right if not row.feedback), right[0])
    also = tuple(row for row in right if row is not key)
    known = wrong_numbers(wrong, margin=key.reach)
    return NumberKey(key.middle, key.reach, unit, ask_unit, wrong=known, also=also), key.feedback


def wrong_numbers(rows: Iterable[NumberRange], *, margin: float) -> tuple[NumberRange, ...]:
    """Return wrong answers, those that reach no farther than a single number as single ones."""
    found = []
    for row in rows:
        single = NumberRange.known_wrong(row.middle, row.feedback, margin=margin)
        found.append(single if row.reach <= single.reach * (1 + 1e-9) else row)
    return tuple(found)
