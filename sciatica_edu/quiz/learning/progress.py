"""What a record says about learning: mastery with its uncertainty, misconceptions, gain, calibration.

Only first answers count towards mastery: a later try shows what the feedback said.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sciatica_edu.quiz.learning.states import Mode
from sciatica_edu.record.events import Verb

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sciatica_edu.record.events import Event

__all__ = [
    "Calibration",
    "CalibrationBin",
    "Gain",
    "Mastery",
    "Standing",
    "calibration",
    "gain",
    "mastery",
    "misconceptions_met",
    "standing",
]

_GUESSED = 0.25
"""The confidence of a guess: what was right by it is not known."""


@dataclass(frozen=True)
class Mastery:
    """How much of something the learner commands.

    Attributes
    ----------
    answered
        Questions answered at least once.
    mean
        Expected proportion right, 0 to 1.
    low, high
        Limits of the central 90 % of what the answers allow (Beta distribution, uniform prior).
    """

    answered: int
    mean: float
    low: float
    high: float


def _first_answers(events: Iterable[Event]) -> list[Event]:
    return [
        event
        for event in events
        if event.verb is Verb.ANSWERED and event.attempt == 1 and event.score is not None
    ]


def _beta(scores: list[float]) -> Mastery:
    from scipy.special import betaincinv

    right = 1.0 + sum(scores)
    wrong = 1.0 + len(scores) - sum(scores)
    low, high = (float(betaincinv(right, wrong, share)) for share in (0.05, 0.95))
    return Mastery(len(scores), right / (right + wrong), low, high)


def mastery(events: Iterable[Event], groups: Mapping[str, str]) -> dict[str, Mastery]:
    """Return mastery by group.

    Parameters
    ----------
    events
        The learner's events, in order. The latest round's first answer to each question counts.
    groups
        Group by objective: the objective itself, or its lesson.

    Returns
    -------
    dict
        Only groups with at least one answer.
    """
    scores: dict[str, list[float]] = defaultdict(list)
    for event in _latest(events):
        if event.objective in groups:
            scores[groups[event.objective]].append(event.score or 0.0)
    return {group: _beta(found) for group, found in scores.items()}


def _latest(events: Iterable[Event]) -> Iterable[Event]:
    """Return the latest round's first answer to each question; predictions come before the teaching."""
    return {
        event.item: event for event in _first_answers(events) if event.mode != Mode.PREDICT
    }.values()


@dataclass(frozen=True)
class Standing:
    """Where the learner stands with the questions of a group.

    Attributes
    ----------
    sure
        Right at the latest first try, not guessed, and not due again.
    again
        Wrong at the latest first try, or due again.
    answered
        All that were answered: the sure, those to look at again, and right guesses.
    """

    sure: int
    again: int
    answered: int

    def __str__(self) -> str:
        again = f"; {self.again} to look at again" if self.again else ""
        return f"{self.sure} of {self.answered} sure{again}"


def standing(
    events: Iterable[Event], groups: Mapping[str, str], due: Collection[str]
) -> dict[str, Standing]:
    """Return where the learner stands, by group.

    Parameters
    ----------
    events
        The learner's events, in order.
    groups
        Group by objective.
    due
        Ids of the questions that are due for review.

    Returns
    -------
    dict
        Only groups with at least one answer.
    """
    found: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for event in _latest(events):
        if event.objective in groups:
            again = (event.score or 0.0) < 1 or event.item in due
            guessed = event.confidence is not None and event.confidence <= _GUESSED
            found[groups[event.objective]].append((not again and not guessed, again))
    return {
        group: Standing(sum(sure for sure, _ in rows), sum(again for _, again in rows), len(rows))
        for group, rows in found.items()
    }


def misconceptions_met(events: Iterable[Event]) -> tuple[tuple[str, int], ...]:
    """Return the misconceptions that chosen answers named, most frequent first."""
    counts = Counter(name for event in events for name in event.misconceptions)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


@dataclass(frozen=True)
class Gain:
    """What a learner gained between two tests.

    Attributes
    ----------
    before, after
        Mean score, 0 to 1.
    normalised
        Share of the possible gain that was made (Hake); None when nothing was left to gain.
    """

    before: float
    after: float
    normalised: float | None


def gain(
    events: Iterable[Event], *, before: str = "pretest", after: str = "posttest"
) -> dict[str, Gain]:
    """Return the gain by objective between two quizzes, named `before` and `after`.

    The first round of the first test and the latest round of the second count.
    """
    answers = _first_or_last(events, before, after)
    found = {}
    for objective, (first, last) in answers.items():
        if not first or not last:
            continue
        start = sum(first.values()) / len(first)
        end = sum(last.values()) / len(last)
        share = None if start >= 1 else (end - start) / (1 - start)
        found[objective] = Gain(start, end, share)
    return found


def _first_or_last(
    events: Iterable[Event], before: str, after: str
) -> dict[str, tuple[dict[str, float], dict[str, float]]]:
    answers: dict[str, tuple[dict[str, float], dict[str, float]]] = defaultdict(lambda: ({}, {}))
    for event in events:
        if event.verb is not Verb.ANSWERED or event.score is None or not event.objective:
            continue
        if event.quiz == before and event.round == 1:
            # an exam's answer may be changed until it is finished: the last one counts
            answers[event.objective][0][event.item] = event.score
        elif event.quiz == after:
            answers[event.objective][1][event.item] = event.score
    return answers


@dataclass(frozen=True)
class CalibrationBin:
    """Answers given with one confidence: how many, and how many of them were right."""

    confidence: float
    count: int
    right: float


@dataclass(frozen=True)
class Calibration:
    """How well confidence and correctness agree.

    Attributes
    ----------
    brier
        Mean squared distance between confidence and score: 0 is perfect, 0.25 is what
        always saying 0.5 earns.
    """

    bins: tuple[CalibrationBin, ...]
    brier: float
    count: int


def calibration(events: Iterable[Event]) -> Calibration | None:
    """Return the calibration of first answers with a confidence; None when there are none."""
    rated = [
        (event.confidence, event.score)
        for event in _first_answers(events)
        if event.confidence is not None and event.score is not None
    ]
    if not rated:
        return None
    groups: dict[float, list[float]] = defaultdict(list)
    for confidence, score in rated:
        groups[confidence].append(score)
    bins = tuple(
        CalibrationBin(confidence, len(scores), sum(scores) / len(scores))
        for confidence, scores in sorted(groups.items())
    )
    brier = sum((confidence - score) ** 2 for confidence, score in rated) / len(rated)
    return Calibration(bins, brier, len(rated))
