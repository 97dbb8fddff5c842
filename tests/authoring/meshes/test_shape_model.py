from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sciatica_edu.authoring.meshes.shape_model import (
    LLP26_FILES,
    node_grid,
    read_patches,
    triangulate,
)

# Bounding boxes in mm as gias3-fieldwork 3.0.1, the model's own program, gives them at 8 points
# along each element edge (its 14,176 and 2,728 points agreed with ours to 1e-9 mm).
PUBLISHED = {
    "femur": ([37.98401021, -22.56854764, 792.56585114], [172.97018824, 87.15100046, 1227.0601943]),
    "pelvis": ([-99.77460971, -66.79393157, 1141.50683381], [174.49825045, 93.97133054, 1357.17315194]),
    "tibia_fibula": ([37.19252054, 25.01411052, 443.04645417], [119.39615932, 116.07428854, 817.5496374]),
    "patella": ([75.40602373, 2.21425229, 809.45999023], [114.30379975, 24.97548496, 850.57655233]),
}  # fmt: skip


@pytest.fixture(scope="module")
def folder():
    models = pytest.importorskip("musculoskeletal.models", reason="needs musculoskeletal-models")
    return Path(models.__file__).parent / "atlas_meshes"


@pytest.mark.reference
@pytest.mark.parametrize("bone", list(LLP26_FILES))
def test_bounds_agree_with_the_models_own_program(folder, bone):
    mesh = triangulate(read_patches(folder, bone), per_edge=8)
    low, high = PUBLISHED[bone]
    assert np.abs(mesh.vertices_mm.min(0) - low).max() < 1e-6
    assert np.abs(mesh.vertices_mm.max(0) - high).max() < 1e-6


@pytest.mark.reference
@pytest.mark.parametrize("bone", list(LLP26_FILES))
def test_surfaces_are_closed_and_face_outward(folder, bone):
    mesh = triangulate(read_patches(folder, bone), per_edge=4)
    edges = np.sort(mesh.triangles[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), axis=1)
    _, count = np.unique(edges, axis=0, return_counts=True)
    assert (count == 2).all()
    a, b, c = (mesh.vertices_mm[mesh.triangles[:, k]] for k in range(3))
    assert np.einsum("ij,ij->i", a, np.cross(b, c)).sum() > 0


@pytest.mark.parametrize(
    ("kind", "count"),
    [("quad44", 16), ("quad54", 20), ("quad55", 25), ("tri10", 10), ("tri15", 15)],
)
def test_element_kinds_have_their_nodes(kind, count):
    nodes, powers = node_grid(kind)
    assert len(nodes) == len(powers) == count
    assert nodes.min() == 0
    assert nodes.max() == 1
