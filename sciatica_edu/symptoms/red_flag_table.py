"""The red flags for those who examine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.display import Html, element, table
from sciatica_edu.evidence.citing import cite
from sciatica_edu.triage.table import urgency_title

if TYPE_CHECKING:
    from sciatica_edu.evidence.course import Course

__all__ = ["red_flag_table"]


def red_flag_table(course: Course) -> Html:
    """Return the red flags: how fast, what was found, what it may be, what to do."""
    rows = [
        (
            Html(element("strong", urgency_title(flag.urgency)), urgency_title(flag.urgency)),
            flag.red_flag,
            flag.suspect,
            flag.action,
            cite(course, flag.facts, full=True),
        )
        for flag in course.red_flags.values()
    ]
    return table(
        ("How fast", "Found", "Think of", "Do", "Source"),
        rows,
        caption="Red flags for the examiner, emergencies first",
    )
