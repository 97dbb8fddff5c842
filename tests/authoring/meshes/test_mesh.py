from __future__ import annotations

import numpy as np

from sciatica_edu.authoring.meshes.surface import decimate, join, mirror, weld
from sciatica_edu.body.shape.mesh_file import Mesh, smooth_normals

CORNERS = np.array([[x, y, z] for x in (0.0, 10.0) for y in (0.0, 10.0) for z in (0.0, 10.0)])


def volume(mesh):
    a, b, c = (mesh.vertices_mm[mesh.triangles[:, k]] for k in range(3))
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6)


def ball(radius=20.0, rows=60):
    """A sphere as a soup of separate triangles."""
    u, v = np.meshgrid(
        np.linspace(0, np.pi, rows), np.linspace(0, 2 * np.pi, 2 * rows), indexing="ij"
    )
    points = radius * np.stack([np.sin(u) * np.cos(v), np.sin(u) * np.sin(v), np.cos(u)], -1)
    a, b, c, d = points[:-1, :-1], points[1:, :-1], points[1:, 1:], points[:-1, 1:]
    soup = np.concatenate([np.stack([a, b, c], 2), np.stack([a, c, d], 2)]).reshape(-1, 3)
    return Mesh(soup, np.arange(len(soup)).reshape(-1, 3))


def test_weld_joins_a_soup_into_a_closed_surface():
    welded = weld(ball(), tolerance_mm=0.01)
    assert len(welded.vertices_mm) < len(ball().vertices_mm) / 5
    edges = np.sort(welded.triangles[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), axis=1)
    _, count = np.unique(edges, axis=0, return_counts=True)
    assert (count == 2).all()


def test_normals_of_a_ball_point_outward():
    welded = weld(ball(), tolerance_mm=0.01)
    normals = smooth_normals(welded)
    outward = welded.vertices_mm / 20.0
    assert np.einsum("ij,ij->i", normals, outward).min() > 0.99


def test_decimation_keeps_shape_and_side():
    welded = weld(ball(), tolerance_mm=0.01)
    simple = decimate(welded, cell_mm=5.0)
    assert len(simple.triangles) < len(welded.triangles) / 5
    assert volume(simple) > 0.9 * volume(welded)
    assert np.abs(np.linalg.norm(simple.vertices_mm, axis=1) - 20.0).max() < 1.0


def test_mirror_turns_the_triangles_round():
    welded = weld(ball(), tolerance_mm=0.01)
    assert volume(mirror(welded, axis=2)) > 0


def test_join_keeps_both():
    one = weld(ball(), tolerance_mm=0.01)
    both = join([one, Mesh(one.vertices_mm + 100, one.triangles)])
    assert len(both.triangles) == 2 * len(one.triangles)
    assert both.triangles.max() == len(both.vertices_mm) - 1
