"""How the nerve lies to piriformis (types A to F of Beaton and Anson), how common each is, drawn.

A letter alone means little: some papers use the same letters for other relations
(fact ANA-PIR-07), so each type carries its definition.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

import numpy as np

from sciatica_edu.anatomy.branch_figures import FIBULAR, TIBIAL
from sciatica_edu.anatomy.section_figures import MUSCLE, MUSCLE_EDGE
from sciatica_edu.display import PALETTE, Picture, picture, styled
from sciatica_edu.display.axes import drawing_axes
from sciatica_edu.errors import ContentError, require_known
from sciatica_edu.evidence.citing import cite
from sciatica_edu.evidence.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes

    from sciatica_edu.evidence.course import Course

__all__ = [
    "VARIANTS",
    "Prevalence",
    "Relation",
    "Variant",
    "plot_prevalence",
    "plot_variant",
    "prevalences",
    "variant_named",
    "variants_picture",
]

Relation = Literal["above", "through", "below"]
_ANY = "any variant"


@dataclass(frozen=True)
class Variant:
    """One relation of the nerve to piriformis.

    Attributes
    ----------
    letter
        Type of Beaton and Anson.
    tibial, fibular
        Where each component passes the muscle.
    """

    letter: str
    tibial: Relation
    fibular: Relation

    @property
    def divided(self) -> bool:
        """True when the two components pass the muscle apart."""
        return self.tibial != self.fibular

    @property
    def definition(self) -> str:
        """The relation in words."""
        if self.divided:
            return f"divided: fibular part {self.fibular}, tibial part {self.tibial} piriformis"
        return f"undivided, {self.tibial} piriformis"


# Fact ANA-PIR-01. Which component takes which way in B, C and E is drawn as the
# fibular part taking the higher way.
VARIANTS: Mapping[str, Variant] = MappingProxyType(
    {
        "A": Variant("A", "below", "below"),
        "B": Variant("B", "below", "through"),
        "C": Variant("C", "below", "above"),
        "D": Variant("D", "through", "through"),
        "E": Variant("E", "through", "above"),
        "F": Variant("F", "above", "above"),
    }
)


@dataclass(frozen=True)
class Prevalence:
    """How often one type was found.

    Attributes
    ----------
    letter
        Type, or "any variant".
    percent
        Share of limbs.
    ci95_percent
        Confidence interval, or None where the source gives none.
    population
        Who was studied.
    fact_id
        The fact that carries the figure.
    """

    letter: str
    percent: float
    ci95_percent: tuple[float, float] | None
    population: str
    fact_id: str


def variant_named(letter: str) -> Variant:
    """Return the variant with this letter.

    Raises
    ------
    UnknownNameError
        If the letter is none of A to F.
    """
    return VARIANTS[require_known("piriformis variant", letter, VARIANTS)]


def prevalences(course: Course) -> tuple[Prevalence, ...]:
    """Return the prevalence figures of the facts, pooled ones first.

    A figure whose fact has become uncertain or is only recalled is left out.

    Raises
    ------
    ContentError
        If a fact lacks its figure, or the figure is no number.
    """
    plain = (row for row in _PUBLISHED if course.fact(row[0]).plain)
    return tuple(_prevalence(course, *row) for row in plain)


_LARGEST = "pooled, 45 studies, 7,068 limbs"
_THAI = "204 Thai limbs"
_PUBLISHED = (
    # fact, figure, letter, who was studied
    ("ANA-PIR-02", "type_A", "A", _LARGEST),
    ("ANA-PIR-03", "type_A", "A", "pooled, 44 articles"),
    ("ANA-PIR-06", "type_A", "A", _THAI),
    ("ANA-PIR-02", "type_B", "B", _LARGEST),
    ("ANA-PIR-06", "type_B", "B", _THAI),
    ("ANA-PIR-06", "type_C", "C", _THAI),
    ("ANA-PIR-04", "anomaly_cadavers", _ANY, "cadavers (6,062)"),
    ("ANA-PIR-04", "anomaly_piriformis_syndrome_series", _ANY, "operated for piriformis syndrome"),
)


def _prevalence(
    course: Course, fact_id: str, figure_name: str, letter: str, population: str
) -> Prevalence:
    percent = course.fact(fact_id).number(figure_name)
    interval = course.fact(fact_id).figure(figure_name).ci95
    ends = [float(end) for end in interval or () if end is not None]
    if len(ends) not in (0, 2):
        raise ContentError(
            f"fact {fact_id!r}: figure {figure_name!r} has an interval with one end: {interval}."
        )
    ci95_percent = (ends[0], ends[1]) if ends else None
    return Prevalence(letter, percent, ci95_percent, population, course.fact(fact_id).id)


# The page is 1 wide: sacrum on the left, trochanter on the right. Piriformis has a border
# above, one below, and a gap between its two slips through which a nerve can pass.
_ABOVE = np.array([(0.02, 0.84), (0.97, 0.52)])
_BELOW = np.array([(0.02, 0.44), (0.97, 0.42)])
_GAP = (_ABOVE + _BELOW) / 2
_HIDDEN, _LOWER_SLIP, _OUT_OF_THE_GAP, _UPPER_SLIP, _OVER_ALL = 2, 3, 4, 5, 6
"""Which lies over which, seen from behind."""
_FROM_THE_PELVIS = (0.1, 0.62)
_TURNS: Mapping[Relation, tuple[tuple[float, float], int]] = MappingProxyType(
    {
        "above": ((0.34, 0.8), _OVER_ALL),
        "through": ((0.42, 0.568), _OUT_OF_THE_GAP),
        "below": ((0.4, 0.36), _HIDDEN),
    }
)
"""Where the nerve comes out from in front of the muscle, and what it covers from there on."""
_DOWN_THE_THIGH = ((0.5, 0.3), (0.5, 0.02))


def plot_variant(variant: Variant, *, ax: Axes | None = None, highlight: bool = False) -> Axes:
    """Draw piriformis and the two parts of the nerve for one variant, seen from behind, right side.

    Parameters
    ----------
    variant
        The relation to draw.
    ax
        Axes to draw on; new ones when None.
    highlight
        Whether the panel gets a strong frame.
    """
    ax = drawing_axes(ax, width_in=6, height_in=4)
    from matplotlib.patches import Polygon

    for upper, lower, order in ((_ABOVE, _GAP, _UPPER_SLIP), (_GAP, _BELOW, _LOWER_SLIP)):
        ring = [*upper, *lower[::-1]]
        ax.add_patch(Polygon(ring, facecolor=MUSCLE, edgecolor=MUSCLE_EDGE, zorder=order))
    _draw_nerve(ax, variant.tibial, colour=TIBIAL, aside=-0.035)
    _draw_nerve(ax, variant.fibular, colour=FIBULAR, aside=0.035)
    words = textwrap.fill(f"{variant.letter}: {variant.definition}", 24)
    ax.set_title(words, fontsize=8.5, loc="center")
    ax.text(0.02, 0.87, "sacrum", fontsize=8, color=PALETTE["ink"])
    ax.text(0.98, 0.34, "trochanter", fontsize=8, color=PALETTE["ink"], ha="right")
    ax.set_xlim(0, 1)
    ax.set_ylim(0, 0.95)
    ax.set_xticks([])
    ax.set_yticks([])
    for spine in ax.spines.values():
        spine.set_visible(True)
        spine.set_color(PALETTE["ink"] if highlight else PALETTE["pale"])
        spine.set_linewidth(2.2 if highlight else 1)
    return ax


def plot_prevalence(rows: Sequence[Prevalence], *, ax: Axes | None = None) -> Axes:
    """Draw prevalence (percent of limbs) with 95 % confidence intervals where there is one.

    Parameters
    ----------
    rows
        From `prevalences`, drawn from the top.
    ax
        Axes to draw on; new ones when None.
    """
    ax = drawing_axes(ax, width_in=6, height_in=4)
    for index, row in enumerate(rows):
        y = -index
        if row.ci95_percent:
            ax.plot(row.ci95_percent, [y, y], color=PALETTE["ink"], lw=1.6)
        inside = PALETTE["blue"] if row.ci95_percent else "white"
        ax.plot(row.percent, y, "o", ms=7, color=PALETTE["blue"], markerfacecolor=inside)
        name = row.letter if row.letter == "any variant" else f"type {row.letter}"
        ax.text(-3, y, f"{name}: {row.population}", ha="right", va="center", fontsize=8.5)
        ax.text(101, y, f"{row.percent:.1f} %", va="center", fontsize=8.5)
    ax.set_xlim(0, 100)
    ax.set_ylim(-len(rows) + 0.4, 0.6)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.set_xlabel("percent of limbs (line: 95 % confidence interval; hollow: none given)")
    return ax


def variants_picture(course: Course, letter: str = "A") -> Picture:
    """Return the six variants and their prevalence; the chosen one is framed.

    Parameters
    ----------
    course
        The content.
    letter
        Type to frame, A to F.

    Raises
    ------
    UnknownNameError
        If the letter is none of A to F.
    """
    chosen = variant_named(letter)
    rows = prevalences(course)
    with styled():
        import matplotlib.pyplot as plt

        figure = plt.figure(figsize=(10.5, 6.0))
        rows_of_page = figure.add_gridspec(2, 1, height_ratios=[1, 1.05])
        upper, lower = (figure.add_subfigure(rows_of_page[row]) for row in (0, 1))
        for ax, kind in zip(upper.subplots(1, len(VARIANTS)), VARIANTS.values(), strict=True):
            plot_variant(kind, ax=ax, highlight=kind is chosen)
        plot_prevalence(rows, ax=lower.subplots())
    numbers = "; ".join(f"{row.letter} in {row.population} {row.percent:g} percent" for row in rows)
    alt = (
        "Six relations of the sciatic nerve to piriformis, types A to F. "
        + " ".join(f"{kind.letter}: {kind.definition}." for kind in VARIANTS.values())
        + f" Type {chosen.letter} is framed. Below, how often they were found: {numbers}."
    )
    facts = ["ANA-PIR-01", "ANA-PIR-02", "ANA-PIR-03", "ANA-PIR-04", "ANA-PIR-06"]
    return picture(
        figure,
        alt=alt,
        caption="Right buttock from behind; blue tibial, orange fibular part. "
        f"{sentence('anatomy.variants').text} Source: {cite(course, facts, full=True)}.",
    )


def _draw_nerve(ax: Axes, relation: Relation, *, colour: str, aside: float) -> None:
    """Draw one part: hidden in front of the muscle at first, in sight from where it comes out."""
    from scipy.interpolate import PchipInterpolator

    turn, order = _TURNS[relation]
    points = np.array([_FROM_THE_PELVIS, turn, *_DOWN_THE_THIGH])
    curve = PchipInterpolator(np.arange(len(points)), points)
    for start, end, layer in ((0, 1, _HIDDEN), (1, len(points) - 1, order)):
        x, y = curve(np.linspace(start, end, 40)).T
        ax.plot(x + aside, y, color=colour, lw=5, solid_capstyle="round", zorder=layer)
