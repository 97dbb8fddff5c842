"""Named camera views of the body: where the eye is, and what is shown from there."""

from __future__ import annotations

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
    from sciatica_edu.body.rows import ViewRow

__all__ = ["camera_for", "for_the_browser", "load_views", "on_side", "view_named"]


@cache
def load_views() -> Mapping[str, ViewRow]:
    """Read the named views, in the order of their buttons; each is written for the right side."""
    return MappingProxyType({row.id: row for row in body_table(VIEWS).views})


def for_the_browser(view: ViewRow) -> dict[str, Any]:
    """Everything the browser needs of a view, as JSON."""
    body, *at_mm = view.at
    return {**view.model_dump(mode="json"), "body": body, "at": at_mm}


def view_named(name: str) -> ViewRow:
    """Give one view, or an error that names the nearest."""
    views = load_views()
    return views[require_known("view", name, views)]


def on_side(body: str, side: str) -> str:
    """Name of the same body on a side (``r`` or ``l``); unpaired bodies stay."""
    return f"{body[:-2]}_{side}" if body.endswith(("_r", "_l")) else body


def camera_for(view: ViewRow, placed: PlacedBodies, *, side: str = "r", pose: int = 0) -> Camera:
    """Give the camera of a view for a posed body, mirrored for the left side."""
    index = placed.skeleton.body_index(on_side(view.at[0], side))
    rotation, position = placed.rotations[pose, index], placed.positions_mm[pose, index]
    # A body's z points to the right, the room's x to the left: each is turned round for the left
    # side.
    flip = np.array([1.0, 1.0, -1.0 if side == "l" else 1.0])
    target = position + rotation @ (np.array(view.at[1:]) * flip)
    eye, up = np.array(view.eye), np.array(view.up)
    if view.room:
        eye = eye * np.array([-1.0 if side == "l" else 1.0, 1.0, 1.0])
    else:
        eye, up = rotation @ (eye * flip), rotation @ (up * flip)
    return Camera.looking(target, eye, up, view.height)
