from __future__ import annotations

import numpy as np
import pytest

from sciatica_edu.authoring.meshes.packing import NamedMesh, pack
from sciatica_edu.body.shape.mesh_file import Mesh
from sciatica_edu.errors import AssetError, UnknownNameError

VERTICES = np.array([[0.0, 0, 0], [100, 0, 0], [0, 50, 0], [0, 0, -30]])
FACES = np.array([[0, 2, 1], [0, 1, 3], [1, 2, 3], [0, 3, 2]])


def test_what_is_packed_is_unpacked_to_a_hundredth_of_a_millimetre():
    packed = pack([NamedMesh("a", "pelvis", "x", Mesh(VERTICES, FACES))] * 1, made_from={"x": "1"})
    mesh = packed.mesh("a")
    assert np.abs(mesh.vertices_mm - VERTICES).max() < 0.01
    assert (mesh.triangles == FACES).all()
    assert np.allclose(np.linalg.norm(packed.normals("a"), axis=1), 1)
    assert packed.body_of("a") == "pelvis"
    assert packed.header["bytes"] == len(packed.data)


def test_offsets_are_multiples_of_four():
    odd = Mesh(VERTICES[:3], FACES[:1])
    packed = pack([NamedMesh(n, "b", "x", odd) for n in "abc"], made_from={})
    for row in packed.header["meshes"]:
        assert all(row[key] % 4 == 0 for key in ("positions", "normals", "indices"))


def test_large_meshes_get_wide_indices():
    count = 70000
    points = np.random.default_rng(0).uniform(0, 100, (count, 3))
    faces = np.arange(count - count % 3).reshape(-1, 3)
    packed = pack([NamedMesh("big", "b", "x", Mesh(points, faces))], made_from={})
    assert packed.header["meshes"][0]["index_bytes"] == 4
    assert (packed.mesh("big").triangles == faces).all()


def test_flat_meshes_pack():
    flat = Mesh(VERTICES[:3], FACES[:1])
    assert (
        np.abs(
            pack([NamedMesh("f", "b", "x", flat)], made_from={}).mesh("f").vertices_mm[:, 2]
        ).max()
        < 1e-5
    )


def test_broken_mesh_and_unknown_name_are_refused():
    broken = Mesh(VERTICES * np.nan, FACES)
    with pytest.raises(AssetError, match="'bad'"):
        pack([NamedMesh("bad", "b", "x", broken)], made_from={})
    packed = pack([NamedMesh("femur_r", "b", "x", Mesh(VERTICES, FACES))], made_from={})
    with pytest.raises(UnknownNameError, match="Did you mean 'femur_r'"):
        packed.mesh("femurr")
