"""How the nerve lies to piriformis (types A to F of Beaton and Anson), and how common each is.

A letter alone means little: some papers use the same letters for other relations
(fact ANA-PIR-07), so each type carries its definition.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from sciatica_edu.errors import require_known

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sciatica_edu.content.course import Course

__all__ = ["VARIANTS", "Prevalence", "Relation", "Variant", "prevalences", "variant"]

Relation = Literal["above", "through", "below"]


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
    """Return the verified prevalence figures of the facts, pooled ones first."""
    wanted = (
        ("ANA-PIR-02", "type_A", "A", "pooled, 45 studies, 7,068 limbs"),
        ("ANA-PIR-03", "type_A", "A", "pooled, 44 articles"),
        ("ANA-PIR-06", "type_A", "A", "204 Thai limbs"),
        ("ANA-PIR-02", "type_B", "B", "pooled, 45 studies, 7,068 limbs"),
        ("ANA-PIR-06", "type_B", "B", "204 Thai limbs"),
        ("ANA-PIR-06", "type_C", "C", "204 Thai limbs"),
        ("ANA-PIR-04", "anomaly_cadavers", "any variant", "cadavers (6,062)"),
        (
            "ANA-PIR-04",
            "anomaly_piriformis_syndrome_series",
            "any variant",
            "operated for piriformis syndrome",
        ),
    )
    found = []
    for fact_id, figure_name, letter, population in wanted:
        fact = course.fact(fact_id)
        (figure,) = [item for item in fact.figures if item.name == figure_name]
        value = figure.value
        if not fact.plain or not isinstance(value, (int, float)):
            continue
        interval = figure.ci95
        pair = None
        if interval is not None and interval[0] is not None and interval[1] is not None:
            pair = (float(interval[0]), float(interval[1]))
        found.append(Prevalence(letter, float(value), pair, population, fact.id))
    return tuple(found)
