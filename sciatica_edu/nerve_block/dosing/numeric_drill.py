"""A question with a number and a unit for an answer, and how an answer is marked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.errors import require_in_range
from sciatica_edu.nerve_block.dosing.marking import Marked

__all__ = ["DoseDrill", "DoseDrillKind"]

_TOLERANCE = 0.02
_HIGHEST_ANSWER = 1_000_000
_SLIP = 0.05


class DoseDrillKind(StrEnum):
    """What is asked."""

    STRENGTH = "strength"
    MASS = "mass"
    LIMIT = "limit"
    VOLUME = "volume"
    PER_KG = "per_kg"
    MIXTURE = "mixture"
    LIPID_BOLUS = "lipid_bolus"
    LIPID_INFUSION = "lipid_infusion"
    LIPID_LIMIT = "lipid_limit"


@dataclass(frozen=True)
class DoseDrill:
    """A question with a number for an answer, its unit, worked solution and rules.

    `is_limit` is True when a higher answer would be an overdose.
    """

    seed: int
    kind: DoseDrillKind
    prompt: str
    answer: float
    unit: str
    working: tuple[str, ...]
    rules: tuple[str, ...]
    facts: tuple[str, ...]
    is_limit: bool
    disclaimer: str = NOT_MEDICAL_ADVICE

    def mark(self, answer: float, *, unit: str) -> Marked:
        """Return whether a number with its unit is right, within 2 %.

        Parameters
        ----------
        answer
            The learner's number, 0 to 1,000,000.
        unit
            The learner's unit; another unit than the drill's is wrong, never converted.

        Raises
        ------
        OutOfRangeError
            If the number is not finite, negative or absurdly large.
        """
        require_in_range(f"answer of the {self.kind} drill", answer, 0, _HIGHEST_ANSWER, unit)
        solution = "; ".join(self.working)
        if unit != self.unit:
            return Marked(False, True, f"The answer is in {self.unit}, not {unit}. {solution}")  # noqa: FBT003
        if abs(answer - self.answer) <= _TOLERANCE * self.answer:
            return Marked(True, False, solution)  # noqa: FBT003
        unsafe = self.is_limit and answer > self.answer
        return Marked(False, unsafe, f"{_remark(answer / self.answer)}{solution}")  # noqa: FBT003


def _remark(ratio: float) -> str:
    for factor, words in ((10, "ten times too high"), (0.1, "ten times too low")):
        if abs(ratio / factor - 1) <= _SLIP:
            return f"{words.capitalize()}: look at the decimal point. "
    return "Too high. " if ratio > 1 else "Too low. "
