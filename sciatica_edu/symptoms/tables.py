"""The tables of the symptoms topic: tests, imaging, look-alikes, and the signs of each level.

The localiser's signs refer to muscles, territories and facts by id; the topic reads meaning from those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from sciatica_edu.evidence.models import Certainty, FactId, Model, Text, Verification
from sciatica_edu.evidence.table import Table
from sciatica_edu.evidence.tables.body_map import BodyMap, ViewName

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "BODY_MAP",
    "IMAGING_WITHOUT_PAIN",
    "LEVEL_SIGNS",
    "LOOK_ALIKES",
    "PAIN_DRAWINGS",
    "TABLES",
    "TESTS",
    "ImagingFinding",
    "ImagingWithoutPain",
    "Level",
    "LevelSign",
    "LevelSigns",
    "LookAlike",
    "PainDrawings",
    "PaintedPlaces",
    "TestAccuracy",
]

Fraction = Annotated[float, Field(ge=0, le=1)]
Interval = list[float]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
RootName = Literal["L1", "L2", "L3", "L4", "L5", "S1", "S2", "S3"]
_MOST_AT_FIRST = 8
SignKind = Literal["movement", "numbness", "reflex", "tension", "pain", "cauda_equina"]


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


class Spot(Model):
    """A point of the right leg where feeling is tested: ``(across, down)`` in a view of the body."""

    view: ViewName
    at: tuple[Fraction, float]


class LevelSign(Model):
    """A sign that can be found abnormal, normal, or not be examined.

    `roots` names the roots that usually show it (root_signs.yaml, dermatomes.yaml);
    `muscles` and `territories` tie it to muscles.yaml and skin_territories.yaml.
    """

    id: Slug
    kind: SignKind
    label: Text
    how: Text
    roots: list[RootName] = []
    muscles: list[Text] = []
    territories: list[Text] = []
    spot: Spot | None = None
    first: bool = False
    """Whether the short examination begins with it."""
    root_words: Text | None = None
    """Words of root_signs.yaml on which the roots of a movement rest."""
    recalled_nerves: list[Slug] = []
    """Levels that this sign fits by standard anatomy without a verified fact of the course."""
    facts: list[FactId] = Field(min_length=1)


class Level(Model):
    """A place where nerve fibres can be harmed; supply is matched on muscles and territories."""

    id: Slug
    label: Text
    kind: Literal["root", "nerve", "cauda_equina"]
    root: RootName | None = None
    supplies: list[Text] = []
    """Beginnings of `nerve` in muscles.yaml."""
    territories: list[Text] = []
    facts: list[FactId] = Field(min_length=1)


class LevelSigns(Model):
    """Signs and levels of the localiser."""

    signs: list[LevelSign]
    levels: list[Level]

    @model_validator(mode="after")
    def _begins_short(self) -> Self:
        first = [sign.id for sign in self.signs if sign.first]
        if len(first) > _MOST_AT_FIRST:
            raise ValueError(
                f"{len(first)} signs are first: {', '.join(first)}; allowed: at most {_MOST_AT_FIRST}"
            )
        return self


class PaintedPlaces(Model):
    """Places of the body that a drawing has together, and how often, by root.

    `basis` names for each root the fact that gives the number, or says that it is invented.
    """

    id: Slug
    places: list[Text] = Field(min_length=1)
    percent: dict[RootName, Annotated[float, Field(gt=0, lt=100)]]
    basis: dict[RootName, FactId | Literal["invented for teaching"]]

    @model_validator(mode="after")
    def _each_number_has_its_basis(self) -> Self:
        if set(self.percent) != set(self.basis):
            raise ValueError(f"{self.id}: percent and basis must name the same roots")
        return self


class PainDrawings(Model):
    """How made-up pain drawings come about."""

    groups: list[PaintedPlaces] = Field(min_length=1)


TESTS: Table[Mapping[str, TestAccuracy]] = Table("tests.yaml", TestAccuracy)
IMAGING_WITHOUT_PAIN: Table[ImagingWithoutPain] = Table(
    "imaging_without_pain.yaml", ImagingWithoutPain, key=None
)
LOOK_ALIKES: Table[list[LookAlike]] = Table("look_alikes.yaml", list[LookAlike], key=None)
BODY_MAP: Table[BodyMap] = Table("anatomy/body_map.yaml", BodyMap, key=None)
LEVEL_SIGNS: Table[LevelSigns] = Table("anatomy/level_signs.yaml", LevelSigns, key=None)
PAIN_DRAWINGS: Table[PainDrawings] = Table("pain_drawings.yaml", PainDrawings, key=None)

TABLES = (TESTS, IMAGING_WITHOUT_PAIN, LOOK_ALIKES, BODY_MAP, LEVEL_SIGNS, PAIN_DRAWINGS)
