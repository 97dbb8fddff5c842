"""Lines with a thickness: how wide a muscle or a stretch of nerve is drawn, and where it is tendon.

The sizes are our drawing, not measurements. The surfaces themselves are laid in `sweep` (pictures)
and in ``js/src/body/sweep.js`` (browser), from the same numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from sciatica_edu.body.tables import LIGAMENTS, MUSCLE_SHAPES, body_table
from sciatica_edu.errors import require_known

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sciatica_edu.body.rows import TubeRow

__all__ = [
    "TubeShape",
    "drawn_muscles",
    "ligament_points",
    "ligament_shape",
    "muscle_shape",
    "nerve_shape",
    "sheets",
]

# Cross-sections: the nerve runs a metre with bends at hip, knee and ankle, a muscle has few.
_MUSCLE_STEPS = 26
_NERVE_STEPS = 56
_SHORT_NERVE_STEPS = 14


@dataclass(frozen=True, slots=True)
class TubeShape:
    """How wide and deep a line is drawn.

    Attributes
    ----------
    width_mm, depth_mm
        Full size at the start, at the fullest place and at the end.
    belly_at
        Where the fullest place is, 0 to 1 along the line.
    tendon
        Part of the length drawn as tendon at the start and at the end.
    facing
        Outward direction of the flat side, in the frame of the first point's body.
    along
        How many cross-sections.
    """

    width_mm: tuple[float, float, float]
    depth_mm: tuple[float, float, float]
    belly_at: float
    tendon: tuple[float, float]
    facing: tuple[float, float, float]
    along: int


#: Drawn width and depth of the nerve at the near and at the far end, mm. The trunk a little under
#: its pooled width (15.6 mm, ANA-SIZE-01) so that it does not hide its surroundings; roots and
#: branches are our drawing, and end as thick as what they run on into.
_NERVE_MM: Mapping[str, tuple[tuple[float, float], tuple[float, float]]] = MappingProxyType(
    {
        "sciatic": ((13.0, 7.0), (13.0, 7.0)),
        "tibial": ((8.5, 6.0), (5.4, 4.2)),
        "common_fibular": ((7.0, 5.0), (6.0, 4.6)),
        "lumbosacral_trunk": ((8.0, 5.5), (8.0, 5.5)),
        "root": ((4.6, 4.6), (4.6, 4.6)),
        "medial_plantar": ((5.2, 4.2), (3.2, 2.8)),
        "deep_fibular": ((4.4, 3.6), (3.0, 2.6)),
        "superficial_fibular": ((4.4, 3.6), (3.0, 2.6)),
    }
)


@cache
def _shapes() -> Mapping[str, TubeShape]:
    rows = body_table(MUSCLE_SHAPES).shapes
    return MappingProxyType({name: _shape(row) for name, row in rows.items()})


def _shape(row: TubeRow) -> TubeShape:
    return TubeShape(
        width_mm=row.width,
        depth_mm=row.depth,
        belly_at=row.belly_at,
        tendon=row.tendon,
        facing=row.facing,
        along=_MUSCLE_STEPS,
    )


def sheets(side: str) -> Mapping[str, tuple[str, ...]]:
    """Broad muscles drawn as one sheet: name → its lines, on one side (``r`` or ``l``)."""
    rows = body_table(MUSCLE_SHAPES).sheets
    return {
        f"{name}_{side}": tuple(f"{line}_{side}" for line in lines) for name, lines in rows.items()
    }


def drawn_muscles(side: str) -> tuple[str, ...]:
    """Names of the muscle lines that have a shape, on one side (``r`` or ``l``)."""
    return tuple(f"{name}_{side}" for name in _shapes())


def muscle_shape(name: str) -> TubeShape:
    """Shape of one muscle line (``piri_r``), or an error that names the nearest."""
    stem, side = name[:-2], name[-1]
    shape = _shapes()[require_known("drawn muscle", stem, _shapes())]
    x, y, z = shape.facing
    # Written for the right side; z points to the right in every body.
    return shape if side == "r" else replace(shape, facing=(x, y, -z))


def ligament_points(side: str) -> Mapping[str, tuple[tuple[str, float, float, float], ...]]:
    """Drawn ligaments of one side: name → points, each a body and mm in its frame."""
    mirror = 1.0 if side == "r" else -1.0
    return {
        f"{name}_{side}": tuple((body, x, y, mirror * z) for body, x, y, z in row.points)
        for name, row in body_table(LIGAMENTS).ligaments.items()
    }


def ligament_shape(name: str) -> TubeShape:
    """Shape of one drawn ligament (``sacrospinous_r``)."""
    rows = body_table(LIGAMENTS).ligaments
    shape = _shape(rows[require_known("ligament", name[:-2], rows)].shape)
    x, y, z = shape.facing
    return shape if name.endswith("_r") else replace(shape, facing=(x, y, -z))


def nerve_shape(name: str) -> TubeShape:
    """Shape of one stretch of the nerve (``sciatic_r``, ``root_L5_l``)."""
    stem = name[:-2]
    key = "root" if stem.startswith("root_") else stem
    near, far = _NERVE_MM[require_known("nerve segment", key, _NERVE_MM)]
    return TubeShape(
        width_mm=(near[0], near[0], far[0]),
        depth_mm=(near[1], near[1], far[1]),
        belly_at=0.5,
        tendon=(0.0, 0.0),
        facing=(-1.0, 0.0, 0.0),
        along=_SHORT_NERVE_STEPS if key == "lumbosacral_trunk" else _NERVE_STEPS,
    )
