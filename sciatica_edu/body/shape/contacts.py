"""Where the body touches: parts of the surface, and how far each is from floor, seat or wall."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.body.shape.mesh_file import Mesh, smooth_normals
from sciatica_edu.body.shape.skin_file import load_skin
from sciatica_edu.errors import require_known

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    FloatArray = npt.NDArray[np.float64]
    IntArray = npt.NDArray[np.int64]

__all__ = ["SOFT_PARTS", "body_parts", "tolerance_mm", "vertices_of"]

#: Parts that flatten under weight: the surface does not, so it may go further into what bears it.
SOFT_PARTS = ("buttock", "thigh", "back", "waist", "hip", "belly", "chest")
_TOLERANCE_MM = 10.0
_SOFT_TOLERANCE_MM = 20.0
#: Part → what moves it most.
_MOVED_BY = {
    "hand": ("capitate",),
    "forearm": ("ulna", "radius"),
    "foot": ("calcn", "toes"),
    "toes": ("toes",),
    "shin": ("tibia",),
    "thigh": ("femur",),
    "shoulder": ("scapula", "half scapula humerus", "humerus"),
}
_KNEE_MM, _ELBOW_MM = 75.0, 60.0


def tolerance_mm(part: str) -> float:
    """How far from its support a part may be, either way."""
    soft = part.removesuffix("_r").removesuffix("_l") in SOFT_PARTS
    return _SOFT_TOLERANCE_MM if soft else _TOLERANCE_MM


def vertices_of(part: str) -> IntArray:
    """Numbers of the vertices of a part, or an error that names the nearest part."""
    return body_parts()[require_known("part of the body", part, body_parts())]


@cache
def body_parts() -> Mapping[str, IntArray]:
    """Part (``hand_r``, ``head``) → its vertices, found once in the bind pose."""
    skin = load_skin()
    names = [*skin.bodies, *(f"half {h.first} {h.second}" for h in skin.halves)]
    most = np.array([name.replace("_r", "").replace("_l", "") for name in names])[skin.movers[:, 0]]
    x, y, z = skin.vertices_mm.T
    joints = {half.second: np.array(half.centre_mm) for half in skin.halves}
    backward = smooth_normals(Mesh(skin.vertices_mm, skin.triangles))[:, 1]
    pelvic = np.isin(most, ["pelvis", "half pelvis femur"]) & (z < 1010) & (z > 780)
    middle = np.isin(most, [f"lumbar{k}" for k in range(1, 6)])
    found = {
        "head": most == "head",
        "back": (most == "torso") & (backward > 0.3),
        "chest": (most == "torso") & (backward < -0.3),
        "waist": middle & (backward > 0.3),
        "belly": middle & (backward < -0.3),
        "buttock": pelvic & (backward > 0.2),
    }
    for side, own in (("r", x < 0), ("l", x >= 0)):
        for part, movers in _MOVED_BY.items():
            found[f"{part}_{side}"] = own & np.isin(most, movers)
        knee, elbow = joints[f"tibia_{side}"], joints[f"ulna_{side}"]
        found[f"knee_{side}"] = _around(skin.vertices_mm, knee, _KNEE_MM) & (y < knee[1] + 10)
        found[f"elbow_{side}"] = _around(skin.vertices_mm, elbow, _ELBOW_MM)
        found[f"hip_{side}"] = own & pelvic
        foot = found[f"foot_{side}"]
        found[f"heel_{side}"] = foot & (y > np.quantile(y[foot], 0.75))
    return {part: np.flatnonzero(chosen) for part, chosen in found.items()}


def _around(points: FloatArray, centre: FloatArray, reach_mm: float) -> npt.NDArray[np.bool_]:
    return np.asarray(np.linalg.norm(points - centre, axis=1) < reach_mm)
