"""Scores that mean something with few cases: the distance to the model's own probabilities.

Whether a case was guessed right is mostly luck and needs hundreds of cases. The distance between
a learner's probabilities and the exact ones, less what the case's own difficulty explains, needs
about eight. Safety is judged by the rules, case by case, and never averaged. Pure.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from sciatica_edu.clinic.draws import ONE, draw
from sciatica_edu.clinic.urgency import disposition
from sciatica_edu.errors import OutOfRangeError, require_known
from sciatica_edu.nerve_block.screening.complications import wilson_interval
from sciatica_edu.triage.table import load_triage_table
from sciatica_edu.triage.vignettes import OUTCOMES, outcome_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from sciatica_edu.clinic.stories import Clinic

__all__ = [
    "MOST_CAUSES",
    "REST",
    "CalibrationBin",
    "Judgement",
    "Safety",
    "Stage",
    "Triaged",
    "calibration",
    "difficulty",
    "distance",
    "divergence_bits",
    "filled_in",
    "judgement",
    "reliability",
    "safety",
    "triage_accuracy",
]

Stage = Literal["history", "end"]
REST = "something else"
MOST_CAUSES = 8
_TOO_FEW = 50
"""Emergencies below which a share of missed ones says nothing about a learner."""
_RESAMPLED = 400


def filled_in(
    clinic: Clinic, said: Mapping[str, float], prior: Mapping[str, float]
) -> NDArray[np.float64]:
    """Return a learner's per cent as a probability of every cause.

    What was given to `REST` goes to the causes not named, as common as they are here: whoever
    writes "something else: 100" knows no more than the prevalence.

    Parameters
    ----------
    clinic
        The model.
    said
        Per cent by cause, at most eight, and `REST`; together 100.
    prior
        Probability of each cause before anything is known.

    Raises
    ------
    UnknownNameError
        If a cause does not exist.
    OutOfRangeError
        If there are too many, a number is below 0, or they do not add up to 100.
    """
    named = [name for name in said if name != REST]
    for name in named:
        require_known("cause", name, clinic.cause_names)
    if len(named) > MOST_CAUSES:
        raise OutOfRangeError(f"{len(named)} causes were named; at most {MOST_CAUSES}.")
    total = math.fsum(said.values())
    if min(said.values(), default=0) < 0 or not abs(total - 100) < 1e-6:
        raise OutOfRangeError(f"the probabilities add up to {total:g}; none below 0, together 100.")
    others = {name: share for name, share in prior.items() if name not in named}
    rest = said.get(REST, 0.0) / math.fsum(others.values())
    return np.array(
        [said[name] if name in said else rest * others[name] for name in clinic.cause_names]
    ) / 100  # fmt: skip


def distance(said: NDArray[np.float64], posterior: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how many of 100 points of probability lie elsewhere: 0 alike, 100 nothing in common.

    Parameters
    ----------
    said, posterior
        Probabilities by cause; of several forecasts by forecast and cause.
    """
    found: NDArray[np.float64] = 50 * np.abs(said - posterior).sum(axis=-1)
    return found


def divergence_bits(
    said: NDArray[np.float64], posterior: NDArray[np.float64], floor: float
) -> float:
    """Return the bits lost by believing `said` where `posterior` holds.

    Parameters
    ----------
    said, posterior
        Probabilities by cause.
    floor
        No probability said counts as less than this, or one zero would be infinitely wrong.
    """
    kept = np.maximum(said, floor)
    return float((posterior * np.log2(posterior / (kept / kept.sum()))).sum())


def difficulty(clinic: Clinic, posterior: NDArray[np.float64], stage: Stage) -> NDArray[np.float64]:
    """Return the distance an average simulated learner has where so much is open.

    Almost all of it is the entropy of what could be known, so a straight line does.

    Parameters
    ----------
    clinic
        The model, with the line of each stage.
    posterior
        Probabilities by cause; of several forecasts by forecast and cause.
    stage
        After the history, or at the end.
    """
    entropy_nats = -(posterior * np.log(posterior)).sum(axis=-1)
    start, slope = clinic.tables.shared.scoring.expected_distance[stage]
    found: NDArray[np.float64] = start + slope * entropy_nats
    return found


@dataclass(frozen=True)
class Judgement:
    """Points by which a learner lies further off than an average one would; negative is better.

    Attributes
    ----------
    points
        Mean over the cases.
    low, high
        95 % interval; None with fewer than two cases.
    cases
        How many cases.
    reliability
        How much of the differences between learners such a mean shows (0 to 1).
    """

    points: float
    low: float | None
    high: float | None
    cases: int
    reliability: float


def judgement(clinic: Clinic, excess: Sequence[float]) -> Judgement:
    """Return the score of several cases.

    Parameters
    ----------
    clinic
        The model, with the reliability of one case.
    excess
        For each case the mean over its forecasts of distance less difficulty.

    Raises
    ------
    OutOfRangeError
        If there is no case.
    """
    cases = len(excess)
    if not cases:
        raise OutOfRangeError("there is no case to judge.")
    mean, half = float(np.mean(excess)), None
    if cases > 1:
        # 1.96, and more where few cases must tell their own spread (Student, to a hundredth)
        factor = 1.96 + 2.37 / (cases - 1) + 2.82 / (cases - 1) ** 2 + 5.56 / (cases - 1) ** 4
        half = factor * float(np.std(excess, ddof=1)) / math.sqrt(cases)
    return Judgement(
        points=mean,
        low=None if half is None else mean - half,
        high=None if half is None else mean + half,
        cases=cases,
        reliability=reliability(clinic.tables.shared.scoring.one_case_reliability, cases),
    )


