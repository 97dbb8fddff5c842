"""Figures of rules and risks: contraindications, drugs against clotting, complications."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from sciatica_edu.display import PALETTE, Picture, picture, styled
from sciatica_edu.display.axes import SCREEN_DPI, drawing_axes, new_axes
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.evidence.tables.contraindications import Procedure, RuleVerdict
from sciatica_edu.evidence.tables.drugs import SuperficialRule
from sciatica_edu.nerve_block.screening.anticoagulants import (
    EDITION_FAMILIES,
    SHOWN_CLEARANCE_ML_PER_MIN,
    edition_family,
    edition_timings,
)
from sciatica_edu.nerve_block.screening.complications import frequencies
from sciatica_edu.nerve_block.tables import (
    ANTICOAGULANTS,
    COMPLICATIONS,
    CONTRAINDICATIONS,
    PROCEDURES,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.evidence.tables.contraindications import ContraindicationRule
    from sciatica_edu.nerve_block.screening.complications import Frequency

__all__ = [
    "PROCEDURE_NAMES",
    "anticoagulant_picture",
    "complications_picture",
    "contraindication_picture",
    "plot_anticoagulants",
    "plot_complications",
    "plot_contraindications",
]

PROCEDURE_NAMES = {
    Procedure("pnb_popliteal"): "limb block,\nknee",
    Procedure("pnb_proximal_sciatic"): "limb block,\nhigh",
    Procedure("snrb_transforaminal_esi"): "root\ninjection",
    Procedure("caudal_interlaminar_esi"): "epidural",
    Procedure("piriformis_injection"): "piriformis\nmuscle",
}
_LOOKS = {
    RuleVerdict.NO_CONCERN: ("·", "#FFFFFF", PALETTE["ink"], "not a reason by itself"),
    RuleVerdict.CAUTION: ("c", "#CFE5F2", PALETTE["ink"], "caution"),
    RuleVerdict.RELATIVE: ("R", "#F2C879", PALETTE["ink"], "relative: usually avoid"),
    RuleVerdict.ABSOLUTE: ("A", "#9E3A00", "#FFFFFF", "absolute: not while present"),
}
_EDITION_LOOKS = dict(
    zip(
        EDITION_FAMILIES,
        (
            ("o", PALETTE["blue"]),
            ("s", PALETTE["orange"]),
            ("D", PALETTE["purple"]),
            ("^", PALETTE["green"]),
        ),
        strict=True,
    )
)


def plot_contraindications(
    rules: Sequence[ContraindicationRule],
    *,
    chosen: Procedure | None = None,
    present: frozenset[str] = frozenset(),
    ax: Axes | None = None,
) -> Axes:
    """Draw condition by procedure; every square has a letter as well as a colour.

    Parameters
    ----------
    rules
        The rules.
    chosen
        A procedure whose column is framed.
    present
        Condition keys of a patient; their rows are marked.
    ax
        Axes to draw on; new ones when None.
    """
    from matplotlib.patches import Rectangle

    ax = drawing_axes(ax)
    procedures = list(PROCEDURE_NAMES)
    for row, rule in enumerate(rules):
        _rule_row(ax, row, rule, is_present=rule.condition_key in present)
    if chosen is not None:
        column = procedures.index(chosen)
        ax.add_patch(Rectangle((column, 0), 1, len(rules), fill=False, ec=PALETTE["blue"], lw=2.5))
    ax.set_xlim(0, len(procedures))
    ax.set_ylim(len(rules), 0)
    names = [PROCEDURE_NAMES[item] for item in procedures]
    ax.set_xticks([column + 0.5 for column in range(len(names))], names, fontsize=8)
    ax.xaxis.tick_top()
    ax.set_yticks([])
    ax.tick_params(length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)
    return ax


def _rule_row(ax: Axes, row: int, rule: ContraindicationRule, *, is_present: bool) -> None:
    """Draw one rule: a square with a letter for each procedure, and the condition beside them."""
    from matplotlib.patches import Rectangle

    for column, procedure in enumerate(PROCEDURE_NAMES):
        letter, ground, ink, _ = _LOOKS[rule.verdicts[procedure]]
        ax.add_patch(Rectangle((column, row), 1, 1, facecolor=ground, edgecolor="#BBBBBB"))
        ax.text(column + 0.5, row + 0.52, letter, ha="center", va="center", color=ink, fontsize=8)
    sign = "▶ " if is_present else ""
    stop = "  SEND ON FIRST" if rule.red_flag else ""
    ax.text(
        -0.1,
        row + 0.5,
        f"{sign}{rule.id} {rule.condition}{stop}",
        ha="right",
        va="center",
        fontsize=8,
        weight="bold" if sign or stop else "normal",
    )


def contraindication_picture(
    course: Course, *, chosen: str, present: frozenset[str] = frozenset()
) -> Picture:
    """Return all rules as one picture, the chosen procedure framed and a patient's rows marked.

    Parameters
    ----------
    course
        The content.
    chosen
        A procedure of the rules.
    present
        Conditions of a patient.
    """
    with styled():
        figure, ax = new_axes(9.4, 9.2)
        plot_contraindications(
            course[CONTRAINDICATIONS].rules, chosen=Procedure(chosen), present=present, ax=ax
        )
        _verdict_legend(ax)
    return picture(
        figure,
        dpi=SCREEN_DPI,
        alt=_contraindications_alt(course, Procedure(chosen), present),
        caption=f"{course[CONTRAINDICATIONS].disclaimer} {sentence('screening.synthesis').text}",
    )


def _verdict_legend(ax: Axes) -> None:
    from matplotlib.patches import Patch

    handles = [
        Patch(facecolor=ground, edgecolor="#888888", label=f"{letter}  {words}")
        for letter, ground, _, words in _LOOKS.values()
    ]
    ax.legend(
        handles=handles,
        frameon=False,
        loc="upper center",
        bbox_to_anchor=(0.2, -0.01),
        ncols=4,
        fontsize=8,
    )


def _contraindications_alt(course: Course, chosen: Procedure, present: frozenset[str]) -> str:
    rules = course[CONTRAINDICATIONS].rules
    absolute = [rule.id for rule in rules if rule.verdicts[chosen] is RuleVerdict.ABSOLUTE]
    everywhere = [
        rule.id for rule in rules if set(rule.verdicts.values()) == {RuleVerdict.ABSOLUTE}
    ]
    stops = [rule.id for rule in rules if rule.red_flag]
    marked = [f"{rule.id} {rule.condition}" for rule in rules if rule.condition_key in present]
    patient = f" Marked as the patient's: {'; '.join(marked)}." if marked else ""
    return (
        f"A grid of {len(rules)} conditions by five injections. Absolute for every injection: "
        f"{', '.join(everywhere)}. Absolute for the chosen one ({course[PROCEDURES][chosen.value].name}): "
        f"{', '.join(absolute)}. Sent on first, whatever is planned: {', '.join(stops)}. All others are "
        f"relative, cautions or no reason; the lists below give them in words.{patient}"
    )


def plot_anticoagulants(course: Course, *, ax: Axes | None = None) -> Axes:
    """Draw the waiting time before an injection at the spine, by drug and guideline edition.

    Only rows that were read are drawn, for a kidney function of 90 mL/min; of a range the longer.

    Parameters
    ----------
    course
        The content.
    ax
        Axes to draw on; new ones when None.
    """
    ax = drawing_axes(ax)
    rows = _read_hours(course)
    for edition, (marker, colour) in _EDITION_LOOKS.items():
        # Side by side in height, so that equal times stay visible.
        shift = 0.2 * (EDITION_FAMILIES.index(edition) - 1.5)
        points = [
            (hours, place + shift)
            for place, (_, found) in enumerate(rows)
            for name, hours in found
            if name == edition
        ]
        ax.plot(*zip(*points, strict=True), marker, color=colour, ms=8, ls="none", label=edition)
    names = [textwrap.fill(name, 44) for name, _ in rows]
    ax.set_yticks(range(len(rows)), names, fontsize=8)
    ax.invert_yaxis()
    ax.grid(axis="x", color=PALETTE["pale"])
    days = range(0, 241, 24)
    ax.set_xticks(days, [f"{hours}" for hours in days])
    ax.set_xlabel("hours since the last dose")
    return ax


def anticoagulant_picture(course: Course) -> Picture:
    """Return the waiting times side by side: where the editions agree, and where they do not."""
    rows = _read_hours(course)
    with styled():
        figure, ax = new_axes(9.0, 9.2)
        plot_anticoagulants(course, ax=ax)
        ax.set_title("Before an injection at the spine: one drug, different answers")
        ax.legend(frameon=False, loc="center right", bbox_to_anchor=(1.0, 0.42), fontsize=9)
    told = "; ".join(
        f"{name}: {', '.join(f'{edition} {hours:g} h' for edition, hours in found)}"
        for name, found in rows
    )
    return picture(
        figure,
        dpi=SCREEN_DPI,
        alt=f"Waiting time in hours before an injection at the spine, by drug and edition. {told}.",
        caption=" ".join(
            (
                sentence("timing.picture").fill(clearance=f"{SHOWN_CLEARANCE_ML_PER_MIN:g}"),
                sentence("anticoagulant.never-stop").text,
            )
        ),
    )


def plot_complications(course: Course, *, ax: Axes | None = None) -> Axes:
    """Draw how often things go wrong, per 10,000 people, on a logarithmic axis.

    Parameters
    ----------
    course
        The content.
    ax
        Axes to draw on; new ones when None.
    """
    ax = drawing_axes(ax)
    rows = _frequencies(course)
    for place, (_, found) in enumerate(rows):
        low = max(found.low_per_10000, 0.01)
        interval = "interval" in found.counted and "not an interval" not in found.counted
        colour = PALETTE["orange"] if interval else PALETTE["blue"]
        ax.plot(
            [low, found.high_per_10000], [place, place], color=colour, lw=5, solid_capstyle="butt"
        )
        if low == found.high_per_10000:
            ax.plot(low, place, "D", color=colour, ms=8)
        if found.low_per_10000 == 0:
            ax.plot(low, place, "<", color=colour, ms=9)
        ax.text(found.high_per_10000 * 1.4, place, _number(found), va="center", fontsize=8)
    names = [textwrap.fill(f"{name}: {found.of_whom}", 50) for name, found in rows]
    ax.set_yticks(range(len(rows)), names, fontsize=8)
    ax.invert_yaxis()
    ax.set_xscale("log")
    ax.set_xlim(0.01, 30_000)
    ticks = (0.01, 0.1, 1, 10, 100, 1000)
    steps = ("a\nmillion", "\n100,000", "\n10,000", "\n1,000", "\n100", "\n10")
    ax.set_xticks(ticks, [f"1 in {step}" for step in steps])
    ax.minorticks_off()
    return ax


def complications_picture(course: Course) -> Picture:
    """Return the frequencies of complications with their ranges and intervals."""
    rows = _frequencies(course)
    with styled():
        figure, ax = new_axes(9.4, 5.6)
        plot_complications(course, ax=ax)
        ax.set_title("How many people? (each step to the right is ten times as many)")
    told = "; ".join(f"{name}: {found.words}" for name, found in rows)
    unknown = [
        item.complication for item in course[COMPLICATIONS].values() if not item.incidence_ranges
    ]
    return picture(
        figure,
        dpi=SCREEN_DPI,
        alt=f"Ranges on a logarithmic axis of people affected. {told}. No rate was found for: {', '.join(unknown)}.",
        caption=sentence("complications.picture").text,
    )


def _frequencies(course: Course) -> list[tuple[str, Frequency]]:
    """Return each complication with each of its frequencies."""
    return [
        (item.complication, found)
        for item in course[COMPLICATIONS].values()
        for found in frequencies(item)
    ]


def _read_hours(course: Course) -> list[tuple[str, list[tuple[str, float]]]]:
    """Return drug and dose class with the hours of each edition that was read."""
    rows = []
    for row in course[ANTICOAGULANTS].values():
        if row.superficial_rule is SuperficialRule.AVOID or row.pain_procedures:
            continue  # no waiting time settles it
        found = [
            (edition_family(item.edition), item.hours)
            for item in edition_timings(row, clearance=SHOWN_CLEARANCE_ML_PER_MIN)
            if item.hours is not None
        ]
        if found:
            rows.append((f"{row.drug}, {row.dose_class}", found))
    return rows


def _number(found: Frequency) -> str:
    """Return the number without the people it was counted in."""
    return re.sub(r" people having [^;]*", "", found.words)
