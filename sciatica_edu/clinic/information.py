"""What an answer told, and what the next one can be expected to tell, in bits about the cause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sciatica_edu.clinic.patients import NOT_ASKED
from sciatica_edu.clinic.posterior import age_band, coded, likelihoods, posterior
from sciatica_edu.clinic.stories import SEXES
from sciatica_edu.errors import require_known

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from sciatica_edu.clinic.stories import Clinic, Mix

__all__ = ["Move", "Person", "bits_per_minute", "expected_bits", "moves"]


class Person(NamedTuple):
    """Who is seen, and where."""

    setting: str
    age: int
    sex: str
    mix: Mix


@dataclass(frozen=True)
class Move:
    """What one answer told.

    Attributes
    ----------
    finding
        What was asked or examined.
    minutes
        What it took.
    bits
        How far the probabilities moved (Kullback and Leibler, from before to after).
    points
        Points of 100 that moved from one cause to another.
    warning
        True for a warning question: it is asked for safety, not for bits.
    """

    finding: str
    minutes: float
    bits: float
    points: float
    warning: bool


def moves(clinic: Clinic, person: Person, asked: Sequence[tuple[str, str]]) -> tuple[Move, ...]:
    """Return what each answer told, in the order in which they were given.

    Parameters
    ----------
    clinic
        The model.
    person
        Whom it is about.
    asked
        Findings and answers.

    Raises
    ------
    UnknownNameError
        If a finding or an answer does not exist.
    ContradictionError
        If findings cannot be true together.
    """
    trail = [
        np.array(list(posterior(clinic, asked[:many], **person._asdict()).values()))
        for many in range(len(asked) + 1)
    ]
    found = []
    for (name, _), before, after in zip(asked, trail, trail[1:], strict=False):
        finding = clinic.tables.findings[name]
        bits = float((after * np.log2(after / before)).sum())
        points = float(50 * np.abs(after - before).sum())
        warning = bool(clinic.warning[clinic.finding_names.index(name)])
        found.append(Move(name, finding.minutes, bits, points, warning))
    return tuple(found)


def bits_per_minute(told: Sequence[Move]) -> float | None:
    """Return the bits per minute of all that was asked, warning questions left out.

    Nobody loses points for a warning question. None when nothing else was asked.

    Parameters
    ----------
    told
        From `moves`.
    """
    minutes = sum(move.minutes for move in told if not move.warning)
    return sum(move.bits for move in told if not move.warning) / minutes if minutes else None


def expected_bits(clinic: Clinic, person: Person, findings: Mapping[str, str]) -> dict[str, float]:
    """Return what each finding not yet known can be expected to tell about the cause.

    Parameters
    ----------
    clinic
        The model.
    person
        Whom it is about.
    findings
        What is known.

    Raises
    ------
    UnknownNameError
        If a finding or an answer does not exist.
    ContradictionError
        If findings cannot be true together.
    """
    answers, band = coded(clinic, findings), age_band(clinic, person.age)
    sex = SEXES.index(require_known("sex", person.sex, SEXES))
    prior = clinic.joint(person.setting, person.mix)[:, band, sex]
    weight = clinic.weight[person.setting] * prior[clinic.cause]
    weight *= likelihoods(clinic, answers[None, :], band)[0]
    of_cause = clinic.cause == np.arange(len(prior))[:, None]
    cause = (of_cause * weight).sum(axis=1)
    yes = clinic.yes_overall()[band]
    for column, parent, needed in clinic.parents():
        if answers[parent] in (0, 1):
            possible = answers[parent] == needed
            yes[:, column] = clinic.yes[band, :, column] if possible else 0.0
    by_cause = (of_cause * weight) @ yes / cause[:, None]
    cause /= cause.sum()
    bits = _entropy_bits(cause @ by_cause) - cause @ _entropy_bits(by_cause)
    open_ones = np.nonzero(answers == NOT_ASKED)[0].tolist()
    return {clinic.finding_names[n]: max(float(bits[n]), 0.0) for n in open_ones}


def _entropy_bits(share: NDArray[np.float64]) -> NDArray[np.float64]:
    kept = np.clip(share, 1e-12, 1 - 1e-12)
    found: NDArray[np.float64] = -(kept * np.log2(kept) + (1 - kept) * np.log2(1 - kept))
    return found
