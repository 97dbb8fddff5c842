"""Rows of the 3D body's tables: what each field is, and which combinations make sense.

The files are named in `tables`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from sciatica_edu.evidence.models import FactId, Model, Text

__all__ = [
    "JointRow",
    "Joints",
    "LigamentRow",
    "Ligaments",
    "MuscleLimitRow",
    "MuscleLimits",
    "MuscleShapes",
    "NerveSites",
    "PassageRow",
    "StructureKind",
    "StructureLayer",
    "StructureRow",
    "TubeRow",
    "ViewRow",
    "Views",
]

Vector = tuple[float, float, float]
Limits = tuple[float, float]
Place = tuple[Text, float, float, float]
"""A body of the skeleton and a point in its frame, mm."""
Size = Annotated[float, Field(gt=0)]
Share = Annotated[float, Field(ge=0, le=1)]


class StructureKind(StrEnum):
    """What sort of thing a structure is."""

    NERVE = "nerve"
    MUSCLE = "muscle"
    BONE = "bone"
    LIGAMENT = "ligament"
    LANDMARK = "landmark"


class StructureLayer(StrEnum):
    """What can be shown or taken away together."""

    BONES = "bones"
    LIGAMENTS = "ligaments"
    NERVE = "nerve"
    DEEP = "deep"
    """Muscles that lie deep."""
    SUPERFICIAL = "superficial"
    """Muscles that cover the others."""
    LANDMARKS = "landmarks"


class StructureRow(Model):
    """A structure that can be identified, as written."""

    id: Text
    name: Text
    terminologia_anatomica: Text | None = None
    kind: StructureKind
    layer: StructureLayer
    parts: list[Text]
    paired: bool
    muscle: Text | None = None
    branch: Text | None = None
    roots: tuple[Text, ...] = ()
    fact: FactId | None = None
    view: Text
    at: Place | None = None
    ends: Text | None = None

    @model_validator(mode="after")
    def _one_place(self) -> StructureRow:
        places = [bool(self.parts), self.at is not None, self.ends is not None]
        if sum(places) != 1:
            raise ValueError("a structure has either parts, or a landmark's `at`, or `ends`")
        return self


class ViewRow(Model):
    """A named camera view of the right side: lengths in mm, directions of any length above 0."""

    id: Text
    title: Text
    at: Place
    eye: Vector
    up: Vector
    room: bool = False
    alone: bool = False
    height: Size
    layers: list[StructureLayer]
    hide: list[Text]
    labels: list[Text]

    @model_validator(mode="after")
    def _no_hidden_label(self) -> ViewRow:
        for label in self.labels:
            if label in self.hide:
                raise ValueError(f"{label!r} is hidden and labelled at once")
        return self


class TubeRow(Model):
    """How thick a line is drawn: mm at the start, at the fullest place, at the end; shares 0 to 1."""

    width: tuple[Size, Size, Size]
    depth: tuple[Size, Size, Size]
    belly_at: Share
    tendon: tuple[Share, Share]
    facing: Vector


class MuscleShapes(Model):
    """Thickness of the drawn muscles, and which of their lines make one sheet."""

    shapes: dict[Text, TubeRow]
    sheets: dict[Text, Annotated[list[Text], Field(min_length=2)]]


class LigamentRow(Model):
    """A ligament drawn through points."""

    points: Annotated[list[Place], Field(min_length=2)]
    why: Text
    shape: TubeRow


class Ligaments(Model):
    """The drawn ligaments."""

    ligaments: dict[Text, LigamentRow]


class _Site(Model):
    at: Place
    facts: list[FactId]
    why: Text


class _Level(Model):
    value: Size
    facts: list[FactId]
    why: Text | None = None


class _Reason(Model):
    why: Text
    facts: list[FactId]


class _Division(Model):
    default_mm: _Level
    crease: _Reason
    apart_mm: _Level


class PassageRow(Model):
    """Where the whole nerve, or its two parts, pass piriformis: names of lines."""

    undivided: Text | None = None
    fibular: Text | None = None
    tibial: Text | None = None
    meaning: Text

    @model_validator(mode="after")
    def _whole_or_two_parts(self) -> PassageRow:
        parts = (self.fibular is not None, self.tibial is not None)
        if parts not in ((True, True), (False, False)) or (self.undivided is None) != all(parts):
            raise ValueError("a passage has either `undivided`, or both `fibular` and `tibial`")
        return self


class NerveSites(Model):
    """Points of the sciatic nerve, the lines through them, its division and its variants."""

    reviewed_by_an_anatomist: bool
    sites: dict[Text, _Site]
    lines: dict[Text, Annotated[list[Text], Field(min_length=1)]]
    division: _Division
    piriformis: dict[Literal["A", "B", "C", "D", "E", "F"], PassageRow]


class JointRow(Model):
    """A joint in degrees, and the skeleton's coordinates it drives."""

    name: Text
    paired: bool = False
    range_deg: Limits
    model_range_deg: Limits | None = None
    source: Literal["myo", "course"]
    positive: Text
    drives: Annotated[dict[Text, float], Field(min_length=1)]
    note: str = ""

    @model_validator(mode="after")
    def _ranges_rise(self) -> JointRow:
        for limits in (self.range_deg, self.model_range_deg):
            if limits is not None and limits[0] >= limits[1]:
                raise ValueError(f"joint {self.name!r}: the range {limits} does not rise")
        if self.source == "course" and not self.note:
            raise ValueError(f"joint {self.name!r}: our own choice needs a note that says why")
        return self


class Joints(Model):
    """Every joint a learner can move."""

    joints: list[JointRow]


class MuscleLimitRow(Model):
    """A joint angle beyond which a muscle's path is not known."""

    muscle: Text
    joint: Text
    highest_deg: float
    why: Text


class MuscleLimits(Model):
    """All such limits."""

    limits: list[MuscleLimitRow]


class Views(Model):
    """The named views in the order of their buttons."""

    views: Annotated[list[ViewRow], Field(min_length=1)]
