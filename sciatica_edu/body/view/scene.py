"""What is drawn of the body: bones, muscles and nerve of both sides, for pictures and the browser.

Pictures take surfaces in the room's frame; the browser takes the packed meshes once, and for
each pose a frame: every body relative to its parent and every line point in its body's frame.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sciatica_edu.body.motion.kinematics import place_all
from sciatica_edu.body.motion.nerve_path import nerve_course
from sciatica_edu.body.motion.skeleton import SIDES
from sciatica_edu.body.motion.sweep import Swept, sweep, sweep_sheet
from sciatica_edu.body.shape.tube_shape import (
    TubeShape,
    drawn_muscles,
    ligament_points,
    ligament_shape,
    muscle_shape,
    nerve_shape,
    sheets,
)
from sciatica_edu.body.shape.tubes import Tubes, muscle_tubes, nerve_tubes
from sciatica_edu.body.view.raster import Surface

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from sciatica_edu.body.motion.kinematics import PlacedBodies
    from sciatica_edu.body.motion.pose import Pose
    from sciatica_edu.body.shape.mesh_file import BodyMeshes

    FloatArray = npt.NDArray[np.float64]

__all__ = [
    "COLOURS",
    "BodyLines",
    "body_lines",
    "bone_surfaces",
    "colour_of",
    "frames",
    "line_surfaces",
    "scene_header",
]

#: Red, green, blue. Tibial and fibular differ in lightness too, for colour-blind readers.
COLOURS: dict[str, tuple[float, float, float]] = {
    "bone": (0.90, 0.86, 0.76),
    "muscle": (0.70, 0.24, 0.21),
    "tendon": (0.93, 0.91, 0.85),
    "ligament": (0.95, 0.95, 0.92),
    "trunk": (1.00, 0.82, 0.12),
    "root": (1.00, 0.90, 0.38),
    "tibial": (0.05, 0.42, 0.78),
    "fibular": (0.96, 0.52, 0.05),
}


def colour_of(line: str) -> tuple[float, float, float]:
    """Colour of a muscle or nerve line, by name."""
    if line.startswith("root_"):
        return COLOURS["root"]
    if line.startswith(("sciatic_", "lumbosacral_trunk_")):
        return COLOURS["trunk"]
    if line.startswith(("sacrospinous", "sacrotuberous")):
        return COLOURS["ligament"]
    if line[:-2] in ("tibial", "medial_plantar"):
        return COLOURS["tibial"]
    if line[:-2] in ("common_fibular", "deep_fibular", "superficial_fibular"):
        return COLOURS["fibular"]
    return COLOURS["muscle"]


@dataclass(frozen=True, slots=True)
class BodyLines:
    """Muscle and nerve lines of both sides with their shapes, for several poses.

    Attributes
    ----------
    tubes
        The lines.
    shapes
        One for each line.
    groups
        Lines drawn together: one line as a tube, several as a sheet.
    """

    tubes: Tubes
    shapes: tuple[TubeShape, ...]
    groups: tuple[tuple[int, ...], ...]


def body_lines(
    placed: PlacedBodies, *, variant: str = "A", division_above_crease_mm: float | None = None
) -> BodyLines:
    """Lay muscles and nerve of both sides.

    Parameters
    ----------
    placed
        The posed body.
    variant, division_above_crease_mm
        As for `nerve_path.nerve_course`, the same on both sides.
    """
    pieces: list[Tubes] = []
    shapes: list[TubeShape] = []
    for side in SIDES:
        course = nerve_course(
            side, variant=variant, division_above_crease_mm=division_above_crease_mm
        )
        nerve = nerve_tubes(placed, course)
        ligaments = _ligament_tubes(placed, side)
        # Nerve, muscles, ligaments: names, shapes and points must stand in one order.
        pieces += [nerve, muscle_tubes(placed, drawn_muscles(side)), ligaments]
        shapes += [nerve_shape(name) for name in nerve.names]
        shapes += [muscle_shape(name) for name in drawn_muscles(side)]
        shapes += [ligament_shape(name) for name in ligaments.names]
    tubes = _joined(pieces)
    number = {name: index for index, name in enumerate(tubes.names)}
    # A broad muscle is several lines in the model and one sheet in the picture.
    broad = [lines for side in SIDES for lines in sheets(side).values()]
    grouped = {name for lines in broad for name in lines}
    groups: list[tuple[int, ...]] = [
        (index,) for name, index in number.items() if name not in grouped
    ]
    groups += [tuple(number[name] for name in lines) for lines in broad]
    return BodyLines(tubes, tuple(shapes), tuple(groups))


def _ligament_tubes(placed: PlacedBodies, side: str) -> Tubes:
    drawn = ligament_points(side)
    points = [point for line in drawn.values() for point in line]
    at = np.array([point[1:] for point in points])
    return Tubes(
        names=tuple(drawn),
        starts=tuple(int(end) for end in np.cumsum([0, *(len(line) for line in drawn.values())])),
        bodies=np.array([placed.skeleton.body_index(body) for body, *_ in points], dtype=np.intp),
        points_mm=np.broadcast_to(at, (len(placed), *at.shape)),
    )


def _joined(pieces: Sequence[Tubes]) -> Tubes:
    starts = [0]
    for piece in pieces:
        starts += [starts[-1] + start for start in piece.starts[1:]]
    return Tubes(
        names=tuple(name for piece in pieces for name in piece.names),
        starts=tuple(starts),
        bodies=np.concatenate([piece.bodies for piece in pieces]),
        points_mm=np.concatenate([piece.points_mm for piece in pieces], axis=1),
    )


def bone_surfaces(
    meshes: BodyMeshes, placed: PlacedBodies, owners: Mapping[str, int], *, pose: int = 0
) -> list[Surface]:
    """Surfaces in the room of the bones that have an owner: mesh name → owner's number."""
    surfaces = []
    for name in meshes.names:
        if name not in owners:
            continue
        body = placed.skeleton.body_index(meshes.body_of(name))
        rotation, position = placed.rotations[pose, body], placed.positions_mm[pose, body]
        mesh = meshes.mesh(name)
        surfaces.append(
            Surface(
                mesh.vertices_mm @ rotation.T + position,
                meshes.normals(name) @ rotation.T,
                mesh.triangles,
                np.array(COLOURS["bone"]),
                owners[name],
            )
        )
    return surfaces


