"""Turn the fact ids that authors cite into numbered references.

``[ANA-ROOT-01]`` or ``[ANA-ROOT-01, DX-02]`` in a markdown cell cites facts; a fact
that is uncertain is cited as ``[?DX-09]`` and the reader is told so. A cell that
holds only ``<!-- references -->`` becomes the list.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sciatica_edu.errors import LessonError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sciatica_edu.evidence.course import Course

__all__ = [
    "REFERENCES_MARK",
    "cited_facts",
    "number_citations",
]

REFERENCES_MARK = "<!-- references -->"

_FACT_ID = r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*-\d+"
_CITATION = re.compile(
    r"(?P<code>```.*?```|`[^`\n]+`)"
    rf"|\[(?P<mark>\??)(?P<ids>{_FACT_ID}(?:,\s*{_FACT_ID})*)\](?!\((?:#|\w+:))",
    re.DOTALL | re.IGNORECASE,
)
_MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>])")


class _Numbering:
    """Numbers references in the order in which they first appear."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._supports: dict[str, list[str]] = {}

    def cite(self, fact_ids: Sequence[str]) -> str:
        keys: dict[str, None] = {}
        for fact_id in fact_ids:
            for key in self._course.facts[fact_id].references:
                keys[key] = None
                supported = self._supports.setdefault(key, [])
                if fact_id not in supported:
                    supported.append(fact_id)
        numbers = [list(self._supports).index(key) + 1 for key in keys]
        return ", ".join(f"[[{number}]](#References)" for number in sorted(numbers))

    def section(self) -> str:
        lines = [
            f"{number}. {_plain(self._course.references[key].citation())} "
            f"*Supports {', '.join(fact_ids)}.*"
            for number, (key, fact_ids) in enumerate(self._supports.items(), start=1)
        ]
        return "\n".join(["## References", "", *lines])

    @property
    def is_empty(self) -> bool:
        return not self._supports


def number_citations(
    texts: Sequence[str], course: Course, *, where: Callable[[int, str], str]
) -> tuple[str, ...]:
    """Return the markdown cells with numbered citations and the list of references.

    Parameters
    ----------
    texts
        Sources of a lesson's cells in order; give ``""`` for a code cell.
    course
        Facts and references.
    where
        Called with the index of a cell and a text in it; returns ``file:line``.

    Raises
    ------
    LessonError
        A fact is unknown, has no reference, is uncertain but cited as plain fact or the
        reverse, or the cell for the list is missing, doubled or has nothing to list.
    """
    numbering = _Numbering(course)
    numbered = [
        _number_cell(text, index, course, numbering, where) for index, text in enumerate(texts)
    ]
    places = [index for index, text in enumerate(texts) if text.strip() == REFERENCES_MARK]
    if len(places) > 1:
        raise LessonError(f"{where(places[1], REFERENCES_MARK)}: a second list of references.")
    if not places and not numbering.is_empty:
        raise LessonError(
            f"{where(0, '')}: the lesson cites facts but has no cell {REFERENCES_MARK!r} "
            "that tells where their list goes."
        )
    if places and numbering.is_empty:
        raise LessonError(
            f"{where(places[0], REFERENCES_MARK)}: the lesson has a list of references "
            "but cites no fact."
        )
    if places:
        numbered[places[0]] = numbering.section()
    return tuple(numbered)


def cited_facts(text: str) -> tuple[str, ...]:
    """Return the fact ids cited in a markdown cell, in order, as they were written.

    Examples
    --------
    >>> cited_facts("Five roots [ANA-ROOT-01]; perhaps six [?DX-09, DX-02].")
    ('ANA-ROOT-01', 'DX-09', 'DX-02')
    """
    return tuple(
        fact_id
        for match in _CITATION.finditer(text)
        if not match["code"]
        for fact_id in _split(match["ids"])
    )


def _split(ids: str) -> list[str]:
    return [fact_id.strip() for fact_id in ids.split(",")]


def _number_cell(
    text: str,
    index: int,
    course: Course,
    numbering: _Numbering,
    where: Callable[[int, str], str],
) -> str:
    def replace(match: re.Match[str]) -> str:
        if match["code"]:
            return match[0]
        fact_ids = _split(match["ids"])
        place = where(index, match[0].splitlines()[0])
        _check(fact_ids, course, place, marked=bool(match["mark"]), written=match[0])
        numbers = numbering.cite(fact_ids)
        said = text[: match.start()].rstrip().endswith("uncertain")  # once is enough
        return f"(uncertain) {numbers}" if match["mark"] and not said else numbers

    return _CITATION.sub(replace, text)


def _check(
    fact_ids: Sequence[str], course: Course, place: str, *, marked: bool, written: str
) -> None:
    doubtful: list[str] = []
    for fact_id in fact_ids:
        fact = course.facts.get(fact_id)
        if fact is None:
            hint = did_you_mean(fact_id, course.facts)
            raise LessonError(f"{place}: there is no fact {fact_id!r}.{hint}")
        if not fact.references:
            raise LessonError(f"{place}: fact {fact_id!r} has no reference and cannot be cited.")
        if not fact.plain:
            doubtful.append(fact_id)
    if doubtful and not marked:
        fact = course.facts[doubtful[0]]
        raise LessonError(
            f"{place}: fact {doubtful[0]!r} is uncertain (confidence {fact.confidence}, verified "
            f"{fact.verified}) but cited as plain fact. Leave it out, or say that it is uncertain "
            f"and write [?{written.strip('[]')}]."
        )
    if marked and not doubtful:
        raise LessonError(
            f"{place}: {written} is marked as uncertain, but no fact in it is; "
            f"write [{written.strip('[]?')}]."
        )


def _plain(text: str) -> str:
    # A title may hold * or _; it must not turn the list into emphasis or links.
    return _MARKDOWN_SIGNS.sub(r"\\\1", " ".join(text.split()))
