"""What a pose does to nerve and muscles: length change, and slide of the nerve.

What such a model can show: the direction of every change, which of two positions asks more of
the nerve, where along the nerve, and that sliding and tensioning differ. What it cannot show:
anything about a single person. It is one generic skeleton with sites placed by hand; the nerve is
an elastic string with one stiffness, so it knows no order of movements, no time, no slack at
rest, no compression, no sideways movement and no symptom, and its one free length (lambda) was
chosen to agree with published slides in the thigh. Show direction, rank and
the three-step label to learners; never a strain as a patient's value.

The roots are too mobile: at 70 degrees of straight leg raising the L5 root slides 7 mm in the
canal, measured 1.5 mm (ANA-DYN-04; 0.5 to 5 mm in ANA-DYN-03). In people ligaments hold the root in
its foramen (ANA-DYN-05), but how stiffly was not found, and the measurements do not
agree with one string: the cord's end moves further (2.3 mm at 50, 3.5 mm at 60 degrees: ANA-DYN-01,
-02; the model 2.7 and 3.1 mm) than the root that pulls it. A spring at the foramen would be fitted to the very
number it should predict and would take the cord's end away from its own, so there is none. Held
fast at the foramen (the tracts from L5_for) the root moves 0 mm there: the truth lies between.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.body.motion.elastic_bed import string_displacements_mm
from sciatica_edu.body.motion.kinematics import place_all
from sciatica_edu.body.motion.muscle_path import muscle_lengths_mm, muscle_limit
from sciatica_edu.body.motion.nerve_path import path_lengths_mm, points_in_room_mm
from sciatica_edu.body.motion.pose import NEUTRAL, pose_named
from sciatica_edu.errors import OutOfRangeError, require_known

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from sciatica_edu.body.motion.nerve_path import NerveCourse
    from sciatica_edu.body.motion.pose import Pose

    FloatArray = npt.NDArray[np.float64]

__all__ = [
    "DEFAULT_SHARING_LENGTH_MM",
    "LengthChange",
    "NerveLoad",
    "NerveState",
    "is_muscle_known",
    "muscle_length_change",
    "nerve_length_change",
    "nerve_load",
    "nerve_state",
]

#: Lambda of the elastic bed: chosen, not measured. With it the slide in the thigh when the knee is
#: straightened agrees with ANA-DYN-09. Show it as a slider, or say that it is chosen.
DEFAULT_SHARING_LENGTH_MM = 200.0

#: Elements of the string; more change the slide at mid-thigh by less than 0.1 mm.
_ELEMENTS_PER_STEP = 12


@dataclass(frozen=True, slots=True)
class LengthChange:
    """Length in a pose against the reference pose."""

    name: str
    pose: str
    reference_mm: float
    length_mm: float

    @property
    def change_mm(self) -> float:
        """Positive when longer than in the reference pose."""
        return self.length_mm - self.reference_mm

    @property
    def change_percent(self) -> float:
        """Change in per cent of the reference length (muscle and tendon together)."""
        return 100.0 * self.change_mm / self.reference_mm


def nerve_length_change(
    course: NerveCourse, pose: Pose, *, tract: str = "tibial", reference: Pose | None = None
) -> LengthChange:
    """Measure how much longer the nerve's bed is in a pose.

    Parameters
    ----------
    course
        The nerve of one side.
    pose
        Any pose.
    tract
        Key of :data:`sciatica_edu.body.motion.nerve_path.TRACTS`.
    reference
        Pose to compare with; standing upright when left out.

    Raises
    ------
    UnknownNameError
        If the tract does not exist.

    Notes
    -----
    Moving every site by a normal error of 5 mm changes these results by 10 to 20 per cent.
    """
    start = reference or pose_named(NEUTRAL)
    lengths = path_lengths_mm(place_all([start, pose]), course.tract(tract))
    return LengthChange(f"{tract}_{course.side}", pose.name, float(lengths[0]), float(lengths[1]))


def muscle_length_change(
    muscles: Sequence[str], pose: Pose, *, reference: Pose | None = None
) -> tuple[LengthChange, ...]:
    """Measure how much longer muscles (with their tendons) are in a pose.

    Parameters
    ----------
    muscles
        Names as in :func:`sciatica_edu.body.motion.muscle_path.load_muscles`.
    pose
        Any pose.
    reference
        Pose to compare with; standing upright when left out.

    Raises
    ------
    UnknownNameError
        If a muscle does not exist.
    OutOfRangeError
        If the pose goes beyond the angle up to which a muscle's path is known (gastrocnemius
        beyond 120 degrees of knee flexion); :func:`is_muscle_known` asks first.

    Notes
    -----
    The per cent is of the whole muscle-tendon unit. It is not a strain of fibres: how tendon and
    fibres share it is not modelled. No length was compared with measurements on people.
    """
    start = reference or pose_named(NEUTRAL)
    # Asked before anything is computed: a length beyond the limit would look like any other number.
    for name in muscles:
        for used in (start, pose):
            _require_known_path(name, used)
    lengths = muscle_lengths_mm(place_all([start, pose]), muscles)
    return tuple(
        LengthChange(name, pose.name, float(before), float(after))
        for name, before, after in zip(muscles, lengths[0], lengths[1], strict=True)
    )


def is_muscle_known(name: str, pose: Pose) -> bool:
    """Whether the path of a muscle is known in a pose (see ``muscle_limits.yaml``)."""
    limit = muscle_limit(name)
    return limit is None or pose.angles_deg.get(limit.joint, 0.0) <= limit.highest_deg


def _require_known_path(name: str, pose: Pose) -> None:
    limit = muscle_limit(name)
    if limit is not None and not is_muscle_known(name, pose):
        raise OutOfRangeError(
            f"the path of muscle {name} is known up to {limit.highest_deg:g} degrees of "
            f"{limit.joint}; pose {pose.name!r} has {pose.angles_deg[limit.joint]:g}: {limit.why}."
        )


@dataclass(frozen=True, slots=True)
class NerveState:
    """Slide along one tract in one pose.

    Attributes
    ----------
    arc_mm
        Shape (nodes,): distance from the tract's start in the reference pose.
    slide_mm
        Shape (nodes,): of the nerve against the bone beside it, positive towards the foot.
    site_arcs_mm
        Site → distance from the start.
    """

    tract: str
    pose: str
    arc_mm: FloatArray
    slide_mm: FloatArray
    site_arcs_mm: dict[str, float]

    def slide_at_mm(self, site: str) -> float:
        """Slide at a site of the tract, mm, positive towards the foot."""
        return float(np.interp(self._arc(site), self.arc_mm, self.slide_mm))

    def _arc(self, site: str) -> float:
        return self.site_arcs_mm[require_known("site of this tract", site, self.site_arcs_mm)]


def nerve_state(
    course: NerveCourse,
    poses: Sequence[Pose],
    *,
    tract: str = "tibial",
    reference: Pose | None = None,
    sharing_length_mm: float = DEFAULT_SHARING_LENGTH_MM,
) -> tuple[NerveState, ...]:
    """Compute the slide along a tract for several poses.

    Parameters
    ----------
    course
        The nerve of one side.
    poses
        Any poses; the slide during a movement is the difference of two states.
    tract
        Key of :data:`sciatica_edu.body.motion.nerve_path.TRACTS`. Both ends are held.
    reference
        Pose in which the nerve is taken to be free of strain; standing upright when left out.
    sharing_length_mm
        Lambda of the elastic bed, above 0 to 100 000 mm.

    Notes
    -----
    The end state does not depend on the order of movements, by construction; in cadavers it
    nearly does not either (ANA-DYN-16).
    """
    points = course.tract(tract)
    # The reference goes first and gives the lengths at rest.
    placed = place_all([reference or pose_named(NEUTRAL), *poses])
    steps = np.linalg.norm(np.diff(points_in_room_mm(placed, points), axis=1), axis=2)
    # Between two sites the bed is taken to stretch evenly: nothing is known of it there.
    elements = np.repeat(steps / _ELEMENTS_PER_STEP, _ELEMENTS_PER_STEP, axis=1)
    rest, bed = elements[0], elements[1:]
    slides = string_displacements_mm(rest, bed, sharing_length_mm=sharing_length_mm)
    arcs = np.concatenate([[0.0], np.cumsum(rest)])
    at_sites = dict(
        zip([point.site for point in points], arcs[::_ELEMENTS_PER_STEP].tolist(), strict=True)
    )
    return tuple(
        NerveState(tract, pose.name, arcs, slides[row], at_sites) for row, pose in enumerate(poses)
    )


class NerveLoad(StrEnum):
    """What a pose asks of the nerve, in three steps: the only form shown to learners."""

    SLACK = "slack or as in standing"
    TAKEN_UP = "taken up"
    LENGTHENED = "clearly lengthened"


#: Steps of the label, per cent of the tract's length against standing. Our choice, to separate
#: poses of the course; they are no limits of tissue and say nothing about safety.
_TAKEN_UP_PERCENT = 1.0
_LENGTHENED_PERCENT = 3.0


def nerve_load(change: LengthChange) -> NerveLoad:
    """Give the three-step label of a nerve's length change."""
    if change.change_percent >= _LENGTHENED_PERCENT:
        return NerveLoad.LENGTHENED
    if change.change_percent >= _TAKEN_UP_PERCENT:
        return NerveLoad.TAKEN_UP
    return NerveLoad.SLACK
