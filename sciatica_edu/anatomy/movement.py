"""The posable skeleton asked three questions: leg raising, knee and ankle, piriformis and rotation.

The numbers are those of one generic model (`body.measures` says what it can and cannot
show); they are shown as curves and directions, never as a person's values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.body.kinematics import place_all
from sciatica_edu.body.measures import nerve_state
from sciatica_edu.body.muscle_path import muscle_lengths_mm
from sciatica_edu.body.nerve_path import nerve_course, path_lengths_mm
from sciatica_edu.body.pose import NEUTRAL, Pose, pose_named
from sciatica_edu.display import PALETTE, Html, Picture, picture, styled, table
from sciatica_edu.errors import require_known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from sciatica_edu.body.nerve_path import NerveCourse
    from sciatica_edu.content.course import Course

__all__ = [
    "leg_raise_picture",
    "model_beside_measurement",
    "piriformis_picture",
    "plot_nerve_length",
    "plot_piriformis_length",
]

SIDES = {"right": "r", "left": "l"}
_MODEL = "one generic skeleton; not a person's values"


def leg(side: str, **angles_deg: float) -> Pose:
    """Return standing with joints of one leg moved (``hip_flexion=60``), degrees."""
    return Pose(
        name=f"{side} {angles_deg}",
        angles_deg={f"{joint}_{side}": angle for joint, angle in angles_deg.items()},
    )


def tract_changes_mm(course: NerveCourse, tract: str, poses: Sequence[Pose]) -> list[float]:
    """Return how much longer a tract is in each pose than in standing, in mm."""
    lengths = path_lengths_mm(place_all([pose_named(NEUTRAL), *poses]), course.tract(tract))
    return [float(length - lengths[0]) for length in lengths[1:]]


def plot_nerve_length(course: NerveCourse, *, ax: Axes | None = None) -> Axes:
    """Draw the length change of the tibial tract for four movements of the leg."""
    ax = _axes(ax)
    side = course.side
    angles = range(0, 91, 5)
    movements = [
        ("straight leg raised", [leg(side, hip_flexion=a) for a in angles], PALETTE["blue"], "-"),
        (
            "the same, foot pulled up 20°",
            [leg(side, hip_flexion=a, ankle_dorsiflexion=20) for a in angles],
            PALETTE["red"],
            "-",
        ),
        (
            "hip bent, knee bent as much",
            [leg(side, hip_flexion=a, knee_flexion=a) for a in angles],
            PALETTE["green"],
            "--",
        ),
        (
            "knee bent, hip straight",
            [leg(side, knee_flexion=a) for a in angles],
            PALETTE["grey"],
            "--",
        ),
    ]
    for name, poses, colour, style in movements:
        changes = tract_changes_mm(course, "tibial", poses)
        ax.plot(angles, changes, style, color=colour, lw=2.2)
        ax.text(91.5, changes[-1], name, color=colour, va="center", fontsize=9)
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
    course = nerve_course(SIDES[require_known("side", side, SIDES)])
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
        import matplotlib.pyplot as plt

        figure, ax = plt.subplots(figsize=(9.6, 4.2))
        plot_nerve_length(course, ax=ax)
        ax.set_title(f"Which movement lengthens the path of the nerve? ({side} leg)")
        return picture(
            figure,
            alt="Line chart of the length of the nerve's path from the L5 foramen to the toes against "
            f"standing. Raising the straight leg to 90 degrees lengthens it by about {raised:.0f} mm, "
            f"with the foot pulled up by about {both:.0f} mm. Bending knee and hip together changes it by "
            f"about {bent:.0f} mm only, and bending the knee alone shortens it.",
            caption=f"Computed with the course's skeleton: {_MODEL}.",
        )


def plot_piriformis_length(side: str, *, ax: Axes | None = None) -> Axes:
    """Draw the length of piriformis against hip rotation at three angles of hip flexion."""
    ax = _axes(ax)
    rotations = np.arange(-40, 41, 5)
    for flexion, colour in ((0, PALETTE["blue"]), (60, PALETTE["orange"]), (90, PALETTE["red"])):
        lengths = piriformis_lengths_mm(side, float(flexion), [float(r) for r in rotations])
        ax.plot(rotations, lengths, color=colour, lw=2.2)
        ax.text(41, lengths[-1], f"hip bent {flexion}°", color=colour, va="center", fontsize=9)
    ax.set_xlim(-40, 40)
    ax.set_xlabel("outward rotation  ←  hip rotation, degrees  →  inward rotation")
    ax.set_ylabel("length of piriformis, mm")
    return ax


def piriformis_lengths_mm(
    side: str, hip_flexion_deg: float, rotations_deg: Sequence[float]
) -> list[float]:
    """Return the length of piriformis for rotations of the hip (inward positive), in mm."""
    poses = [
        leg(side, hip_flexion=hip_flexion_deg, hip_rotation=rotation) for rotation in rotations_deg
    ]
    lengths = muscle_lengths_mm(place_all(poses), [f"piri_{side}"])
    return [float(value) for value in lengths[:, 0]]


def piriformis_picture(side: str) -> Picture:
    """Return piriformis against rotation, which turns over when the hip bends.

    Raises
    ------
    UnknownNameError
        If `side` is neither ``"left"`` nor ``"right"``.
    """
    letter = SIDES[require_known("side", side, SIDES)]
    straight = piriformis_lengths_mm(letter, 0.0, [-40.0, 40.0])
    bent = piriformis_lengths_mm(letter, 90.0, [-40.0, 40.0])
    with styled():
        import matplotlib.pyplot as plt

        figure, ax = plt.subplots(figsize=(8.4, 4))
        plot_piriformis_length(letter, ax=ax)
        ax.set_title("Which rotation stretches piriformis? It depends on the hip")
        return picture(
            figure,
            alt="Line chart of the length of piriformis against rotation of the hip. With the hip straight, "
            f"inward rotation lengthens it ({straight[0]:.0f} mm turned out, {straight[1]:.0f} mm turned in); "
            f"with the hip bent to 90 degrees it is the reverse ({bent[0]:.0f} mm turned out, {bent[1]:.0f} mm "
            "turned in).",
            caption=f"Computed with the course's skeleton: {_MODEL}.",
        )


def model_beside_measurement(course: Course) -> Html:
    """Return the model's slides beside the measured ones, its failures included."""
    nerve = nerve_course("r")
    knee = "knee from 90° to straight"
    rows = [
        (knee + ", hip at 30°: thigh", "ANA-DYN-09", "9.9 mm (6.4 to 14.7)",
         _slide(nerve, leg("r", hip_flexion=30, knee_flexion=90), leg("r", hip_flexion=30), "th2"),
         "the model's one free number was chosen here: no test"),
        (knee + ", hip at 60°: thigh", "ANA-DYN-09", "12.4 mm (5.1 to 20.2)",
         _slide(nerve, leg("r", hip_flexion=60, knee_flexion=90), leg("r", hip_flexion=60), "th2"),
         "the measured difference between the two is out of its reach"),
        ("one leg raised to 50°: end of the cord", "ANA-DYN-01", "2.3 mm (SD 1.2)",
         _slide(nerve, Pose(name="standing"), leg("r", hip_flexion=50), "can_L1", "tibial_from_skull"),
         "right order of size"),
        ("one leg raised to 70°: L5 root in the canal", "ANA-DYN-04", "1.5 mm",
         _slide(nerve, Pose(name="standing"), leg("r", hip_flexion=70), "can_L5", "tibial_from_skull"),
         "wrong: the model's roots are not tethered"),
    ]  # fmt: skip
    shown = [
        (label, f"{published} [{course.source_of([fact])}]", f"{value:.1f} mm", remark)
        for label, fact, published, value, remark in rows
    ]
    return table(
        ("Movement and place", "Measured", "This model", "Read it as"),
        shown,
        caption="The model beside measurements: where it is right, and where it fails",
    )


def _slide(nerve: NerveCourse, start: Pose, end: Pose, site: str, tract: str = "tibial") -> float:
    before, after = nerve_state(nerve, [start, end], tract=tract)
    return abs(after.slide_at_mm(site) - before.slide_at_mm(site))


def _axes(ax: Axes | None) -> Axes:
    if ax is not None:
        return ax
    import matplotlib.pyplot as plt

    return plt.subplots(figsize=(7, 4))[1]
