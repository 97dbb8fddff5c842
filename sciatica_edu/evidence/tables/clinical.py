"""The clinical tables as typed rows: anatomy, tests, red flags, exercises, recovery.

Drugs are in `drugs`, rules and complications of injections in `contraindications`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from sciatica_edu.evidence.models import Certainty, FactId, Model, Text, Verification
from sciatica_edu.evidence.sentences import sentence

__all__ = [
    "Dermatome",
    "ImagingFinding",
    "ImagingWithoutPain",
    "LookAlike",
    "Muscle",
    "NerveBranch",
    "RedFlag",
    "RootSigns",
    "SkinTerritory",
    "TestAccuracy",
    "Urgency",
]

Fraction = Annotated[float, Field(ge=0, le=1)]
Interval = list[float]


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
