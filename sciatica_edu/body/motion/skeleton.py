"""The skeleton as numbers: bodies, coordinates, couplings, and the joints a learner can move.

Lengths are mm. A *coordinate* is one hinge or slide of the model; a *joint* is what a person
would name and set in degrees, and drives one or several coordinates; a *coupling* is a
polynomial by which one coordinate follows another (the patella follows the knee).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from sciatica_edu.body.motion.computed import read_skeleton
from sciatica_edu.body.tables import JOINTS, body_table
from sciatica_edu.errors import require_in_range, require_known

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from sciatica_edu.body.motion.computed import CoordinateNumbers
    from sciatica_edu.body.rows import JointRow

    FloatArray = npt.NDArray[np.float64]

__all__ = [
    "SIDES",
    "Coordinate",
    "Coupling",
    "Joint",
    "Side",
    "Skeleton",
    "load_skeleton",
    "rotation_of",
]

Side = Literal["r", "l"]
SIDES: tuple[Side, Side] = ("r", "l")


@dataclass(frozen=True, slots=True)
class Joint:
    """A joint in degrees.

    Attributes
    ----------
    name
        As in ``hip_flexion_r``.
    range_deg
        Lowest and highest angle the course allows.
    model_range_deg
        MyoSim's own limits where they are narrower, else the same.
    positive
        What a positive angle means.
    drives
        Coordinate → factor.
    note
        Why the range or the sharing is as it is; may be empty.
    """

    name: str
    range_deg: tuple[float, float]
    model_range_deg: tuple[float, float]
    positive: str
    drives: Mapping[str, float]
    note: str


@dataclass(frozen=True, slots=True)
class Coordinate:
    """A hinge (radians) or slide (mm) of one body, about or along an axis in that body."""

    name: str
    body: int
    is_hinge: bool
    axis: FloatArray
    anchor_mm: FloatArray


@dataclass(frozen=True, slots=True)
class Coupling:
    """Coordinate `target` = polynomial in coordinate `source`, lowest power first."""

    target: int
    source: int
    coefficients: FloatArray


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Everything kinematics needs. Bodies stand in an order in which parents come first."""

    body_names: tuple[str, ...]
    parents: tuple[int, ...]
    positions_mm: FloatArray
    rotations: FloatArray
    coordinates: tuple[Coordinate, ...]
    couplings: tuple[Coupling, ...]
    joints: Mapping[str, Joint]

    def body_index(self, name: str) -> int:
        """Give the place of a body, or an error that names the nearest valid body."""
        require_known("body", name, self.body_names)
        return self.body_names.index(name)

    def coordinate_values(self, angles_deg: Mapping[str, float]) -> FloatArray:
        """Turn joint angles into the values of all coordinates, couplings included.

        Parameters
        ----------
        angles_deg
            Joint → angle in degrees; joints left out stand at 0.

        Returns
        -------
        array
            Radians (hinges) and mm (slides), in the order of `coordinates`.

        Raises
        ------
        UnknownNameError
            If a joint does not exist.
        OutOfRangeError
            If an angle is outside its joint's range, or not a number.
        """
        places = {coordinate.name: index for index, coordinate in enumerate(self.coordinates)}
        values = np.zeros(len(self.coordinates))
        for name, angle_deg in angles_deg.items():
            joint = self.joints[require_known("joint", name, self.joints)]
            checked = float(
                require_in_range(f"joint {name}", angle_deg, *joint.range_deg, "degrees")
            )
            for coordinate, factor in joint.drives.items():
                values[places[coordinate]] += np.radians(checked) * factor
        # MuJoCo's kinematics does not enforce couplings either: whoever sets the angles works them
        # out, in the model's order.
        for coupling in self.couplings:
            powers = values[coupling.source] ** np.arange(len(coupling.coefficients))
            values[coupling.target] = float(powers @ coupling.coefficients)
        return values


@cache
def load_skeleton() -> Skeleton:
    """Read the course's skeleton from ``data/body`` (once)."""
    numbers = read_skeleton()
    names = tuple(row.name for row in numbers.bodies)
    places = {name: index for index, name in enumerate(names)}
    coordinates = tuple(_coordinate(row, places) for row in numbers.coordinates)
    at = {coordinate.name: index for index, coordinate in enumerate(coordinates)}
    return Skeleton(
        body_names=names,
        # Numbers instead of names from here on: they index the arrays of kinematics.
        parents=tuple(-1 if row.parent is None else places[row.parent] for row in numbers.bodies),
        positions_mm=np.array([row.position_mm for row in numbers.bodies]),
        rotations=np.array([rotation_of(row.quaternion) for row in numbers.bodies]),
        coordinates=coordinates,
        couplings=tuple(
            Coupling(at[row.target], at[row.source], np.array(row.coefficients))
            for row in numbers.couplings
        ),
        joints=_joints(body_table(JOINTS).joints),
    )


def rotation_of(quaternion: Any) -> FloatArray:
    """Rotation matrix of a quaternion given as (w, x, y, z), of any length above 0."""
    # The file holds rounded numbers: without this a turn would also scale.
    w, x, y, z = np.asarray(quaternion, dtype=float) / np.linalg.norm(quaternion)
    return np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
            [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
            [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
        ]
    )


def _coordinate(row: CoordinateNumbers, places: Mapping[str, int]) -> Coordinate:
    return Coordinate(
        name=row.name,
        body=places[row.body],
        is_hinge=row.kind == "hinge",
        axis=np.array(row.axis),
        anchor_mm=np.array(row.anchor_mm),
    )


def _joints(rows: Sequence[JointRow]) -> dict[str, Joint]:
    joints = {}
    for row in rows:
        for side in SIDES if row.paired else ("",):
            name = f"{row.name}_{side}" if side else row.name
            joints[name] = Joint(
                name=name,
                range_deg=row.range_deg,
                model_range_deg=row.model_range_deg or row.range_deg,
                positive=row.positive,
                drives={key.replace("{side}", side): f for key, f in row.drives.items()},
                note=row.note,
            )
    return joints
