"""The sciatic nerve as a path over the skeleton: roots, plexus, trunk, division, branches.

Every point is fixed to a bone and argued from a landmark (``data/body/nerve_sites.yaml``). The
level of the division and the relation to piriformis are parameters. The path shows where the
nerve runs and how much longer its bed becomes when joints move. It is one generic adult, placed
by hand, and not reviewed by an anatomist yet (:func:`sites_reviewed`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.body.motion.kinematics import place
from sciatica_edu.body.motion.pose import Pose
from sciatica_edu.body.motion.skeleton import SIDES, Side, load_skeleton
from sciatica_edu.body.tables import NERVE_SITES, body_table
from sciatica_edu.errors import OutOfRangeError, require_in_range, require_known

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from sciatica_edu.body.motion.kinematics import PlacedBodies
    from sciatica_edu.body.rows import NerveSites, PassageRow

    FloatArray = npt.NDArray[np.float64]

__all__ = [
    "TRACTS",
    "NerveCourse",
    "NervePoint",
    "NerveSegment",
    "PiriformisVariant",
    "highest_division_mm",
    "nerve_course",
    "nerve_site",
    "path_lengths_mm",
    "points_in_room_mm",
    "sites_reviewed",
]


_ABOVE_THE_TRUNK = (
    "canal",
    "root_L4",
    "root_L5",
    "root_S1",
    "root_S2",
    "root_S3",
    "lumbosacral_trunk",
)
#: Way below the division over which the two parts draw apart; our choice.
_PARTING_MM = 40.0


class PiriformisVariant(StrEnum):
    """Relation of the nerve to piriformis after Beaton and Anson (fact ANA-PIR-01).

    Some recent papers use the letters otherwise (ANA-PIR-07); show `meaning` with the letter.
    """

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"

    @property
    def meaning(self) -> str:
        """Definition in words."""
        return _sites().piriformis[self.value].meaning

    @property
    def is_divided(self) -> bool:
        """Whether the nerve is divided at piriformis."""
        return _sites().piriformis[self.value].undivided is None


@dataclass(frozen=True, slots=True)
class NervePoint:
    """A point of the path.

    Attributes
    ----------
    site
        Name in ``nerve_sites.yaml``; ``division`` for the point where the nerve divides.
    body
        Index of the body it is fixed to.
    position_mm
        In that body's frame.
    towards
        None for a site. The division lies on the straight line to the next site, which may be
        fixed to another body: then that site, and `share` says how far along (0 to 1).
    share
        Part of the way to `towards`.
    """

    site: str
    body: int
    position_mm: tuple[float, float, float]
    towards: NervePoint | None = None
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class NerveSegment:
    """One named stretch of the nerve, from near the cord to far."""

    name: str
    points: tuple[NervePoint, ...]


#: Stretches in a row, for lengths from one end to the other (canal: without the cord's end).
TRACTS = {
    "tibial": ("root_L5 from L5_for", "lumbosacral_trunk", "sciatic", "tibial", "medial_plantar"),
    "fibular": (
        "root_L5 from L5_for",
        "lumbosacral_trunk",
        "sciatic",
        "common_fibular",
        "deep_fibular",
    ),
    "tibial_from_conus": (
        "can_L1",
        "root_L5",
        "lumbosacral_trunk",
        "sciatic",
        "tibial",
        "medial_plantar",
    ),
    "tibial_from_skull": (
        "canal",
        "root_L5",
        "lumbosacral_trunk",
        "sciatic",
        "tibial",
        "medial_plantar",
    ),
    "tibial_S1": ("root_S1 from S1_for", "sciatic", "tibial", "medial_plantar"),
}


@dataclass(frozen=True, slots=True)
class NerveCourse:
    """The nerve of one side with its chosen level of division and piriformis variant.

    Attributes
    ----------
    side
        ``r`` or ``l``.
    variant
        Relation to piriformis.
    division_above_crease_mm
        Level of the division above the popliteal crease.
    segments
        Name → segment, from roots to foot. ``sciatic`` has no points where the nerve divides
        in the pelvis.
    """

    side: Side
    variant: PiriformisVariant
    division_above_crease_mm: float
    segments: Mapping[str, NerveSegment]

    def segment(self, name: str) -> NerveSegment:
        """Give one segment, or an error that names the nearest."""
        return self.segments[require_known("nerve segment", name, self.segments)]

    def tract(self, name: str) -> tuple[NervePoint, ...]:
        """Give the points of one of :data:`TRACTS`, without repeats, from cord to toes."""
        points: list[NervePoint] = []
        for part in TRACTS[require_known("nerve tract", name, TRACTS)]:
            segment, _, start = part.partition(" from ")
            if segment.startswith("can_"):
                found: tuple[NervePoint, ...] = (nerve_site(segment, self.side),)
            else:
                found = self.segments[segment].points
            if start:
                found = found[[point.site for point in found].index(start) :]
            points += [point for point in found if not points or point != points[-1]]
        return tuple(points)


def _sites() -> NerveSites:
    return body_table(NERVE_SITES)


def sites_reviewed() -> bool:
    """Whether an anatomist has reviewed the table of sites."""
    return _sites().reviewed_by_an_anatomist


def nerve_site(name: str, side: Side = "r") -> NervePoint:
    """Give one site; the left side mirrors the right one."""
    # Behind the knee sites stand on a body that turns by half the knee's angle: with sites on femur
    # and tibia alone the nerve would lengthen again beyond 60 degrees of flexion. The path runs
    # straight from site to site everywhere: round a cylinder at the hip it would flip to the long
    # way beyond 110 degrees and jump by 35 mm.
    rows = _sites().sites
    body, x, y, z = rows[require_known("nerve site", name, rows)].at
    if side == "l":
        # Mirrored, not listed: the model's two halves are mirror images (z points to the right).
        body, z = (f"{body[:-2]}_l" if body.endswith("_r") else body), -z
    return NervePoint(name, load_skeleton().body_index(body), (x, y, z))


def nerve_course(
    side: str = "r",
    *,
    variant: str = PiriformisVariant.A,
    division_above_crease_mm: float | None = None,
) -> NerveCourse:
    """Lay the nerve of one side.

    Parameters
    ----------
    side
        ``r`` (right) or ``l`` (left).
    variant
        Relation to piriformis, A to F (:class:`PiriformisVariant`).
    division_above_crease_mm
        Level where the nerve divides, along the thigh above the popliteal crease. Left out: the
        pooled mean of 65 mm (ANA-BIF-01), or the pelvis for the types that are divided at
        piriformis (B, C, E). 0 divides it at the crease. From the level where the roots meet it
        divides in the pelvis (:func:`highest_division_mm`); with type A both parts then pass
        below piriformis side by side, which none of the six types describes.

    Returns
    -------
    NerveCourse
        Its segments by name, from the roots to the foot.

    Raises
    ------
    UnknownNameError
        If the side or variant does not exist.
    OutOfRangeError
        If the level is outside the range, or does not fit the variant: B, C and E are divided in
        the pelvis, D and F are not.
    """
    require_known("side", side, SIDES)
    chosen_side: Side = "l" if side == "l" else "r"
    chosen = PiriformisVariant(require_known("piriformis variant", variant, [*PiriformisVariant]))
    highest = highest_division_mm()
    level = division_above_crease_mm
    if level is None:
        # The published mean is of nerves that divide in the thigh.
        level = highest if chosen.is_divided else _sites().division.default_mm.value
    require_in_range("division above the popliteal crease", level, 0.0, highest, "mm")
    _require_fit(chosen, level, highest)
    return _lay(chosen_side, chosen, float(level))


def highest_division_mm() -> float:
    """Level above the popliteal crease at which the roots meet: division in the pelvis."""
    return _level_mm(nerve_site("conv"))


def _require_fit(variant: PiriformisVariant, level: float, highest: float) -> None:
    if variant.is_divided and level < highest:
        raise OutOfRangeError(
            f"variant {variant.value} ({variant.meaning}) is divided in the pelvis; leave out "
            f"division_above_crease_mm or give {highest:g} mm, not {level:g} mm."
        )
    below = _level_mm(nerve_site("gem"))
    if variant in ("D", "F") and level > below:
        raise OutOfRangeError(
            f"variant {variant.value} ({variant.meaning}) divides below piriformis: "
            f"division_above_crease_mm may be 0 to {below:g} mm, not {level:g} mm."
        )


@cache
def _level_mm(point: NervePoint) -> float:
    """Height of a point above the crease with hip and knee straight."""
    crease = nerve_site("pop")
    # In one fixed pose: a level is a place on the nerve and must not move with the leg.
    heights = points_in_room_mm(place(Pose(name="straight")), (point, crease))[0, :, 2]
    return round(float(heights[0] - heights[1]), 3)


def points_in_room_mm(placed: PlacedBodies, points: Sequence[NervePoint]) -> FloatArray:
    """Carry points of the nerve into the room; shape (poses, points, 3)."""
    ends = [point.towards or point for point in points]
    share = np.array([point.share for point in points])[:, None]
    near = placed.to_room_mm(
        [point.body for point in points], np.array([point.position_mm for point in points])
    )
    far = placed.to_room_mm(
        [point.body for point in ends], np.array([point.position_mm for point in ends])
    )
    return np.asarray(near + share * (far - near))


def path_lengths_mm(placed: PlacedBodies, points: Sequence[NervePoint]) -> FloatArray:
    """Length of the path through points, for every pose."""
    steps = np.diff(points_in_room_mm(placed, points), axis=1)
    return np.asarray(np.linalg.norm(steps, axis=2).sum(axis=1))


@cache
def _lay(side: Side, variant: PiriformisVariant, level: float) -> NerveCourse:
    data = _sites()
    lines = {
        name: tuple(nerve_site(site, side) for site in sites) for name, sites in data.lines.items()
    }
    segments = {name: lines[name] for name in _ABOVE_THE_TRUNK}
    trunk, tibial_way, fibular_way = _ways(lines, data.piriformis[variant.value], level)
    # Without a trunk both parts begin where the roots meet.
    start = (trunk or lines["lumbosacral_trunk"])[-1:]
    segments["sciatic"] = trunk
    segments["tibial"] = start + tibial_way + lines["tibial_below"]
    segments["medial_plantar"] = lines["medial_plantar"]
    segments["common_fibular"] = (
        start + _beside(fibular_way, side, level, data) + _to_the_fibula(lines, level, data)
    )
    segments["deep_fibular"] = lines["deep_fibular"]
    segments["superficial_fibular"] = lines["superficial_fibular"]
    return NerveCourse(
        side,
        variant,
        level,
        MappingProxyType({name: NerveSegment(name, points) for name, points in segments.items()}),
    )


def _ways(
    lines: Mapping[str, tuple[NervePoint, ...]], passage: PassageRow, level: float
) -> tuple[tuple[NervePoint, ...], tuple[NervePoint, ...], tuple[NervePoint, ...]]:
    """Give the undivided trunk, and the ways of the tibial and fibular parts to the knee."""
    below = lines["buttock_and_thigh"]
    if level >= highest_division_mm() or passage.undivided is None:
        tibial, fibular = (
            lines[str(part or passage.undivided)] + below
            for part in (passage.tibial, passage.fibular)
        )
        return (), tibial, fibular
    way = (
        lines["lumbosacral_trunk"][-1],
        *lines[passage.undivided],
        *below,
        lines["tibial_below"][0],
    )
    trunk, rest = _cut(way, level)
    return trunk, rest[:-1], rest[:-1]


def _cut(
    way: tuple[NervePoint, ...], level: float
) -> tuple[tuple[NervePoint, ...], tuple[NervePoint, ...]]:
    """Cut the way down the thigh at a level; the point of division ends the first part.

    The division rides on the straight line between two sites: it does not bend the path, so
    the tibial way has the same length wherever the nerve divides.
    """
    heights = [_level_mm(point) for point in way]
    upper = min(sum(height > level for height in heights), len(way) - 1) - 1
    share = (heights[upper] - level) / (heights[upper] - heights[upper + 1])
    start = way[upper]
    division = NervePoint(
        "division", start.body, start.position_mm, towards=way[upper + 1], share=share
    )
    return (*way[: upper + 1], division), way[upper + 1 :]


def _beside(
    way: Sequence[NervePoint], side: Side, level: float, data: NerveSites
) -> tuple[NervePoint, ...]:
    """Shift points outward, gradually below the division: the fibular part beside the tibial."""
    apart = data.division.apart_mm.value * (1.0 if side == "r" else -1.0)
    shifted = []
    for point in way:
        x, y, z = point.position_mm
        # Grown over some centimetres: a step to the side at once would look and count as a kink.
        grown = min(1.0, max(0.0, level - _level_mm(point)) / _PARTING_MM)
        name = f"{point.site} (fibular part)"
        shifted.append(NervePoint(name, point.body, (x, y, z + grown * apart)))
    return tuple(shifted)


def _to_the_fibula(
    lines: Mapping[str, tuple[NervePoint, ...]], level: float, data: NerveSites
) -> tuple[NervePoint, ...]:
    """From the division to the neck of the fibula; a low division leaves less way to part."""
    middle, edge = lines["tibial_below"][0], lines["common_fibular_below"][0]
    # At the usual level the fibular part reaches the edge of the fossa; the lower it leaves, the
    # nearer to the middle it still is.
    parted = min(1.0, level / data.division.default_mm.value)
    near, far = np.array(middle.position_mm), np.array(edge.position_mm)
    x, y, z = (float(value) for value in near + parted * (far - near))
    bend = NervePoint("bic", edge.body, (x, y, z))
    return (bend, *lines["common_fibular_below"][1:])
