"""The compact mesh file: one binary block and a JSON header that says where each mesh lies in it.

Positions are 16-bit steps inside each mesh's own bounding box (a step is below 0.01 mm for a
bone), normals signed bytes, vertex numbers 16 or 32 bits. Everything is little-endian and
starts at a multiple of four bytes, so a browser can look at it without copying.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sciatica_edu.body.shape.mesh import Mesh, smooth_normals
from sciatica_edu.errors import AssetError, require_known

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    FloatArray = npt.NDArray[np.float64]
    IntArray = npt.NDArray[np.int64]

__all__ = ["FORMAT_VERSION", "BodyMeshes", "NamedMesh", "pack"]

FORMAT_VERSION = 1
_STEPS = 65535
_NORMAL_STEPS = 127


@dataclass(frozen=True, slots=True)
class NamedMesh:
    """A mesh in the frame of the body it moves with."""

    name: str
    body: str
    source: str
    mesh: Mesh


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
        stored = np.frombuffer(self.data, "i1", 4 * row["vertices"], row["normals"])
        normals = stored.reshape(-1, 4)[:, :3].astype(float)
        return np.asarray(normals / np.linalg.norm(normals, axis=1, keepdims=True))

    def body_of(self, name: str) -> str:
        """Name of the body that a mesh moves with."""
        return str(self._row(name)["body"])

    def _row(self, name: str) -> Mapping[str, Any]:
        require_known("mesh", name, self.names)
        return next(row for row in self.header["meshes"] if row["name"] == name)


def pack(meshes: list[NamedMesh], *, made_from: Mapping[str, str]) -> BodyMeshes:
    """Pack meshes into one block.

    Parameters
    ----------
    meshes
        With different names.
    made_from
        Package → version, kept in the header.
    """
    block = bytearray()
    rows = []
    for named in meshes:
        mesh = named.mesh
        if len(mesh.triangles) == 0 or not np.isfinite(mesh.vertices_mm).all():
            raise AssetError(f"mesh {named.name!r} has no triangles or is not finite.")
        origin = mesh.vertices_mm.min(axis=0)
        step = np.maximum((mesh.vertices_mm.max(axis=0) - origin) / _STEPS, 1e-6)
        positions = np.round((mesh.vertices_mm - origin) / step).astype("<u2")
        normals = np.zeros((len(positions), 4), dtype="i1")  # the fourth byte only aligns
        normals[:, :3] = np.round(smooth_normals(mesh) * _NORMAL_STEPS)
        narrow = len(positions) <= _STEPS
        rows.append(
            {
                "name": named.name,
                "body": named.body,
                "source": named.source,
                "vertices": len(positions),
                "triangles": len(mesh.triangles),
                "origin_mm": [round(float(value), 6) for value in origin],
                "step_mm": [float(f"{value:.9g}") for value in step],
                "positions": _append(block, positions.tobytes()),
                "normals": _append(block, normals.tobytes()),
                "indices": _append(
                    block, mesh.triangles.astype("<u2" if narrow else "<u4").tobytes()
                ),
                "index_bytes": 2 if narrow else 4,
            }
        )
    header = {
        "format": FORMAT_VERSION,
        "made_from": dict(made_from),
        "bytes": len(block),
        "meshes": rows,
    }
    return BodyMeshes(header, bytes(block))


def _append(block: bytearray, data: bytes) -> int:
    block.extend(b"\0" * (-len(block) % 4))
    start = len(block)
    block.extend(data)
    return start
