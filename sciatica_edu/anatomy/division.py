"""Where the nerve divides: a chosen level beside the published distribution.

The distribution is the normal curve of fact ANA-BIF-02 (mean 60.5 mm, SD 27 mm, n = 28,
range 0 to 115 mm above the popliteal crease): a teaching picture of spread, not a
reference interval.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sciatica_edu.display import Html, table
from sciatica_edu.errors import require_in_range

if TYPE_CHECKING:
    from sciatica_edu.content.course import Course

__all__ = ["division_panel", "share_divided_above"]


def share_divided_above(level_mm: float, *, mean_mm: float, sd_mm: float) -> float:
    """Return the share of legs (0 to 1) whose nerve divides higher than `level_mm`.

    Parameters
    ----------
    level_mm
        Height above the popliteal crease, 0 to 115 mm.
    mean_mm, sd_mm
        Mean and standard deviation of the division, in mm.

    Raises
    ------
    OutOfRangeError
        If the level lies outside the observed range.

    Notes
    -----
    A normal curve is assumed; the observed range ends at the crease itself.

    Examples
    --------
    >>> share_divided_above(60.5, mean_mm=60.5, sd_mm=27.0)
    0.5
    """
    require_in_range("division level", level_mm, 0, 115, "mm")
    return 0.5 * math.erfc((level_mm - mean_mm) / (sd_mm * math.sqrt(2)))


def division_panel(course: Course, level_mm: float) -> Html:
    """Return what a needle or a stimulus at `level_mm` above the crease would meet.

    Raises
    ------
    OutOfRangeError
        If the level lies outside the observed range (0 to 115 mm).
    """
    fact = course.fact("ANA-BIF-02")
    figure = fact.figures[0]
    mean = figure.value
    if figure.sd is None or isinstance(mean, bool) or not isinstance(mean, (int, float)):
        raise TypeError(f"fact {fact.id} carries no mean and standard deviation")
    share = share_divided_above(level_mm, mean_mm=float(mean), sd_mm=float(figure.sd))
    of_hundred = round(100 * share)
    rows = [
        ("already two separate nerves (divided higher up)", f"about {of_hundred} of 100 legs"),
        ("still one sheath (divides lower down)", f"about {100 - of_hundred} of 100 legs"),
    ]
    return table(
        (f"{level_mm:g} mm above the crease of the knee", "expected"),
        rows,
        caption="One sheath or two nerves? A normal curve through mean and spread of 28 legs "
        f"({course.source_of([fact.id])})",
    )
