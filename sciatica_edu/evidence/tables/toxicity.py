"""Systemic toxicity as typed rows: two checklists side by side, lipid by checklist, and the simulation."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from sciatica_edu.evidence.models import FactId, Key, Model, Text
from sciatica_edu.evidence.tables.injections import SourcedText  # noqa: TC001  (pydantic reads the annotation at run time)

__all__ = [
    "ActionKind",
    "AdrenalineRule",
    "Agreement",
    "Amount",
    "ChecklistRow",
    "Checklists",
    "LipidByWeight",
    "LipidFixed",
    "LipidRescueRule",
    "LipidScheme",
    "Toxicity",
    "ToxicityAction",
    "ToxicityPattern",
    "ToxicityScoring",
    "ToxicityStage",
    "WatchHours",
]

Positive = Annotated[float, Field(gt=0)]
Seconds = Annotated[int, Field(ge=0)]
Span = Annotated[list[Positive], Field(min_length=2, max_length=2)]


class LipidByWeight(Model):
    """Lipid emulsion by weight."""

    bolus_ml_per_kg: Positive
    infusion_ml_per_kg_per_min: Positive


class LipidFixed(Model):
    """Lipid emulsion as fixed volumes, for the heavier patient."""

    over_kg: Positive
    bolus_ml: Positive
    infusion_ml: Span
    infusion_minutes: Span


class LipidScheme(Model):
    """How one checklist gives lipid; `further_boluses` is how often the bolus may be repeated."""

    by_weight: LipidByWeight
    fixed: LipidFixed | None = None
    bolus_minutes: Span
    further_boluses: Annotated[int, Field(ge=0)]
    facts: list[FactId] = Field(min_length=1)


class LipidRescueRule(Model):
    """How much lipid emulsion, by checklist; where it ends is the same in all."""

    emulsion_percent: Positive
    upper_limit_ml_per_kg: Positive
    weight: Text
    facts: list[FactId] = Field(min_length=1)
    schemes: dict[Key, LipidScheme]


class AdrenalineRule(Model):
    """The most adrenaline at once: by ASRA, and by standard life support (common usage).

    `standard_in` are the stages in which the standard dose counts.
    """

    asra_max_microgram_per_kg: Positive
    standard_microgram: Positive
    standard_in: list[Key]


class WatchHours(Model):
    """Hours of watching afterwards, at least: after a cardiovascular and a limited nervous event."""

    cardiovascular: Positive
    nervous: Positive


class Agreement(StrEnum):
    """How two checklists stand to each other."""

    AGREE = "agree"
    DIFFER = "differ"
    ONE_SIDE = "one side"


class ChecklistRow(Model):
    """What two checklists say on one point, and how the simulation treats a difference."""

    id: Key
    topic: Text
    asra: Text
    uk: Text
    standing: Agreement
    told: Text | None = None
    facts: list[FactId] = Field(min_length=1)

    @model_validator(mode="after")
    def _a_difference_is_told(self) -> ChecklistRow:
        if (self.told is None) != (self.standing is Agreement.AGREE):
            raise ValueError("`told` says how a difference is treated, and stands there only then")
        return self


class Checklists(Model):
    """Two checklists side by side; `sources` gives the name of each."""

    sources: dict[Literal["asra", "uk"], Text]
    rows: list[ChecklistRow] = Field(min_length=1)


class ToxicityStage(Model):
    """What is seen at one stage."""

    id: Key
    title: Text
    signs: list[Text] = Field(min_length=1)
    first: Key | None = None
    """The action that comes before anything else that is given at this stage."""
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
    DISPUTED = "disputed"
    HARMFUL = "harmful"
    DELAY = "delay"


class Amount(StrEnum):
    """What a learner must reckon for an action."""

    BOLUS = "bolus"
    INFUSION = "infusion"
    DOUBLED = "doubled"
    CEILING = "ceiling"
    ADRENALINE = "adrenaline"
    WATCH = "watch"

    @property
    def unit(self) -> str:
        """The unit the learner gives it in."""
        return _UNITS[self]


_UNITS = {
    Amount.BOLUS: "mL",
    Amount.INFUSION: "mL/min",
    Amount.DOUBLED: "mL/min",
    Amount.CEILING: "mL",
    Amount.ADRENALINE: "µg",
    Amount.WATCH: "h",
}


class ToxicityAction(Model):
    """Something a team member may do, what it must follow, and why.

    Attributes
    ----------
    due_s, due_from
        It is late this many seconds after a stage began, after the first signs when no stage
        is named, after the opening with ``start``.
    vital
        Leaving it out costs points beyond those it would have earned.
    for_seizure
        It needs a seizure, and becomes due with one.
    stands_for
        The step it counts as.
    row
        The row of the checklists that says more.
    """

    id: Key
    label: Text
    kind: ActionKind
    takes_s: Annotated[int, Field(gt=0)]
    due_s: Annotated[int, Field(gt=0)] | None = None
    due_from: Key | None = None
    vital: bool = False
    for_seizure: bool = False
    stands_for: Key | None = None
    after: list[Key] = Field(default_factory=list)
    only_in: list[Key] = Field(default_factory=list)
    amount: Amount | None = None
    row: Key | None = None
    result: Text
    teaching: Text
    facts: list[FactId] = Field(min_length=1)


class ToxicityScoring(Model):
    """The game's points; a convention of this course."""

    steps: int
    order: int
    time: int
    dose: int
    harmful_action: int
    omission: int
    amount_tolerance_percent: Positive
    limit_s: Annotated[int, Field(gt=0)]


class Toxicity(Model):
    """Local-anaesthetic systemic toxicity: stages, steps, order, doses."""

    disclaimer: Text
    time_rule: Text
    scope: Text
    lipid: LipidRescueRule
    adrenaline: AdrenalineRule
    watch_hours: WatchHours
    checklists: Checklists
    stages: list[ToxicityStage]
    patterns: list[ToxicityPattern]
    actions: list[ToxicityAction]
    scoring: ToxicityScoring

    @model_validator(mode="after")
    def _names_exist(self) -> Toxicity:
        actions = {action.id for action in self.actions}
        stages = {stage.id for stage in self.stages}
        rows = {row.id for row in self.checklists.rows}
        for pattern in self.patterns:
            _known("stage", pattern.stages, stages, pattern.id)
            _known("action", pattern.required, actions, pattern.id)
        for stage in self.stages:
            _known("action", [stage.first] if stage.first else [], actions, stage.id)
        for action in self.actions:
            _known("action", action.after, actions, action.id)
            _known("stage", action.only_in, stages, action.id)
            _known("action", [action.stands_for] if action.stands_for else [], actions, action.id)
            _known("row of the checklists", [action.row] if action.row else [], rows, action.id)
            since = [action.due_from] if action.due_from else []
            _known("stage", since, stages | {"start"}, action.id)
        return self


def _known(kind: str, names: list[str], allowed: set[str], where: str) -> None:
    for name in names:
        if name not in allowed:
            raise ValueError(f"{where!r} names unknown {kind} {name!r}")
