"""What imaging shows in people without symptoms, by age."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.display import PALETTE, Html, picture, styled, table

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from sciatica_edu.content.clinical import ImagingWithoutPain
    from sciatica_edu.content.course import Course
    from sciatica_edu.display import Picture

__all__ = ["imaging_picture", "imaging_table", "plot_imaging"]


def plot_imaging(data: ImagingWithoutPain, *, ax: Axes | None = None) -> Axes:
    """Draw each finding's share of people without symptoms against age.

    Estimates that were recalled and not read are drawn hollow and dotted.
    """
    if ax is None:
        import matplotlib.pyplot as plt

        ax = plt.subplots()[1]
    palette = ("blue", "orange", "green", "red", "sky", "purple", "ink", "grey")
    ages = np.array(data.ages_years)
    for row, name in zip(data.rows, palette, strict=False):
        sure = np.array([_imaging_age_is_read(row.verification, age) for age in data.ages_years])
        share = np.array(row.percent)
        ax.plot(ages, share, ":", color=PALETTE[name], lw=1.2)
        ax.plot(ages[sure], share[sure], "o", color=PALETTE[name], ms=5)
        ax.plot(ages[~sure], share[~sure], "o", mfc="white", mec=PALETTE[name], ms=5)
        run = sure & np.roll(sure, 1)
        run[0] = sure[0]
        last = int(np.argmin(run)) if not run.all() else len(run)
        ax.plot(ages[:last], share[:last], "-", color=PALETTE[name], lw=2, label=row.finding)
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
    data = course.imaging_without_pain
    bulge = next(row for row in data.rows if row.finding == "disc bulge")
    with styled():
        import matplotlib.pyplot as plt

        figure, ax = plt.subplots(figsize=(8.0, 4.2))
        plot_imaging(data, ax=ax)
    return picture(
        figure,
        alt=(
            "Lines rising with age, each the share of symptom-free people with a finding. "
            + " ".join(
                f"{r.finding}: {r.percent[0]} % at 20, {r.percent[3]} % at 50." for r in data.rows
            )
        ),
        caption=(
            f"Findings in people WITHOUT symptoms: a disc bulge in {bulge.percent[0]} of 100 at age "
            f"{data.ages_years[0]} and {bulge.percent[3]} of 100 at {data.ages_years[3]}. Hollow dots: "
            f"recalled, not verified. {data.note} Source: {course.references[data.reference].short}."
        ),
    )


def imaging_table(course: Course) -> Html:
    """Return the imaging findings as a table; recalled numbers carry a question mark."""
    data = course.imaging_without_pain
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