def line_surfaces(
    lines: BodyLines, placed: PlacedBodies, owners: Mapping[str, int], *, pose: int = 0
) -> list[Surface]:
    """Surfaces in the room of the muscles and stretches of nerve that have an owner.

    A sheet is drawn when all of its lines have one.
    """
    tubes = lines.tubes
    room = tubes.in_room_mm(placed)[pose]
    surfaces = []
    for group in lines.groups:
        # Half a sheet would be another muscle.
        if not all(tubes.names[line] in owners for line in group):
            continue
        points = [room[tubes.starts[line] : tubes.starts[line + 1]] for line in group]
        facing = [
            placed.rotations[pose, tubes.bodies[tubes.starts[line]]]
            @ np.array(lines.shapes[line].facing)
            for line in group
        ]
        shapes = [lines.shapes[line] for line in group]
        swept = (
            sweep(points[0], shapes[0], facing[0])
            if len(group) == 1
            else sweep_sheet(points, shapes, facing)
        )
        name = tubes.names[group[0]]
        surfaces.append(_coloured(swept, name, owners[name]))
    return surfaces


def _coloured(swept: Swept, name: str, owner: int) -> Surface:
    tendon = swept.tendon[:, None]
    colour = np.array(colour_of(name)) * (1 - tendon) + np.array(COLOURS["tendon"]) * tendon
    return Surface(swept.vertices_mm, swept.normals, swept.triangles, colour, owner)


