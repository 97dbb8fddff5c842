"""The computed numbers in ``data/body``: skeleton, muscle paths and poses, read strictly.

`rebuild` writes the first two from MyoSim. The tables written by hand are read by
`sciatica_edu.body.tables`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

from pydantic import Field, FiniteFloat, PositiveFloat, model_validator

from sciatica_edu.errors import ContentError, did_you_mean
from sciatica_edu.evidence.loading import load_json
from sciatica_edu.evidence.location import data_path
from sciatica_edu.evidence.models import Model, Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = [
    "BodyNumbers",
    "CoordinateNumbers",
    "MuscleNumbers",
    "PoseNumbers",
    "SiteNumbers",
    "SkeletonNumbers",
    "SurfaceNumbers",
    "numbers_folder",
    "read_muscles",
    "read_poses",
    "read_skeleton",
]

Triple = tuple[FiniteFloat, FiniteFloat, FiniteFloat]
Quaternion = tuple[FiniteFloat, FiniteFloat, FiniteFloat, FiniteFloat]


class BodyNumbers(Model):
    """One rigid body: place (mm) and turn (w, x, y, z) in its parent, which stands before it."""

    name: Text
    parent: Text | None
    position_mm: Triple
    quaternion: Quaternion


class CoordinateNumbers(Model):
    """A hinge or slide of one body about or along an axis; the anchor is in mm."""

    name: Text
    body: Text
    kind: Literal["hinge", "slide"]
    axis: Triple
    anchor_mm: Triple = (0.0, 0.0, 0.0)


class CouplingNumbers(Model):
    """A coordinate as a polynomial of another, lowest power first."""

    target: Text
    source: Text
    coefficients: list[FiniteFloat] = Field(min_length=1)


class SkeletonNumbers(Model):
    """``skeleton.json``."""

    made_from: dict[str, Text]
    bodies: list[BodyNumbers] = Field(min_length=1)
    coordinates: list[CoordinateNumbers]
    couplings: list[CouplingNumbers]

    @model_validator(mode="after")
    def _links(self) -> SkeletonNumbers:
        seen: list[str] = []
        for body in self.bodies:
            # A parent stands before its children: kinematics goes through the list once.
            _require_among("parent body", [] if body.parent is None else [body.parent], seen)
            seen.append(body.name)
        _require_among("body", (row.body for row in self.coordinates), seen)
        names = [row.name for row in self.coordinates]
        ends = (end for row in self.couplings for end in (row.target, row.source))
        _require_among("coordinate", ends, names)
        return self


class SiteNumbers(Model):
    """A point that a muscle passes, in mm in its body."""

    body: Text
    site_mm: Triple


class SurfaceNumbers(Model):
    """A round surface that holds a path off between two sites; lengths in mm."""

    body: Text
    surface: Literal["sphere", "cylinder"]
    centre_mm: Triple
    quaternion: Quaternion
    radius_mm: PositiveFloat
    side_body: Text | None = None
    side_mm: Triple | None = None

    @model_validator(mode="after")
    def _whole_side(self) -> SurfaceNumbers:
        if (self.side_body is None) != (self.side_mm is None):
            raise ValueError("side_body and side_mm belong together; give both or neither")
        return self


class MuscleNumbers(Model):
    """``muscles.json``: sites and surfaces of each path, from origin to insertion."""

    made_from: dict[str, Text]
    muscles: dict[str, list[SiteNumbers | SurfaceNumbers]] = Field(min_length=1)


class OnePose(Model):
    """A pose: joint angles and turn of the pelvis in degrees, its height in mm.

    Attributes
    ----------
    contacts
        Part of the surface (`shape.contacts`) → what it touches; a test holds each to its place.
    """

    title: Text
    pelvis_height_mm: FiniteFloat
    pelvis_rotation_deg: Triple
    angles_deg: dict[str, FiniteFloat]
    contacts: dict[str, Literal["floor", "seat", "couch"]] = Field(default={})


class PoseNumbers(Model):
    """``poses.json``: the poses of the 3D view, and the other ones of the pictured movements."""

    made_from: Text
    poses: dict[str, OnePose] = Field(min_length=1)
    movement_poses: dict[str, OnePose] = Field(default={})

    @model_validator(mode="after")
    def _each_once(self) -> PoseNumbers:
        both = sorted(set(self.poses) & set(self.movement_poses))
        if both:
            raise ValueError(f"pose given twice: {', '.join(both)}")
        return self


def numbers_folder() -> Path:
    """Find ``data/body``.

    Raises
    ------
    ContentError
        If the course's data are not where they should be.
    """
    return data_path() / "body"


@cache
def read_skeleton(folder: Path | None = None) -> SkeletonNumbers:
    """Read the skeleton (once).

    Parameters
    ----------
    folder
        Where the file is; ``data/body`` when None.

    Raises
    ------
    ContentError
        If the file is missing or breaks a rule; the message names file and field.
    """
    found: SkeletonNumbers = load_json(
        (folder or numbers_folder()) / "skeleton.json", SkeletonNumbers
    )
    return found


@cache
def read_muscles(folder: Path | None = None) -> MuscleNumbers:
    """Read the muscle paths (once); parameters and errors as in `read_skeleton`."""
    found: MuscleNumbers = load_json((folder or numbers_folder()) / "muscles.json", MuscleNumbers)
    bodies = [body.name for body in read_skeleton(folder).bodies]
    for muscle, path in found.muscles.items():
        for row in path:
            side = row.side_body if isinstance(row, SurfaceNumbers) else None
            for name in (row.body, side or row.body):
                if name not in bodies:
                    raise ContentError(
                        f"body/muscles.json: muscles.{muscle}: unknown body {name!r}."
                        f"{did_you_mean(name, bodies)}"
                    )
    return found


@cache
def read_poses(folder: Path | None = None) -> PoseNumbers:
    """Read the poses (once); parameters and errors as in `read_skeleton`."""
    found: PoseNumbers = load_json((folder or numbers_folder()) / "poses.json", PoseNumbers)
    return found


def _require_among(kind: str, names: Iterable[str], known: list[str]) -> None:
    for name in names:
        if name not in known:
            raise ValueError(f"unknown {kind} {name!r}.{did_you_mean(name, known)}")
