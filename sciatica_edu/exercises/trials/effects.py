"""Effects of exercise and other treatments as published, each on its own scale. Pure.

Which effects are shown stands in ``data/effects.yaml``; every figure is looked up in a
fact of the course by name, so that a corrected fact corrects the picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from sciatica_edu.errors import ContentError
from sciatica_edu.evidence.models import FactId, Model, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sciatica_edu.evidence.models import Fact

__all__ = ["EffectRow", "EffectSize", "EffectTables", "effects_of"]


class EffectRow(Model):
    """One comparison of ``data/effects.yaml``.

    Attributes
    ----------
    what
        Treatment, comparison and outcome.
    panel
        Scale it is drawn on; effects of different panels must not be compared.
    figure
        Name of the figure in the fact.
    larger_favours
        Whom a larger printed number favours, of the two compared.
    no_effect
        Value that means no difference: 0, or 1 for a ratio.
    """

    what: Text
    panel: Text
    fact: FactId
    figure: Text
    larger_favours: Literal["first", "second"]
    no_effect: float = 0
    meaning: Text


class EffectTables(Model):
    """``data/effects.yaml``: what the two forest plots show, from the top."""

    movement: list[EffectRow] = Field(min_length=1)
    treatments: list[EffectRow] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class EffectSize:
    """One published comparison.

    Attributes
    ----------
    value, low, high
        Estimate and 95 % interval, signed so that a larger number favours what stands first.
    panel, what, no_effect, meaning, fact
        As in `EffectRow`.
    """

    panel: str
    what: str
    value: float
    low: float
    high: float
    no_effect: float
    meaning: str
    fact: str

    @property
    def clear(self) -> bool:
        """True when the interval leaves out `no_effect`."""
        return not self.low <= self.no_effect <= self.high

    def words(self) -> str:
        """Return estimate and interval."""
        return f"{self.value:g} ({self.low:g} to {self.high:g})"


def effects_of(rows: Iterable[EffectRow], fact: Callable[[str], Fact]) -> tuple[EffectSize, ...]:
    """Return the effects of some rows of the table, with the figures of their facts.

    Parameters
    ----------
    rows
        For instance ``course[EFFECTS].movement``.
    fact
        Looks a fact up by id (``course.fact``).

    Raises
    ------
    ContentError
        If a fact lacks the figure named in the table or its interval.
    """
    return tuple(_effect(row, fact(row.fact)) for row in rows)


def _effect(row: EffectRow, fact: Fact) -> EffectSize:
    figure = fact.figure(row.figure)
    interval = figure.ci95
    if (
        not isinstance(figure.value, (int, float))
        or interval is None
        or len(interval) != 2
        or interval[0] is None
        or interval[1] is None
    ):
        raise ContentError(
            f"fact {fact.id!r}: figure {row.figure!r} needs a number and a 95 % interval."
        )
    # A ratio cannot change its side by its sign.
    if row.larger_favours == "second" and row.no_effect != 0:
        raise ContentError(f"fact {fact.id!r}: a ratio is drawn with `larger_favours: first` only.")
    sign = 1 if row.larger_favours == "first" else -1
    low, high = sorted((sign * interval[0], sign * interval[1]))
    return EffectSize(
        panel=row.panel,
        what=row.what,
        value=sign * figure.value,
        low=low,
        high=high,
        no_effect=row.no_effect,
        meaning=row.meaning,
        fact=row.fact,
    )
