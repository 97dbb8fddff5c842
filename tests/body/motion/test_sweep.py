from __future__ import annotations

import numpy as np
import pytest

from sciatica_edu.body.motion.sweep import smooth_line, sweep, sweep_sheet
from sciatica_edu.body.shape.tube_shape import drawn_muscles, muscle_shape, nerve_shape
from sciatica_edu.errors import UnknownNameError


def test_a_swept_tube_is_closed_and_its_normals_point_outward():
    line = np.array([[0.0, 0, 0], [0, 0, 50], [0, 20, 120]])
    swept = sweep(line, muscle_shape("piri_r"), np.array([-1.0, 0, 0]))
    edges = np.sort(
        np.concatenate(
            [swept.triangles[:, [0, 1]], swept.triangles[:, [1, 2]], swept.triangles[:, [2, 0]]]
        ),
        1,
    )
    _, counts = np.unique(edges, axis=0, return_counts=True)
    assert (counts == 2).all()
    assert np.linalg.norm(swept.normals, axis=1) == pytest.approx(1.0, abs=1e-6)
    assert _volume(swept) > 0
    assert swept.tendon.max() == 1.0
    assert swept.tendon.min() == 0.0


def test_a_sheet_is_closed_the_same_way_round_on_both_sides():
    lines = [np.array([[0.0, 0, z], [80, 0, z / 2]]) for z in (0.0, 40.0, 80.0)]
    shapes = [muscle_shape(f"glmax{number}_r") for number in (1, 2, 3)]
    facing = [np.array([0.0, 1, 0])] * 3
    for flip in (1.0, -1.0):
        mirrored = [line * np.array([1.0, 1.0, flip]) for line in lines]
        swept = sweep_sheet(mirrored, shapes, facing)
        assert _volume(swept) > 0


def _volume(swept):
    a, b, c = (swept.vertices_mm[swept.triangles[:, corner]] for corner in range(3))
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6)


def test_a_smooth_line_passes_its_points_and_keeps_its_ends():
    points = np.array([[0.0, 0, 0], [10, 5, 0], [20, -5, 3], [40, 0, 0]])
    curve = smooth_line(points, 200)
    assert curve[0] == pytest.approx(points[0])
    assert curve[-1] == pytest.approx(points[-1])
    for point in points:
        assert np.linalg.norm(curve - point, axis=1).min() < 0.3
    assert smooth_line(points[[0, 0, 3]], 5)[2] == pytest.approx([20, 0, 0])


def test_unknown_shapes_offer_the_nearest():
    with pytest.raises(UnknownNameError, match="piri"):
        muscle_shape("piriformis_r")
    with pytest.raises(UnknownNameError, match="sciatic"):
        nerve_shape("sciatik_r")
    assert "piri_l" in drawn_muscles("l")
