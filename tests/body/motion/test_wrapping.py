from __future__ import annotations

import numpy as np
import pytest

from sciatica_edu.body.motion.wrapping import wrap_around

LEFT, RIGHT = np.array([-20.0, 0.0, 0.0]), np.array([20.0, 0.0, 0.0])
UP = np.array([0.0, 3.0, 0.0])


def test_line_over_the_middle_of_a_cylinder_is_tangents_and_arc():
    wrap = wrap_around(LEFT, RIGHT, radius_mm=10, is_sphere=False, side_mm=np.array([0, 20.0, 0]))
    # tangents touch at 30 degrees from the top on either side: arc of 60 degrees
    assert wrap.length_mm == pytest.approx(10 * np.radians(60))
    assert np.allclose(np.linalg.norm(wrap.points_mm[:, :2], axis=1), 10)
    assert wrap.points_mm[:, 1].min() > 0


def test_the_side_point_chooses_the_side():
    wrap = wrap_around(LEFT, RIGHT, radius_mm=10, is_sphere=False, side_mm=np.array([0, -20.0, 0]))
    assert wrap.points_mm[:, 1].max() < 0


def test_the_side_point_can_ask_for_the_long_way_round():
    start, end = np.array([20.0, 1.0, 0.0]), np.array([20.0, -1.0, 0.0])
    wrap = wrap_around(start, end, radius_mm=10, is_sphere=False, side_mm=np.array([-20.0, 0, 0]))
    touched = np.arctan2(1, 20) + np.arccos(10 / np.hypot(20, 1))
    assert wrap.length_mm == pytest.approx(10 * (2 * np.pi - 2 * touched))
    assert wrap.points_mm[:, 0].min() < -9
    assert np.allclose(np.linalg.norm(wrap.points_mm[:, :2], axis=1), 10)


def test_a_line_that_passes_outside_is_free():
    up = np.array([0.0, 15.0, 0.0])
    assert wrap_around(LEFT + up, RIGHT + up, radius_mm=10, is_sphere=False) is None


def test_a_cylinder_lets_the_line_climb_evenly():
    rise = np.array([0.0, 0.0, 30.0])
    wrap = wrap_around(
        LEFT, RIGHT + rise, radius_mm=10, is_sphere=False, side_mm=np.array([0, 20.0, 0])
    )
    flat = 10 * np.radians(60)
    whole = 2 * np.sqrt(300) + flat
    assert wrap.length_mm == pytest.approx(np.hypot(flat, 30 * flat / whole))


def test_a_sphere_is_passed_on_the_shorter_side():
    wrap = wrap_around(LEFT + UP, RIGHT + UP, radius_mm=10, is_sphere=True)
    assert (wrap.points_mm[:, 1] > 0).all()
    assert np.allclose(np.linalg.norm(wrap.points_mm, axis=1), 10)


def test_a_point_inside_the_surface_is_not_wrapped():
    assert wrap_around(np.array([1.0, 0, 0]), RIGHT, radius_mm=10, is_sphere=True) is None


def test_a_side_point_inside_the_surface_pulls_the_line_in():
    up = np.array([0.0, 20.0, 0.0])
    side = np.array([0.0, 1.0, 0.0])
    wrap = wrap_around(LEFT + up, RIGHT + up, radius_mm=10, is_sphere=False, side_mm=side)
    assert wrap.length_mm == 0
    assert np.allclose(wrap.points_mm[0], [0, 10, 0], atol=1e-5)
