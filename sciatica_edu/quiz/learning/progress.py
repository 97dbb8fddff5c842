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
    from collections.abc import Iterable, Mapping

    from sciatica_edu.record.events import Event

__all__ = [
    "Calibration",
    "CalibrationBin",
    "Gain",
    "Mastery",
    "calibration",
    "gain",
    "mastery",
    "misconceptions_met",
]


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
    latest: dict[str, tuple[str, float]] = {}
    for event in _first_answers(events):
        if event.mode == Mode.PREDICT:  # given before anything was taught
            continue
        group = groups.get(event.objective)
        if group is not None and event.score is not None:
            latest[event.item] = (group, event.score)
    scores: dict[str, list[float]] = defaultdict(list)
    for group, score in latest.values():
        scores[group].append(score)
    return {group: _beta(found) for group, found in scores.items()}


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
