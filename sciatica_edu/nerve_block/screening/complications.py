"""How often things go wrong, as natural frequencies: "2 to 3 of 10,000 people".

A range is what sources report, not a confidence interval; counts get a 95 % interval
(Wilson). Where no rate was found, that is said.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sciatica_edu.errors import OutOfRangeError, require_in_range

if TYPE_CHECKING:
    from sciatica_edu.evidence.tables.contraindications import Complication, IncidenceRange

__all__ = [
    "Frequency",
    "frequencies",
    "natural_frequency",
    "wilson_interval",
]

_PEOPLE = 10_000
_Z_95 = 1.959963984540054  # two-sided 95 % of the normal distribution


@dataclass(frozen=True)
class Frequency:
    """Lowest and highest rate per 10,000 people, and whether it is a range or an interval."""

    low_per_10000: float
    high_per_10000: float
    counted: str
    words: str
    note: str | None


def wilson_interval(events: int, people: int) -> tuple[float, float]:
    """Return the 95 % interval of a proportion (0 to 1) by Wilson's method.

    Parameters
    ----------
    events
        Number of people with the event, 0 to `people`.
    people
        Number of people, 1 or more.

    Raises
    ------
    OutOfRangeError
        If a number is outside its range.
    """
    require_in_range("number of people", people, 1, 10**9)
    require_in_range("number of events", events, 0, people)
    share, z2 = events / people, _Z_95**2
    centre = share + z2 / (2 * people)
    half = _Z_95 * math.sqrt(share * (1 - share) / people + z2 / (4 * people**2))
    low = 0.0 if events == 0 else (centre - half) / (1 + z2 / people)
    high = 1.0 if events == people else (centre + half) / (1 + z2 / people)
    return low, high


def natural_frequency(per_10000: float) -> str:
    """Return a rate in words: "2 of 10,000", or "1 of 150,000" when rarer than 1 of 10,000.

    Parameters
    ----------
    per_10000
        Rate, 0 to 10,000.

    Raises
    ------
    OutOfRangeError
        If the rate is outside that range.

    Examples
    --------
    >>> natural_frequency(2.8)
    '2.8 of 10,000'
    >>> natural_frequency(10_000 / 150_000)
    '1 of 150,000'
    """
    require_in_range("rate per 10,000", per_10000, 0, _PEOPLE)
    if per_10000 == 0:
        return "0 of 10,000"
    if per_10000 >= 1:
        return f"{_short(per_10000)} of 10,000"
    return f"1 of {_rounded(_PEOPLE / per_10000):,}"


def frequencies(row: Complication) -> tuple[Frequency, ...]:
    """Return how often a complication comes, in words; nothing where no rate was found."""
    return tuple(_frequency(item) for item in row.incidence_ranges)


def _frequency(item: IncidenceRange) -> Frequency:
    if item.events is not None and item.people is not None:
        low, high = (_PEOPLE * share for share in wilson_interval(item.events, item.people))
        counted = f"{item.events} of {item.people:,} (95 % interval)"
        words = (
            f"{item.events} of {item.people:,} {item.of_whom}; at most {natural_frequency(high)}"
        )
    elif item.low_per_10000 is not None and item.high_per_10000 is not None:
        low, high = item.low_per_10000, item.high_per_10000
        counted = "range of reported rates, not an interval" if low < high else "one estimate"
        words = f"{_span(low, high)} {item.of_whom}"
    else:
        raise OutOfRangeError("an incidence needs a rate or a count; it has neither.")
    return Frequency(low, high, counted, words, item.note)


def _span(low: float, high: float) -> str:
    """Return a range in one kind of words, so that its ends can be compared."""
    if low == high:
        return natural_frequency(low)
    if low >= 1:
        return f"{_short(low)} to {_short(high)} of {_PEOPLE:,}"
    return f"1 of {_rounded(_PEOPLE / low):,} to 1 of {_rounded(_PEOPLE / high):,}"


def _short(value: float) -> str:
    return f"{value:.0f}" if value >= 10 else f"{value:.2g}"


def _rounded(value: float) -> int:
    """Round to two significant digits: the sources are no more precise."""
    digits = max(0, math.floor(math.log10(value)) - 1)
    return int(round(value, -digits))
