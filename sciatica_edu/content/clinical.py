"""The clinical tables as typed rows: anatomy, tests, red flags, exercises, injections."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from sciatica_edu.content.models import Certainty, FactId, Model, Text, Verification

__all__ = [
    "Anaesthetic",
    "Anaesthetics",
    "Anticoagulant",
    "ClearanceInterval",
    "Complication",
    "ContraindicationRule",
    "Contraindications",
    "Dermatome",
    "DoseLimit",
    "Exercise",
    "HoldInterval",
    "IdealWeightConvention",
    "ImagingFinding",
    "ImagingWithoutPain",
    "IncidenceRange",
    "LookAlike",
    "Muscle",
    "NerveBranch",
    "OtherEdition",
    "Procedure",
    "Recovery",
    "RecoveryModel",
    "RecoveryPoint",
    "RecoveryStudy",
    "RedFlag",
    "RootSigns",
    "RuleVerdict",
    "Scale",
    "SkinTerritory",
    "SuperficialRule",
    "TeachingDoseLimit",
    "TestAccuracy",
    "Urgency",
    "WorkedDose",
]

Fraction = Annotated[float, Field(ge=0, le=1)]
Interval = list[float]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$")]
RuleId = Annotated[str, StringConstraints(pattern=r"^R\d{2}$")]


class Muscle(Model):
    """A muscle of the lower limb: nerve, roots, action."""

    id: Text
    muscle: Text
    nerve: Text
    from_sciatic: bool
    roots: Text
    action: Text
    verified_nerve: Verification
    verified_roots: Verification
    confidence: Certainty
    note: Text | None = None


class NerveBranch(Model):
    """A branch of the sciatic nerve in the tree of branches."""

    id: Text
    name: Text
    terminologia_anatomica: Text | None
    parent: Text | None
    also_from: Text | None = None
    roots: list[Text]
    course: Text
    muscle_labels: list[Text]
    skin_ids: list[Text]
    facts: list[FactId] = Field(min_length=1)


class SkinTerritory(Model):
    """An area of skin and the peripheral nerve that serves it."""

    id: Text
    area: Text
    nerve: Text
    parent: Text
    from_sciatic: bool
    verified: Verification


class Dermatome(Model):
    """Skin usually served by one root; maps disagree."""

    root: Text
    area: Text
    key_point: Text
    verified: Verification


class RootSigns(Model):
    """What a lesion of one root usually shows."""

    root: Text
    usual_disc: Text
    pain: Text
    sensory: Text
    motor: Text
    reflex: Text
    tension_test: Text
    verified: Verification
    confidence: Certainty
    note: Text | None = None


class TestAccuracy(Model):
    """Sensitivity and specificity (0 to 1) of one test in one setting."""

    __test__ = False  # pytest would take the name for a test class

    id: Annotated[str, StringConstraints(pattern=r"^TA-\d{2}$")]
    test: Text
    target: Text
    setting: Text
    sensitivity: Fraction | None = None
    sensitivity_ci95: Interval | None = None
    specificity: Fraction | None = None
    specificity_ci95: Interval | None = None
    n: Text | None = None
    lr_positive: float | None = Field(default=None, ge=0)
    lr_negative: float | None = Field(default=None, ge=0)
    lr_published: dict[str, float | int | str | Interval] | None = None
    reference: Text
    verified: Verification
    confidence: Certainty
    note: Text | None = None


class ImagingFinding(Model):
    """One finding: percent of people without symptoms, per age of the table."""

    finding: Text
    percent: list[Annotated[int, Field(ge=0, le=100)]]
    verification: Text


class ImagingWithoutPain(Model):
    """Imaging findings in people without symptoms, by age."""

    reference: Text
    ages_years: list[int]
    unit: Text
    note: Text
    rows: list[ImagingFinding]


class LookAlike(Model):
    """A condition that resembles sciatica."""

    condition: Text
    favours_it: list[Text]
    against: list[Text]
    facts: list[FactId]


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
    learner_wording: Text
    facts: list[FactId] = Field(min_length=1)


class Exercise(Model):
    """An exercise: poses (degrees, approximate), dose, when to avoid it, when to stop."""

    id: Annotated[str, StringConstraints(pattern=r"^XE-\d{2}$")]
    name: Text
    article_exercise: int | None
    aliases: list[Text]
    start_pose_deg: dict[str, float | int | bool | str | dict[str, float | int | str]]
    end_pose_deg: dict[str, float | int | bool | str | dict[str, float | int | str]]
    muscles_lengthened: list[Text]
    muscles_loaded: list[Text]
    timing: dict[str, float | int | str | list[float | int]]
    article_dose: Text | None
    suggested_dose: Text
    progression: Text
    regression: Text
    avoid_or_modify: list[Text]
    stop_rules: list[Text] = Field(min_length=1)
    facts: list[FactId] = Field(min_length=1)
    angles_verified: Verification
    confidence: Certainty
    note: Text | None = None


class Scale(Model):
    """An outcome scale: range, meaning and licence. Its items are not reproduced."""

    id: Annotated[str, StringConstraints(pattern=r"^SC-\d{2}$")]
    name: Text
    items: int
    item_range: list[int] | None = None
    range: list[int]
    direction: Text | None = None
    scoring: Text | None = None
    domains: list[Text] | None = None
    groups: dict[str, Text] | None = None
    minimal_important_change: float | int | None = None
    minimal_important_change_percent: float | int | None = None
    measurement_error_points: float | int | None = None
    licence: Text
    reproduce_items: Text


class RecoveryPoint(Model):
    """Percent of people with the study's outcome at a week."""

    week: Annotated[int, Field(ge=0)]
    percent: Annotated[int, Field(ge=0, le=100)]


