"""The human surface: one compact file with vertices, triangles, clothes, and what moves each vertex.

``data/body/skin.bin.gz``, written by ``python -m sciatica_edu.authoring.skin.build``. Unpacked it
is one line of JSON (padded to a multiple of four bytes) and a block that a browser can look at
without copying: positions as 16-bit steps inside the bounding box, four movers and four weights
(bytes that add up to 255) a vertex, three 16-bit vertex numbers and one label a triangle.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.body.motion.computed import numbers_folder
from sciatica_edu.body.motion.pose import Pose
from sciatica_edu.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import numpy.typing as npt

    from sciatica_edu.body.shape.mesh_file import FloatArray, IntArray

__all__ = ["SKIN_FILE", "HalfBody", "Skin", "load_skin", "pack_skin"]

SKIN_FILE = "skin.bin.gz"
_FULL_WEIGHT = 255


@dataclass(frozen=True, slots=True)
class HalfBody:
    """What turns half as far as one body against another, about their joint.

    Without it the surface collapses at a bent joint as a garden hose does.

    Attributes
    ----------
    first, second
        The bodies.
    centre_mm
        Their joint in the room, in the bind pose.
    """

    first: str
    second: str
    centre_mm: tuple[float, float, float]


@dataclass(
    frozen=True, slots=True, eq=False
)  # compared by identity: skinning keeps what it prepares
class Skin:
    """The surface in its bind pose.

    Attributes
    ----------
    bind
        The pose in which it was laid over the skeleton.
    vertices_mm, triangles
        Shape (vertices, 3) in the room, and (triangles, 3).
    labels
        For each triangle its number in `clothes`.
    clothes
        Names of what is seen: skin and garments.
    bodies, halves
        What moves the surface: bodies of the skeleton, then half bodies.
    movers, weights
        Shape (vertices, 4): numbers of bodies and half bodies (counted on), and their shares.
    """

    bind: Pose
    vertices_mm: FloatArray
    triangles: IntArray
    labels: IntArray
    clothes: tuple[str, ...]
    bodies: tuple[str, ...]
    halves: tuple[HalfBody, ...]
    movers: IntArray
    weights: FloatArray


def pack_skin(skin: Skin, *, made_from: Mapping[str, str]) -> bytes:
    """Pack a surface; the same surface gives the same bytes."""
    origin = skin.vertices_mm.min(axis=0)
    step = (skin.vertices_mm.max(axis=0) - origin) / 65535
    shares = np.round(skin.weights * _FULL_WEIGHT).astype(np.int64)
    shares[:, 0] += _FULL_WEIGHT - shares.sum(axis=1)
    header = {
        "made_from": dict(made_from),
        "bind_deg": dict(skin.bind.angles_deg),
        "bodies": skin.bodies,
        "halves": [[half.first, half.second, half.centre_mm] for half in skin.halves],
        "clothes": skin.clothes,
        "vertices": len(skin.vertices_mm),
        "triangles": len(skin.triangles),
        "origin_mm": origin.round(6).tolist(),
        "step_mm": [float(f"{value:.9g}") for value in step],
    }
    line = json.dumps(header).encode()
    parts = [
        line + b" " * (-(len(line) + 1) % 4) + b"\n",
        np.round((skin.vertices_mm - origin) / step).astype("<u2").tobytes(),
        skin.movers.astype("u1").tobytes(),
        shares.astype("u1").tobytes(),
        skin.triangles.astype("<u2").tobytes(),
        skin.labels.astype("u1").tobytes(),
    ]
    return gzip.compress(b"".join(parts), 9, mtime=0)


@cache
def load_skin(folder: Path | None = None) -> Skin:
    """Read the surface (once).

    Parameters
    ----------
    folder
        Where the file is; ``data/body`` when None.

    Raises
    ------
    ContentError
        If the file is missing or is not what its header says.
    """
    path = (folder or numbers_folder()) / SKIN_FILE
    try:
        content = gzip.decompress(path.read_bytes())
        line, _, block = content.partition(b"\n")
        header = json.loads(line)
        return _unpacked(header, block)
    except FileNotFoundError:
        raise ContentError(f"body/{SKIN_FILE}: the file is missing.") from None
    except (OSError, EOFError, ValueError, KeyError) as error:
        raise ContentError(f"body/{SKIN_FILE}: damaged ({error}); build it again.") from error


def _unpacked(header: Mapping[str, object], block: bytes) -> Skin:
    rows: dict[str, npt.NDArray[np.generic]] = {}
    at = 0
    vertices, triangles = int(str(header["vertices"])), int(str(header["triangles"]))
    layout = (
        ("positions", "<u2", vertices, 3),
        ("movers", "u1", vertices, 4),
        ("weights", "u1", vertices, 4),
        ("triangles", "<u2", triangles, 3),
        ("labels", "u1", triangles, 1),
    )
    for name, kind, count, columns in layout:
        rows[name] = np.frombuffer(block, kind, count * columns, at).reshape(count, columns)
        at += rows[name].nbytes
    steps = rows["positions"].astype(float)
    halves: list[tuple[str, str, tuple[float, float, float]]] = header["halves"]  # type: ignore[assignment]
    return Skin(
        bind=Pose("bind", header["bind_deg"]),  # type: ignore[arg-type]
        vertices_mm=np.array(header["origin_mm"]) + steps * np.array(header["step_mm"]),
        triangles=rows["triangles"].astype(np.int64),
        labels=rows["labels"][:, 0].astype(np.int64),
        clothes=tuple(header["clothes"]),  # type: ignore[arg-type]
        bodies=tuple(header["bodies"]),  # type: ignore[arg-type]
        halves=tuple(HalfBody(first, second, (x, y, z)) for first, second, (x, y, z) in halves),
        movers=rows["movers"].astype(np.int64),
        weights=rows["weights"].astype(float) / _FULL_WEIGHT,
    )
