"""What imaging shows in people without symptoms, by age."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.display import PALETTE, Html, picture, styled, table
from sciatica_edu.display.axes import drawing_axes, figure_of
from sciatica_edu.errors import ContentError
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.symptoms.tables import IMAGING_WITHOUT_PAIN

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from sciatica_edu.display import Picture
    from sciatica_edu.evidence.course import Course
    from sciatica_edu.evidence.tables.clinical import ImagingWithoutPain

__all__ = ["imaging_picture", "imaging_table", "plot_imaging"]

# Colour and mark of each line, so that no line is known by its colour alone.
_LOOKS = (
    ("blue", "o"),
    ("orange", "s"),
    ("green", "^"),
    ("red", "D"),
    ("sky", "v"),
    ("purple", "<"),
    ("ink", ">"),
    ("grey", "p"),
)
_AGES_TOLD = (20, 50)
"""Ages, in years, that the text tells; both were read, not recalled."""


def plot_imaging(data: ImagingWithoutPain, *, ax: Axes | None = None) -> Axes:
    """Draw each finding's share (percent) of people without symptoms against age (years).

    Estimates that were recalled and not read are drawn hollow and dotted.

    Parameters
    ----------
    data
        Findings by age; at most eight findings.
    ax
        Axes to draw on; a new figure's when None.

    Raises
    ------
    ContentError
        If there are more findings than can be told apart.
    """
    if len(data.rows) > len(_LOOKS):
        raise ContentError(
            f"{len(data.rows)} imaging findings cannot be told apart; at most {len(_LOOKS)} are drawn."
        )
    ax = drawing_axes(ax, width_in=8.0, height_in=4.2)
    ages = np.array(data.ages_years)
    for row, (name, marker) in zip(data.rows, _LOOKS, strict=False):
        colour = PALETTE[name]
        read = np.array([_imaging_age_is_read(row.verification, age) for age in data.ages_years])
        share = np.array(row.percent)
        until = len(read) if read.all() else int(np.argmin(read))
        ax.plot(ages, share, ":", color=colour, lw=1.2)
        ax.plot(ages[read], share[read], marker, color=colour, ms=5.5)
        ax.plot(ages[~read], share[~read], marker, mfc="white", mec=colour, ms=5.5)
        ax.plot([], [], f"{marker}-", color=colour, lw=2, ms=5.5, label=row.finding)
        ax.plot(ages[:until], share[:until], "-", color=colour, lw=2)
    ax.set(
        xlim=(18, 82),
        ylim=(0, 100),
        xlabel="age in years",
        ylabel="% of symptom-free people who have it",
    )
    ax.grid(axis="y", color=PALETTE["pale"])
    ax.legend(fontsize=8.5, frameon=False, loc="center left", bbox_to_anchor=(1.01, 0.5))
    return ax


def imaging_picture(course: Course) -> Picture:
    """Return imaging findings by age in people without symptoms."""
    data = course[IMAGING_WITHOUT_PAIN]
    bulge = next(row for row in data.rows if row.finding == "disc bulge")
    young, older = (data.ages_years.index(age) for age in _AGES_TOLD)
    told = sentence("imaging.without-symptoms").fill(
        young=bulge.percent[young],
        young_years=_AGES_TOLD[0],
        older=bulge.percent[older],
        older_years=_AGES_TOLD[1],
    )
    with styled():
        ax = plot_imaging(data)
    return picture(
        figure_of(ax),
        alt=(
            "Lines rising with age, each the share of symptom-free people with a finding. "
            + " ".join(
                f"{row.finding}: {row.percent[young]} % at {_AGES_TOLD[0]}, "
                f"{row.percent[older]} % at {_AGES_TOLD[1]}."
                for row in data.rows
            )
        ),
        caption=(f"{told} {data.note} Source: {course.references[data.reference].short}."),
    )


def imaging_table(course: Course) -> Html:
    """Return the imaging findings as a table; recalled numbers carry a question mark."""
    data = course[IMAGING_WITHOUT_PAIN]
    rows = [
        (
            row.finding,
            *(
                f"{percent}" if _imaging_age_is_read(row.verification, age) else f"{percent} (?)"
                for age, percent in zip(data.ages_years, row.percent, strict=True)
            ),
        )
        for row in data.rows
    ]
    return table(
        ("Finding", *(f"{age} years" for age in data.ages_years)),
        rows,
        caption="Percent of people without symptoms who have the finding; (?) recalled, not verified",
    )


def _imaging_age_is_read(verification: str, age: int) -> bool:
    """Whether the words of the table say that the estimate for this age was read."""
    for part in verification.replace(" ;", ";").split(";"):
        words = part.split()
        low, _, high = words[0].partition("-")
        if int(low) <= age <= int(high or low):
            return "memory" not in words
    return False
