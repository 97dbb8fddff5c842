"""The LLP26 pelvis and leg bones, put on MyoSim's skeleton in place of its coarse ones."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.authoring.meshes.landmarks import load_landmarks
from sciatica_edu.authoring.meshes.packing import NamedMesh
from sciatica_edu.authoring.meshes.reference import require
from sciatica_edu.authoring.meshes.registration import (
    Residual,
    find_landmark,
    fit_similarity,
    landmark_direction,
    thin_plate_warp,
)
from sciatica_edu.authoring.meshes.shape_model import read_patches, triangulate
from sciatica_edu.authoring.meshes.surface import mirror
from sciatica_edu.body.shape.mesh_file import Mesh

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from sciatica_edu.authoring.meshes.landmarks import LandmarkRow

    FloatArray = npt.NDArray[np.float64]

__all__ = ["LegBones", "register_leg_bones"]

#: LLP26 (x left, y backward, z up) → MyoSim body (x forward, y up, z right).
_AXES = np.array([[0.0, -1.0, 0.0], [0.0, 0.0, 1.0], [-1.0, 0.0, 0.0]])
#: Sample points along an element's edge.
_PER_EDGE = {"pelvis": 7, "femur": 8, "tibia_fibula": 7, "patella": 8}
_ROUNDS = 6
_STIFFNESS_MM = 3.0
_BODY = {
    "hip_bone": "pelvis",
    "sacrum": "sacrum",
    "femur": "femur",
    "tibia": "tibia",
    "fibula": "tibia",
    "patella": "patella",
}


@dataclass(frozen=True, slots=True)
class LegBones:
    """The registered bones, and what is left at each landmark."""

    meshes: tuple[NamedMesh, ...]
    residuals: tuple[Residual, ...]


def register_leg_bones(myosim: Mapping[str, NamedMesh]) -> LegBones:
    """Register every LLP26 bone to MyoSim's.

    Parameters
    ----------
    myosim
        MyoSim's bones by name, from :func:`sciatica_edu.authoring.meshes.bones.myosim_bones`.
    """
    folder = Path(require("musculoskeletal.models", "musculoskeletal-models").__file__).parent
    meshes: list[NamedMesh] = []
    residuals: list[Residual] = []
    for bone, rules in load_landmarks():
        parts = _parts(folder / "atlas_meshes", bone)
        placed, left_over = _register(bone, parts, rules, myosim)
        residuals += left_over
        for part, mesh in placed.items():
            meshes += _both_sides(part, mesh)
    return LegBones(tuple(meshes), tuple(residuals))


def _parts(folder: Path, bone: str) -> dict[str, Mesh]:
    """Split a bone file into its separate bones; the legs' left ones are mirrored to the right."""
    whole = triangulate(read_patches(folder, bone), per_edge=_PER_EDGE[bone])
    turned = Mesh(whole.vertices_mm @ _AXES.T, whole.triangles)
    if bone != "pelvis":
        turned = mirror(turned, axis=2)
    pieces = _pieces(turned)
    if bone == "pelvis":
        left, sacrum, right = sorted(
            pieces, key=lambda piece: float(piece.vertices_mm[:, 2].mean())
        )
        return {"hip_bone_l": left, "sacrum": sacrum, "hip_bone_r": right}
    if bone == "tibia_fibula":
        tibia, fibula = sorted(pieces, key=lambda piece: float(piece.vertices_mm[:, 2].mean()))
        return {"tibia": tibia, "fibula": fibula}
    return {bone: pieces[0]}


def _pieces(mesh: Mesh) -> list[Mesh]:
    """Find the connected pieces of a mesh by spreading the smallest vertex number along the edges."""
    label = np.arange(len(mesh.vertices_mm))
    while True:
        lowest = label[mesh.triangles].min(axis=1)
        before = label.copy()
        for corner in range(3):
            np.minimum.at(label, mesh.triangles[:, corner], lowest)
        label = label[label]
        if np.array_equal(label, before):
            break
    pieces = []
    for root in np.unique(label):
        triangles = mesh.triangles[label[mesh.triangles[:, 0]] == root]
        used, number = np.unique(triangles, return_inverse=True)
        pieces.append(Mesh(mesh.vertices_mm[used], number.reshape(-1, 3)))
    return pieces


