"""Conditions that look like sciatica, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.display import Html, element, table
from sciatica_edu.evidence.citing import cite
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.symptoms.tables import LOOK_ALIKES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sciatica_edu.evidence.course import Course

__all__ = ["look_alike_table"]


def look_alike_table(course: Course) -> Html:
    """Return what speaks for and against each condition that resembles sciatica."""
    rows = [
        (row.condition, _points(row.favours_it), _points(row.against), cite(course, row.facts))
        for row in course[LOOK_ALIKES]
    ]
    return table(
        ("It may be", "Speaks for it", "Speaks against it", "Sources"),
        rows,
        caption=f"What looks like sciatica. {sentence('look-alikes.note').text}",
    )


def _points(items: Sequence[str]) -> Html:
    inner = Html("".join(element("li", item) for item in items), "")
    return Html(
        element("ul", inner, attributes={"style": "margin:0;padding-left:1.1em"}), "; ".join(items)
    )