def reliability(of_one: float, cases: int) -> float:
    """Return the reliability of a mean of several cases (Spearman and Brown, 1910).

    Parameters
    ----------
    of_one
        Reliability of one case.
    cases
        How many are averaged.
    """
    return cases * of_one / (1 + (cases - 1) * of_one)


@dataclass(frozen=True)
class Safety:
    """The verdict of the rules on one decision.

    Attributes
    ----------
    passed
        True when the decision is at least as urgent as the rules ask.
    needless
        True when an emergency was called that the rules, knowing all, do not call one.
    required
        The least urgency that is fast enough, all known.
    reasons
        What the rules rest on, most urgent first.
    not_asked
        Questions of the triage left open that could have raised the urgency.
    """

    passed: bool
    needless: bool
    required: str
    reasons: tuple[str, ...]
    not_asked: tuple[str, ...]


def safety(
    clinic: Clinic,
    *,
    known: NDArray[np.int8],
    all_known: NDArray[np.int8],
    age: int,
    decision: str,
) -> Safety:
    """Judge one decision by the rule book; no probability is looked at.

    Parameters
    ----------
    clinic
        The model.
    known
        Codes of what the learner asked and examined.
    all_known
        Codes of everything about the patient.
    age
        In years.
    decision
        An urgency of the triage, or ``no hurry``.

    Raises
    ------
    UnknownNameError
        If there is no such decision.
    """
    require_known("decision", decision, OUTCOMES)
    truth, seen = disposition(clinic, all_known, age), disposition(clinic, known, age)
    required = outcome_of(truth)
    sent = {urgency.value for urgency in load_triage_table().emergencies}
    return Safety(
        passed=OUTCOMES.index(decision) <= OUTCOMES.index(required),
        needless=decision in sent and required not in sent,
        required=required,
        reasons=tuple(reason.because for reason in truth.reasons),
        not_asked=tuple(question.id for question in seen.to_ask),
    )


@dataclass(frozen=True)
class Triaged:
    """Emergencies sent and others spared, as counts with 95 % intervals.

    Attributes
    ----------
    sent, emergencies
        Emergencies that were sent as such, and all of them.
    spared, others
        Others that were not, and all of them.
    sensitivity, specificity
        Lowest and highest plausible share; None where there was none to judge.
    too_few
        True while there are too few emergencies to tell learners apart.
    """

    sent: int
    emergencies: int
    spared: int
    others: int
    sensitivity: tuple[float, float] | None
    specificity: tuple[float, float] | None
    too_few: bool


def triage_accuracy(decisions: Sequence[tuple[bool, bool]]) -> Triaged:
    """Count decisions.

    Parameters
    ----------
    decisions
        For each case whether it was sent as an emergency, and whether it was one.
    """
    sent = sum(called for called, was in decisions if was)
    emergencies = sum(was for _, was in decisions)
    others = len(decisions) - emergencies
    spared = sum(not called for called, was in decisions if not was)
    return Triaged(
        sent=sent,
        emergencies=emergencies,
        spared=spared,
        others=others,
        sensitivity=wilson_interval(sent, emergencies) if emergencies else None,
        specificity=wilson_interval(spared, others) if others else None,
        too_few=emergencies < _TOO_FEW,
    )


@dataclass(frozen=True)
class CalibrationBin:
    """What was said between two probabilities, and how often it was so, with its interval."""

    said: float
    so: float
    low: float
    high: float
    forecasts: int


def calibration(
    said: NDArray[np.float64], true: NDArray[np.bool_], edges: Sequence[float]
) -> tuple[CalibrationBin, ...]:
    """Return how often what was said was so.

    Forecasts about one patient hang together, so whole cases are drawn again for the interval.

    Parameters
    ----------
    said
        Probabilities, by case and cause.
    true
        Whether it was that cause.
    edges
        Bounds of the bins, rising from 0 to 1.
    """
    cases = len(said)
    drawn = draw(0, "calibration", np.arange(_RESAMPLED * cases)) * cases // ONE
    again = drawn.reshape(_RESAMPLED, cases)
    found = []
    for low, high in itertools.pairwise(edges):
        inside = (said >= low) & ((said < high) | (high == edges[-1]))
        many, right = inside.sum(axis=1), (true & inside).sum(axis=1)
        if many.sum():
            totals = many[again].sum(axis=1)
            shares = right[again].sum(axis=1)[totals > 0] / totals[totals > 0]
            lowest, highest = np.quantile(shares, [0.025, 0.975]).tolist()
            mean, so = said[inside].mean(), right.sum() / many.sum()
            found.append(CalibrationBin(float(mean), float(so), lowest, highest, int(many.sum())))
    return tuple(found)
