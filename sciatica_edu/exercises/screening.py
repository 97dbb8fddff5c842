"""Which exercises may be offered to somebody, and why not the others. Pure.

A red flag, or not knowing whether there is one, stops everything. A missing answer
counts as unknown, and unknown is never treated as safe.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sciatica_edu.errors import ParameterError, did_you_mean
from sciatica_edu.evidence.tables.clinical import Urgency
from sciatica_edu.exercises.rules import UNKNOWN, Basis

if TYPE_CHECKING:
    from sciatica_edu.evidence.tables.clinical import RedFlag
    from sciatica_edu.exercises.library import ExerciseLibrary, LibraryExercise
    from sciatica_edu.exercises.rules import ExerciseTables, ScreeningRule

__all__ = ["Decision", "Offer", "Reason", "Redirect", "Screening", "quiet_answers", "screen"]

_NO = "no"
_YES = "yes"
RED_FLAG_ANSWERS = (_NO, UNKNOWN, _YES)

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
        Id of the rule (``XS-02``), of the red flag (``RFA-01``), or of the exercise itself.
    text
        The reason in words.
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
    change: str
    facts: tuple[str, ...]
    basis: Basis
    unknown: tuple[str, ...]


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


@dataclass(frozen=True, slots=True)
class Redirect:
    """A red flag that is present, or cannot be excluded, and where to go."""

    flag: RedFlag
    known: bool


@dataclass(frozen=True, slots=True)
class Screening:
    """The result of screening.

    Attributes
    ----------
    redirects
        Red flags, known ones first, then by urgency; when there is one, no exercise is offered.
    decisions
        One for each exercise, by id.
    unknown
        Questions to find out, because their answer was not known.
    """

    redirects: tuple[Redirect, ...]
    decisions: Mapping[str, Decision]
    unknown: tuple[str, ...]

    @property
    def stopped(self) -> bool:
        """True when no exercise may be done."""
        return bool(self.redirects)

    @property
    def choice(self) -> tuple[Decision, ...]:
        """Offered and adapted exercises, preferred ones first."""
        found = [item for item in self.decisions.values() if item.offer is not Offer.WITHHELD]
        return tuple(sorted(found, key=lambda item: (not item.preferred, _RANK[item.offer])))

    def having(self, offer: Offer) -> tuple[Decision, ...]:
        """Return the decisions of one kind."""
        return tuple(item for item in self.decisions.values() if item.offer is offer)


def quiet_answers(tables: ExerciseTables, red_flags: Mapping[str, RedFlag]) -> dict[str, str]:
    """Return the answers of somebody with no warning at all and no preferred direction.

    A starting point for examples: change single answers and see what happens.
    """
    answers = dict.fromkeys(red_flags, _NO)
    for name, question in tables.questions.items():
        answers[name] = next(a for a in question.answers if a in {_NO, "no_change"})
    return answers


def screen(
    answers: Answers,
    *,
    library: ExerciseLibrary,
    tables: ExerciseTables,
    red_flags: Mapping[str, RedFlag],
) -> Screening:
    """Decide about every exercise.

    Parameters
    ----------
    answers
        Question → answer. Questions are the ids of red flags (``RFA-01``: yes, no or
        unknown) and the names of `tables.questions`. What is missing counts as unknown.
    library, tables, red_flags
        What is decided about, and by which rules.

    Raises
    ------
    ParameterError
        If a question or an answer does not exist; the nearest one is offered.
    """
    given = _checked(answers, tables, red_flags)
    redirects = _redirects(given, red_flags)
    fired = [rule for rule in tables.rules if _fires(rule, given)]
    decisions = {
        item.id: _decide(item, fired, given, redirects) for item in library.exercises.values()
    }
    unknown = tuple(name for name, answer in given.items() if answer == UNKNOWN)
    return Screening(redirects=redirects, decisions=decisions, unknown=unknown)


def _checked(
    answers: Answers, tables: ExerciseTables, red_flags: Mapping[str, RedFlag]
) -> dict[str, str]:
    allowed: dict[str, tuple[str, ...]] = dict.fromkeys(red_flags, RED_FLAG_ANSWERS)
    allowed |= {name: tuple(row.answers) for name, row in tables.questions.items()}
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


def _redirects(given: Mapping[str, str], red_flags: Mapping[str, RedFlag]) -> tuple[Redirect, ...]:
    order = list(Urgency)
    found = [
        Redirect(flag=flag, known=given[name] == _YES)
        for name, flag in red_flags.items()
        if given[name] != _NO
    ]
    return tuple(sorted(found, key=lambda item: (not item.known, order.index(item.flag.urgency))))


def _fires(rule: ScreeningRule, given: Mapping[str, str]) -> bool:
    return all(given[question] in answers for question, answers in rule.when.items())


def _decide(
    exercise: LibraryExercise,
    fired: list[ScreeningRule],
    given: Mapping[str, str],
    redirects: tuple[Redirect, ...],
) -> Decision:
    offer = Offer.WITHHELD if redirects else Offer.OFFERED
    reasons = [_stop_reason(redirect) for redirect in redirects]
    if exercise.traits.only_when is not None:
        offer = max(offer, Offer.ADAPTED, key=_RANK.__getitem__)
        reasons.append(_always(exercise, exercise.traits.only_when))
    for rule in fired:
        held = exercise.id in rule.withheld
        if not held and exercise.id not in rule.adapted:
            continue
        offer = max(offer, Offer.WITHHELD if held else Offer.ADAPTED, key=_RANK.__getitem__)
        reasons.append(
            Reason(
                rule=rule.id,
                text=rule.reason,
                change="" if held else rule.adapted[exercise.id],
                facts=tuple(rule.facts),
                basis=rule.basis,
                unknown=tuple(name for name in rule.when if given[name] == UNKNOWN),
            )
        )
    centralises = given.get(exercise.traits.direction.value) == "centralises"
    return Decision(
        exercise=exercise,
        offer=offer,
        reasons=tuple(reasons),
        preferred=centralises and offer is not Offer.WITHHELD,
    )


def _always(exercise: LibraryExercise, condition: str) -> Reason:
    return Reason(
        rule=exercise.id,
        text="It pulls on the nerve.",
        change=condition,
        facts=tuple(exercise.row.facts),
        basis=Basis.CONVENTION,
        unknown=(),
    )


def _stop_reason(redirect: Redirect) -> Reason:
    flag = redirect.flag
    lead = "Red flag" if redirect.known else "Red flag not excluded"
    return Reason(
        rule=flag.id,
        text=f"{lead}: {flag.wording}",
        change="",
        facts=tuple(flag.facts),
        basis=Basis.PUBLISHED,
        unknown=() if redirect.known else (flag.id,),
    )
