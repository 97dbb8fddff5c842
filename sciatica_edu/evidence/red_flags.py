"""Red flags: how urgent, what it may be, what to do, and the one wording of the warning."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from sciatica_edu.evidence.models import FactId, Model, Text
from sciatica_edu.evidence.sentences import sentence

__all__ = ["RedFlag", "Urgency"]


class Urgency(StrEnum):
    """How fast a red flag must be acted on; the order is the order of display."""

    AMBULANCE = "ambulance"
    EMERGENCY_DEPARTMENT = "emergency department"
    SAME_DAY = "same day"
    URGENT = "urgent"


class RedFlag(Model):
    """A warning sign, what it may mean, and what to do."""

    id: Annotated[str, StringConstraints(pattern=r"^RFA-\d{2}$")]
    red_flag: Text
    suspect: Text
    action: Text
    urgency: Urgency
    learner_wording: Text | None = None
    sentence: Text | None = None
    """Id of the sentence that is the warning's one wording, instead of `learner_wording`."""
    facts: list[FactId] = Field(min_length=1)

    @model_validator(mode="after")
    def _has_one_wording(self) -> RedFlag:
        if (self.learner_wording is None) == (self.sentence is None):
            raise ValueError("give either learner_wording or sentence")
        return self

    @property
    def wording(self) -> str:
        """The warning in the words that a learner reads."""
        return self.learner_wording or sentence(self.sentence or "").text
