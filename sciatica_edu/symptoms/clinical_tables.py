"""What is looked up at the bedside, as tables: red flags, the roots side by side, look-alikes."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from sciatica_edu.body.tables import ROOT_SIGNS
from sciatica_edu.display import Html, element, table
from sciatica_edu.evidence.citing import cite
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.symptoms.tables import LOOK_ALIKES
from sciatica_edu.triage.table import urgency_title

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sciatica_edu.evidence.course import Course

__all__ = ["EXAMPLE_FINDINGS", "look_alike_table", "red_flag_table", "roots_table"]

EXAMPLE_FINDINGS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "L4": {"knee-extension": "abnormal", "numb-inner-leg": "abnormal"},
        "L5": {"ankle-dorsiflexion": "abnormal", "numb-foot-top": "abnormal"},
        "S1": {"plantar-flexion": "abnormal", "numb-outer-foot": "abnormal"},
    }
)
"""What the localiser's worked example begins with: one movement and one patch of skin a root."""

_ROOT_ROWS = {
    "usual disc": "usual_disc",
    "pain": "pain",
    "feeling": "sensory",
    "strength": "motor",
    "reflex": "reflex",
    "tension test": "tension_test",
}


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


def roots_table(course: Course) -> Html:
    """Return what a lesion of each root usually shows, the roots side by side."""
    roots = list(course[ROOT_SIGNS].values())
    return table(
        ("", *(row.root for row in roots)),
        [(name, *(getattr(row, field) for row in roots)) for name, field in _ROOT_ROWS.items()],
        caption=f"{sentence('roots.overlap').text} {sentence('roots.recalled').text}",
    )


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
