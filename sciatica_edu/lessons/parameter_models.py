"""What each lesson may be given: one frozen model a lesson.

Checking and describing them is in `parameters`; here stand only names, types,
defaults and ranges. A field's description is what instructors read.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from sciatica_edu.lessons.learner import require_learner_name

__all__ = [
    "PARAMETER_MODELS",
    "AnatomyParameters",
    "ArticleOnTrialParameters",
    "Audience",
    "ClinicParameters",
    "Drug",
    "ExerciseId",
    "ExercisesParameters",
    "InstructorParameters",
    "LessonParameters",
    "Level",
    "NerveBlockParameters",
    "PatientProfile",
    "Procedure",
    "StartHereParameters",
    "SymptomRecognitionParameters",
    "VerdictFilter",
]

Level = Literal["introductory", "clinical"]
Audience = Literal["self-study", "nursing", "physiotherapy", "medicine"]
ExerciseId = Literal[
    "XE-01",
    "XE-02",
    "XE-03",
    "XE-04",
    "XE-05",
    "XE-06",
    "XE-07",
    "XE-08",
    "XE-09",
    "XE-10",
    "XE-11",
    "XE-12",
    "XE-13",
    "XE-14",
    "XE-15",
    "XE-16",
]
Drug = Literal[
    "lidocaine",
    "mepivacaine",
    "ropivacaine",
    "bupivacaine",
    "levobupivacaine",
    "prilocaine",
    "chloroprocaine",
]
Procedure = Literal[
    "pnb_popliteal",
    "pnb_proximal_sciatic",
    "snrb_transforaminal_esi",
    "caudal_interlaminar_esi",
    "piriformis_injection",
]
PatientProfile = Literal[
    "healthy",
    "pregnant",
    "anticoagulated",
    "infection_at_site",
    "allergic",
    "neuropathy",
    "frail",
]
VerdictFilter = Literal[
    "all", "supported", "partly", "unsupported", "wrong", "dangerous", "opinion"
]


class LessonParameters(BaseModel):
    """What every lesson takes."""

    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", allow_inf_nan=False, defer_build=True
    )

    level: Level = Field("introductory", description="how deep the lesson goes")
    audience: Audience = Field("self-study", description="whose work the examples are taken from")
    learner: Annotated[str, AfterValidator(require_learner_name)] = Field(
        "",
        description="whose record is shown and written; empty means this computer's learner",
        json_schema_extra={
            "allowed": "empty, or a name of at most 80 characters that begins with a letter or digit "
            'and has no control characters and none of / \\ < > : " | ? *'
        },
    )
    seed: int = Field(
        1,
        ge=0,
        le=2**31 - 1,
        description="which questions and cases are drawn; same seed, same ones",
    )
    show_answers: bool = Field(
        False,  # noqa: FBT003
        description="show the worked solutions",
    )


class StartHereParameters(LessonParameters):
    """Parameters of `00_start_here`."""


class AnatomyParameters(LessonParameters):
    """Parameters of `01_anatomy`.

    Notes
    -----
    The range of `division_level_mm` is the one observed in 28 legs (fact ANA-BIF-02),
    its default the pooled mean (fact ANA-BIF-01); the variants are the six relations
    of fact ANA-PIR-01.
    """

    side: Literal["left", "right"] = Field("right", description="which leg is shown")
    piriformis_variant: Literal["A", "B", "C", "D", "E", "F"] = Field(
        "A", description="relation of the nerve to piriformis, Beaton and Anson type"
    )
    division_level_mm: float = Field(
        65.0,
        ge=0,
        le=115,
        description="where the nerve divides, above the popliteal reference",
        json_schema_extra={"unit": "mm"},
    )


class SymptomRecognitionParameters(LessonParameters):
    """Parameters of `02_symptom_recognition`."""

    root: Literal["L4", "L5", "S1"] = Field("L5", description="nerve root of the worked example")
    pre_test_probability: float = Field(
        0.5, ge=0.01, le=0.99, description="belief in a compressed root before any test"
    )


class ExercisesParameters(LessonParameters):
    """Parameters of `03_exercises`."""

    exercise: ExerciseId = Field("XE-03", description="exercise worked through in detail")
    minutes_per_day: int = Field(
        20,
        ge=5,
        le=60,
        description="time for the plan",
        json_schema_extra={"unit": "min per day"},
    )
    weeks: int = Field(
        6, ge=1, le=26, description="length of the plan", json_schema_extra={"unit": "weeks"}
    )


class NerveBlockParameters(LessonParameters):
    """Parameters of `04_nerve_block`; adults only, for teaching."""

    drug: Drug = Field("ropivacaine", description="local anaesthetic of the worked example")
    weight_kg: float = Field(
        70.0, ge=30, le=200, description="body weight", json_schema_extra={"unit": "kg"}
    )
    concentration_percent: float = Field(
        0.5, ge=0.05, le=4, description="strength of the solution", json_schema_extra={"unit": "%"}
    )
    with_adrenaline: bool = Field(
        False,  # noqa: FBT003
        description="solution with adrenaline",
    )
    procedure: Procedure = Field("pnb_popliteal", description="procedure that is screened")
    patient: PatientProfile = Field("healthy", description="profile of the patient screened")


class ClinicParameters(LessonParameters):
    """Parameters of `05_clinic`."""

    cases: int = Field(4, ge=1, le=12, description="number of patients seen")


class ArticleOnTrialParameters(LessonParameters):
    """Parameters of `06_article_on_trial`."""

    verdict: VerdictFilter = Field("all", description="which verdicts of the ledger are shown")


class InstructorParameters(LessonParameters):
    """Parameters of `instructor`."""

    class_size: int = Field(20, ge=1, le=500, description="number of students in the examples")


PARAMETER_MODELS: dict[str, type[LessonParameters]] = {
    "00_start_here": StartHereParameters,
    "01_anatomy": AnatomyParameters,
    "02_symptom_recognition": SymptomRecognitionParameters,
    "03_exercises": ExercisesParameters,
    "04_nerve_block": NerveBlockParameters,
    "05_clinic": ClinicParameters,
    "06_article_on_trial": ArticleOnTrialParameters,
    "instructor": InstructorParameters,
}
"""Lesson id → model, in the order of the course."""
