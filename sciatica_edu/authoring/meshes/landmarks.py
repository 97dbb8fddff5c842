"""The rules that find bony landmarks on a surface: ``data/body/landmarks.yaml``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import model_validator

from sciatica_edu.body.rows import Limits, Vector  # noqa: TC001 - pydantic reads them
from sciatica_edu.evidence.loading import load_as
from sciatica_edu.evidence.location import data_path
from sciatica_edu.evidence.models import Model, Text

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["LandmarkRow", "Landmarks", "load_landmarks"]


class LandmarkRow(Model):
    """The rule that finds a bony landmark on a surface; `landmarks.yaml` says what each field means."""

    name: Text
    part: Literal["hip_bone", "sacrum", "femur", "tibia", "fibula", "patella"]
    midline: bool = False
    slides: bool = False
    fits: bool = True
    farthest: Vector | None = None
    within: tuple[Limits | None, Limits | None, Limits | None] | None = None
    middle: bool = False
    sphere: Limits | None = None
    near: Vector | None = None
    target: Vector | None = None
    why: Text | None = None

    @model_validator(mode="after")
    def _one_rule(self) -> LandmarkRow:
        rules = [self.farthest is not None, self.middle, self.sphere is not None]
        if sum(rules) != 1:
            raise ValueError("a landmark has exactly one of `farthest`, `middle`, `sphere`")
        if (self.sphere is None) != (self.near is None):
            raise ValueError("`sphere` and `near` belong together")
        if self.middle and self.within is None:
            raise ValueError("`middle` needs `within`")
        if self.slides and self.farthest is None:
            raise ValueError("`slides` needs the direction `farthest`")
        if self.target is not None and self.why is None:
            raise ValueError("`target` needs `why`: from what the place is known")
        if not self.fits and self.target is None:
            raise ValueError("a landmark that does not fit needs a `target` for the warp")
        return self


class Landmarks(Model):
    """The landmarks by which each bone of the shape model is fitted."""

    pelvis: list[LandmarkRow]
    femur: list[LandmarkRow]
    tibia_fibula: list[LandmarkRow]
    patella: list[LandmarkRow]


def load_landmarks(data: Path | None = None) -> Landmarks:
    """Read the rules of a data folder; the course's own when None.

    Raises
    ------
    ContentError
        If the file is missing or breaks a rule; each breach is named ``file:line``.
    """
    found: Landmarks = load_as((data or data_path()) / "body" / "landmarks.yaml", Landmarks)[0]
    return found
