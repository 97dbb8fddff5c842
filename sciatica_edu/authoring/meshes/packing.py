"""Pack meshes into the compact file that `sciatica_edu.body.shape.mesh_file` reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.body.shape.mesh_file import FORMAT_VERSION, BodyMeshes, Mesh, smooth_normals
from sciatica_edu.errors import AssetError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["NamedMesh", "pack"]

_STEPS = 65535


_NORMAL_STEPS = 127


@dataclass(frozen=True, slots=True)
class NamedMesh:
    """A mesh in the frame of the body it moves with."""

    name: str
    body: str
    source: str
    mesh: Mesh


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
