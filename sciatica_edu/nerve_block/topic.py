"""The nerve-block tables of the course as the objects that models, figures and widgets take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.display import Html, element
from sciatica_edu.errors import require_known
from sciatica_edu.evidence.citing import cite
from sciatica_edu.nerve_block.screening.rule_book import RuleBook
from sciatica_edu.nerve_block.tables import ANAESTHETICS, CONTRAINDICATIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.evidence.tables.drugs import Anaesthetic

__all__ = ["danger_notes", "drug_of", "drugs_of", "rule_book"]


def rule_book(course: Course) -> RuleBook:
    """Return the contraindication rules with all that explains them."""
    return RuleBook(table=course[CONTRAINDICATIONS], red_flags=course.red_flags)


def drugs_of(course: Course) -> Mapping[str, Anaesthetic]:
    """Return the local anaesthetics of the course by name."""
    return {row.drug: row for row in course[ANAESTHETICS].anaesthetics}


def drug_of(course: Course, name: str) -> Anaesthetic:
    """Return the local anaesthetic called `name`.

    Raises
    ------
    UnknownNameError
        If there is none; the nearest name is offered.
    """
    drugs = drugs_of(course)
    return drugs[require_known("local anaesthetic", name, drugs)]


def danger_notes(course: Course, *drugs: str) -> list[Html]:
    """Return the warning of each drug that has a danger of its own, with its source.

    Raises
    ------
    UnknownNameError
        If there is no such drug.
    """
    found = [drug_of(course, name).danger for name in dict.fromkeys(drugs)]
    texts = [f"{item.text} [{cite(course, item.facts)}]" for item in found if item]
    return [Html(element("p", Html(element("strong", text), "")), text) for text in texts]
