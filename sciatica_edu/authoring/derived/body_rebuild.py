"""Compute the numbers under ``data/body`` again from the installed packages.

Run it as ``python -m sciatica_edu.authoring.derived.body_rebuild``; with ``--check`` it only compares. It writes
``skeleton.json`` (bodies, coordinates, couplings) and ``muscles.json`` (paths and the round
surfaces they wrap). Joints, nerve sites and poses are written by hand beside them.
"""

from __future__ import annotations

import argparse
import json
import sys
from importlib import metadata
from typing import TYPE_CHECKING, Any

import numpy as np

from sciatica_edu.authoring.meshes.reference import NECK_JOINTS, build_reference, require
from sciatica_edu.body.motion.computed import numbers_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["generate", "main", "muscles_from", "skeleton_from"]

_ROOT = "root"
_HINGE, _SLIDE = 3, 2
_SITE, _SPHERE, _CYLINDER = 3, 4, 5
_NEVER_MOVED = (
    "cmc_",
    "mp_",
    "ip_",
    "mcp",
    "pm",
    "md",
    "Abs_",
)
_LUMBAR_DRIVEN = ("L1_L2_", "L2_L3_", "L3_L4_", "L4_L5_")
_PARTS_WITH_MUSCLES = (
    "pelvis",
    "sacrum",
    "lumbar",
    "torso",
    "femur",
    "tibia",
    "calcn",
    "toes",
    "patella",
)


def skeleton_from(model: Any) -> dict[str, Any]:
    """Read bodies, coordinates and couplings from the reference model, in mm and radians."""
    names = [_body_name(model, index) for index in range(1, model.nbody)]
    bodies = [
        {
            "name": name,
            "parent": None
            if index == 0
            else _body_name(model, int(model.body_parentid[index + 1])),
            "position_mm": _short(model.body_pos[index + 1] * 1000.0 if index else np.zeros(3)),
            "quaternion": _short(model.body_quat[index + 1], 12),
        }
        for index, name in enumerate(names)
    ]
    return {
        "made_from": _made_from(),
        "bodies": bodies,
        "coordinates": _coordinates(model),
        "couplings": _couplings(model),
    }


def _made_from() -> dict[str, str]:
    return {"myo-sim": metadata.version("myo-sim")}


def _body_name(model: Any, index: int) -> str:
    name = str(model.body(index).name)
    return _ROOT if name == "Full Body" else name


def _short(values: Any, digits: int = 6) -> list[float]:
    return [round(float(value), digits) + 0.0 for value in values]


def _moved(name: str) -> bool:
    return not name.startswith(_NEVER_MOVED)


def _coordinates(model: Any) -> list[dict[str, Any]]:
    found = []
    for index in range(model.njnt):
        name, kind = str(model.joint(index).name), int(model.jnt_type[index])
        if kind not in (_HINGE, _SLIDE) or not _moved(name):
            continue
        row: dict[str, Any] = {
            "name": name,
            "body": _body_name(model, int(model.jnt_bodyid[index])),
            "kind": "hinge" if kind == _HINGE else "slide",
            "axis": _short(model.jnt_axis[index], 12),
        }
        if np.any(model.jnt_pos[index]):
            row["anchor_mm"] = _short(model.jnt_pos[index] * 1000.0)
        found.append(row)
    return found


def _couplings(model: Any) -> list[dict[str, Any]]:
    """Polynomials in model order; a slide's coefficients give mm, a hinge's radians."""
    found = []
    for index in range(model.neq):
        target = model.joint(int(model.eq_obj1id[index]))
        source = int(model.eq_obj2id[index])
        if source < 0 or not _moved(target.name) or target.name.startswith(_LUMBAR_DRIVEN):
            continue
        scale = 1000.0 if int(target.type[0]) == _SLIDE else 1.0
        found.append(
            {
                "target": str(target.name),
                "source": str(model.joint(source).name),
                "coefficients": _short(model.eq_data[index][:5] * scale, 12),
            }
        )
    return found


def muscles_from(model: Any) -> dict[str, Any]:
    """Read the paths of the trunk's and legs' muscles: sites and wrapping surfaces in order."""
    muscles = {}
    for index in range(model.ntendon):
        start = int(model.tendon_adr[index])
        rows = range(start, start + int(model.tendon_num[index]))
        path = [_path_element(model, row) for row in rows]
        name = str(model.tendon(index).name)
        if all(element["body"].startswith(_PARTS_WITH_MUSCLES) for element in path):
            muscles[name.replace("_tendon", "")] = path
    return {"made_from": _made_from(), "muscles": muscles}


def _path_element(model: Any, row: int) -> dict[str, Any]:
    kind, number = int(model.wrap_type[row]), int(model.wrap_objid[row])
    if kind == _SITE:
        body = _body_name(model, int(model.site_bodyid[number]))
        return {"body": body, "site_mm": _short(model.site_pos[number] * 1000.0, 5)}
    element: dict[str, Any] = {
        "body": _body_name(model, int(model.geom_bodyid[number])),
        "surface": "sphere" if kind == _SPHERE else "cylinder",
        "centre_mm": _short(model.geom_pos[number] * 1000.0, 5),
        "quaternion": _short(model.geom_quat[number], 10),
        "radius_mm": round(float(model.geom_size[number][0]) * 1000.0, 5),
    }
    side = int(model.wrap_prm[row])
    if side >= 0:
        # The side point may stand on another body than the surface does.
        element["side_body"] = _body_name(model, int(model.site_bodyid[side]))
        element["side_mm"] = _short(model.site_pos[side] * 1000.0, 5)
    return element


def generate() -> dict[str, dict[str, Any]]:
    """Compute every generated file: file name → content."""
    require("mujoco", "mujoco")
    model = build_reference()
    missing = [name for name, *_ in NECK_JOINTS if model.joint(name).id < 0]
    assert not missing, missing  # noqa: S101
    return {"skeleton.json": skeleton_from(model), "muscles.json": muscles_from(model)}


def _text(content: dict[str, Any]) -> str:
    """One row a line, so that a change shows in a diff as what it is."""
    parts = []
    for key, value in content.items():
        if isinstance(value, list):
            rows = ",\n  ".join(json.dumps(row) for row in value)
            parts.append(f"{json.dumps(key)}: [\n  {rows}\n]")
        elif key == "muscles":
            rows = ",\n  ".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in value.items())
            parts.append(f"{json.dumps(key)}: {{\n  {rows}\n}}")
        else:
            parts.append(f"{json.dumps(key)}: {json.dumps(value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the generated files, or with ``--check`` compare them; 1 means they differ."""
    parser = argparse.ArgumentParser(
        prog="python -m sciatica_edu.authoring.derived.body_rebuild", description=__doc__
    )
    parser.add_argument("--check", action="store_true", help="compare only, write nothing")
    chosen = parser.parse_args(arguments)
    folder = numbers_folder()
    stale = 0
    for name, content in generate().items():
        path, text = folder / name, _text(content)
        same = path.exists() and path.read_text(encoding="utf-8") == text
        stale += not same
        if not chosen.check:
            path.write_text(text, encoding="utf-8")
        sys.stdout.write(
            f"{name}: {'unchanged' if same else 'differs' if chosen.check else 'written'}\n"
        )
    return 1 if chosen.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
