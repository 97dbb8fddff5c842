"""Work on triangle meshes: welding, decimation, mirror image; numpy only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.body.shape.mesh_file import Mesh

if TYPE_CHECKING:
    import numpy.typing as npt

    FloatArray = npt.NDArray[np.float64]
    IntArray = npt.NDArray[np.int64]

__all__ = ["decimate", "join", "mirror", "weld"]


def weld(mesh: Mesh, *, tolerance_mm: float) -> Mesh:
    """Join vertices that lie in the same cell of a grid, and drop flat triangles.

    Parameters
    ----------
    mesh
        Any mesh.
    tolerance_mm
        Side of the grid cell, above 0.
    """
    cells = np.round(mesh.vertices_mm / tolerance_mm).astype(np.int64)
    _, first, number = np.unique(cells, axis=0, return_index=True, return_inverse=True)
    triangles = number.reshape(-1)[mesh.triangles]
    return _compact(mesh.vertices_mm[first], _not_flat(triangles))


def join(meshes: list[Mesh]) -> Mesh:
    """Put several meshes into one."""
    starts = np.cumsum([0] + [len(mesh.vertices_mm) for mesh in meshes[:-1]])
    return Mesh(
        np.concatenate([mesh.vertices_mm for mesh in meshes]),
        np.concatenate(
            [mesh.triangles + start for mesh, start in zip(meshes, starts, strict=True)]
        ),
    )


def mirror(mesh: Mesh, *, axis: int) -> Mesh:
    """Give the mirror image across the plane at right angles to an axis (0, 1 or 2)."""
    vertices = mesh.vertices_mm.copy()
    vertices[:, axis] *= -1.0
    return Mesh(vertices, mesh.triangles[:, ::-1].copy())


def decimate(mesh: Mesh, *, cell_mm: float) -> Mesh:
    """Simplify by vertex clustering: one vertex for each grid cell.

    The vertex is placed where the planes of the triangles in the cell meet best (least squares,
    held to the cell's mean by a small weight), which keeps edges that an average would round off.

    Parameters
    ----------
    mesh
        A welded mesh.
    cell_mm
        Side of the grid cell; details smaller than this go.

    References
    ----------
    Lindstrom 2000, out-of-core simplification by quadric error clustering.
    """
    cells = np.floor(mesh.vertices_mm / cell_mm).astype(np.int64)
    _, number = np.unique(cells, axis=0, return_inverse=True)
    number = number.reshape(-1)
    count = int(number.max()) + 1
    members = np.bincount(number, minlength=count)[:, None].astype(float)
    sums = [np.bincount(number, mesh.vertices_mm[:, axis], minlength=count) for axis in range(3)]
    mean: FloatArray = np.stack(sums, axis=1).astype(float) / members
    placed = _best_points(mesh, number, mean, cell_mm)
    return _compact(placed, _not_flat(number[mesh.triangles]))


def _best_points(mesh: Mesh, number: IntArray, mean: FloatArray, cell_mm: float) -> FloatArray:
    a, b, c = (mesh.vertices_mm[mesh.triangles[:, corner]] for corner in range(3))
    normal = np.cross(b - a, c - a)
    matrix = np.zeros((len(mean), 3, 3))
    vector = np.zeros((len(mean), 3))
    for corner in range(3):
        cell = number[mesh.triangles[:, corner]]
        offset = np.einsum("ij,ij->i", normal, a - mean[cell])
        np.add.at(matrix, cell, normal[:, :, None] * normal[:, None, :])
        np.add.at(vector, cell, normal * offset[:, None])
    trace = np.trace(matrix, axis1=1, axis2=2)[:, None, None]
    shift = np.linalg.solve(matrix + (0.05 * trace + 1e-9) * np.eye(3), vector[:, :, None])[..., 0]
    length = np.linalg.norm(shift, axis=1, keepdims=True)
    limit = 0.6 * cell_mm
    return np.asarray(mean + shift * np.minimum(1.0, limit / np.maximum(length, 1e-12)))


def _not_flat(triangles: IntArray) -> IntArray:
    a, b, c = triangles.T
    kept = triangles[(a != b) & (b != c) & (c != a)]
    _, first = np.unique(np.sort(kept, axis=1), axis=0, return_index=True)
    return np.asarray(kept[np.sort(first)])


def _compact(vertices: FloatArray, triangles: IntArray) -> Mesh:
    used, number = np.unique(triangles, return_inverse=True)
    return Mesh(vertices[used], number.reshape(-1, 3).astype(np.int64))
