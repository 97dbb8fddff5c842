"""Every source's limit as a figure: a teaching picture, never a dosing tool."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.display import PALETTE, Picture, picture, styled
from sciatica_edu.display.axes import SCREEN_DPI, drawing_axes, new_axes
from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.errors import ContentError
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.nerve_block.dosing.dose import compare_limits
from sciatica_edu.nerve_block.topic import drugs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.nerve_block.dosing.body_weight import BodyWeight
    from sciatica_edu.nerve_block.dosing.dose import DoseComparison

__all__ = ["dose_limits_picture", "plot_dose_limits"]

_SOURCE_LOOKS = (
    ("o", PALETTE["blue"]),
    ("s", PALETTE["orange"]),
    ("^", PALETTE["green"]),
    ("D", PALETTE["red"]),
    ("v", PALETTE["purple"]),
    ("P", PALETTE["ink"]),
    ("X", PALETTE["grey"]),
    ("<", PALETTE["blue"]),
    (">", PALETTE["orange"]),
    ("p", PALETTE["green"]),
)
"""Marker and colour of a source, in the order of the data."""


def plot_dose_limits(comparisons: Sequence[DoseComparison], *, ax: Axes | None = None) -> Axes:
    """Draw each source's limit for one patient, drug by drug, and the one the course reckons with.

    A recalled limit is drawn hollow; a red line stands where a drug's own danger begins.

    Parameters
    ----------
    comparisons
        From ``compare_limits``, one for each drug.
    ax
        Axes to draw on; new ones when None.

    Raises
    ------
    ContentError
        If there are more sources than markers.
    """
    ax = drawing_axes(ax)
    sources = list(dict.fromkeys(row.source for item in comparisons for row in item.stated))
    if len(sources) > len(_SOURCE_LOOKS):
        raise ContentError(
            f"anaesthetics.yaml: {len(sources)} sources give limits; the figure tells "
            f"{len(_SOURCE_LOOKS)} apart."
        )
    middle = (len(sources) - 1) / 2
    names = [item.drug for item in comparisons]
    for source, (marker, colour) in zip(sources, _SOURCE_LOOKS, strict=False):
        found = [
            (item.drug, row) for item in comparisons for row in item.stated if row.source == source
        ]
        hollow = all(row.recalled for _, row in found)
        ax.plot(
            [row.stated.value for _, row in found],
            # Side by side in height, so that equal limits stay visible.
            [names.index(drug) + 0.1 * (sources.index(source) - middle) for drug, _ in found],
            marker,
            color=colour,
            ms=9,
            mec=colour if hollow else "white",
            mfc="none" if hollow else colour,
            alpha=0.95,
            label=f"{source} ({sentence('dose.recalled').text})" if hollow else source,
        )
    for row, item in enumerate(comparisons):
        _frame_of(ax, row, item)
    ax.set_yticks(range(len(comparisons)), [item.drug for item in comparisons])
    ax.invert_yaxis()
    ax.set_xlim(left=0)
    ax.set_xlabel("largest single dose (mg)")
    return ax


def _frame_of(ax: Axes, row: int, item: DoseComparison) -> None:
    """Draw the span of the sources, the limit that is used, and where the drug's own danger begins."""
    if item.ends is not None:
        span = [end.stated.value for end in item.ends]
        ax.plot(span, (row, row), color=PALETTE["pale"], lw=22, zorder=0, solid_capstyle="butt")
    used = item.chosen.stated.value
    ax.plot(
        (used, used),
        (row - 0.48, row + 0.48),
        color=PALETTE["ink"],
        lw=2,
        zorder=1,
        label="used in this course" if row == 0 else None,  # one entry in the legend
    )
    if item.danger is not None:
        at = item.danger.expected_at_mg
        ax.plot((at, at), (row - 0.48, row + 0.48), color=PALETTE["red"], lw=3, ls=":")
        ax.annotate(
            f"{item.danger.name} expected",
            (at, row - 0.3),
            xytext=(4, 0),
            textcoords="offset points",
            color=PALETTE["red"],
            fontsize=8,
        )


def dose_limits_picture(
    course: Course, *, weight: BodyWeight, with_adrenaline: bool = False
) -> Picture:
    """Return every source's limit for a weight, side by side.

    Parameters
    ----------
    course
        The content.
    weight
        Weight the dose is reckoned with, 30 to 200 kg.
    with_adrenaline
        Whether the solution contains adrenaline.
    """
    comparisons = [
        compare_limits(drug, weight=weight, with_adrenaline=with_adrenaline)
        for drug in drugs_of(course).values()
    ]
    solution = "with adrenaline" if with_adrenaline else "plain"
    with styled():
        figure, ax = new_axes(9.2, 5.4)
        plot_dose_limits(comparisons, ax=ax)
        ax.set_title(f"{weight}, {solution} solution: the sources disagree")
        ax.legend(frameon=False, loc="upper left", bbox_to_anchor=(1.01, 1.0), fontsize=9)
    told = "; ".join(_limits_alt(item) for item in comparisons)
    sources = dict.fromkeys(row.source for item in comparisons for row in item.stated)
    dangers = [item.danger.text for item in comparisons if item.danger]
    return picture(
        figure,
        dpi=SCREEN_DPI,
        alt=f"Limits of a single dose for {weight}, {solution} solution, by drug and source: {told}.",
        caption=(
            f"{sentence('dose.not-a-tool').text} {NOT_MEDICAL_ADVICE} Limits as each source prints them. {sentence('dose.choice').text} "
            f"{sentence('dose.no-protection').text} {' '.join(dangers)} Sources: {'; '.join(sources)}."
        ),
    )


def _limits_alt(item: DoseComparison) -> str:
    if item.ends is None:
        return f"{item.drug} no source gives one, used {item.chosen.stated}"
    low, high = (end.stated for end in item.ends)
    found = f"{low} to {high}" if item.disagree else f"{low}"
    warning = (
        f" ({item.danger.name} expected at {item.danger.expected_at_mg:g} mg)"
        if item.danger
        else ""
    )
    return f"{item.drug} {found}, used {item.chosen.stated}{warning}"
