"""Surfaces of the LLP26 lower-limb shape model, evaluated from its finite elements.

The model (package ``musculoskeletal-models``) stores each bone as a net of curved elements:
quadrilaterals and triangles with cubic or quartic Lagrange interpolation between shared nodes.
Here the mean shapes are read and triangulated. Where they are put on the skeleton is decided
in :mod:`sciatica_edu.authoring.meshes.registration`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.authoring.meshes.surface import weld
from sciatica_edu.body.shape.mesh_file import Mesh

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt

    FloatArray = npt.NDArray[np.float64]
    IntArray = npt.NDArray[np.int64]

__all__ = ["LLP26_FILES", "Patch", "node_grid", "read_patches", "triangulate"]

#: Our name of a bone → (mean shape, element net) among the package's ``atlas_meshes``.
LLP26_FILES = {
    "pelvis": ("pelvis_combined_cubic_mean_rigid_LLP26.geof", "pelvis_combined_cubic_flat.mesh"),
    "femur": ("femur_left_mean_rigid_LLP26.geof", "femur_left_quartic_flat.mesh"),
    "tibia_fibula": (
        "tibia_fibula_cubic_left_mean_rigid_LLP26.geof",
        "tibia_fibula_left_cubic_flat.mesh",
    ),
    "patella": ("patella_left_mean_rigid_LLP26.geof", "patella_11_left.mesh"),
}

_WELD_MM = 0.01


@dataclass(frozen=True, slots=True)
class Patch:
    """One curved element: its kind (``quad54``, ``tri10`` …) and the positions of its nodes."""

    kind: str
    nodes_mm: FloatArray
    node_numbers: tuple[int, ...]


def read_patches(folder: Path, bone: str) -> list[Patch]:
    """Read the elements of one bone of the mean shape.

    Parameters
    ----------
    folder
        The package's folder ``atlas_meshes``.
    bone
        A key of :data:`LLP26_FILES`; pelvis has both sides and the sacrum, the others are left.

    Returns
    -------
    list of Patch
        In the model's own frame, in mm (x to the left, y backward, z up).
    """
    shape_file, net_file = LLP26_FILES[bone]
    shape = json.loads((folder / shape_file).read_text(encoding="utf-8"))["field_parameters"]
    positions = np.array(
        [[float(shape[node][f"dim {axis}"]) for axis in range(3)] for node in sorted(shape)]
    )
    net = json.loads((folder / net_file).read_text(encoding="utf-8"))
    kinds = {int(number): text.split()[1] for number, text in net["elements"].items()}
    numbers = _shared_node_numbers(net["connectivity"])
    patches = []
    for element in sorted(kinds):
        own = tuple(numbers[(element, local)] for local in range(len(node_grid(kinds[element])[0])))
        patches.append(Patch(kinds[element], positions[list(own)], own))
    return patches


def _shared_node_numbers(connectivity: dict[str, str]) -> dict[tuple[int, int], int]:
    """Give the nodes numbers in order of element and place; connected places share one."""

    def place(text: str) -> tuple[int, int]:
        element, local = text.split("_")
        return int(element), int(local)

    links = {
        place(key): [place(other) for other in text.split()] for key, text in connectivity.items()
    }
    numbers: dict[tuple[int, int], int] = {}
    count = 0
    for own in sorted(links):
        if own in numbers:
            continue
        for member in (own, *links[own]):
            numbers.setdefault(member, count)
        count += 1
    return numbers


@lru_cache(maxsize=16)
def node_grid(kind: str) -> tuple[FloatArray, tuple[tuple[int, int], ...]]:
    """Give the local coordinates of an element's nodes and the powers its polynomial has.

    ``quad54`` has 5 × 4 nodes (quartic by cubic), ``tri10`` is the cubic triangle.
    """
    if kind.startswith("quad"):
        first, second = int(kind[4]), int(kind[5])
        nodes = [(i / (first - 1), j / (second - 1)) for j in range(second) for i in range(first)]
        powers = [(i, j) for j in range(second) for i in range(first)]
    else:
        count = int(kind[3:])
        order = int((np.sqrt(8 * count + 1) - 3) / 2)
        nodes = [(i / order, j / order) for j in range(order + 1) for i in range(order + 1 - j)]
        powers = [(i, j) for j in range(order + 1) for i in range(order + 1 - j)]
    return np.array(nodes), tuple(powers)


def _interpolation(kind: str, points: FloatArray) -> FloatArray:
    """Weights of the nodes at local points: the Lagrange basis of the element."""
    nodes, powers = node_grid(kind)

    def monomials(at: FloatArray) -> FloatArray:
        return np.stack([at[:, 0] ** i * at[:, 1] ** j for i, j in powers], axis=1)

    return np.asarray(monomials(points) @ np.linalg.inv(monomials(nodes)))


@lru_cache(maxsize=32)
def _local_triangles(kind: str, per_edge: int) -> tuple[FloatArray, IntArray]:
    """Sample points and triangles of one element, ``per_edge`` points along each edge."""
    last = per_edge - 1
    triangular = kind.startswith("tri")
    number: dict[tuple[int, int], int] = {}
    for j in range(per_edge):
        for i in range(per_edge - j if triangular else per_edge):
            number[(i, j)] = len(number)
    triangles = []
    for (i, j), own in number.items():
        right, up, corner = (i + 1, j), (i, j + 1), (i + 1, j + 1)
        if right in number and up in number:
            triangles.append((own, number[right], number[up]))
        if corner in number:
            triangles.append((number[right], number[corner], number[up]))
    points = np.array([(i / last, j / last) for i, j in number])
    return points, np.array(triangles, dtype=np.int64)


def triangulate(patches: list[Patch], *, per_edge: int = 8) -> Mesh:
    """Triangulate elements into one welded mesh.

    Parameters
    ----------
    patches
        From :func:`read_patches`, or a part of them.
    per_edge
        Sample points along each element edge, 2 or more.

    Returns
    -------
    Mesh
        Welded: points that elements share occur once. Triangles face outward.
    """
    vertices, triangles, start = [], [], 0
    for patch in patches:
        local, own = _local_triangles(patch.kind, per_edge)
        vertices.append(_interpolation(patch.kind, local) @ patch.nodes_mm)
        triangles.append(own + start)
        start += len(local)
    return weld(Mesh(np.concatenate(vertices), np.concatenate(triangles)), tolerance_mm=_WELD_MM)
