"""Make the fitted figure light enough to ship: hidden triangles go, the rest is simplified, and bones stay inside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from scipy.spatial import cKDTree

from sciatica_edu.authoring.meshes.reference import require
from sciatica_edu.body.shape.mesh_file import Mesh, smooth_normals

if TYPE_CHECKING:
    import numpy.typing as npt

    FloatArray = npt.NDArray[np.float64]
    BoolArray = npt.NDArray[np.bool_]
    IntArray = npt.NDArray[np.int64]

__all__ = [
    "HardBone",
    "carried",
    "diffused",
    "drop_hidden",
    "missing_mm",
    "neighbours",
    "push_out",
    "pushed",
    "simplified",
]

_DIRECTIONS = 120
#: Places inside a triangle, as weights of its corners.
_SPOTS = [np.array([a, b, 5 - a - b]) / 5 for a in range(6) for b in range(6 - a)]
_CELL_MM = 5.0
_REACH_MM = 40.0


def drop_hidden(mesh: Mesh, near: BoolArray) -> Mesh:
    """Drop the triangles among `near` that are seen from nowhere: mouth, nostrils, eye sockets.

    Seen from a direction is what lies no more than a cell behind the foremost point of its cell.
    """
    corners = mesh.vertices_mm[mesh.triangles]
    middles = corners.mean(axis=1)
    facing = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    # Dense enough that no cell in front of the mouth stays empty.
    samples = np.concatenate([middles, *(spot @ corners for spot in _SPOTS)])
    seen = np.zeros(len(middles), dtype=bool)
    for direction in np.random.default_rng(0).normal(size=(_DIRECTIONS, 3)):
        back = direction / np.linalg.norm(direction)
        right = np.cross([0.3, 0.2, 0.9], back)
        right /= np.linalg.norm(right)
        flat = samples @ np.stack([right, np.cross(back, right)], axis=1)
        cells = np.floor((flat - flat.min(axis=0)) / _CELL_MM).astype(np.int64)
        key = cells[:, 0] * (cells[:, 1].max() + 1) + cells[:, 1]
        foremost = np.full(key.max() + 1, -np.inf)
        np.maximum.at(foremost, key, samples @ back)
        seen |= (middles @ back > foremost[key[: len(middles)]] - _CELL_MM) & (facing @ back > 0)
    # One ring more, so that lips and lids stay closed.
    touched = np.zeros(len(mesh.vertices_mm), dtype=bool)
    touched[mesh.triangles[seen].ravel()] = True
    kept = seen | ~near | (touched[mesh.triangles].sum(axis=1) >= 2)
    return _compact(mesh.vertices_mm, mesh.triangles[kept])


def simplified(mesh: Mesh, triangles: int) -> Mesh:
    """Collapse edges by their quadric error until so many triangles are left."""
    tool = require("fast_simplification", "fast-simplification")
    points, faces = tool.simplify(
        mesh.vertices_mm.astype(np.float32),
        mesh.triangles.astype(np.int32),
        target_count=triangles,
        agg=7,
    )
    a, b, c = faces.T
    return _compact(points.astype(float), faces[(a != b) & (b != c) & (c != a)].astype(np.int64))


def _compact(vertices: FloatArray, triangles: IntArray) -> Mesh:
    used, number = np.unique(triangles, return_inverse=True)
    return Mesh(vertices[used], number.reshape(-1, 3).astype(np.int64))


def carried(points: FloatArray, values: FloatArray, onto: FloatArray) -> FloatArray:
    """Carry values from points to others: mean of the three nearest, the nearer the heavier."""
    away, at = cKDTree(points).query(onto, k=3)
    share = np.asarray(1.0 / (away + 0.05))
    share /= share.sum(axis=1, keepdims=True)
    return np.asarray(np.einsum("pk,pkc->pc", share, values[at]))


def neighbours(mesh: Mesh) -> sparse.csr_matrix:
    """Matrix that takes the mean over a vertex's neighbours."""
    count = len(mesh.vertices_mm)
    edges = np.concatenate([mesh.triangles[:, pair] for pair in ([0, 1], [1, 2], [2, 0])])
    links = sparse.coo_matrix((np.ones(len(edges)), edges.T), (count, count)).tocsr()
    links = ((links + links.T) > 0).astype(float)
    degree = np.maximum(np.asarray(links.sum(axis=1)).ravel(), 1.0)
    return sparse.csr_matrix(sparse.diags(1.0 / degree) @ links)


def diffused(values: FloatArray, mean: sparse.csr_matrix, rounds: int) -> FloatArray:
    """Spread values over the surface: half of each goes to the neighbours, some rounds long."""
    for _ in range(rounds):
        values = 0.5 * values + 0.5 * (mean @ values)
    return values


@dataclass(frozen=True, slots=True)
class HardBone:
    """A bone that the surface must cover.

    Attributes
    ----------
    points_mm
        Its vertices in the room.
    region
        Triangles of its own part of the body: else a limb nearby would be pushed.
    depth_mm
        How deep below the surface it should lie.
    most_mm
        The longest push.
    """

    points_mm: FloatArray
    region: BoolArray
    depth_mm: float
    most_mm: float


def push_out(mesh: Mesh, bones: list[HardBone], *, rounds: int) -> Mesh:
    """Push the surface out of the bones, some rounds long."""
    mean = neighbours(mesh)
    for _ in range(rounds):
        mesh = pushed(mesh, missing_mm(mesh, bones), mean)
    return mesh


def missing_mm(mesh: Mesh, bones: list[HardBone], *, reach_mm: float = _REACH_MM) -> FloatArray:
    """How far each vertex would have to go outward to cover the bones."""
    normals = smooth_normals(mesh)
    middles = mesh.vertices_mm[mesh.triangles].mean(axis=1)
    outward = normals[mesh.triangles].mean(axis=1)
    wanted = np.zeros(len(mesh.vertices_mm))
    trees: dict[int, tuple[IntArray, cKDTree]] = {}
    for bone in bones:
        if id(bone.region) not in trees:  # many bones share a region
            inside = np.flatnonzero(bone.region)
            trees[id(bone.region)] = (inside, cKDTree(middles[inside]))
        chosen, tree = trees[id(bone.region)]
        away, at = tree.query(bone.points_mm)
        at = chosen[at]
        above = np.einsum("pc,pc->p", bone.points_mm - middles[at], outward[at]) + bone.depth_mm
        bad = (above > 0) & (away < reach_mm)
        for corner in range(3):
            hit = mesh.triangles[at[bad], corner]
            np.maximum.at(wanted, hit, np.minimum(above[bad], bone.most_mm))
    return wanted


def pushed(
    mesh: Mesh, wanted: FloatArray, mean: sparse.csr_matrix, *, spread_rounds: int = 8
) -> Mesh:
    """Push most of the way outward, with the surroundings, and smooth what was pushed."""
    spread = wanted.copy()
    for step in range(spread_rounds):
        held = step < spread_rounds // 2
        spread = np.maximum(0.7 * wanted, mean @ spread) if held else mean @ spread
    vertices = mesh.vertices_mm + 0.6 * spread[:, None] * smooth_normals(mesh)
    soften = 0.3 * np.clip(spread / 2, 0, 1)[:, None]
    return Mesh(vertices + soften * (mean @ vertices - vertices), mesh.triangles)
