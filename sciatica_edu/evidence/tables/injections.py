"""Two tables of the nerve-block lesson as typed rows: the five injections, and toxicity.

Doses and intervals are in `drugs`, rules in `contraindications`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from sciatica_edu.evidence.models import FactId, Key, Model, Text
from sciatica_edu.evidence.tables.contraindications import Procedure  # noqa: TC001  (pydantic reads the annotation at run time)

__all__ = [
    "ActionKind",
    "AmountUnit",
    "BleedingDepth",
    "LipidRescueRule",
    "LipidUnderBoundary",
    "LipidUpward",
    "ProcedureDescription",
    "SourcedText",
    "Toxicity",
    "ToxicityAction",
    "ToxicityPattern",
    "ToxicityScoring",
    "ToxicityStage",
]

Positive = Annotated[float, Field(gt=0)]
Seconds = Annotated[int, Field(ge=0)]


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


class LipidUnderBoundary(Model):
    """Lipid emulsion by weight, for the lighter patient."""

    bolus_ml_per_kg: Positive
    infusion_ml_per_kg_per_min: Positive


class LipidUpward(Model):
    """Lipid emulsion as fixed volumes, for the heavier patient."""

    bolus_ml: Positive
    bolus_minutes: list[Positive] = Field(min_length=2, max_length=2)
    infusion_ml: list[Positive] = Field(min_length=2, max_length=2)
    infusion_minutes: list[Positive] = Field(min_length=2, max_length=2)


class LipidRescueRule(Model):
    """How much 20 % lipid emulsion, by weight."""

    emulsion_percent: Positive
    boundary_kg: Positive
    under: LipidUnderBoundary
    over: LipidUpward
    upper_limit_ml_per_kg: Positive
    weight: Text
    repeat: Text
    facts: list[FactId] = Field(min_length=1)


class ToxicityStage(Model):
    """What is seen at one stage."""

    id: Key
    title: Text
    signs: list[Text] = Field(min_length=1)
    facts: list[FactId]


class ToxicityPattern(Model):
    """How a case unfolds; times are the game's own seconds."""

    id: Key
    title: Text
    story: Text
    injecting: bool
    stages: list[Key] = Field(min_length=1)
    stage_after_s: list[list[Seconds]]
    required: list[Key] = Field(min_length=1)
    lesson: SourcedText

    @model_validator(mode="after")
    def _one_time_per_change(self) -> ToxicityPattern:
        if len(self.stage_after_s) != len(self.stages) - 1:
            raise ValueError("stage_after_s needs one [shortest, longest] per change of stage")
        if any(len(span) != 2 or span[0] > span[1] for span in self.stage_after_s):
            raise ValueError("each span of stage_after_s is [shortest, longest] in seconds")
        return self


class ActionKind(StrEnum):
    """What choosing an action means."""

    STEP = "step"
    OPTIONAL = "optional"
    HARMFUL = "harmful"
    DELAY = "delay"


class AmountUnit(StrEnum):
    """The unit of the amount a learner must give with an action."""

    ML = "mL"
    ML_PER_MIN = "mL/min"
    MICROGRAM = "µg"


class ToxicityAction(Model):
    """Something a team member may do, what it must follow, and why."""

    id: Key
    label: Text
    kind: ActionKind
    takes_s: Annotated[int, Field(gt=0)]
    due_s: Annotated[int, Field(gt=0)] | None = None
    after: list[Key] = Field(default_factory=list)
    only_in: list[Key] = Field(default_factory=list)
    amount: AmountUnit | None = None
    result: Text
    teaching: Text
    facts: list[FactId]


class ToxicityScoring(Model):
    """The game's points; a convention of this course."""

    steps: int
    order: int
    time: int
    dose: int
    harmful_action: int
    amount_tolerance_percent: Positive
    limit_s: Annotated[int, Field(gt=0)]


class Toxicity(Model):
    """Local-anaesthetic systemic toxicity: stages, steps, order, doses."""

    disclaimer: Text
    time_rule: Text
    scope: Text
    lipid: LipidRescueRule
    adrenaline_max_microgram_per_kg: Positive
    stages: list[ToxicityStage]
    patterns: list[ToxicityPattern]
    actions: list[ToxicityAction]
    scoring: ToxicityScoring

    @model_validator(mode="after")
    def _names_exist(self) -> Toxicity:
        actions = {action.id for action in self.actions}
        stages = {stage.id for stage in self.stages}
        for pattern in self.patterns:
            _known("stage", pattern.stages, stages, pattern.id)
            _known("action", pattern.required, actions, pattern.id)
        for action in self.actions:
            _known("action", action.after, actions, action.id)
            _known("stage", action.only_in, stages, action.id)
        return self


def _known(kind: str, names: list[str], allowed: set[str], where: str) -> None:
    for name in names:
        if name not in allowed:
            raise ValueError(f"{where!r} names unknown {kind} {name!r}")
