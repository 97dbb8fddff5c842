"""Numbers of the facts by name, so that a corrected fact corrects every picture and table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.errors import ContentError, did_you_mean

if TYPE_CHECKING:
    from sciatica_edu.content.course import Course
    from sciatica_edu.content.models import Figure

__all__ = ["fact_figure", "fact_number"]


def fact_figure(course: Course, fact_id: str, name: str) -> Figure:
    """Return one figure of a fact, with its unit and spread.

    Parameters
    ----------
    course
        The content.
    fact_id
        Id of the fact.
    name
        Name of the figure in the fact.

    Raises
    ------
    ContentError
        If there is no such fact, or the fact has no such figure; the nearest one is offered.
    """
    figures = {figure.name: figure for figure in course.fact(fact_id).figures}
    if name not in figures:
        raise ContentError(
            f"fact {fact_id!r} has no figure {name!r}.{did_you_mean(name, figures)} "
            f"Figures: {', '.join(figures) or 'none'}."
        )
    return figures[name]


def fact_number(course: Course, fact_id: str, name: str) -> float:
    """Return the value of one figure of a fact, in the unit the fact gives.

    Raises
    ------
    ContentError
        If the fact has no such figure, or the figure is no number.
    """
    value = fact_figure(course, fact_id, name).value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ContentError(f"fact {fact_id!r}: figure {name!r} is no number: {value!r}.")
    return float(value)
