"""Draw a movement: the dressed body in each of its poses, on what bears it, on a clear background.

The pictures are rendered once (`sciatica_edu.authoring.derived.movement_pictures`) and kept in
``data/pictures/movements``; a reader without a 3D view sees them, and so does paper.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.body.motion.kinematics import place_all
from sciatica_edu.body.motion.pose import all_poses
from sciatica_edu.body.shape.contacts import vertices_of
from sciatica_edu.body.shape.mesh_file import Mesh, smooth_normals
from sciatica_edu.body.shape.skin_file import load_skin
from sciatica_edu.body.shape.skinning import skin_vertices_mm
from sciatica_edu.body.view import furniture
from sciatica_edu.body.view.raster import Camera, Surface, paint

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from sciatica_edu.body.movements import Movement
    from sciatica_edu.body.view.raster import Painted

    FloatArray = npt.NDArray[np.float64]

__all__ = ["SIZE_PX", "draw_movement", "person_surfaces"]

SIZE_PX = (440, 330)
#: Skin, shorts, shirt, hair: apart in lightness too, and seen on white and on black.
_COLOURS = ((0.80, 0.60, 0.48), (0.19, 0.26, 0.44), (0.22, 0.54, 0.55), (0.30, 0.21, 0.16))
_UP = np.array([0.0, 0.0, 1.0])
#: Shadows below what is at most so high (mm): how dark, and how soft (px).
_SHADOWS = ((2500.0, 0.22, 9), (60.0, 0.30, 3))


def person_surfaces(vertices_mm: FloatArray) -> list[Surface]:
    """Skin and clothes of the surface in a pose, each in its colour."""
    skin = load_skin()
    normals = smooth_normals(Mesh(vertices_mm, skin.triangles))
    return [
        Surface(vertices_mm, normals, skin.triangles[skin.labels == number], np.array(colour))
        for number, colour in enumerate(_COLOURS)
    ]


def draw_movement(
    movement: Movement, *, size_px: tuple[int, int] = SIZE_PX
) -> list[npt.NDArray[np.uint8]]:
    """Draw each pose of a movement, all at the same scale.

    Parameters
    ----------
    movement
        What to draw.
    size_px
        Width and height of each picture.

    Returns
    -------
    list of arrays
        Shape (height, width, 4): red, green, blue and opacity, 0 to 255.
    """
    bodies = _anchored(movement)
    around = _furniture(movement, bodies)
    size = 0.12 * _camera(movement, [*bodies, *_edges(around, movement)], size_px).height_mm
    marks = [_marks(movement, number, body, size) for number, body in enumerate(bodies)]
    # Arrows must find room; of a mat or couch the ends may be cut off.
    seen = [*bodies, *_edges(around, movement), *(m.vertices_mm for one in marks for m in one)]
    camera = _camera(movement, seen, size_px)
    drawn = []
    for number, body in enumerate(bodies):
        things = person_surfaces(body)
        if "strap" in movement.things:
            things += furniture.strap(body)
        if "hammer" in movement.things and number == 0:
            things += furniture.hammer(body)
        picture = _layered(around, things, camera, size_px, flat=movement.bed is not None)
        # Arrows and marks lie over everything: hidden ones tell nothing.
        picture = _over(picture, paint(marks[number], camera, size_px=size_px, oversample=3))
        drawn.append(np.round(np.clip(picture, 0, 1) * 255).astype(np.uint8))
    return drawn


def _edges(around: list[Surface], movement: Movement) -> list[FloatArray]:
    return [] if movement.bed else [thing.vertices_mm for thing in around]


def _marks(movement: Movement, number: int, body: FloatArray, size_mm: float) -> list[Surface]:
    """Arrows and pain marks of one picture."""
    found = []
    for mark in movement.arrows:
        if mark.picture == number + 1:
            found += furniture.arrow(body, mark.at, mark.to, size_mm)
    for pain in movement.pains:
        if pain.picture == number + 1:
            found += furniture.ball(body, pain.at, np.array(movement.eye), 0.18 * size_mm)
    return found


def _anchored(movement: Movement) -> list[FloatArray]:
    """Surfaces of all poses, moved over the floor so that the anchor stays where it was."""
    placed = place_all([all_poses()[name] for name in movement.poses])
    bodies = [skin_vertices_mm(placed, pose=pose) for pose in range(len(placed))]
    at = vertices_of(movement.anchor)
    first = bodies[0][at].mean(axis=0)
    return [body + (first - body[at].mean(axis=0)) * [1, 1, 0] for body in bodies]


def _furniture(movement: Movement, bodies: Sequence[FloatArray]) -> list[Surface]:
    around = []
    if movement.bed is not None:
        around += furniture.bed(movement.bed, np.concatenate(list(bodies)))
    if movement.seat_mm:
        around += furniture.seat(movement.seat_mm, bodies[0])
    if "wall" in movement.things:
        around += furniture.wall(bodies)
    return around


def _camera(movement: Movement, points: Sequence[FloatArray], size_px: tuple[int, int]) -> Camera:
    """Look at all points, or at the part the movement names (of its first body)."""
    eye = np.array(movement.eye)
    if movement.focus is not None and movement.height_mm is not None:
        at = points[0][vertices_of(movement.focus)].mean(axis=0)
        return Camera.looking(at, eye, _UP, movement.height_mm)
    seen = np.concatenate(list(points))
    plain = Camera.looking(np.zeros(3), eye, _UP, 1.0)
    right, up = seen @ plain.right, seen @ plain.up
    centre = (right.max() + right.min()) / 2 * plain.right + (up.max() + up.min()) / 2 * plain.up
    wide = (right.max() - right.min()) * size_px[1] / size_px[0]
    return Camera.looking(centre, eye, _UP, 1.06 * max(wide, up.max() - up.min()))


def _layered(
    around: list[Surface],
    things: list[Surface],
    camera: Camera,
    size_px: tuple[int, int],
    *,
    flat: bool,
) -> FloatArray:
    """Paint furniture, shadow and body over one another.

    What lies on a mat or couch is drawn after it and after the shadow. A seat or wall may hide
    parts of the body, so it is drawn with it, and only the shadow lies below.
    """
    below, above = (around, things) if flat else ([], [*around, *things])
    picture = _over(np.zeros((size_px[1], size_px[0], 4)), paint(below, camera, size_px=size_px))
    shadow = _shadow(above, camera, size_px)
    if flat:
        shadow = np.minimum(shadow, picture[:, :, 3])  # never beside the mat
    alpha = picture[:, :, 3] + shadow - picture[:, :, 3] * shadow
    kept = (picture[:, :, 3] * (1 - shadow) / np.maximum(alpha, 1e-6))[:, :, None]
    picture = np.concatenate([picture[:, :, :3] * kept, alpha[:, :, None]], axis=2)
    return _over(picture, paint(above, camera, size_px=size_px, oversample=3))


def _over(picture: FloatArray, painted: Painted) -> FloatArray:
    """Put what was painted on white over a picture with opacity."""
    cover = painted.coverage.astype(float)[:, :, None]
    own = (painted.image / 255.0 - (1 - cover)) / np.maximum(cover, 1e-6)
    alpha = cover + picture[:, :, 3:] * (1 - cover)
    colour = own * cover + picture[:, :, :3] * picture[:, :, 3:] * (1 - cover)
    return np.concatenate([colour / np.maximum(alpha, 1e-6), alpha], axis=2)


def _shadow(surfaces: list[Surface], camera: Camera, size_px: tuple[int, int]) -> FloatArray:
    """How dark the ground is below the surfaces, 0 to 1: wide and soft, and narrow where they touch."""
    dark = np.zeros((size_px[1], size_px[0]))
    for height, strength, soft in _SHADOWS:
        flat = []
        for surface in surfaces:
            low = surface.vertices_mm[surface.triangles, 2].min(axis=1) < height
            if low.any():
                ground = surface.vertices_mm * [1, 1, 0]
                both = np.concatenate([surface.triangles[low], surface.triangles[low][:, ::-1]])
                flat.append(Surface(ground, surface.normals, both, surface.colour))
        cover = paint(flat, camera, size_px=size_px, oversample=1).coverage
        dark = 1 - (1 - dark) * (1 - strength * _blurred(cover.astype(float), soft))
    return dark


def _blurred(image: FloatArray, reach: int) -> FloatArray:
    from scipy.ndimage import uniform_filter

    for _ in range(3):
        image = uniform_filter(image, 2 * reach + 1, mode="constant")
    return image
