"""Numbers that are drawn the same on every machine and in every version of Python and numpy.

A library's stream may change; these few lines of integer arithmetic do not. A draw depends on
the seed, on what is drawn and on the patient's number alone: patient 7 is the same whether ten
or a million are drawn, and a finding added later changes no other.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["ONE", "billionths", "draw", "pick"]

ONE = 1_000_000_000
"""Probabilities are compared as whole billionths, so that a last digit decides nothing."""

# Steele, Lea, Flood 2014, SplitMix64: the increment and the two multipliers of its mixing function.
_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


def draw(seed: int, what: str, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return one whole number from 0 to 999,999,999 for each patient.

    Parameters
    ----------
    seed
        Seed of the whole clinic.
    what
        What is drawn, for instance the name of a finding.
    numbers
        The patients' numbers.
    """
    digest = hashlib.sha256(f"{seed}/{what}".encode()).digest()
    with np.errstate(over="ignore"):  # wrapping at 2**64 is the arithmetic meant
        z = np.uint64(int.from_bytes(digest[:8], "big")) + numbers.astype(np.uint64) * _STEP
        z = (z ^ (z >> np.uint64(30))) * _MIX[0]
        z = (z ^ (z >> np.uint64(27))) * _MIX[1]
    z ^= z >> np.uint64(31)
    # the upper 32 bits times a billion fit into 64; their upper half is the number
    scaled = ((z >> np.uint64(32)) * np.uint64(ONE)) >> np.uint64(32)
    return scaled.astype(np.int64)


def billionths(probability: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return probabilities as whole billionths."""
    return np.rint(probability * ONE).astype(np.int64)


def pick(drawn: NDArray[np.int64], shares: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return for each drawn number which of several possibilities it means.

    Parameters
    ----------
    drawn
        Numbers from `draw`.
    shares
        Probabilities of the possibilities, in any unit.
    """
    running = np.cumsum(shares)
    edges = billionths(running / running[-1])
    edges[-1] = ONE
    return np.searchsorted(edges, drawn, side="right")
