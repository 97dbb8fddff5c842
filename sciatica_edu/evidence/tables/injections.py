"""The injections of the nerve-block lesson as typed rows; doses and intervals are in `drugs`."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from sciatica_edu.evidence.models import FactId, Model, Text
from sciatica_edu.evidence.tables.contraindications import Procedure  # noqa: TC001  (pydantic reads the annotation at run time)

__all__ = ["BleedingDepth", "ProcedureDescription", "SourcedText"]


class SourcedText(Model):
    """A sentence and the facts behind it; none means it is this course's own convention."""

    text: Text
    facts: list[FactId] = Field(default_factory=list)


class BleedingDepth(StrEnum):
    """How an injection is treated when the patient takes a drug against clotting."""

    NEURAXIAL = "neuraxial"
    DEEP = "deep"
    SUPERFICIAL = "superficial"
    MUSCLE = "muscle"


class ProcedureDescription(Model):
    """One injection that is called a "block": what it is, what it is for, what it is not."""

    id: Procedure
    name: Text
    plain_name: Text
    target: SourcedText
    reaches_nerve_root: bool
    injected: SourcedText
    used_for: list[SourcedText] = Field(min_length=1)
    done_by: SourcedText
    guidance: SourcedText
    evidence: list[SourcedText] = Field(min_length=1)
    is_not: list[SourcedText] = Field(min_length=1)
    bleeding_depth: BleedingDepth
    bleeding_depth_reason: SourcedText
