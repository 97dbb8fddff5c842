"""Read what learners type: numbers with units, and terms."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass

from sciatica_edu.errors import QuizError, UnknownNameError
from sciatica_edu.evidence.questions.quantities import canonical_unit

__all__ = ["Quantity", "distance", "folded", "read_quantity", "same_term"]

_NUMBER = re.compile(
    r"\s*(?P<sign>[-+])?\s*(?P<digits>\d[\d ]*(?:[.,]\d+)*|[.,]\d+)"
    r"(?:\s*(?:e|[x*×·]\s*10\s*\^?)\s*(?P<power>[-+]?\d{1,2})(?!\d))?"
    r"(?:\s*/\s*(?P<below>\d+(?:[.,]\d+)?))?\s*(?P<unit>.*)",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST = 60
_FILLERS = {"the", "a", "an", "of", "nervus", "musculus", "nerve", "muscle", "n", "m"}


@dataclass(frozen=True)
class Quantity:
    """A number and the canonical unit written after it, if any."""

    value: float
    unit: str | None


def read_quantity(text: str) -> Quantity:
    """Return the number and unit that a learner typed.

    A comma is a decimal comma. A comma before exactly three digits could be either, so it
    is refused rather than guessed.

    Raises
    ------
    QuizError
        If there is no number, or the unit is unknown; the message is for the learner.

    Examples
    --------
    >>> read_quantity("0,5 %"), read_quantity("5mg/ml")
    (Quantity(value=0.5, unit='%'), Quantity(value=5.0, unit='mg/mL'))
    """
    plain = text.replace("−", "-").replace("\u00a0", " ").replace("\u202f", " ").strip()
    if len(plain) > _LONGEST:
        raise QuizError("That is too long for a number. Write for example 27.5.")
    found = _NUMBER.fullmatch(plain)
    if not found:
        raise QuizError("Write a number, for example 27.5.")
    value = _number(found["digits"])
    if found["power"]:
        value *= 10.0 ** int(found["power"])
    if found["below"]:
        below = _number(found["below"])
        if below == 0:
            raise QuizError("A number cannot be divided by zero.")
        value /= below
    if found["sign"] == "-":
        value = -value
    if not math.isfinite(value):
        raise QuizError("That number is too large.")
    written = found["unit"].strip()
    if not written:
        return Quantity(value, None)
    try:
        return Quantity(value, canonical_unit(written))
    except UnknownNameError as error:
        raise QuizError(f"The unit was not understood: {error}") from None


def _number(digits: str) -> float:
    plain = digits.replace(" ", "")
    if plain.count(",") + plain.count(".") > 1:
        raise QuizError("Write the number without separators for thousands, for example 1000.")
    if re.fullmatch(r"[1-9]\d{0,2},\d{3}", plain):
        whole = plain.replace(",", "")
        point = plain.replace(",", ".")
        raise QuizError(f"Is {plain} meant as {whole} or as {point}? Write it that way.")
    return float(plain.replace(",", "."))


def folded(text: str) -> str:
    """Return a term without case, accents, punctuation, articles, and words like "nerve".

    Examples
    --------
    >>> folded("The Common-Peroneal n."), folded("N. fibuláris communis")
    ('common peroneal', 'fibularis communis')
    """
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text.casefold())
        if not unicodedata.combining(letter)
    )
    words = re.sub(r"[^\w/+%]+", " ", bare).split()
    kept = [word for word in words if word not in _FILLERS]
    return " ".join(kept or words)


def distance(first: str, second: str) -> int:
    """Return how many letters must be added, dropped, changed or swapped with a neighbour."""
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, start=1):
        earlier, before, row = before, row, [i] + [0] * len(second)
        for j, b in enumerate(second, start=1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == second[j - 2] and first[i - 2] == b:
                row[j] = min(row[j], earlier[j - 2] + 1)
    return row[-1]


def same_term(typed: str, term: str, *, lenient: bool) -> bool:
    """Return whether two terms are the same, forgiving one slip in six letters if `lenient`.

    Digits are never forgiven: L5 is not L4.
    """
    left, right = folded(typed), folded(term)
    if left == right:
        return True
    if not lenient or re.sub(r"\D", "", left) != re.sub(r"\D", "", right):
        return False
    return distance(left, right) <= len(right.replace(" ", "")) // 6
