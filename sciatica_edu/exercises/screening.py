"""Which exercises may be offered to somebody, and why not the others. Pure.

Nothing is assumed: what was not asked is not known, and not known is never treated as
safe. Red flags are the triage's business: what it found is handed over, and anything
but "no hurry" ends the exercises, in the triage's own words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from sciatica_edu.errors import ParameterError, did_you_mean
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.exercises.rules import UNKNOWN, Basis
from sciatica_edu.triage.rules import Status

if TYPE_CHECKING:
    from sciatica_edu.exercises.library import ExerciseLibrary, LibraryExercise
    from sciatica_edu.exercises.rules import ScreeningRule, ScreeningTables
    from sciatica_edu.triage.rules import Disposition

__all__ = [
    "Decision",
    "Offer",
    "Reason",
    "Screening",
    "answered_without_warning",
    "screen",
]

Answers = Mapping[str, str]


class Offer(StrEnum):
    """What screening says of one exercise; the order is from free to forbidden."""

    OFFERED = "offered"
    ADAPTED = "adapted"
    WITHHELD = "withheld"


_RANK = {offer: rank for rank, offer in enumerate(Offer)}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an exercise is adapted or withheld.

    Attributes
    ----------
    rule
        Id of the rule (``XS-02``), or of the exercise itself.
    text
        The reason in words.
    offer
        What this reason alone would make of the exercise.
    change
        What to do differently; empty when the exercise is withheld.
    facts
        Facts behind it; empty for the course's own judgement.
    basis
        What the rule rests on.
    unknown
        Questions whose answer was not known and counted as cautious.
    """

    rule: str
    text: str
    offer: Offer
    change: str
    facts: tuple[str, ...]
    basis: Basis
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What screening says of one exercise."""

    exercise: LibraryExercise
    offer: Offer
    reasons: tuple[Reason, ...]
    preferred: bool
    """True when its direction draws the pain out of the leg."""

    @property
    def changes(self) -> tuple[str, ...]:
        """What to do differently."""
        return tuple(dict.fromkeys(reason.change for reason in self.reasons if reason.change))

    @property
    def ask_first(self) -> bool:
        """True when it is withheld only because something was not asked."""
        return self.offer is Offer.WITHHELD and all(
            reason.unknown for reason in self.reasons if reason.offer is Offer.WITHHELD
        )


@dataclass(frozen=True, slots=True)
class Screening:
    """The result of screening.

    Attributes
    ----------
    triage
        What the triage found; unless that is "no hurry", nothing is decided about any exercise.
    decisions
        One for each exercise, by id; empty when the triage ends the exercises.
    unknown
        Questions to find out, because their answer was not known.
    """

    triage: Disposition
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()

    @property
    def stopped(self) -> bool:
        """True when no exercise may be done."""
        return self.triage.status is not Status.NO_HURRY

    @property
    def heading(self) -> str:
        """What stands above the words of a triage that ends the exercises."""
        known = self.triage.status is Status.ACT
        return sentence("screening.help-first" if known else "screening.ask-first").text

    @property
    def choice(self) -> tuple[Decision, ...]:
        """Offered and adapted exercises, preferred ones first."""
        found = [item for item in self.decisions.values() if item.offer is not Offer.WITHHELD]
        return tuple(sorted(found, key=lambda item: (not item.preferred, _RANK[item.offer])))

    def having(self, offer: Offer) -> tuple[Decision, ...]:
        """Return the decisions of one kind."""
        return tuple(item for item in self.decisions.values() if item.offer is offer)


def answered_without_warning(tables: ScreeningTables) -> dict[str, str]:
    """Return the answers of somebody who was asked everything and has no warning.

    A starting point for examples: change single answers and see what happens.
    """
    return {
        name: next(answer for answer in question.answers if answer in {"no", "no_change"})
        for name, question in tables.questions.items()
    }


def screen(
    answers: Answers,
    *,
    library: ExerciseLibrary,
    tables: ScreeningTables,
    triage: Disposition,
) -> Screening:
    """Decide about every exercise.

    Parameters
    ----------
    answers
        Name of a question of `tables.questions` → answer. What is missing counts as unknown.
    library, tables
        What is decided about, and by which rules.
    triage
        What the triage found.

    Raises
    ------
    ParameterError
        If a question or an answer does not exist; the nearest one is offered.
    """
    given = _checked(answers, tables)
    if triage.status is not Status.NO_HURRY:
        return Screening(triage)
    fired = [rule for rule in tables.rules if _fires(rule, given)]
    return Screening(
        triage,
        decisions={item.id: _decide(item, fired, given) for item in library},
        unknown=tuple(name for name, answer in given.items() if answer == UNKNOWN),
    )


def _checked(answers: Answers, tables: ScreeningTables) -> dict[str, str]:
    allowed = {name: question.answers for name, question in tables.questions.items()}
    for name, answer in answers.items():
        if name not in allowed:
            raise ParameterError(
                f"screening has no question {name!r}.{did_you_mean(name, allowed)} "
                f"Questions: {', '.join(allowed)}."
            )
        if answer not in allowed[name]:
            raise ParameterError(
                f"screening question {name!r} was answered {answer!r}; "
                f"allowed: {', '.join(allowed[name])}.{did_you_mean(str(answer), allowed[name])}"
            )
    return {name: answers.get(name, UNKNOWN) for name in allowed}


def _fires(rule: ScreeningRule, given: Answers) -> bool:
    return all(given[question] in answers for question, answers in rule.when.items())


def _decide(exercise: LibraryExercise, fired: list[ScreeningRule], given: Answers) -> Decision:
    reasons = [
        reason
        for reason in (_always(exercise), *(_reason(rule, exercise, given) for rule in fired))
        if reason is not None
    ]
    offer = max((reason.offer for reason in reasons), key=_RANK.__getitem__, default=Offer.OFFERED)
    centralises = given.get(exercise.traits.direction.value) == "centralises"
    return Decision(
        exercise=exercise,
        offer=offer,
        reasons=tuple(reasons),
        preferred=centralises and offer is not Offer.WITHHELD,
    )


def _reason(rule: ScreeningRule, exercise: LibraryExercise, given: Answers) -> Reason | None:
    """Return what a rule that fired does to an exercise; None when it leaves it alone."""
    unknown = tuple(name for name in rule.when if given[name] == UNKNOWN)
    if rule.column is not None:
        row = exercise.row.fragile_bones
        if row.offer == Offer.OFFERED.value:
            return None
        basis = Basis.PUBLISHED if row.facts else Basis.JUDGEMENT
        return Reason(
            rule.id, row.why, Offer(row.offer), row.change or "", tuple(row.facts), basis, unknown
        )
    held = exercise.id in rule.withheld
    if not held and exercise.id not in rule.adapted:
        return None
    return Reason(
        rule=rule.id,
        text=rule.reason,
        offer=Offer.WITHHELD if held else Offer.ADAPTED,
        change="" if held else rule.adapted[exercise.id],
        facts=tuple(rule.facts),
        basis=rule.basis,
        unknown=unknown,
    )


def _always(exercise: LibraryExercise) -> Reason | None:
    """Return what holds for an exercise whoever does it."""
    if exercise.traits.only_when is None:
        return None
    said = sentence("screening.pulls-on-the-nerve")
    return Reason(
        rule=exercise.id,
        text=said.text,
        offer=Offer.ADAPTED,
        change=exercise.traits.only_when,
        facts=tuple(said.facts),
        basis=Basis.CONVENTION,
    )
