"""Which bones are drawn, from which source, and how much each is simplified."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sciatica_edu.authoring.meshes.packing import NamedMesh
from sciatica_edu.authoring.meshes.pelvis_and_leg import register_leg_bones
from sciatica_edu.authoring.meshes.reference import build_reference, require
from sciatica_edu.authoring.meshes.surface import decimate, weld
from sciatica_edu.body.motion.skeleton import rotation_of
from sciatica_edu.body.shape.mesh_file import Mesh

if TYPE_CHECKING:
    from sciatica_edu.authoring.meshes.registration import Residual

__all__ = ["build_bones", "myosim_bones", "registration_residuals"]

_MESH_GEOM = 7
_WELD_MM = 0.05
#: MyoSim mesh → our name; what is not here keeps MyoSim's name.
_NAMES = {
    "hat_cervical": "cervical_spine",
    "hat_jaw": "mandible",
    "hat_skull": "skull",
    "torso_geom_13_ribcage_s": "ribcage",
    "sacrum_geom_1_sacrum": "sacrum",
}
_LEG_NAMES = {"pelvis": "hip_bone", "bofoot": "toes"}
#: Cell of the simplification in mm. The rib cage is never simplified: it breaks into pieces.
_CELL_MM = {"skull": 5.0, "mandible": 3.5, "cervical_spine": 3.0}
_HAND_CELL_MM = 2.2
_HAND_BODIES = (
    "lunate",
    "scaphoid",
    "pisiform",
    "triquetrum",
    "capitate",
    "trapezi",
    "trapezoid",
    "hamate",
    "firstmc",
    "secondmc",
    "thirdmc",
    "fourthmc",
    "fifthmc",
    "proximal_thumb",
    "distal_thumb",
    "2proxph",
    "3proxph",
    "4proxph",
    "5proxph",
    "midph",
    "distph",
)


def build_bones() -> list[NamedMesh]:
    """Build every bone mesh in its body's frame."""
    require("mujoco", "mujoco")
    bones = {bone.name: bone for bone in myosim_bones(build_reference())}
    bones |= {bone.name: bone for bone in register_leg_bones(bones).meshes}
    return list(bones.values())


def registration_residuals() -> tuple[Residual, ...]:
    """Measure how far apart the two sources' landmarks are (builds the reference model)."""
    bones = {bone.name: bone for bone in myosim_bones(build_reference())}
    return register_leg_bones(bones).residuals


def myosim_bones(model: Any) -> list[NamedMesh]:
    """Read MyoSim's bones, welded and simplified."""
    found = []
    for geom in range(model.ngeom):
        if int(model.geom_type[geom]) != _MESH_GEOM:
            continue
        body = str(model.body(int(model.geom_bodyid[geom])).name)
        name = _bone_name(str(model.mesh(int(model.geom_dataid[geom])).name), body)
        mesh = weld(_geom_mesh(model, geom), tolerance_mm=_WELD_MM)
        cell = _HAND_CELL_MM if body.startswith(_HAND_BODIES) else _CELL_MM.get(name)
        found.append(
            NamedMesh(name, body, "myo-sim", decimate(mesh, cell_mm=cell) if cell else mesh)
        )
    return found


def _bone_name(mesh_name: str, body: str) -> str:
    if mesh_name in _NAMES:
        return _NAMES[mesh_name]
    if "_geom_" in mesh_name:  # torso_geom_1_thoracic12_s, lumbar5_geom_1_lumbar5
        return mesh_name.split("_geom_")[1].split("_")[1]
    if mesh_name[:2] in ("r_", "l_"):  # r_femur
        plain = mesh_name[2:]
        return f"{_LEG_NAMES.get(plain, plain)}_{mesh_name[0]}"
    return body if body[:-2] == mesh_name[:-2] or body.startswith(_HAND_BODIES) else mesh_name


def _geom_mesh(model: Any, geom: int) -> Mesh:
    number = int(model.geom_dataid[geom])
    start, count = int(model.mesh_vertadr[number]), int(model.mesh_vertnum[number])
    first, faces = int(model.mesh_faceadr[number]), int(model.mesh_facenum[number])
    own = np.asarray(model.mesh_vert[start : start + count], dtype=float) * 1000.0
    turned = own @ rotation_of(model.geom_quat[geom]).T
    return Mesh(
        turned + np.asarray(model.geom_pos[geom]) * 1000.0,
        np.asarray(model.mesh_face[first : first + faces], dtype=np.int64),
    )
