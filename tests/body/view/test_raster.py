from __future__ import annotations

import numpy as np
import pytest

from sciatica_edu.body.shape.assets import load_or_build
from sciatica_edu.body.view.raster import Camera, Surface, paint


def test_the_painter_shows_the_nearer_of_two_surfaces():
    def square(depth, owner):
        corners = np.array([[-5.0, depth, -5], [5, depth, -5], [5, depth, 5], [-5, depth, 5]])
        normals = np.tile([0.0, 1.0, 0.0], (4, 1))
        return Surface(
            corners, normals, np.array([[0, 2, 1], [0, 3, 2]]), np.ones(3) * owner, owner
        )

    camera = Camera.looking(np.zeros(3), np.array([0.0, 1, 0]), np.array([0.0, 0, 1]), 20.0)
    for order in ([1, 0], [0, 1]):
        painted = paint([square((0.0, 3.0)[n], n) for n in order], camera, size_px=(40, 40))
        assert painted.owners[20, 20] == 1
        assert painted.owners[1, 1] == -1
        assert (painted.image[1, 1] == 255).all()
    assert int((painted.owners == 1).sum()) == pytest.approx(400, abs=42)


def test_every_mesh_turns_its_triangles_outward():
    meshes = load_or_build()
    for name in ("hip_bone_r", "femur_l", "sacrum", "tibia_r"):
        mesh = meshes.mesh(name)
        a, b, c = (mesh.vertices_mm[mesh.triangles[:, corner]] for corner in range(3))
        assert np.einsum("ij,ij->i", a, np.cross(b, c)).sum() > 0, name