def _register(
    bone: str, parts: dict[str, Mesh], rules: list[LandmarkRow], myosim: Mapping[str, NamedMesh]
) -> tuple[dict[str, Mesh], list[Residual]]:
    wanted = _wanted(rules, myosim, both_sides=bone == "pelvis")
    points = {name: mesh.vertices_mm for name, mesh in parts.items()}
    points = _roughly_there(points, myosim)
    for _ in range(_ROUNDS):
        found = np.array([_found(points, row) for row in wanted])
        same = _targets(wanted, found, [row.same_mm for row in wanted])
        fits = [row.rule.fits for row in wanted]
        fit = fit_similarity(found[fits], same[fits])
        points = {name: fit(own) for name, own in points.items()}
    found = np.array([_found(points, row) for row in wanted])
    same = _targets(wanted, found, [row.same_mm for row in wanted])
    targets = _targets(wanted, found, [row.target_mm for row in wanted])
    stiff = np.linalg.norm(found - same, axis=1)
    warped = {
        name: thin_plate_warp(found, targets, own, stiffness_mm=_STIFFNESS_MM)
        for name, own in points.items()
    }
    carried = thin_plate_warp(found, targets, found, stiffness_mm=_STIFFNESS_MM)
    left_over = np.linalg.norm(carried - targets, axis=1)
    residuals = [
        Residual(bone, row.rule.name, row.side, row.rule.fits, float(before), float(after))
        for row, before, after in zip(wanted, stiff, left_over, strict=True)
    ]
    return {name: Mesh(warped[name], parts[name].triangles) for name in parts}, residuals


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A landmark: the same one on MyoSim's surface, and where the warp is to carry it."""

    rule: LandmarkRow
    side: str
    part: str
    same_mm: FloatArray
    target_mm: FloatArray


def _wanted(
    rules: list[LandmarkRow], myosim: Mapping[str, NamedMesh], *, both_sides: bool
) -> list[_Wanted]:
    rows = []
    for rule in rules:
        middle = rule.midline
        for side in ("r", "l") if both_sides and not middle else ("r",):
            flip = np.array([1.0, 1.0, -1.0 if side == "l" else 1.0])
            surface = rule.part if middle else f"{rule.part}_{side}"
            same = find_landmark(myosim[surface].mesh.vertices_mm, rule, mirrored=side == "l")
            target = same if rule.target is None else np.array(rule.target) * flip
            part = surface if both_sides else rule.part
            rows.append(_Wanted(rule, "" if middle else side, part, same, target))
    return rows


def _targets(wanted: list[_Wanted], found: FloatArray, places: Sequence[FloatArray]) -> FloatArray:
    """Where the landmarks should go; a sliding one only along its direction.

    The middle of a shaft counts across the shaft only: how high the few points inside the
    slab lie is chance.
    """
    targets = np.array(places)
    for number, row in enumerate(wanted):
        if row.rule.slides:
            along = landmark_direction(row.rule) * (1.0, 1.0, -1.0 if row.side == "l" else 1.0)
            gap = float((targets[number] - found[number]) @ along)
            targets[number] = found[number] + gap * along
        elif row.rule.middle:
            targets[number, 1] = found[number, 1]
    return targets


def _found(points: Mapping[str, FloatArray], row: _Wanted) -> FloatArray:
    return find_landmark(points[row.part], row.rule, mirrored=row.side == "l")


def _roughly_there(
    points: dict[str, FloatArray], myosim: Mapping[str, NamedMesh]
) -> dict[str, FloatArray]:
    """Shift so that the middles of the bounding boxes agree; both frames stand upright."""
    both = np.concatenate(list(points.values()))
    surfaces = [name if name in myosim else f"{name}_r" for name in points]
    fixed = np.concatenate([myosim[name].mesh.vertices_mm for name in surfaces])
    shift = (fixed.max(axis=0) + fixed.min(axis=0) - both.max(axis=0) - both.min(axis=0)) / 2.0
    return {name: own + shift for name, own in points.items()}


def _both_sides(part: str, mesh: Mesh) -> list[NamedMesh]:
    if part == "sacrum":
        return [NamedMesh("sacrum", "sacrum", "LLP26", mesh)]
    if part.startswith("hip_bone"):
        return [NamedMesh(part, "pelvis", "LLP26", mesh)]
    body = _BODY[part]
    return [
        NamedMesh(f"{part}_r", f"{body}_r", "LLP26", mesh),
        NamedMesh(f"{part}_l", f"{body}_l", "LLP26", mirror(mesh, axis=2)),
    ]
