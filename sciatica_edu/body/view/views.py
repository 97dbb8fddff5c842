"""Named camera views of the body: where the eye is, and what is shown from there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from sciatica_edu.body.tables import VIEWS, body_table
from sciatica_edu.body.view.raster import Camera
from sciatica_edu.errors import require_known

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sciatica_edu.body.motion.kinematics import PlacedBodies

__all__ = ["CameraView", "camera_for", "load_views", "on_side", "view_named"]

Vector = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class CameraView:
    """A named view, written for the right side.

    Attributes
    ----------
    id, title
        Identifier and what the button says.
    body, at_mm
        The point in the picture's middle, in that body's frame.
    eye, up
        Directions from there to the eye and upward in the picture.
    in_room
        Whether `eye` and `up` are the room's directions, not the body's.
    alone
        Whether the other leg and the arms are left out.
    height_mm
        What the picture's height shows.
    layers, hide, labels
        Layers shown, structures taken away, and structures named.
    """

    id: str
    title: str
    body: str
    at_mm: Vector
    eye: Vector
    up: Vector
    in_room: bool
    alone: bool
    height_mm: float
    layers: tuple[str, ...]
    hide: tuple[str, ...]
    labels: tuple[str, ...]

    def as_row(self) -> dict[str, Any]:
        """Everything the browser needs, as JSON."""
        return {
            "id": self.id,
            "title": self.title,
            "body": self.body,
            "at": list(self.at_mm),
            "eye": list(self.eye),
            "up": list(self.up),
            "room": self.in_room,
            "alone": self.alone,
            "height": self.height_mm,
            "layers": list(self.layers),
            "hide": list(self.hide),
            "labels": list(self.labels),
        }


@cache
def load_views() -> Mapping[str, CameraView]:
    """Read the named views, in the order of their buttons."""
    views = {}
    for row in body_table(VIEWS).views:
        body, x, y, z = row.at
        views[row.id] = CameraView(
            id=row.id,
            title=row.title,
            body=body,
            at_mm=(x, y, z),
            eye=row.eye,
            up=row.up,
            in_room=row.room,
            alone=row.alone,
            height_mm=row.height,
            layers=tuple(row.layers),
            hide=tuple(row.hide),
            labels=tuple(row.labels),
        )
    return MappingProxyType(views)


def view_named(name: str) -> CameraView:
    """Give one view, or an error that names the nearest."""
    views = load_views()
    return views[require_known("view", name, views)]


def on_side(body: str, side: str) -> str:
    """Name of the same body on a side (``r`` or ``l``); unpaired bodies stay."""
    return f"{body[:-2]}_{side}" if body.endswith(("_r", "_l")) else body


def camera_for(view: CameraView, placed: PlacedBodies, *, side: str = "r", pose: int = 0) -> Camera:
    """Give the camera of a view for a posed body, mirrored for the left side."""
    index = placed.skeleton.body_index(on_side(view.body, side))
    rotation, position = placed.rotations[pose, index], placed.positions_mm[pose, index]
    # A body's z points to the right, the room's x to the left: each is turned round for the left
    # side.
    flip = np.array([1.0, 1.0, -1.0 if side == "l" else 1.0])
    target = position + rotation @ (np.array(view.at_mm) * flip)
    eye, up = np.array(view.eye), np.array(view.up)
    if view.in_room:
        eye = eye * np.array([-1.0 if side == "l" else 1.0, 1.0, 1.0])
    else:
        eye, up = rotation @ (eye * flip), rotation @ (up * flip)
    return Camera.looking(target, eye, up, view.height_mm)
