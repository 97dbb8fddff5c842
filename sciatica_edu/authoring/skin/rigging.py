"""What moves each vertex: MakeHuman's weights summed by part, and our own where our bones differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import cKDTree

from sciatica_edu.authoring.skin.surfacing import diffused, neighbours
from sciatica_edu.body.shape.mesh_file import smooth_normals
from sciatica_edu.body.shape.skin_file import HalfBody

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from sciatica_edu.authoring.skin.fitting import Bones
    from sciatica_edu.body.shape.mesh_file import Mesh

    FloatArray = npt.NDArray[np.float64]
    IntArray = npt.NDArray[np.int64]

__all__ = ["BODIES", "half_bodies", "rigged"]

_LUMBAR = tuple(f"lumbar{k}" for k in (5, 4, 3, 2, 1))
_TRUNK = ("pelvis", *_LUMBAR, "torso")
_LIMB = {
    "clavicle": "clavicle",
    "scapula": "scapula",
    "humerus": "humerus",
    "ulna": "ulna",
    "radius": "radius",
    "hand": "capitate",
    "femur": "femur",
    "tibia": "tibia",
    "foot": "calcn",
    "toes": "toes",
}
BODIES = (
    *_TRUNK,
    "neck",
    "head",
    *(f"{body}_{side}" for side in "rl" for body in (*_LIMB.values(), "patella")),
)
#: Half bodies of a side: bodies whose weight they take besides the second, first, second, joint.
_HALVES = (
    (("pelvis", *_LUMBAR), "pelvis", "femur_{}", "femur_{}"),
    (("femur_{}",), "femur_{}", "tibia_{}", "tibia_{}"),
    (("tibia_{}",), "tibia_{}", "calcn_{}", "talus_{}"),
    (("scapula_{}", "clavicle_{}", "torso"), "scapula_{}", "humerus_{}", "humerus_{}"),
    (("humerus_{}",), "humerus_{}", "ulna_{}", "ulna_{}"),
    (("radius_{}",), "radius_{}", "capitate_{}", "lunate_{}"),
)
_NECK_MM = (0.0, 140.0, 1450.0)
_PELVIS_TOP_MM, _TORSO_BOTTOM_MM = 985.0, 1185.0


def half_bodies(bones: Bones) -> tuple[HalfBody, ...]:
    """Half bodies with their joints in the bind pose."""
    found = [HalfBody("torso", "neck", _NECK_MM)]
    for side in "rl":
        for _, first, second, joint in _HALVES:
            x, y, z = bones.joint_mm(joint.format(side)).round(4).tolist()
            found.append(HalfBody(first.format(side), second.format(side), (x, y, z)))
    return tuple(found)


def rigged(
    mesh: Mesh, parts: Mapping[str, FloatArray], bones: Bones
) -> tuple[IntArray, FloatArray]:
    """Give each vertex its four movers and their shares (see `Skin`)."""
    halves = half_bodies(bones)
    names = [*BODIES, *(f"half {half.first} {half.second}" for half in halves)]
    weights = {name: np.zeros(len(mesh.vertices_mm)) for name in names}
    mean = neighbours(mesh)
    weights["head"], weights["neck"] = parts["head"], parts["neck"]
    for side in "rl":
        for part, body in _LIMB.items():
            weights[f"{body}_{side}"] = parts[f"{part}_{side}"]
    _spread_hips(weights, parts["trunk"], mean)
    _share_spine(weights, mesh, bones, mean)
    _take_halves(weights, halves)
    for side in "rl":
        _bind_sliding_bones(weights, mesh, bones, side, mean)
    table = np.clip(np.stack([weights[name] for name in names], axis=1), 0, None)
    movers = np.argsort(-table, axis=1, kind="stable")[:, :4]
    shares = np.take_along_axis(table, movers, 1)
    return movers, shares / shares.sum(axis=1, keepdims=True)


def _spread_hips(weights: dict[str, FloatArray], trunk: FloatArray, mean: object) -> None:
    """Make the change from trunk to thigh softer than MakeHuman's; the trunk's part goes on to `torso`."""
    columns = np.stack([weights["femur_r"], weights["femur_l"], trunk], axis=1)
    soft = diffused(columns, mean, 4)  # type: ignore[arg-type]
    soft *= (columns.sum(axis=1) / np.maximum(soft.sum(axis=1), 1e-9))[:, None]
    weights["femur_r"], weights["femur_l"], weights["torso"] = soft.T


def _share_spine(weights: dict[str, FloatArray], mesh: Mesh, bones: Bones, mean: object) -> None:
    """Share the trunk between pelvis, lumbar levels and torso by height.

    At the belly the bend is spread over twice the height of the back: over the height of the
    lumbar spine alone the belly would have to shorten by more than there is.
    """
    trunk, (_, y, z) = weights["torso"].copy(), mesh.vertices_mm.T
    levels = [bones.joint_mm(body)[2] + 14 for body in _LUMBAR]
    heights = np.array([_PELVIS_TOP_MM, *levels, _TORSO_BOTTOM_MM])
    front = _step((130 - y) / 170)
    middle = (heights[0] + heights[-1]) / 2
    height = middle - 15 * front + (z - middle) / (1.15 + 0.85 * front)
    shares = np.stack(
        [np.interp(height, heights, row) * trunk for row in np.eye(len(heights))], axis=1
    )
    soft = diffused(shares, mean, 3)  # type: ignore[arg-type]
    soft *= (trunk / np.maximum(soft.sum(axis=1), 1e-9))[:, None]
    weights.update(zip(_TRUNK, soft.T, strict=True))


def _take_halves(weights: dict[str, FloatArray], halves: tuple[HalfBody, ...]) -> None:
    """Where two bodies share a vertex, twice the smaller share goes to their half body."""
    rules = [(donors, side) for side in "rl" for donors, *_ in _HALVES]
    for half, (donors, side) in zip(halves, [(("torso",), "r"), *rules], strict=True):
        given = [name.format(side) for name in donors]
        total = sum(weights[name] for name in given)
        shared = np.minimum(total, weights[half.second])
        for name in given:
            weights[name] = weights[name] * (1 - shared / np.maximum(total, 1e-9))
        weights[half.second] = weights[half.second] - shared
        weights[f"half {half.first} {half.second}"] += 2 * shared


def _bind_sliding_bones(
    weights: dict[str, FloatArray], mesh: Mesh, bones: Bones, side: str, mean: object
) -> None:
    """Skin over scapula, clavicle, iliac crest and patella follows the bone beneath it."""
    x, _, z = mesh.vertices_mm.T
    normals = smooth_normals(mesh)

    def away(bone: str) -> FloatArray:
        return np.asarray(cKDTree(bones.points_mm(f"{bone}_{side}")).query(mesh.vertices_mm)[0])

    def shift(share: FloatArray, donors: tuple[str, ...], to: str, soft: int = 2) -> None:
        part = diffused(share[:, None], mean, soft)[:, 0]  # type: ignore[arg-type]
        for name in donors:
            moved = weights[name] * part
            weights[name] = weights[name] - moved
            weights[to] = weights[to] + moved

    half = {half_of: f"half {half_of}_{side} {other}_{side}" for half_of, other in
            (("scapula", "humerus"), ("femur", "tibia"))}  # fmt: skip
    own = _step((x * (-1 if side == "r" else 1) + 10) / 30)
    share = 0.9 * _step((70 - away("scapula")) / 50) * own * _step((normals[:, 1] + 0.3) / 0.6)
    donors = ("torso", "lumbar1", "lumbar2", half["scapula"], f"clavicle_{side}")
    shift(share, donors, f"scapula_{side}")
    facing = _step((normals[:, 2] - 0.3 * normals[:, 1] + 0.1) / 0.5)
    share = 0.9 * _step((34 - away("clavicle")) / 26) * own * facing
    donors = ("torso", "half torso neck", "neck", half["scapula"], f"scapula_{side}")
    shift(share, donors, f"clavicle_{side}")
    hip, thigh = away("hip_bone"), away("femur")
    share = 0.95 * _step((32 - hip) / 22) * _step((thigh - hip - 5) / 25) * _step((z - 880) / 40)
    shift(share, (f"half pelvis femur_{side}", f"femur_{side}"), "pelvis")
    share = 0.95 * _step((40 - away("patella")) / 30)
    shift(share, (half["femur"], f"femur_{side}", f"tibia_{side}"), f"patella_{side}", 0)


def _step(x: FloatArray) -> FloatArray:
    x = np.clip(x, 0, 1)
    return np.asarray(x * x * (3 - 2 * x))
