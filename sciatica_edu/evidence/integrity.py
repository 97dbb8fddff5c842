"""Every rule the content must keep, and every breach with its file and line.

A rule is a function that yields breaches; its docstring is the rule. What the
built notebooks show is judged in `teaching`; the craft of question writing in
`sciatica_edu.authoring.item_quality`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sciatica_edu.errors import did_you_mean
from sciatica_edu.evidence.models import Certainty
from sciatica_edu.evidence.table import cited

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.evidence.models import Fact
    from sciatica_edu.evidence.table import Table

__all__ = [
    "CONTENT_RULES",
    "Breach",
    "check_content",
    "content_counts",
    "stale_facts",
    "uncertain_facts",
]

FEWEST_QUESTIONS_PER_OBJECTIVE = 4
_STALE_AFTER_DAYS = 730
_CITED = re.compile(r"[A-Z]{2,5}(?:-[A-Z]{2,6})?-\d{2}(?=[,\]])")
_SAYS_SO = re.compile(r"\b(recalled|uncertain|not verified|unverified)\b", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Breach:
    """One broken rule.

    Attributes
    ----------
    where
        ``file:line``, or the notebook and cell.
    rule
        Short name of the rule.
    message
        What is wrong, with the value, and what is expected.
    """

    where: str
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: [{self.rule}] {self.message}"


def check_content(course: Course, *, tables: Iterable[Table[Any]] = ()) -> tuple[Breach, ...]:
    """Return every breach of the content rules, in order of place.

    Parameters
    ----------
    course
        The content.
    tables
        The topics' tables to check with it.

    Raises
    ------
    ContentError
        If a table cannot be read.
    """
    for table in tables:
        course[table]
    return tuple(sorted(breach for rule in CONTENT_RULES for breach in rule(course)))


def references_resolve(course: Course) -> Iterator[Breach]:
    """Every reference that a fact or table names exists."""
    for name, keys in _reference_users(course):
        for key in keys:
            if key not in course.references:
                hint = did_you_mean(key, course.references)
                message = f"{name!r} cites unknown reference {key!r}.{hint}"
                yield Breach(course.place(name), "reference-exists", message)


def references_are_used(course: Course) -> Iterator[Breach]:
    """Every reference supports something."""
    used = {key for _, keys in _reference_users(course) for key in keys}
    for key in course.references:
        if key not in used:
            message = f"reference {key!r} is cited by nothing."
            yield Breach(course.place(key), "reference-used", message)


def identifiers_or_reason(course: Course) -> Iterator[Breach]:
    """Every reference without an identifier says what it has instead."""
    for key, reference in course.references.items():
        if reference.identifier is None and not reference.note:
            message = f"reference {key!r} has no identifier and no note saying why."
            yield Breach(course.place(key), "reference-identified", message)


def facts_resolve(course: Course) -> Iterator[Breach]:
    """Every fact that a claim, question or table cites exists."""
    for name, fact_ids in _fact_users(course):
        for fact_id in fact_ids:
            if fact_id not in course.facts:
                hint = did_you_mean(fact_id, course.facts)
                message = f"{name!r} cites unknown fact {fact_id!r}.{hint}"
                yield Breach(course.place(name), "fact-exists", message)


def claims_have_facts(course: Course) -> Iterator[Breach]:
    """Every claim but an opinion rests on a fact."""
    for claim in course.claims.values():
        if not claim.facts and claim.verdict != "opinion":
            message = f"claim {claim.id!r} is judged {claim.verdict.value!r} without a fact."
            yield Breach(course.place(claim.id), "claim-fact", message)


def objectives_are_covered(course: Course) -> Iterator[Breach]:
    """Every objective has at least four questions."""
    for name, count in under_covered(course).items():
        message = (
            f"objective {name!r} has {count} questions; at least {FEWEST_QUESTIONS_PER_OBJECTIVE}."
        )
        yield Breach(course.place(name), "objective-covered", message)


def questions_resolve(course: Course) -> Iterator[Breach]:
    """Every question has an objective of the course and names misconceptions that exist."""
    for question in course.questions.values():
        where = course.place(question.id)
        if question.objective not in course.objectives:
            hint = did_you_mean(question.objective, course.objectives)
            message = f"question {question.id!r}: unknown objective {question.objective!r}.{hint}"
            yield Breach(where, "question-objective", message)
        for name in _misconceptions_in(question.model_dump()):
            if name not in course.misconceptions:
                message = f"question {question.id!r}: unknown misconception {name!r}."
                yield Breach(where, "question-misconception", message)


def questions_are_certain(course: Course) -> Iterator[Breach]:
    """No question rests on a low-confidence fact, and each cites a verified one."""
    for question in course.questions.values():
        known = [course.facts[name] for name in question.facts if name in course.facts]
        low = [fact.id for fact in known if fact.confidence is Certainty.LOW]
        where = course.place(question.id)
        if low:
            message = f"question {question.id!r} rests on low-confidence fact {', '.join(low)}."
            yield Breach(where, "question-certain", message)
        elif known and not any(fact.plain for fact in known):
            message = f"question {question.id!r} cites only recalled facts."
            yield Breach(where, "question-certain", message)


def predictions_resolve(course: Course) -> Iterator[Breach]:
    """Every prediction has an objective of its lesson, and what it says cites its own facts alone."""
    for name, row in course.predictions.items():
        where = course.place(name)
        own = [item.id for item in course.objectives_of(row.lesson)]
        if row.objective not in own:
            message = (
                f"prediction {name!r}: {row.objective!r} is no objective of {row.lesson}."
                f"{did_you_mean(row.objective, own)}"
            )
            yield Breach(where, "prediction-objective", message)
        for fact in sorted(set(_CITED.findall(row.surprise)) - set(row.facts)):
            message = f"prediction {name!r} cites {fact!r}, which is not among its facts."
            yield Breach(where, "prediction-facts", message)


def recalled_rows_say_so(course: Course) -> Iterator[Breach]:
    """Let no correction, definition or sentence hide that it rests on uncertain facts alone."""
    rows = [
        *((name, row.correction, row.facts) for name, row in course.misconceptions.items()),
        *((name, row.definition, row.facts) for name, row in course.glossary.items()),
        *((name, row.text, row.facts) for name, row in course.sentences.items()),
        *((name, row.surprise, row.facts) for name, row in course.predictions.items()),
    ]
    for name, text, fact_ids in rows:
        known = [course.facts[fact] for fact in fact_ids if fact in course.facts]
        if known and not any(fact.plain for fact in known) and not _SAYS_SO.search(text):
            message = f"{name!r} rests on uncertain facts alone and does not say so."
            yield Breach(course.place(name), "row-uncertain", message)


CONTENT_RULES: tuple[Callable[[Course], Iterator[Breach]], ...] = (
    references_resolve,
    references_are_used,
    identifiers_or_reason,
    facts_resolve,
    claims_have_facts,
    objectives_are_covered,
    questions_resolve,
    questions_are_certain,
    predictions_resolve,
    recalled_rows_say_so,
)


def stale_facts(course: Course, today: dt.date) -> Iterator[Breach]:
    """Every fact was checked within the last two years."""
    for fact in course.distinct_facts():
        age = (today - fact.checked_on).days
        if age > _STALE_AFTER_DAYS:
            message = (
                f"fact {fact.id!r} was last checked on {fact.checked_on}, "
                f"{age} days ago; at most {_STALE_AFTER_DAYS}."
            )
            yield Breach(course.place(fact.id), "fact-fresh", message)


def under_covered(course: Course) -> dict[str, int]:
    """Return the objectives with too few questions, and how many they have."""
    count = Counter(question.objective for question in course.questions.values())
    return {
        name: count[name]
        for name in course.objectives
        if count[name] < FEWEST_QUESTIONS_PER_OBJECTIVE
    }


def content_counts(course: Course) -> dict[str, Any]:
    """Return the figures of the JSON report that need no notebook."""
    identified = Counter(
        "own_synthesis" if reference.own_work else str(reference.identifier_kind or "none")
        for reference in course.references.values()
    )
    return {
        "claims_total": len(course.claims) + len(course.omissions),
        "claims_by_verdict": {
            **Counter(claim.verdict.value for claim in course.claims.values()),
            "omitted": len(course.omissions),
        },
        "facts": len(course.distinct_facts()),
        "facts_not_shown_as_plain": sum(not fact.plain for fact in course.distinct_facts()),
        "facts_clinically_reviewed": sum(
            fact.reviewed_by is not None for fact in course.distinct_facts()
        ),
        "references": len(course.references),
        "references_by_identifier_kind": dict(sorted(identified.items())),
        "references_without_identifier": sorted(
            key
            for key, reference in course.references.items()
            if reference.identifier is None and not reference.own_work
        ),
        "references_own_synthesis": sorted(
            key for key, reference in course.references.items() if reference.own_work
        ),
        "questions": len(course.questions),
        "questions_by_type": dict(
            sorted(Counter(str(question.type) for question in course.questions.values()).items())
        ),
        "predictions": len(course.predictions),
        "objectives": len(course.objectives),
        "objectives_under_covered": sorted(under_covered(course)),
    }


def _reference_users(course: Course) -> Iterator[tuple[str, Iterable[str]]]:
    for fact in course.distinct_facts():
        yield fact.id, fact.references
    for name, row in course.rows_read():
        yield name, cited(row, "reference")


def _fact_users(course: Course) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the name of every row of every table, and the facts it cites at any depth."""
    for table in (
        course.claims,
        course.omissions,
        course.questions,
        course.misconceptions,
        course.predictions,
        course.sentences,
        course.red_flags,
        course.glossary,
    ):
        for name, row in table.items():
            yield name, cited(row, "facts")
    for name, row in course.rows_read():
        yield name, cited(row, "facts")


def _misconceptions_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "misconceptions":
                yield from inner.values()
            elif key == "misconception" and inner:
                yield inner
            else:
                yield from _misconceptions_in(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _misconceptions_in(inner)


def uncertain_facts(course: Course) -> tuple[Fact, ...]:
    """Return the facts that may not be shown as plain fact."""
    return tuple(fact for fact in course.distinct_facts() if not fact.plain)
