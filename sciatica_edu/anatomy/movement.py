"""The posable skeleton asked: leg raising, knee and ankle, piriformis and rotation.

The numbers are those of one generic model (`body.motion.measures` says what it can and cannot
show); they are shown as curves and directions, never as a person's values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sciatica_edu.body.motion.kinematics import place_all
from sciatica_edu.body.motion.measures import nerve_state
from sciatica_edu.body.motion.muscle_path import muscle_lengths_mm
from sciatica_edu.body.motion.nerve_path import nerve_course, path_lengths_mm
from sciatica_edu.body.motion.pose import NEUTRAL, Pose, pose_named
from sciatica_edu.display import PALETTE, Html, Picture, picture, styled, table
from sciatica_edu.display.axes import drawing_axes, figure_of
from sciatica_edu.errors import require_known
from sciatica_edu.evidence.citing import cite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from sciatica_edu.body.motion.nerve_path import NerveCourse
    from sciatica_edu.evidence.course import Course

__all__ = [
    "leg",
    "leg_raise_picture",
    "model_beside_measurement",
    "piriformis_lengths_mm",
    "piriformis_picture",
    "plot_nerve_length",
    "plot_piriformis_length",
    "slide_mm",
    "tract_changes_mm",
]

_SIDES = {"right": "r", "left": "l"}
_MODEL = "one generic skeleton; not a person's values"


def leg(side: str, **angles_deg: float) -> Pose:
    """Return standing with joints of one leg moved.

    Parameters
    ----------
    side
        ``"r"`` or ``"l"``.
    **angles_deg
        Joint without its side to angle, degrees (``hip_flexion=60``); each joint's own range
        holds.

    Raises
    ------
    UnknownNameError
        If there is no such joint.
    OutOfRangeError
        If an angle is outside the range of its joint; some only when the pose is placed.
    """
    return Pose(
        name=f"{side} {angles_deg}",
        angles_deg={f"{joint}_{side}": angle for joint, angle in angles_deg.items()},
    )


def tract_changes_mm(course: NerveCourse, tract: str, poses: Sequence[Pose]) -> list[float]:
    """Return how much longer a tract is in each pose than in standing, in mm.

    Parameters
    ----------
    course
        The nerve of one side.
    tract
        Name of the tract, such as ``"tibial"``.
    poses
        Poses to compare with standing.

    Raises
    ------
    UnknownNameError
        If there is no such tract.
    """
    lengths = path_lengths_mm(place_all([pose_named(NEUTRAL), *poses]), course.tract(tract))
    return [float(length - lengths[0]) for length in lengths[1:]]


def piriformis_lengths_mm(
    side: str, hip_flexion_deg: float, rotations_deg: Sequence[float]
) -> list[float]:
    """Return the length of piriformis for rotations of the hip, in mm.

    Parameters
    ----------
    side
        ``"r"`` or ``"l"``.
    hip_flexion_deg
        Flexion of the hip, degrees.
    rotations_deg
        Rotations of the hip, degrees, inward positive.

    Raises
    ------
    OutOfRangeError
        If an angle is outside the range of the joint.
    """
    poses = [
        leg(side, hip_flexion=hip_flexion_deg, hip_rotation=rotation) for rotation in rotations_deg
    ]
    lengths = muscle_lengths_mm(place_all(poses), [f"piri_{side}"])
    return [float(value) for value in lengths[:, 0]]


def slide_mm(
    nerve: NerveCourse, start: Pose, end: Pose, *, site: str, tract: str = "tibial"
) -> float:
    """Return how far a site of the nerve slides between two poses, in mm, 0 or more.

    Parameters
    ----------
    nerve
        The nerve of one side.
    start, end
        The two poses; the direction does not matter.
    site
        Name of the site (``data/body/nerve_sites.yaml``).
    tract
        Tract on which the site lies.
    """
    before, after = nerve_state(nerve, [start, end], tract=tract)
    return abs(after.slide_at_mm(site) - before.slide_at_mm(site))


def plot_nerve_length(course: NerveCourse, *, ax: Axes | None = None) -> Axes:
    """Draw the length change of the tibial tract, in mm, for four movements of the leg.

    Parameters
    ----------
    course
        The nerve of one side.
    ax
        Axes to draw on; new ones when None.
    """
    ax = drawing_axes(ax, width_in=9.6, height_in=4.2)
    side = course.side
    angles = range(0, 91, 5)
    movements = [
        ("straight leg raised", "blue", "-", [leg(side, hip_flexion=a) for a in angles]),
        (
            "the same, foot pulled up 20°",
            "red",
            "-",
            [leg(side, hip_flexion=a, ankle_dorsiflexion=20) for a in angles],
        ),
        (
            "hip bent, knee bent as much",
            "green",
            "--",
            [leg(side, hip_flexion=a, knee_flexion=a) for a in angles],
        ),
        ("knee bent, hip straight", "grey", "--", [leg(side, knee_flexion=a) for a in angles]),
    ]
    for name, colour, style, poses in movements:
        changes_mm = tract_changes_mm(course, "tibial", poses)
        ax.plot(angles, changes_mm, style, color=PALETTE[colour], lw=2.2)
        ax.text(91, changes_mm[-1], name, va="center", fontsize=9)
    ax.axhline(0, color=PALETTE["ink"], lw=0.8)
    ax.set_xlim(0, 90)
    ax.set_xticks(range(0, 91, 15))
    ax.set_xlabel("angle, degrees")
    ax.set_ylabel("path of the nerve against standing, mm")
    return ax


def leg_raise_picture(side: str) -> Picture:
    """Return the length of the nerve's path in four movements.

    Raises
    ------
    UnknownNameError
        If `side` is neither ``"left"`` nor ``"right"``.
    """
    course = nerve_course(_SIDES[require_known("side", side, _SIDES)])
    raised, both, bent = tract_changes_mm(
        course,
        "tibial",
        [
            leg(course.side, hip_flexion=90),
            leg(course.side, hip_flexion=90, ankle_dorsiflexion=20),
            leg(course.side, hip_flexion=90, knee_flexion=90),
        ],
    )
    with styled():
        ax = plot_nerve_length(course)
        ax.set_title(f"Which movement lengthens the path of the nerve? ({side} leg)")
        return picture(
            figure_of(ax),
            alt="Line chart of the length of the nerve's path from the L5 foramen to the toes against "
            f"standing. Raising the straight leg to 90 degrees lengthens it by about {raised:.0f} mm, "
            f"with the foot pulled up by about {both:.0f} mm. Bending knee and hip together changes it by "
            f"about {bent:.0f} mm only, and bending the knee alone shortens it.",
            caption=f"Computed with the course's skeleton: {_MODEL}.",
        )


def plot_piriformis_length(side: str, *, ax: Axes | None = None) -> Axes:
    """Draw the length of piriformis, in mm, against hip rotation at three angles of hip flexion.

    Parameters
    ----------
    side
        ``"r"`` or ``"l"``.
    ax
        Axes to draw on; new ones when None.
    """
    ax = drawing_axes(ax, width_in=8.4, height_in=4)
    rotations_deg = [float(angle) for angle in range(-40, 41, 5)]
    for flexion_deg, colour, style in ((0, "blue", "-"), (60, "orange", "--"), (90, "red", "-.")):
        lengths_mm = piriformis_lengths_mm(side, flexion_deg, rotations_deg)
        ax.plot(rotations_deg, lengths_mm, style, color=PALETTE[colour], lw=2.2)
        ax.text(41, lengths_mm[-1], f"hip bent {flexion_deg}°", va="center", fontsize=9)
    ax.set_xlim(-40, 40)
    ax.set_xlabel("outward rotation  ←  hip rotation, degrees  →  inward rotation")
    ax.set_ylabel("length of piriformis, mm")
    return ax


def piriformis_picture(side: str) -> Picture:
    """Return piriformis against rotation, which turns over when the hip bends.

    Raises
    ------
    UnknownNameError
        If `side` is neither ``"left"`` nor ``"right"``.
    """
    letter = _SIDES[require_known("side", side, _SIDES)]
    straight = piriformis_lengths_mm(letter, 0.0, [-40.0, 40.0])
    bent = piriformis_lengths_mm(letter, 90.0, [-40.0, 40.0])
    with styled():
        ax = plot_piriformis_length(letter)
        ax.set_title("Which rotation stretches piriformis? It depends on the hip")
        return picture(
            figure_of(ax),
            alt="Line chart of the length of piriformis against rotation of the hip. With the hip straight, "
            f"inward rotation lengthens it ({straight[0]:.0f} mm turned out, {straight[1]:.0f} mm turned in); "
            f"with the hip bent to 90 degrees it is the reverse ({bent[0]:.0f} mm turned out, {bent[1]:.0f} mm "
            "turned in).",
            caption=f"Computed with the course's skeleton: {_MODEL}.",
        )


def model_beside_measurement(course: Course) -> Html:
    """Return the model's slides beside the measured ones, in mm, its failures included.

    Raises
    ------
    ContentError
        If a fact lacks one of the measured numbers.
    """
    rows = [
        (
            item.what,
            f"{item.measured(course)} [{cite(course, [item.fact], full=True)}]",
            f"{item.computed_mm(nerve_course('r')):.1f} mm",
            item.read_it_as,
        )
        for item in _COMPARISONS
    ]
    return table(
        ("Movement and place", "Measured", "This model", "Read it as"),
        rows,
        caption="The model beside measurements: where it is right, and where it fails",
    )


@dataclass(frozen=True)
class _Comparison:
    """A measured slide and the same slide of the model."""

    what: str
    fact: str
    figure: str
    start: Pose
    end: Pose
    site: str
    tract: str
    read_it_as: str

    def measured(self, course: Course) -> str:
        """Return the published value, with its range or else its standard deviation."""
        value_mm = course.fact(self.fact).number(self.figure)
        figure = course.fact(self.fact).figure(self.figure)
        if figure.range is not None:
            return f"{value_mm:.1f} mm ({figure.range[0]} to {figure.range[1]})"
        spread = "" if figure.sd is None else f" (SD {figure.sd})"
        return f"{value_mm:.1f} mm{spread}"

    def computed_mm(self, nerve: NerveCourse) -> float:
        return slide_mm(nerve, self.start, self.end, site=self.site, tract=self.tract)


_STANDING = Pose(name="standing")
_COMPARISONS = (
    _Comparison(
        "knee from 90° to straight, hip at 30°: thigh", "ANA-DYN-09", "excursion_hip30",
        leg("r", hip_flexion=30, knee_flexion=90), leg("r", hip_flexion=30), "th2", "tibial",
        "the model's one free number was chosen here: no test",
    ),
    _Comparison(
        "knee from 90° to straight, hip at 60°: thigh", "ANA-DYN-09", "excursion_hip60",
        leg("r", hip_flexion=60, knee_flexion=90), leg("r", hip_flexion=60), "th2", "tibial",
        "the measured difference between the two is out of its reach",
    ),
    _Comparison(
        "one leg raised to 50°: end of the cord", "ANA-DYN-01", "unilateral_conus_shift",
        _STANDING, leg("r", hip_flexion=50), "can_L1", "tibial_from_skull",
        "right order of size",
    ),
    _Comparison(
        "one leg raised to 70°: L5 root in the canal", "ANA-DYN-04", "L5",
        _STANDING, leg("r", hip_flexion=70), "can_L5", "tibial_from_skull",
        "wrong: the model's roots are not tethered",
    ),
)  # fmt: skip