def frames(
    poses: Sequence[Pose], *, variant: str, division_above_crease_mm: float | None
) -> tuple[npt.NDArray[np.float32], BodyLines, PlacedBodies]:
    """Numbers the browser poses the body with.

    Returns
    -------
    tuple
        Array (poses, 7 × bodies + 3 × points): for each body the rotation relative to its
        parent as a quaternion (x, y, z, w) and its place in the parent's frame (mm), then the
        line points in their bodies' frames (mm); the lines; the posed bodies.
    """
    placed = place_all(poses)
    lines = body_lines(placed, variant=variant, division_above_crease_mm=division_above_crease_mm)
    parents = np.array(placed.skeleton.parents)
    has_parent = parents >= 0
    rotations, positions = placed.rotations.copy(), placed.positions_mm.copy()
    # Relative to the parent: the browser interpolates between poses, and of turns in the room limbs
    # would come off their joints on the way.
    upward = placed.rotations[:, parents[has_parent]].transpose(0, 1, 3, 2)
    rotations[:, has_parent] = upward @ placed.rotations[:, has_parent]
    away = placed.positions_mm[:, has_parent] - placed.positions_mm[:, parents[has_parent]]
    positions[:, has_parent] = np.einsum("npij,npj->npi", upward, away)
    bodies = np.concatenate([_quaternions(rotations), positions], axis=2)
    count = len(poses)
    block = np.concatenate(
        [bodies.reshape(count, -1), lines.tubes.points_mm.reshape(count, -1)], axis=1
    )
    # Little-endian 32-bit numbers: the browser looks at the bytes without copying them.
    return block.astype("<f4"), lines, placed


def _quaternions(rotations: FloatArray) -> FloatArray:
    """Quaternions (x, y, z, w) of rotation matrices, by the largest of the four components."""
    m = rotations
    trace = m[..., 0, 0] + m[..., 1, 1] + m[..., 2, 2]
    squares = np.stack(
        [
            1 + 2 * m[..., 0, 0] - trace,
            1 + 2 * m[..., 1, 1] - trace,
            1 + 2 * m[..., 2, 2] - trace,
            1 + trace,
        ],
        axis=-1,
    )
    # Divided by the largest component, never by one that may be nearly zero (Shepperd 1978).
    largest = squares.argmax(axis=-1)
    xy, xz, yz = (m[..., i, j] + m[..., j, i] for i, j in ((0, 1), (0, 2), (1, 2)))
    wx, wy, wz = (m[..., i, j] - m[..., j, i] for i, j in ((2, 1), (0, 2), (1, 0)))
    x2, y2, z2, w2 = np.moveaxis(squares, -1, 0)
    candidates = np.stack(
        [
            np.stack([x2, xy, xz, wx], -1),
            np.stack([xy, y2, yz, wy], -1),
            np.stack([xz, yz, z2, wz], -1),
            np.stack([wx, wy, wz, w2], -1),
        ],
        axis=-2,
    )
    chosen = np.take_along_axis(candidates, largest[..., None, None], axis=-2)[..., 0, :]
    return np.asarray(chosen / np.linalg.norm(chosen, axis=-1, keepdims=True))


def scene_header(meshes: BodyMeshes, lines: BodyLines, placed: PlacedBodies) -> dict[str, Any]:
    """Describe the packed meshes and lines for the browser."""
    skeleton = placed.skeleton
    index = {name: number for number, name in enumerate(skeleton.body_names)}
    # What the browser needs and no more: the header travels with every widget.
    kept = ("name", "vertices", "triangles", "origin_mm", "step_mm", "positions", "normals")
    return {
        "parents": list(skeleton.parents),
        "bodies": list(skeleton.body_names),
        "meshes": [
            {key: row[key] for key in (*kept, "indices", "index_bytes")}
            | {"body": index[row["body"]]}
            for row in meshes.header["meshes"]
        ],
        "lines": {
            "names": list(lines.tubes.names),
            "starts": list(lines.tubes.starts),
            "bodies": [int(body) for body in lines.tubes.bodies],
            "groups": [list(group) for group in lines.groups],
            "colours": [list(colour_of(name)) for name in lines.tubes.names],
            "shapes": [
                {
                    "width": shape.width_mm,
                    "depth": shape.depth_mm,
                    "belly": shape.belly_at,
                    "tendon": shape.tendon,
                    "facing": shape.facing,
                    "along": shape.along,
                }
                for shape in lines.shapes
            ],
        },
        "colours": COLOURS,
    }
