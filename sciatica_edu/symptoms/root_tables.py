"""Roots side by side, and the findings that the localiser's worked examples begin with."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from sciatica_edu.body.tables import ROOT_SIGNS
from sciatica_edu.display import Html, table
from sciatica_edu.evidence.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sciatica_edu.evidence.course import Course

__all__ = ["EXAMPLE_FINDINGS", "roots_table"]

EXAMPLE_FINDINGS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "L4": {"knee-extension": "abnormal", "numb-inner-leg": "abnormal"},
        "L5": {"ankle-dorsiflexion": "abnormal", "numb-foot-top": "abnormal"},
        "S1": {"plantar-flexion": "abnormal", "numb-outer-foot": "abnormal"},
    }
)
"""What the worked example begins with: one movement and one patch of skin for each root."""

_ROWS = {
    "usual disc": "usual_disc",
    "pain": "pain",
    "feeling": "sensory",
    "strength": "motor",
    "reflex": "reflex",
    "tension test": "tension_test",
}


def roots_table(course: Course) -> Html:
    """Return what a lesion of each root usually shows, the roots side by side."""
    roots = list(course[ROOT_SIGNS].values())
    rows = [(name, *(getattr(row, field) for row in roots)) for name, field in _ROWS.items()]
    return table(
        ("", *(row.root for row in roots)),
        rows,
        caption=f"{sentence('roots.overlap').text} {sentence('roots.recalled').text}",
    )
