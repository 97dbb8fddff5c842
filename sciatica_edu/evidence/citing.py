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

_MARK = " (uncertain)"


class Citable(Protocol):
    """What holds facts and the references they name; a course does."""

    @property
    def facts(self) -> Mapping[str, Fact]:
        """Fact id → fact."""

    @property
    def references(self) -> Mapping[str, Reference]:
        """Reference key → source."""


def cite(
    content: Citable, fact_ids: Iterable[str], *, full: bool = False, ids: bool = False
) -> str:
    """Return the sources behind facts: ``Peul et al. 2007; Suri et al. 2012 (uncertain)``.

    A source is named once, in the order of first use. It is uncertain when none of the
    facts it is cited for may be stated as plain fact.

    Parameters
    ----------
    content
        Facts and references.
    fact_ids
        What is cited; nothing gives an empty text.
    full
        Add the identifier of each source (``doi:…``).
    ids
        Add the ids of the facts in brackets, so that a reader can look them up.

    Raises
    ------
    UnknownNameError
        If there is no such fact; the nearest id is offered.
    """
    wanted = list(dict.fromkeys(fact_ids))
    plain: dict[str, bool] = {}
    for fact_id in wanted:
        if fact_id not in content.facts:
            raise UnknownNameError(
                f"unknown fact {fact_id!r}.{did_you_mean(fact_id, content.facts)}"
            )
        fact = content.facts[fact_id]
        for key in fact.references:
            plain[key] = plain.get(key, False) or fact.plain
    # Two references may share author and year: one that is read makes the pair certain.
    names: dict[str, bool] = {}
    for key, certain in plain.items():
        reference = content.references[key]
        identifier = f" ({reference.identifier})" if full and reference.identifier else ""
        name = reference.short + identifier
        names[name] = names.get(name, False) or certain
    text = "; ".join(name + ("" if certain else _MARK) for name, certain in names.items())
    return f"{text} [{', '.join(wanted)}]" if ids and wanted else text
