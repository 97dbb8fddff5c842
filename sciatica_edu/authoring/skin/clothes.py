"""Dress the figure: cut the surface along seams, and say which triangles are skin, shorts, shirt, hair."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.body.shape.mesh_file import Mesh, smooth_normals

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from sciatica_edu.authoring.skin.fitting import Bones

    FloatArray = npt.NDArray[np.float64]
    IntArray = npt.NDArray[np.int64]
    BoolArray = npt.NDArray[np.bool_]

__all__ = ["CLOTHES", "dressed"]

#: Label of a triangle, by its number in the file.
CLOTHES = ("skin", "shorts", "shirt", "hair")
_SEAMS = ("waist", "hem", "sleeve", "neck", "hair")
#: A vertex this near a seam is taken to lie on it, mm.
_SNAP_MM = 3.0
_HAIR_MM = 9.0
#: Height of the hairline (mm) from brow to nape, by the distance backward.
_HAIRLINE = ([10, 35, 60, 95, 112, 150, 200], [1668, 1668, 1640, 1622, 1575, 1548, 1545])


def dressed(
    mesh: Mesh, parts: Mapping[str, FloatArray], bones: Bones
) -> tuple[Mesh, dict[str, FloatArray], IntArray]:
    """Cut and label the surface.

    Parameters
    ----------
    mesh, parts
        The surface, and each part's weight at its vertices; new vertices get the mean of their
        edge.
    bones
        For where shorts and sleeves end.

    Returns
    -------
    tuple
        Mesh, parts, and for each triangle its number in `CLOTHES`.
    """
    names = list(parts)
    columns = np.stack([parts[name] for name in names], axis=1)
    for seam in _SEAMS:
        signed = _seams(mesh.vertices_mm, bones)[seam]
        where = _near(seam, mesh, dict(zip(names, columns.T, strict=True)))
        mesh, columns = _cut(mesh, columns, signed, where)
    parts = dict(zip(names, columns.T, strict=True))
    labels = _labels(mesh, parts, bones)
    normals = smooth_normals(mesh)
    hair, rest = (
        np.isin(np.arange(len(normals)), mesh.triangles[labels_is])
        for labels_is in (labels == 3, labels != 3)
    )
    ears = (abs(mesh.vertices_mm[:, 0]) > 76) & (mesh.vertices_mm[:, 2] < 1650)
    off = np.where(hair & ~rest & ~ears, _HAIR_MM, np.where(hair & rest, 2.0, 0.0))
    return Mesh(mesh.vertices_mm + off[:, None] * normals, mesh.triangles), parts, labels


def _sum(parts: Mapping[str, FloatArray], *names: str) -> FloatArray:
    both = [name for stem in names for name in (stem, f"{stem}_r", f"{stem}_l") if name in parts]
    return np.asarray(sum(parts[name] for name in both))


def _seams(points: FloatArray, bones: Bones) -> dict[str, FloatArray]:
    """Signed distance to each seam, mm: positive above the waist, below hem and sleeve, on the head."""
    x, y, z = points.T

    def along(start: str, end: str) -> FloatArray:
        found = []
        for side in "rl":
            origin = bones.joint_mm(f"{start}_{side}")
            limb = bones.joint_mm(f"{end}_{side}") - origin
            found.append((points - origin) @ limb / np.linalg.norm(limb))
        return np.where(x < 0, *found)

    return {
        "waist": z - (975 + 0.06 * (y - 70)),
        "hem": along("femur", "tibia") - 215,
        "sleeve": along("humerus", "ulna") - 135,
        "neck": z - (1452 + 0.45 * (y - 110)) - 1.2 * np.clip(abs(x) - 68, 0, 100),
        "hair": z - np.interp(y, *_HAIRLINE),
    }


def _near(seam: str, mesh: Mesh, parts: Mapping[str, FloatArray]) -> BoolArray:
    """Triangles that a seam may cut: its plane passes through other parts of the body too."""
    x, _, z = mesh.vertices_mm[mesh.triangles].mean(axis=1).T
    of = {name: column[mesh.triangles].mean(axis=1) for name, column in parts.items()}
    arm = _sum(of, "humerus")
    rules = {
        "waist": (abs(x) < 230) & (abs(z - 975) < 40) & (_sum(of, "trunk") > 0.5),
        "hem": (abs(x) < 260) & (z < 800) & (z > 500),
        "sleeve": (abs(x) > 190) & (arm > 0.3),
        "neck": (z > 1370) & (z < 1530) & (abs(x) < 150) & (arm < 0.4),
        "hair": _sum(of, "head") > 0.2,
    }
    return np.asarray(rules[seam])


def _labels(mesh: Mesh, parts: Mapping[str, FloatArray], bones: Bones) -> IntArray:
    middles = mesh.vertices_mm[mesh.triangles].mean(axis=1)
    x, y, z = middles.T
    of = {name: column[mesh.triangles].mean(axis=1) for name, column in parts.items()}
    seam = _seams(middles, bones)
    arm, head = _sum(of, "hand", "ulna", "radius") > 0.3, _sum(of, "head")
    shorts = (seam["waist"] < 0) & (seam["hem"] < 0) & ~arm & (z > 560)
    shorts &= (abs(x) < 260) & (_sum(of, "trunk", "femur") > 0.5)
    shirt = (seam["waist"] >= 0) & (seam["neck"] < 0) & ~arm & (head < 0.5)
    shirt &= ~((seam["sleeve"] > 0) & (abs(x) > 190))
    ear = (abs(x) > 79) & (z < 1625) & (y > 85) & (y < 140)
    hair = (seam["hair"] > 0) & (head > 0.3) & ~ear
    return np.select([hair, shirt, shorts], [3, 2, 1], 0).astype(np.int64)


def _cut(
    mesh: Mesh, columns: FloatArray, signed: FloatArray, where: BoolArray
) -> tuple[Mesh, FloatArray]:
    """Put a vertex wherever a seam crosses an edge of the chosen triangles."""
    signed = np.where(abs(signed) < _SNAP_MM, 0.0, signed)
    split: dict[tuple[int, int], int] = {}
    points, rows = list(mesh.vertices_mm), list(columns)
    for triangle in mesh.triangles[where]:
        for a, b in _edges(triangle):
            if signed[a] * signed[b] < 0 and (a, b) not in split:
                part = signed[a] / (signed[a] - signed[b])
                split[a, b] = len(points)
                points.append((1 - part) * points[a] + part * points[b])
                rows.append((1 - part) * rows[a] + part * rows[b])
    triangles = [piece for triangle in mesh.triangles for piece in _pieces(triangle, split)]
    return Mesh(np.array(points), np.array(triangles)), np.array(rows)


def _edges(triangle: IntArray) -> list[tuple[int, int]]:
    a, b, c = (int(corner) for corner in triangle)
    return [(min(pair), max(pair)) for pair in ((a, b), (b, c), (c, a))]


def _pieces(triangle: IntArray, split: Mapping[tuple[int, int], int]) -> list[list[int]]:
    """Divide a triangle at its split edges (one, two or three), so that neighbours still fit."""
    corners = [int(corner) for corner in triangle]
    # A whole edge has no middle: -1 stands for none.
    middle = [split.get(edge, -1) for edge in _edges(triangle)]
    whole = [k for k in range(3) if middle[k] < 0]
    if len(whole) == 3:
        return [corners]
    if len(whole) == 2:
        k = next(k for k in range(3) if middle[k] >= 0)
        a, b, c = (corners[(k + n) % 3] for n in range(3))
        return [[a, middle[k], c], [middle[k], b, c]]
    if len(whole) == 1:
        k = whole[0]
        a, b, c = (corners[(k + n) % 3] for n in range(3))
        first, second = middle[(k + 1) % 3], middle[(k + 2) % 3]
        return [[c, second, first], [a, b, first], [a, first, second]]
    a, b, c = corners
    ab, bc, ca = middle
    return [[a, ab, ca], [ab, b, bc], [ca, bc, c], [ab, bc, ca]]
