"""Simulated learners: what each of them says, asks and decides. Their traits are invented."""

from __future__ import annotations

import numpy as np

from sciatica_edu.clinic.patients import NOT_ASKED, sample
from sciatica_edu.clinic.posterior import history_only, posteriors
from sciatica_edu.clinic.scoring import difficulty, distance


def softmax(logits):
    odds = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return odds / odds.sum(axis=-1, keepdims=True)


def asked_of(clinic, people, share, rng):
    """What a learner knows who asked this share of everything."""
    asked = rng.random(people.answers.shape) < share
    return np.where(asked, people.answers, NOT_ASKED).astype(np.int8)


def class_excess(clinic, learners, cases, *, spread, seed):
    """Return distance less difficulty by learner and case (two forecasts), and the raw distance.

    A learner reads the evidence too strongly or too weakly, leans to danger, has a favourite
    cause, and is noisy; `spread` is how much learners differ in all of it.
    """
    rng = np.random.default_rng(seed)
    people = sample(clinic, "primary-care", learners * cases, seed, mix="teaching")
    known = asked_of(clinic, people, 0.6, rng)
    danger = np.array([cause.emergency for cause in clinic.tables.causes.values()])
    slope = np.exp(rng.normal(-0.1, 0.35 * spread, learners))
    lean = rng.normal(0, 1.0 * spread, learners)
    noise = 0.6 * np.exp(rng.normal(0, 0.5 * spread, learners))
    pet = rng.integers(0, len(danger), learners)
    favour = np.zeros((learners, len(danger)))
    favour[np.arange(learners), pet] = np.abs(rng.normal(0, 1.0 * spread, learners))
    owner = np.repeat(np.arange(learners), cases)
    excess, raw = 0.0, 0.0
    lines = {}
    for stage, answers in (("history", history_only(clinic, known)), ("end", known)):
        exact = posteriors(clinic, people, answers)
        said = softmax(
            slope[owner, None] * np.log(exact)
            + lean[owner, None] * danger
            + favour[owner]
            + noise[owner, None] * rng.normal(size=exact.shape)
        )
        away = distance(said, exact)
        entropy = -(exact * np.log(exact)).sum(axis=1)
        lines[stage] = np.polyfit(entropy, away, 1)[::-1], np.corrcoef(entropy, away)[0, 1]
        excess = excess + (away - difficulty(clinic, exact, stage)) / 2
        raw = raw + away / 2
        right = said.argmax(axis=1) == people.cause
    shape = (learners, cases)
    return excess.reshape(shape), raw.reshape(shape), right.reshape(shape), lines


def one_case_reliability(scores):
    """Share of a single case's variance that lies between learners (one-way, random)."""
    cases = scores.shape[1]
    within = scores.var(axis=1, ddof=1).mean()
    between = max(scores.mean(axis=1).var(ddof=1) - within / cases, 0.0)
    return between / (between + within)