class RecoveryStudy(Model):
    """A published course of recovery; `measure` says what was counted."""

    id: Annotated[str, StringConstraints(pattern=r"^REC-\d{2}$")]
    study: Text
    measure: Text
    points: list[RecoveryPoint]
    facts: list[FactId]


class RecoveryModel(Model):
    """An exponential teaching curve with a median in weeks."""

    formula: Text
    median_weeks: float
    population: Text
    facts: list[FactId]
    warning: Text


class Recovery(Model):
    """All published courses and the teaching curve."""

    studies: list[RecoveryStudy]
    model: RecoveryModel


class DoseLimit(Model):
    """The maximum single dose one source prints (mg/kg and mg); None where it gives none."""

    source: Text
    reference: Text
    verified: Verification
    plain_mg_per_kg: float | int | None
    plain_max_mg: float | int | None
    with_adrenaline_mg_per_kg: float | int | None
    with_adrenaline_max_mg: float | int | None


class TeachingDoseLimit(Model):
    """The cautious limit the exercises use."""

    plain_mg_per_kg: float | int
    plain_max_mg: float | int
    with_adrenaline_mg_per_kg: float | int
    with_adrenaline_max_mg: float | int


class Anaesthetic(Model):
    """A local anaesthetic: properties, and every source's dose limit side by side."""

    drug: Text
    drug_class: Literal["amide", "ester"]
    pka: float
    protein_binding_percent: float | int | None = None
    onset_min: list[float | int]
    duration_h: list[float | int]
    doses: list[DoseLimit]
    teaching_default: TeachingDoseLimit
    max_24h_mg: float | int | None = None
    note: Text | None = None
    facts: list[FactId]


class WorkedDose(Model):
    """A worked dose example; used by lessons and tests."""

    id: Annotated[str, StringConstraints(pattern=r"^DC-\d$")]
    task: Text
    working: Text
    max_mg: float | int | None = None
    max_ml: float | int | None = None
    volume_ml: float | int | None = None
    rate_ml_per_min: float | int | None = None
    max_ml_at_1_percent: float | int | None = None


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

    rule: Text
    weight_rule: Text
    ideal_weight: IdealWeightConvention
    warning: Text
    anaesthetics: list[Anaesthetic]
    worked_examples: list[WorkedDose]


class ClearanceInterval(Model):
    """The interval when creatinine clearance is below a limit (mL/min); no hours: no fixed time."""

    below_ml_per_min: float | int
    hours: float | int | None = None
    note: Text | None = None


class HoldInterval(Model):
    """Time since the last dose before a neuraxial or deep block."""

    hours: float | int | None = None
    hours_if_crcl_below_30: float | int | None = None
    hours_range: list[float | int] | None = None
    days: float | int | None = None
    days_range: list[float | int] | None = None
    reduced_clearance: list[ClearanceInterval] = Field(default_factory=list)
    plus: Text | None = None
    note: Text | None = None


class OtherEdition(Model):
    """What another guideline edition or a local table says for the same drug."""

    edition: Text
    hold_before_neuraxial: HoldInterval
    facts: list[FactId] = Field(min_length=1)
    verified: Verification
    confidence: Certainty
    note: Text | None = None


class SuperficialRule(StrEnum):
    """What `superficial_block` says, for the machine."""

    JUDGEMENT = "judgement"
    NO_INTERRUPTION = "no_interruption"
    AVOID = "avoid"


class Anticoagulant(Model):
    """One drug and dose class: intervals by guideline edition."""

    id: Annotated[str, StringConstraints(pattern=r"^AG-\d{2}$")]
    drug: Text
    drug_key: Key
    dose_class: Text
    dose_key: Key
    hold_before_neuraxial: HoldInterval
    deep_block: Text
    superficial_block: Text
    superficial_rule: SuperficialRule
    restart_after: HoldInterval
    edition: Text
    facts: list[FactId] = Field(default_factory=list)
    verified: Verification
    confidence: Certainty
    other_editions: list[OtherEdition] = Field(default_factory=list)
    note: Text | None = None


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
    emergency_redirect: bool
    emergency_red_flag: Annotated[str, StringConstraints(pattern=r"^RFA-\d{2}$")] | None = None
    not_with: list[Key] = Field(default_factory=list)
    confidence: Certainty

    @model_validator(mode="after")
    def _redirect_says_where(self) -> ContraindicationRule:
        if self.emergency_redirect != (self.emergency_red_flag is not None):
            raise ValueError(
                "emergency_redirect and emergency_red_flag belong together: "
                "a redirect says where to go, and only a redirect does"
            )
        return self


class Contraindications(Model):
    """The contraindication table."""

    procedures: list[Procedure]
    definitions: dict[RuleVerdict, Text]
    combine: Text
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
