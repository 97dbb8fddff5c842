"""Move the human surface with the skeleton: linear blend skinning with half bodies at the joints.

Every vertex follows up to four movers, each by its share. A mover is a body of the skeleton, or a
half body, which turns half as far as one body turns against its neighbour: that keeps the girth
of a bent joint, which a plain blend would lose.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix
from scipy.spatial.transform import Rotation

from sciatica_edu.body.motion.kinematics import place
from sciatica_edu.body.motion.skeleton import load_skeleton
from sciatica_edu.body.shape.mesh_file import Mesh
from sciatica_edu.body.shape.skin_file import load_skin

if TYPE_CHECKING:
    import numpy.typing as npt

    from sciatica_edu.body.motion.kinematics import PlacedBodies
    from sciatica_edu.body.shape.skin_file import Skin

    FloatArray = npt.NDArray[np.float64]
    IntArray = npt.NDArray[np.int64]

__all__ = ["mover_transforms", "skin_mesh", "skin_vertices_mm"]


@lru_cache(maxsize=2)
def _bind(skin: Skin) -> PlacedBodies:
    return place(skin.bind)


def mover_transforms(
    placed: PlacedBodies, *, pose: int = 0, skin: Skin | None = None
) -> FloatArray:
    """How each mover carries the surface from the bind pose into a pose.

    Parameters
    ----------
    placed
        The posed bodies.
    pose
        Which of its poses.
    skin
        The surface; the course's own when None.

    Returns
    -------
    array
        Shape (bodies and half bodies, 3, 4): turn, then shift in mm.
    """
    skin = skin or load_skin()
    bind, at = _bind(skin), _ends(skin)
    turns = placed.rotations[pose, at] @ bind.rotations[0, at].transpose(0, 2, 1)
    shifts = placed.positions_mm[pose, at] - _times(turns, bind.positions_mm[0, at])
    whole, halves = len(skin.bodies), len(skin.halves)
    moves = np.empty((whole + halves, 3, 4))
    moves[:whole, :, :3], moves[:whole, :, 3] = turns[:whole], shifts[:whole]
    first, second = slice(whole, whole + halves), slice(whole + halves, None)
    between = Rotation.from_matrix(turns[first].transpose(0, 2, 1) @ turns[second])
    half = turns[first] @ Rotation.from_rotvec(0.5 * between.as_rotvec()).as_matrix()
    joints = np.array([half_body.centre_mm for half_body in skin.halves])
    # The joint goes where the two bodies carry it, on average: they need not agree to the mm.
    carried = _times(turns[first] + turns[second], joints) + shifts[first] + shifts[second]
    moves[whole:, :, :3], moves[whole:, :, 3] = half, 0.5 * carried - _times(half, joints)
    return moves


@lru_cache(maxsize=2)
def _ends(skin: Skin) -> IntArray:
    """Bodies that move the surface, then the first and then the second ends of the half bodies."""
    skeleton = load_skeleton()
    first = [half.first for half in skin.halves]
    second = [half.second for half in skin.halves]
    names = (*skin.bodies, *first, *second)
    return np.array([skeleton.body_index(name) for name in names])


def _times(turns: FloatArray, points: FloatArray) -> FloatArray:
    return np.asarray((turns @ points[:, :, None])[:, :, 0])


@lru_cache(maxsize=2)
def _weighted_vertices(skin: Skin) -> csr_matrix:
    """Bind pose as a matrix: vertex × (4 × mover), each share times x, y, z and 1.

    Turns and shifts of the movers are then applied and blended in one sparse product.
    """
    count, movers = len(skin.vertices_mm), len(skin.bodies) + len(skin.halves)
    points = np.concatenate([skin.vertices_mm, np.ones((count, 1))], axis=1)
    shares = skin.weights[:, :, None] * points[:, None, :]
    columns = 4 * skin.movers[:, :, None] + np.arange(4)
    rows = np.arange(0, 16 * count + 1, 16)
    return csr_matrix((shares.ravel(), columns.ravel(), rows), (count, 4 * movers))


def skin_vertices_mm(
    placed: PlacedBodies, *, pose: int = 0, skin: Skin | None = None
) -> FloatArray:
    """Vertices of the surface in the room, shape (vertices, 3); parameters as `mover_transforms`."""
    skin = skin or load_skin()
    moves = mover_transforms(placed, pose=pose, skin=skin).transpose(0, 2, 1).reshape(-1, 3)
    return np.asarray(_weighted_vertices(skin) @ moves)


def skin_mesh(placed: PlacedBodies, *, pose: int = 0, skin: Skin | None = None) -> Mesh:
    """Give the surface in a pose; parameters as `mover_transforms`."""
    skin = skin or load_skin()
    return Mesh(skin_vertices_mm(placed, pose=pose, skin=skin), skin.triangles)
