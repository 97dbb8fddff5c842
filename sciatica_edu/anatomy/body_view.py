"""The body painted from a named view, with the pixel each name points at.

No matplotlib here: the picture with its names is drawn in `course_figures`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.body.motion.kinematics import place
from sciatica_edu.body.motion.pose import pose_named
from sciatica_edu.body.motion.skeleton import SIDES
from sciatica_edu.body.shape.assets import load_or_build
from sciatica_edu.body.view.raster import paint
from sciatica_edu.body.view.scene import body_lines, bone_surfaces, line_surfaces
from sciatica_edu.body.view.views import camera_for, on_side, view_named
from sciatica_edu.errors import AssetError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from sciatica_edu.body.motion.kinematics import PlacedBodies
    from sciatica_edu.body.motion.pose import Pose
    from sciatica_edu.body.rows import ViewRow
    from sciatica_edu.body.shape.mesh_file import BodyMeshes
    from sciatica_edu.body.view.identify import Structure
    from sciatica_edu.body.view.raster import Camera
    from sciatica_edu.body.view.scene import BodyLines

    FloatArray = npt.NDArray[np.float64]

__all__ = ["BodyView", "view_of_body"]

# Where a name points: every third pixel is looked at; a structure of fewer such pixels is out
# of sight; and being one layer further inside counts as much as six pixels nearer the middle.
_EVERY_PX = 3
_FEWEST_PIXELS = 3
_LAYERS_OF_DEPTH = 4
_DEPTH_COUNTS = 6


@dataclass(frozen=True)
class BodyView:
    """A painted view with the names that belong to it.

    Attributes
    ----------
    view, side
        What was painted.
    image
        Shape (height, width, 3).
    names
        Structure name and the pixel it points at.
    has_bones
        Whether the bone meshes were there.
    """

    view: ViewRow
    side: str
    image: npt.NDArray[np.uint8]
    names: tuple[tuple[str, tuple[float, float]], ...]
    has_bones: bool


def view_of_body(
    structures: Sequence[Structure],
    view: str = "behind",
    *,
    side: str = "r",
    pose: Pose | None = None,
    variant: str = "A",
    division_above_crease_mm: float | None = None,
    size_px: tuple[int, int] = (760, 600),
    meshes: Callable[[], BodyMeshes] = load_or_build,
) -> BodyView:
    """Paint the body from a named view.

    Parameters
    ----------
    structures
        The identify table.
    view
        Name of the view (`sciatica_edu.body.view.views`).
    side
        ``r`` or ``l``.
    pose
        Standing when left out.
    variant, division_above_crease_mm
        As for `sciatica_edu.body.motion.nerve_path.nerve_course`.
    size_px
        Width and height.
    meshes
        Gives the bone meshes; a picture without bones is painted if they cannot be had.

    Raises
    ------
    UnknownNameError
        If the view, side or variant does not exist.
    """
    row = view_named(view)
    placed = place(pose or pose_named("neutral"))
    lines = body_lines(placed, variant=variant, division_above_crease_mm=division_above_crease_mm)
    owners = _owners(structures, row, side)
    surfaces = line_surfaces(lines, placed, owners)
    try:
        bones = meshes()
    except AssetError:
        has_bones = False
    else:
        has_bones = True
        surfaces += bone_surfaces(bones, placed, owners)
    camera = camera_for(row, placed, side=side)
    painted = paint(surfaces, camera, size_px=size_px)
    landmarks = _landmarks_px(_points(structures, placed, lines, side), camera, size_px)
    names = []
    for number, structure in enumerate(structures):
        if structure.id not in row.labels:
            continue
        if structure.id in landmarks:
            at = landmarks[structure.id]
        else:
            at = _anchor(painted.owners == 2 * number)
        if at is not None:
            names.append((structure.name, at))
    return BodyView(row, side, painted.image, tuple(names), has_bones)


def _owners(structures: Sequence[Structure], view: ViewRow, side: str) -> dict[str, int]:
    """Return the number each part is painted with: twice the structure's, one more on the far side."""
    shown = [
        (number, structure)
        for number, structure in enumerate(structures)
        if structure.layer in view.layers and structure.id not in view.hide
    ]
    return {
        part: 2 * number + (structure.paired and each != side)
        for number, structure in shown
        for each in ((side,) if view.alone else SIDES)
        for part in structure.parts_on(each)
    }


def _landmarks_px(
    points_mm: dict[str, FloatArray], camera: Camera, size_px: tuple[int, int]
) -> dict[str, tuple[float, float] | None]:
    """Return the pixel of each landmark; None where it lies outside the picture."""
    found: dict[str, tuple[float, float] | None] = {}
    for name, point_mm in points_mm.items():
        x, y, _ = camera.project(point_mm, size_px)
        inside = 0 < x < size_px[0] and 0 < y < size_px[1]
        found[name] = (float(x), float(y)) if inside else None
    return found


def _points(
    structures: Sequence[Structure], placed: PlacedBodies, lines: BodyLines, side: str
) -> dict[str, FloatArray]:
    """Return landmarks in the room, mm, by structure id."""
    room = lines.tubes.in_room_mm(placed)[0]
    points = {}
    for structure in structures:
        if structure.at is not None:
            body, x, y, z = structure.at
            index = placed.skeleton.body_index(on_side(body, side))
            point = np.array([[x, y, -z if side == "l" else z]])
            points[structure.id] = placed.to_room_mm([index], point)[0, 0]
        elif structure.ends and f"{structure.ends}_{side}" in lines.tubes.names:
            line = lines.tubes.names.index(f"{structure.ends}_{side}")
            points[structure.id] = room[lines.tubes.starts[line + 1] - 1]
    return points


def _anchor(mask: npt.NDArray[np.bool_]) -> tuple[float, float] | None:
    """Choose a pixel of a structure: near its middle, and not at its edge."""
    step = _EVERY_PX
    coarse = mask[::step, ::step]
    rows, columns = np.nonzero(coarse)
    if len(rows) < _FEWEST_PIXELS:
        return None  # too little of it is in sight to point at
    inner, depth = coarse, np.zeros(coarse.shape)
    for _ in range(_LAYERS_OF_DEPTH):
        padded = np.pad(inner, 1)
        inner = inner & padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
        depth += inner
    away = np.hypot(rows - rows.mean(), columns - columns.mean())
    best = int(np.argmin(away - _DEPTH_COUNTS * depth[rows, columns]))
    return float(columns[best] * step), float(rows[best] * step)
