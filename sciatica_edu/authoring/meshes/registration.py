"""Put one bone's surface on another's by named landmarks.

Three steps. Landmarks are found on both surfaces by the same rule. A similarity (turn, shift, one
scale) brings them together as well as a stiff bone can be; its residuals say how different the
two bones are. A thin-plate warp through the landmarks then takes up what is left, so that joints
meet and muscles start and end on bone; its residuals must be small.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.errors import AssetError

if TYPE_CHECKING:
    import numpy.typing as npt

    from sciatica_edu.authoring.meshes.landmarks import LandmarkRow

    FloatArray = npt.NDArray[np.float64]

__all__ = [
    "Residual",
    "Similarity",
    "find_landmark",
    "fit_similarity",
    "landmark_direction",
    "thin_plate_warp",
]

_FARTHEST_TOLERANCE_MM = 2.0
_SPHERE_ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Residual:
    """Distance left at one landmark, in mm.

    Attributes
    ----------
    bone, landmark, side
        Which one.
    fitted
        Whether it took part in the similarity; False where the sources are not comparable.
    similarity_mm
        From the same landmark on the other surface, after the similarity.
    warped_mm
        From the place it is to be carried to, after the warp.
    """

    bone: str
    landmark: str
    side: str
    fitted: bool
    similarity_mm: float
    warped_mm: float


@dataclass(frozen=True, slots=True)
class Similarity:
    """Scale × rotation × point + shift."""

    scale: float
    rotation: FloatArray
    shift_mm: FloatArray

    def __call__(self, points_mm: FloatArray) -> FloatArray:
        """Carry points over."""
        return np.asarray(self.scale * points_mm @ self.rotation.T + self.shift_mm)


def fit_similarity(moving_mm: FloatArray, fixed_mm: FloatArray) -> Similarity:
    """Find the similarity that brings paired points together best (least squares).

    Parameters
    ----------
    moving_mm, fixed_mm
        At least three pairs of points that are not on one line.

    References
    ----------
    Umeyama 1991, least-squares estimation of transformation parameters.
    """
    if len(moving_mm) < 3:
        raise AssetError(f"a registration needs three landmarks or more, not {len(moving_mm)}.")
    moving_mean, fixed_mean = moving_mm.mean(axis=0), fixed_mm.mean(axis=0)
    moving, fixed = moving_mm - moving_mean, fixed_mm - fixed_mean
    left, strength, right = np.linalg.svd(fixed.T @ moving)
    keep = np.array([1.0, 1.0, np.sign(np.linalg.det(left @ right))])
    rotation = (left * keep) @ right
    scale = float((strength * keep).sum() / (moving**2).sum())
    return Similarity(scale, rotation, fixed_mean - scale * rotation @ moving_mean)


def thin_plate_warp(
    moving_mm: FloatArray, fixed_mm: FloatArray, points_mm: FloatArray, *, stiffness_mm: float
) -> FloatArray:
    """Move points by the smoothest displacement that carries paired landmarks together.

    Parameters
    ----------
    moving_mm, fixed_mm
        Paired landmarks.
    points_mm
        What is to be moved.
    stiffness_mm
        0 passes through every landmark; larger values bend less and leave more residual.
    """
    count = len(moving_mm)
    kernel = np.linalg.norm(moving_mm[:, None] - moving_mm[None], axis=2)
    affine = np.hstack([np.ones((count, 1)), moving_mm])
    system = np.zeros((count + 4, count + 4))
    # The three-dimensional biharmonic kernel is -r, so stiffness enters with a minus sign.
    system[:count, :count] = kernel - stiffness_mm * np.eye(count)
    system[:count, count:], system[count:, :count] = affine, affine.T
    wanted = np.vstack([fixed_mm - moving_mm, np.zeros((4, 3))])
    weights = np.linalg.solve(system, wanted)
    distance = np.linalg.norm(points_mm[:, None] - moving_mm[None], axis=2)
    return np.asarray(
        points_mm
        + distance @ weights[:count]
        + np.hstack([np.ones((len(points_mm), 1)), points_mm]) @ weights[count:]
    )


def find_landmark(points_mm: FloatArray, rule: LandmarkRow, *, mirrored: bool) -> FloatArray:
    """Find a landmark on a surface by its rule.

    Parameters
    ----------
    points_mm
        The surface's points, about where MyoSim's bone is.
    rule
        A row of ``landmarks.yaml``.
    mirrored
        True for the left side: the rule's z is turned round.

    Raises
    ------
    AssetError
        If no surface point lies where the rule looks.
    """
    flip = np.array([1.0, 1.0, -1.0 if mirrored else 1.0])
    own = points_mm * flip
    if rule.sphere is not None:
        return np.asarray(_sphere_centre(own, np.array(rule.near), rule.sphere) * flip)
    inside = np.ones(len(own), dtype=bool)
    for axis, limits in enumerate(rule.within or ()):
        if limits is not None:
            inside &= (own[:, axis] >= limits[0]) & (own[:, axis] <= limits[1])
    if not inside.any():
        raise AssetError(f"landmark {rule.name!r}: no surface point inside {rule.within}.")
    chosen = own[inside]
    if rule.middle:
        return np.asarray((chosen.max(axis=0) + chosen.min(axis=0)) / 2.0 * flip)
    along = chosen @ landmark_direction(rule)
    return np.asarray(chosen[along >= along.max() - _FARTHEST_TOLERANCE_MM].mean(axis=0) * flip)


def landmark_direction(rule: LandmarkRow) -> FloatArray:
    """Give the unit vector along which a landmark's rule looks for the farthest point (right side)."""
    direction = np.array(rule.farthest)
    return np.asarray(direction / np.linalg.norm(direction))


def _sphere_centre(
    points_mm: FloatArray, near: FloatArray, reach: tuple[float, float]
) -> FloatArray:
    """Fit a sphere to the points within a shell, the shell following the centre."""
    centre = near
    for _ in range(_SPHERE_ROUNDS):
        distance = np.linalg.norm(points_mm - centre, axis=1)
        shell = points_mm[(distance > reach[0]) & (distance < reach[1])]
        if len(shell) < 10:
            raise AssetError(f"too few surface points about {np.round(centre)} for a sphere.")
        system = np.hstack([2.0 * shell, np.ones((len(shell), 1))])
        solved, *_ = np.linalg.lstsq(system, (shell**2).sum(axis=1), rcond=None)
        centre = solved[:3]
    return np.asarray(centre)
