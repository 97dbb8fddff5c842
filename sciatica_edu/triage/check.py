"""The rules that the triage's own tables keep; `sciatica-edu check` runs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.errors import did_you_mean
from sciatica_edu.evidence.integrity import Breach
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.triage.table import load_triage_table
from sciatica_edu.triage.vignettes import load_vignettes, triage_errors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sciatica_edu.evidence.course import Course

__all__ = ["check_triage"]


def check_triage(course: Course) -> tuple[Breach, ...]:
    """Return every breach: unknown or uncertain facts, unknown red flags, vignettes misjudged."""
    return tuple(sorted([*_facts(course), *_red_flags(course), *_misjudged(course)]))


def _rows() -> Iterator[tuple[str, str, Iterable[str]]]:
    """Yield file, row and the facts it rests on."""
    table = load_triage_table()
    for question in table.questions:
        more = sentence(question.conflict).facts if question.conflict else []
        yield "triage.yaml", question.id, [*question.facts, *more]
    for rule in table.escalations:
        yield "triage.yaml", rule.id, rule.facts
    for vignette in load_vignettes().values():
        yield "triage_vignettes.yaml", vignette.id, vignette.facts


def _facts(course: Course) -> Iterator[Breach]:
    for file, row, facts in _rows():
        for fact in facts:
            if fact not in course.facts:
                hint = did_you_mean(fact, course.facts)
                yield Breach(file, "fact-exists", f"{row!r} cites unknown fact {fact!r}.{hint}")
            elif not course.fact(fact).plain:
                yield Breach(file, "triage-certain", f"{row!r} rests on uncertain fact {fact!r}.")


def _red_flags(course: Course) -> Iterator[Breach]:
    for question in load_triage_table().questions:
        if question.red_flag is not None and question.red_flag not in course.red_flags:
            message = f"{question.id!r} names unknown red flag {question.red_flag!r}."
            yield Breach("triage.yaml", "red-flag-exists", message)


def _misjudged(course: Course) -> Iterator[Breach]:
    errors = triage_errors(
        load_vignettes().values(), table=load_triage_table(), red_flags=course.red_flags
    )
    for names, word in ((errors.under, "less"), (errors.over, "more")):
        for name in names:
            message = f"the rules judge {name} {word} urgently than is right."
            yield Breach("triage_vignettes.yaml", "triage-right", message)
