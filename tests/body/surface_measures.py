"""How the surface lies over the bones, and whether limbs go through the trunk."""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

from sciatica_edu.body.shape.mesh_file import Mesh, smooth_normals
from sciatica_edu.body.shape.skinning import skin_mesh

EVERY = 5
"""Of a bone's vertices, so many are skipped: neighbours lie a few mm apart."""


def winding_numbers(points: np.ndarray, mesh: Mesh) -> np.ndarray:
    """About 1 inside a closed surface, 0 outside, also where the surface folds through itself."""
    found = np.zeros(len(points))
    corners = mesh.vertices_mm[mesh.triangles]
    for number, point in enumerate(points):
        a, b, c = (corners[:, k] - point for k in range(3))
        la, lb, lc = (np.linalg.norm(side, axis=1) for side in (a, b, c))
        volume = np.einsum("ti,ti->t", a, np.cross(b, c))
        below = la * lb * lc
        for x, y, length in ((a, b, lc), (b, c, la), (c, a, lb)):
            below = below + np.einsum("ti,ti->t", x, y) * length
        found[number] = np.arctan2(volume, below).sum() / (2 * np.pi)
    return found


def bones_outside_mm(placed, meshes, *, pose: int = 0, over: float = 8.0) -> dict[str, float]:
    """Bone → how far it stands out of the skin, mm, where that is more than `over`."""
    skin = skin_mesh(placed, pose=pose)
    bones, owner = [], []
    for name in meshes.names:
        body = placed.skeleton.body_index(meshes.body_of(name))
        points = meshes.mesh(name).vertices_mm[::EVERY]
        bones.append(points @ placed.rotations[pose, body].T + placed.positions_mm[pose, body])
        owner += [name] * len(points)
    points = np.concatenate(bones)
    # A vertex of the surface and the middles of its edges and triangles: points every few mm.
    corners = skin.vertices_mm[skin.triangles]
    dense = np.concatenate([skin.vertices_mm, corners.mean(axis=1), corners[:, :2].mean(axis=1)])
    normals = smooth_normals(skin)
    facing = normals[skin.triangles]
    outward = np.concatenate([normals, facing.mean(axis=1), facing[:, :2].mean(axis=1)])
    away, at = cKDTree(dense).query(points)
    # Inside by the nearest normal is inside; outside by it may be a fold: then count windings.
    beyond = (away > over) & (np.einsum("pi,pi->p", points - dense[at], outward[at]) > 0)
    suspects = np.flatnonzero(beyond)
    out = suspects[winding_numbers(points[suspects], skin) < 0.5]
    grid = [np.array([a, b, 6 - a - b]) / 6 for a in range(7) for b in range(7 - a)]
    exact, _ = cKDTree(np.concatenate([spot @ corners for spot in grid])).query(points[out])
    worst: dict[str, float] = {}
    for number, mm in zip(out, exact, strict=True):
        if mm > over:
            worst[owner[number]] = max(worst.get(owner[number], 0.0), float(mm))
    return worst
