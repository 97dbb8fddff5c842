"""Which condition means what for which injection, and what can go wrong, as typed rows."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from sciatica_edu.evidence.models import Certainty, FactId, Key, Model, Text

__all__ = [
    "Complication",
    "ContraindicationRule",
    "Contraindications",
    "IncidenceRange",
    "Procedure",
    "RuleVerdict",
]

RuleId = Annotated[str, StringConstraints(pattern=r"^R\d{2}$")]


class Procedure(StrEnum):
    """The injections the rules speak about."""

    PNB_POPLITEAL = "pnb_popliteal"
    PNB_PROXIMAL_SCIATIC = "pnb_proximal_sciatic"
    SNRB_TRANSFORAMINAL_ESI = "snrb_transforaminal_esi"
    CAUDAL_INTERLAMINAR_ESI = "caudal_interlaminar_esi"
    PIRIFORMIS_INJECTION = "piriformis_injection"


class RuleVerdict(StrEnum):
    """What a condition means for an injection."""

    ABSOLUTE = "absolute"
    RELATIVE = "relative"
    CAUTION = "caution"
    NO_CONCERN = "no_concern"


class ContraindicationRule(Model):
    """One condition and its meaning for each injection."""

    id: RuleId
    condition: Text
    condition_key: Key
    find_out: Text
    verdicts: dict[Procedure, RuleVerdict]
    reason: Text
    facts: list[FactId]
    article_item: Text | None
    plain_language: Text
    red_flag: Annotated[str, StringConstraints(pattern=r"^RFA-\d{2}$")] | None = None
    """The warning sign that sends the patient on before anything is injected."""
    not_with: list[Key] = Field(default_factory=list)
    confidence: Certainty


class Contraindications(Model):
    """The contraindication table."""

    procedures: list[Procedure]
    disclaimer: Text
    article_items: dict[Text, Annotated[str, StringConstraints(pattern=r"^S\d{2}$")]]
    rules: list[ContraindicationRule]


class IncidenceRange(Model):
    """How often, as the sources report it: a lowest and a highest rate, or a count of cases."""

    of_whom: Text
    low_per_10000: Annotated[float, Field(ge=0, le=10_000)] | None = None
    high_per_10000: Annotated[float, Field(ge=0, le=10_000)] | None = None
    events: Annotated[int, Field(ge=0)] | None = None
    people: Annotated[int, Field(ge=1)] | None = None
    facts: list[FactId] = Field(min_length=1)
    note: Text | None = None

    @model_validator(mode="after")
    def _rate_or_count(self) -> IncidenceRange:
        low, high = self.low_per_10000, self.high_per_10000
        rate = low is not None and high is not None and low <= high
        count = self.events is not None and self.people is not None and self.events <= self.people
        if rate == count or (low is None) != (high is None):
            raise ValueError(
                "give either low_per_10000 <= high_per_10000 or events <= people, not both"
            )
        return self


class Complication(Model):
    """A complication of an injection, in plain and in clinical words."""

    id: Annotated[str, StringConstraints(pattern=r"^K\d{2}$")]
    complication: Text
    incidence: Text
    incidence_ranges: list[IncidenceRange] = Field(default_factory=list)
    plain: Text
    clinician: Text
    facts: list[FactId] = Field(min_length=1)
