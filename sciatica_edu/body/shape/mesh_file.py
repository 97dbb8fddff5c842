"""The compact mesh file: one binary block and a JSON header that says where each mesh lies in it.

Positions are 16-bit steps inside each mesh's own bounding box (a step is below 0.01 mm for a
bone), normals signed bytes, vertex numbers 16 or 32 bits. Everything is little-endian and
starts at a multiple of four bytes, so a browser can look at it without copying.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sciatica_edu.errors import require_known

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    FloatArray = npt.NDArray[np.float64]
    IntArray = npt.NDArray[np.int64]

__all__ = ["FORMAT_VERSION", "BodyMeshes", "Mesh", "smooth_normals"]

FORMAT_VERSION = 1


@dataclass(frozen=True, slots=True)
class Mesh:
    """Vertices (n × 3, mm) and triangles (m × 3 vertex numbers, anticlockwise from outside)."""

    vertices_mm: FloatArray
    triangles: IntArray


def smooth_normals(mesh: Mesh) -> FloatArray:
    """Compute unit normals at the vertices, each triangle weighted by its area."""
    a, b, c = (mesh.vertices_mm[mesh.triangles[:, corner]] for corner in range(3))
    face = np.cross(b - a, c - a)
    normals = np.zeros_like(mesh.vertices_mm)
    for corner in range(3):
        np.add.at(normals, mesh.triangles[:, corner], face)
    length = np.linalg.norm(normals, axis=1, keepdims=True)
    up = np.array([0.0, 0.0, 1.0])
    return np.where(length > 1e-12, normals / np.maximum(length, 1e-12), up)


@dataclass(frozen=True, slots=True)
class BodyMeshes:
    """The packed meshes.

    Attributes
    ----------
    header
        ``format``, ``made_from`` (package → version), ``bytes`` and ``meshes``: for each its
        ``name``, ``body``, ``source``, ``vertices`` and ``triangles`` (counts), ``origin_mm``
        and ``step_mm`` (position = origin + step × stored, each axis), and the byte offsets
        ``positions``, ``normals``, ``indices`` with ``index_bytes`` 2 or 4.
    data
        The binary block.
    """

    header: Mapping[str, Any]
    data: bytes

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the meshes, in file order."""
        return tuple(row["name"] for row in self.header["meshes"])

    def mesh(self, name: str) -> Mesh:
        """Unpack one mesh (mm, in its body's frame).

        Raises
        ------
        UnknownNameError
            If there is no mesh of that name.
        """
        row = self._row(name)
        count = row["vertices"]
        stored = np.frombuffer(self.data, "<u2", 3 * count, row["positions"]).reshape(-1, 3)
        vertices = np.array(row["origin_mm"]) + stored * np.array(row["step_mm"])
        kind = "<u2" if row["index_bytes"] == 2 else "<u4"
        indices = np.frombuffer(self.data, kind, 3 * row["triangles"], row["indices"])
        return Mesh(vertices, indices.reshape(-1, 3).astype(np.int64))

    def normals(self, name: str) -> FloatArray:
        """Unpack the unit normals of one mesh."""
        row = self._row(name)
        # Four bytes a normal, the last unused: a graphics card wants them aligned.
        stored = np.frombuffer(self.data, "i1", 4 * row["vertices"], row["normals"])
        normals = stored.reshape(-1, 4)[:, :3].astype(float)
        # A step of 1/127 leaves them a little long or short.
        return np.asarray(normals / np.linalg.norm(normals, axis=1, keepdims=True))

    def body_of(self, name: str) -> str:
        """Name of the body that a mesh moves with."""
        return str(self._row(name)["body"])

    def _row(self, name: str) -> Mapping[str, Any]:
        require_known("mesh", name, self.names)
        return next(row for row in self.header["meshes"] if row["name"] == name)
