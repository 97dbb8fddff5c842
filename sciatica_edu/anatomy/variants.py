"""How the nerve lies to piriformis (types A to F of Beaton and Anson), and how common each is.

A letter alone means little: some papers use the same letters for other relations
(fact ANA-PIR-07), so each type carries its definition.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from sciatica_edu.errors import ContentError, require_known

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sciatica_edu.evidence.course import Course

__all__ = ["VARIANTS", "Prevalence", "Relation", "Variant", "prevalences", "variant"]

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


def variant(letter: str) -> Variant:
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
