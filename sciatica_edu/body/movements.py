"""The pictured movements: poses in order, how they are seen, and how they are done. ``data/body/movements.yaml``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field, model_validator

from sciatica_edu.body.motion.pose import Pose, all_poses
from sciatica_edu.body.rows import Vector  # noqa: TC001 - pydantic reads it
from sciatica_edu.errors import did_you_mean
from sciatica_edu.evidence.models import FactId, Model, Text
from sciatica_edu.evidence.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["MOVEMENTS", "Arrow", "Movement", "Pain"]


class Pain(Model):
    """A red mark at a part of the body, in one of the pictures (from 1)."""

    picture: int = Field(alias="in", ge=1)
    at: Text


class Arrow(Pain):
    """An arrow beside a part; it points where the part is moved or pushed."""

    to: Vector


class Movement(Model):
    """An exercise or examination test; ``movements.yaml`` says what each field means."""

    id: Text
    title: Text
    poses: list[Text] = Field(min_length=2, max_length=3)
    path: list[Text] = Field(default=[])
    anchor: Text
    eye: Vector = (-1.0, -0.42, 0.38)
    bed: Literal["mat", "couch"] | None = None
    seat_mm: float = Field(default=0, ge=0, le=800)
    things: list[Literal["wall", "strap", "hammer"]] = Field(default=[])
    arrows: list[Arrow] = Field(default=[])
    pains: list[Pain] = Field(default=[])
    focus: Text | None = None
    height_mm: float | None = Field(default=None, gt=100)
    alt: list[Text]
    how: list[Text] = Field(min_length=3, max_length=3)
    facts: list[FactId] = Field(default=[])
    basis: Text | None = None

    @model_validator(mode="after")
    def _whole(self) -> Movement:
        for name in (*self.poses, *self.path):
            if name not in all_poses():
                raise ValueError(f"unknown pose {name!r}.{did_you_mean(name, all_poses())}")
        if self.path and [name for name in self.path if name in self.poses] != self.poses:
            raise ValueError("`path` goes through the `poses` in their order")
        if len(self.alt) != len(self.poses):
            raise ValueError("give one `alt` for each of the `poses`")
        if any(mark.picture > len(self.poses) for mark in (*self.arrows, *self.pains)):
            raise ValueError("`in` counts the pictures from 1")
        if (self.focus is None) != (self.height_mm is None):
            raise ValueError("`focus` and `height_mm` belong together")
        if not self.facts and self.basis is None:
            raise ValueError("a movement without facts says in `basis` what its lines rest on")
        return self

    @property
    def is_test(self) -> bool:
        """Whether an examiner does it."""
        return self.id.startswith("EXAM-")

    def on_the_way(self, steps: int = 10) -> list[Pose]:
        """Poses from the first to the last in so many steps, all parts of the path equally long."""
        named = [all_poses()[name] for name in self.path or self.poses]
        found = [named[0]]
        for step in range(1, steps):
            part, along = divmod(step * (len(named) - 1) / steps, 1)
            found.append(named[int(part)].towards(named[int(part) + 1], along))
        return [*found, named[-1]]


MOVEMENTS: Table[Mapping[str, Movement]] = Table("body/movements.yaml", Movement)
