"""One way to cite: the short sources behind facts, with what is uncertain marked.

Numbered references of a lesson's own text are made by `sciatica_edu.authoring.citations`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from sciatica_edu.errors import UnknownNameError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sciatica_edu.evidence.models import Fact, Reference

__all__ = ["Citable", "cite"]

_MARKS = {
    frozenset({True}): "",
    frozenset({False}): " (uncertain)",
    frozenset({True, False}): " (partly uncertain)",
}
"""By whether the facts that a source is cited for may be stated as plain fact."""


class Citable(Protocol):
    """What holds facts and the references they name; a course does."""

    @property
    def facts(self) -> Mapping[str, Fact]:
        """Fact id → fact."""

    @property
    def references(self) -> Mapping[str, Reference]:
        """Reference key → source."""


def cite(content: Citable, fact_ids: Iterable[str], *, full: bool = False) -> str:
    """Return the sources behind facts: ``Peul et al. 2007; Suri et al. 2012 (uncertain)``.

    A source is named once, in the order of first use. It is uncertain when none of the
    facts it is cited for may be stated as plain fact, and partly so when some may not.

    Parameters
    ----------
    content
        Facts and references.
    fact_ids
        What is cited; nothing gives an empty text.
    full
        Add the identifier of each source (``doi:…``).

    Raises
    ------
    UnknownNameError
        If there is no such fact; the nearest id is offered.
    """
    wanted = list(dict.fromkeys(fact_ids))
    # By name, not by key: two references of the same author and year look the same to a reader.
    certain: dict[str, set[bool]] = {}
    for fact_id in wanted:
        if fact_id not in content.facts:
            raise UnknownNameError(
                f"unknown fact {fact_id!r}.{did_you_mean(fact_id, content.facts)}"
            )
        fact = content.facts[fact_id]
        for key in fact.references:
            reference = content.references[key]
            identifier = f" ({reference.identifier})" if full and reference.identifier else ""
            certain.setdefault(reference.short + identifier, set()).add(fact.plain)
    return "; ".join(name + _MARKS[frozenset(kinds)] for name, kinds in certain.items())
