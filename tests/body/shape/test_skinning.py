"""The human surface: its file, its weights, and that it moves with the skeleton."""

from __future__ import annotations

import gzip

import numpy as np
import pytest

from sciatica_edu.body.motion.computed import numbers_folder
from sciatica_edu.body.motion.kinematics import place, place_all
from sciatica_edu.body.motion.pose import Pose, pose_named
from sciatica_edu.body.shape.contacts import tolerance_mm, vertices_of
from sciatica_edu.body.shape.skin_file import SKIN_FILE, load_skin, pack_skin
from sciatica_edu.body.shape.skinning import skin_mesh, skin_vertices_mm
from sciatica_edu.errors import ContentError, UnknownNameError


def volume_litres(mesh) -> float:
    a, b, c = (mesh.vertices_mm[mesh.triangles[:, k]] for k in range(3))
    return float(np.einsum("ti,ti->", a, np.cross(b, c)) / 6e6)


def test_the_file_is_small_and_whole():
    skin = load_skin()
    assert (numbers_folder() / SKIN_FILE).stat().st_size <= 100_000
    assert skin.weights.sum(axis=1) == pytest.approx(np.ones(len(skin.weights)))
    assert skin.movers.max() < len(skin.bodies) + len(skin.halves)
    assert set(np.unique(skin.triangles)) == set(range(len(skin.vertices_mm)))
    assert [skin.clothes[number] for number in np.unique(skin.labels)] == list(skin.clothes)


def test_packing_again_gives_the_same_block(tmp_path):
    stored = gzip.decompress((numbers_folder() / SKIN_FILE).read_bytes()).partition(b"\n")[2]
    again = gzip.decompress(pack_skin(load_skin(), made_from={})).partition(b"\n")[2]
    assert again == stored


# no time of day in the archive: the name of the case would differ from worker to worker
@pytest.mark.parametrize("content", [b"no gzip", gzip.compress(b'{"vertices": 3}\nx', mtime=0)])
def test_a_damaged_file_says_what_to_do(tmp_path, content):
    (tmp_path / SKIN_FILE).write_bytes(content)
    with pytest.raises(ContentError, match=r"damaged .* build it again"):
        load_skin(tmp_path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ContentError, match=rf"body/{SKIN_FILE}: the file is missing"):
        load_skin(tmp_path)


def test_the_bind_pose_gives_the_stored_surface():
    skin = load_skin()
    assert skin_vertices_mm(place(skin.bind)) == pytest.approx(skin.vertices_mm, abs=1e-6)


def test_a_rigid_move_moves_every_vertex_alike():
    low, high = place(Pose("low")), place(Pose("high", pelvis_height_mm=1041.3))
    assert skin_vertices_mm(high) - skin_vertices_mm(low) == pytest.approx(
        np.tile([0.0, 0.0, 100.0], (len(load_skin().vertices_mm), 1)), abs=1e-6
    )


def test_the_figure_is_an_adult_and_keeps_its_volume():
    standing = skin_mesh(place(pose_named("neutral")))
    size = np.ptp(standing.vertices_mm, axis=0)
    assert 1600 < size[2] < 1800
    assert 50 < volume_litres(standing) < 80
    names = ("child", "knees_to_chest", "figure_four", "hinge", "tabletop", "slump")
    placed = place_all([pose_named(name) for name in names])
    for pose, name in enumerate(names):
        kept = volume_litres(skin_mesh(placed, pose=pose)) / volume_litres(standing)
        assert 0.85 < kept < 1.05, (name, kept)


def test_parts_of_the_body_are_found_and_soft_ones_may_flatten():
    assert tolerance_mm("hand_r") == 10.0
    assert tolerance_mm("thigh_l") == 20.0
    left, right = (load_skin().vertices_mm[vertices_of(f"knee_{side}")] for side in "lr")
    assert left[:, 0].mean() == pytest.approx(-right[:, 0].mean(), abs=10)
    with pytest.raises(UnknownNameError, match="hand_r"):
        vertices_of("hand_x")
