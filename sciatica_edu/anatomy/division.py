"""Where the nerve divides: a chosen level beside the published distribution.

The distribution is a normal curve through mean and spread of fact ANA-BIF-02, in mm above
the popliteal crease: a teaching picture of spread, not a reference interval.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sciatica_edu.display import Html, table
from sciatica_edu.errors import ContentError, require_in_range
from sciatica_edu.evidence.citing import cite

if TYPE_CHECKING:
    from sciatica_edu.evidence.course import Course

__all__ = ["division_panel", "share_divided_above"]

_FACT = "ANA-BIF-02"
_FIGURE = "mean_distance_above_popliteal_crease"


def share_divided_above(
    level_mm: float, *, mean_mm: float, sd_mm: float, range_mm: tuple[float, float]
) -> float:
    """Return the share of legs (0 to 1) whose nerve divides higher than `level_mm`.

    Parameters
    ----------
    level_mm
        Height above the popliteal crease, mm, inside `range_mm`.
    mean_mm, sd_mm
        Mean and standard deviation of the division, mm; the deviation above 0.
    range_mm
        Lowest and highest division that was seen, mm.

    Raises
    ------
    OutOfRangeError
        If the level lies outside the observed range.

    Notes
    -----
    A normal curve is assumed; the observed range ends at the crease itself.

    Examples
    --------
    >>> share_divided_above(60.5, mean_mm=60.5, sd_mm=27.0, range_mm=(0, 115))
    0.5
    """
    require_in_range("division level", level_mm, *range_mm, "mm")
    return 0.5 * math.erfc((level_mm - mean_mm) / (sd_mm * math.sqrt(2)))


def division_panel(course: Course, level_mm: float) -> Html:
    """Return what a needle or a stimulus at `level_mm` above the crease would meet.

    Parameters
    ----------
    course
        The content.
    level_mm
        Height above the popliteal crease, mm, inside the range that was seen.

    Raises
    ------
    OutOfRangeError
        If the level lies outside the observed range.
    ContentError
        If the fact has lost its mean, spread or range.
    """
    mean_mm, sd_mm, range_mm = _published(course)
    share = share_divided_above(level_mm, mean_mm=mean_mm, sd_mm=sd_mm, range_mm=range_mm)
    of_hundred = round(100 * share)
    rows = [
        ("already two separate nerves (divided higher up)", f"about {of_hundred} of 100 legs"),
        ("still one sheath (divides lower down)", f"about {100 - of_hundred} of 100 legs"),
    ]
    return table(
        (f"{level_mm:g} mm above the crease of the knee", "expected"),
        rows,
        caption="One sheath or two nerves? A normal curve through mean and spread of 28 legs "
        f"({cite(course, [_FACT], full=True)})",
    )


def _published(course: Course) -> tuple[float, float, tuple[float, float]]:
    """Return mean, standard deviation and range of the division, in mm."""
    mean_mm = course.fact(_FACT).number(_FIGURE)
    figure = course.fact(_FACT).figure(_FIGURE)
    ends = [end for end in figure.range or () if isinstance(end, (int, float))]
    if figure.sd is None or len(ends) != 2:
        raise ContentError(
            f"fact {_FACT!r}: figure {_FIGURE!r} needs sd and a range of two numbers."
        )
    return mean_mm, float(figure.sd), (float(ends[0]), float(ends[1]))
