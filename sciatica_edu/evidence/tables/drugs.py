"""Local anaesthetics with every source's dose limit, and drugs against clotting, as typed rows."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from sciatica_edu.evidence.models import Certainty, FactId, Model, Text, Verification
from sciatica_edu.evidence.tables.injections import SourcedText  # noqa: TC001  (pydantic reads the annotation at run time)

__all__ = [
    "Anaesthetic",
    "Anaesthetics",
    "Anticoagulant",
    "ClearanceInterval",
    "DoseLimit",
    "DrugDanger",
    "Edition",
    "HoldInterval",
    "IdealWeightConvention",
    "Restart",
    "SuperficialRule",
]


class DoseLimit(Model):
    """The maximum single dose one source prints (mg/kg and mg); None where it gives none."""

    source: Text
    reference: Text
    verified: Verification
    plain_mg_per_kg: float | int | None
    plain_max_mg: float | int | None
    with_adrenaline_mg_per_kg: float | int | None
    with_adrenaline_max_mg: float | int | None


class DrugDanger(Model):
    """A danger of this drug alone, shown wherever the drug is; mg at which harm is expected."""

    name: Text
    text: Text
    expected_at_mg: Annotated[float | int, Field(gt=0)]
    facts: list[FactId] = Field(min_length=1)


class Anaesthetic(Model):
    """A local anaesthetic: properties, and every source's dose limit side by side."""

    drug: Text
    drug_class: Literal["amide", "ester"]
    pka: float
    protein_binding_percent: float | int | None = None
    doses: list[DoseLimit]
    danger: DrugDanger | None = None
    note: Text | None = None
    facts: list[FactId]

    @model_validator(mode="after")
    def _limits_the_light_patient(self) -> Anaesthetic:
        if all(row.plain_mg_per_kg is None for row in self.doses):
            raise ValueError(
                f"no source of {self.drug} prints mg/kg without adrenaline; a cap alone never protects a light patient"
            )
        return self


class IdealWeightConvention(Model):
    """An ideal-weight formula in use; a convention, not a fact of the evidence.

    Ideal weight (kg) = base for the sex + `kg_per_inch` for each inch of height
    above `from_height_inch`; not defined below that height.
    """

    name: Text
    male_base_kg: float | int
    female_base_kg: float | int
    kg_per_inch: float | int
    from_height_inch: float | int
    status: Text


class Anaesthetics(Model):
    """The anaesthetics file."""

    ideal_weight: IdealWeightConvention
    anaesthetics: list[Anaesthetic]


class ClearanceInterval(Model):
    """The interval when creatinine clearance is below a limit (mL/min); no hours: no fixed time."""

    below_ml_per_min: float | int
    hours: float | int | None = None
    note: Text | None = None


class HoldInterval(Model):
    """Time since the last dose before a neuraxial or deep block; none: no fixed time."""

    hours: float | int | None = None
    hours_range: list[float | int] | None = None
    days: float | int | None = None
    days_range: list[float | int] | None = None
    reduced_clearance: list[ClearanceInterval] = Field(default_factory=list)
    plus: Text | None = None
    note: Text | None = None


class Restart(Model):
    """Hours from the needle to the next dose; none: the edition gives no time that was read."""

    hours: float | int | None = None
    after_traumatic_hours: float | int | None = None
    note: Text | None = None
    facts: list[FactId] = Field(min_length=1)


class Edition(Model):
    """What one guideline edition, table or label says for a drug; its name ends in its year.

    One without `hold_before_neuraxial` speaks of the next dose only.
    """

    edition: Annotated[str, StringConstraints(pattern=r"^[A-Z].* \d{4}$|^[A-Z].*, undated$")]
    hold_before_neuraxial: HoldInterval | None = None
    restart: Restart | None = None
    facts: list[FactId] = Field(min_length=1)
    verified: Verification
    confidence: Certainty


class SuperficialRule(StrEnum):
    """What holds for a block that is neither deep nor at the spine."""

    JUDGEMENT = "judgement"
    NO_INTERRUPTION = "no_interruption"
    AVOID = "avoid"


class Anticoagulant(Model):
    """One drug and dose class: intervals by guideline edition.

    Attributes
    ----------
    pain_procedures
        Why the editions do not settle an injection for pain at the spine, where they do not.
    """

    id: Annotated[str, StringConstraints(pattern=r"^AG-\d{2}$")]
    drug: Text
    dose_class: Text
    superficial_rule: SuperficialRule
    pain_procedures: SourcedText | None = None
    editions: list[Edition] = Field(min_length=1)
