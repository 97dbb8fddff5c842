from __future__ import annotations

import numpy as np
import pytest

from sciatica_edu.authoring.meshes.landmarks import LandmarkRow
from sciatica_edu.authoring.meshes.registration import (
    find_landmark,
    fit_similarity,
    thin_plate_warp,
)
from sciatica_edu.body.motion.skeleton import rotation_of
from sciatica_edu.errors import AssetError


def test_a_known_similarity_is_found_again():
    generator = np.random.default_rng(5)
    points = generator.normal(0, 50, (8, 3))
    rotation = rotation_of(generator.normal(size=4))
    fit = fit_similarity(points, 1.3 * points @ rotation.T + [10, -20, 30])
    assert fit.scale == pytest.approx(1.3)
    assert np.allclose(fit.rotation, rotation)
    assert np.allclose(fit(points), 1.3 * points @ rotation.T + [10, -20, 30])


def test_a_mirror_image_is_never_fitted_by_reflection():
    points = np.random.default_rng(6).normal(0, 50, (8, 3))
    fit = fit_similarity(points, points * [1, 1, -1])
    assert np.linalg.det(fit.rotation) == pytest.approx(1)


def test_too_few_landmarks_are_refused():
    with pytest.raises(AssetError, match="three landmarks"):
        fit_similarity(np.zeros((2, 3)), np.zeros((2, 3)))


def test_warp_passes_through_landmarks_and_leaves_affine_motion_alone():
    generator = np.random.default_rng(7)
    points = generator.normal(0, 50, (12, 3))
    targets = points + generator.normal(0, 5, (12, 3))
    assert np.allclose(thin_plate_warp(points, targets, points, stiffness_mm=0), targets)
    shear = points @ (np.eye(3) + generator.normal(0, 0.1, (3, 3)))
    other = generator.normal(0, 80, (5, 3))
    moved = thin_plate_warp(points, shear, other, stiffness_mm=4)
    assert np.allclose(moved, other @ np.linalg.lstsq(points, shear, rcond=None)[0])


def test_a_stiff_warp_leaves_more_residual():
    generator = np.random.default_rng(8)
    points = generator.normal(0, 50, (12, 3))
    targets = points + generator.normal(0, 5, (12, 3))
    left = [
        np.linalg.norm(thin_plate_warp(points, targets, points, stiffness_mm=s) - targets)
        for s in (0, 5, 500)
    ]
    assert left == sorted(left)
    assert left[0] < 1e-6 < left[1]


def landmark(name, **rule):
    return LandmarkRow(name=name, part="femur", **rule)


def test_landmarks_are_found_by_rule_and_mirrored():
    generator = np.random.default_rng(9)
    unit = generator.normal(size=(3000, 3))
    ball = 25 * unit / np.linalg.norm(unit, axis=1, keepdims=True) + [3, 4, 60]
    rule = landmark("centre", sphere=(20, 30), near=(5, 5, 57))
    assert np.allclose(find_landmark(ball, rule, mirrored=False), [3, 4, 60], atol=1e-6)
    assert np.allclose(
        find_landmark(ball * [1, 1, -1], rule, mirrored=True), [3, 4, -60], atol=1e-6
    )
    top = find_landmark(ball, landmark("top", farthest=(0, 1, 0)), mirrored=False)
    assert top == pytest.approx([3, 28.3, 60], abs=1.5)
    with pytest.raises(AssetError, match="'nowhere'"):
        find_landmark(
            ball,
            landmark("nowhere", farthest=(1, 0, 0), within=((900, 901), None, None)),
            mirrored=False,
        )


@pytest.fixture(scope="module")
def residuals(mujoco):
    from sciatica_edu.authoring.meshes.bones import registration_residuals

    return registration_residuals()


#: The aim for the same landmark on both bones after the stiff fit.
AIM_MM = 8.0
#: Above the aim, and why it is kept.
OTHER_SHAPE = {
    "medial malleolus": "LLP26's lies 9 mm further forward; the talus stands where MyoSim's is"
}
#: Not comparable, so not fitted: MyoSim's sacrum comes from another model than its hip bones and
#: stands higher and steeper between them. The warp carries LLP26's to below the fifth vertebra.
NOT_COMPARABLE = {"middle of the sacral base", "apex of the sacrum"}


@pytest.mark.reference
def test_every_named_landmark_is_met(residuals):
    print(f"\n{'bone':14}{'landmark':40}{'side':6}{'stiff fit':>10}{'after warp':>12}  mm")
    for row in residuals:
        print(
            f"{row.bone:14}{row.landmark:40}{row.side:6}{row.similarity_mm:10.1f}{row.warped_mm:12.1f}"
            f"{'' if row.fitted else '  not fitted'}"
        )
    assert max(row.warped_mm for row in residuals) < 2.0
    assert {row.landmark for row in residuals if not row.fitted} == NOT_COMPARABLE
    above = {row.landmark: row.similarity_mm for row in residuals if row.similarity_mm >= AIM_MM}
    assert set(above) <= NOT_COMPARABLE | set(OTHER_SHAPE), above
    assert max(row.similarity_mm for row in residuals if row.fitted) < 9.0
