"""Which weight a dose is reckoned with: actual, ideal, and the lower of the two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sciatica_edu.errors import require_in_range, require_known
from sciatica_edu.evidence.questions.quantities import Quantity
from sciatica_edu.evidence.sentences import sentence

if TYPE_CHECKING:
    from sciatica_edu.evidence.tables.drugs import IdealWeightConvention

__all__ = [
    "HEAVIEST_KG",
    "LIGHTEST_KG",
    "BodyWeight",
    "DosingWeight",
    "dosing_weight",
    "ideal_weight",
]

# The course teaches adults: below 30 kg children's rules apply, above 200 kg no source
# of the course says anything.
LIGHTEST_KG = 30
HEAVIEST_KG = 200

_CM_PER_INCH = 2.54
_TALLEST_CM = 230


@dataclass(frozen=True, slots=True, order=True)
class BodyWeight:
    """Weight of an adult (kg), 30 to 200.

    Raises
    ------
    OutOfRangeError
        If the weight is not a finite number of kilograms between 30 and 200.
    """

    kg: float

    def __post_init__(self) -> None:
        checked = require_in_range(
            "body weight of an adult", self.kg, LIGHTEST_KG, HEAVIEST_KG, "kg"
        )
        object.__setattr__(self, "kg", float(checked))

    def __str__(self) -> str:
        return f"{self.kg:g} kg"

    @property
    def mass(self) -> Quantity:
        """The weight as a quantity, to reckon with."""
        return Quantity(self.kg, "kg")


@dataclass(frozen=True)
class DosingWeight:
    """The weight a dose is reckoned with, and why."""

    weight: BodyWeight
    reason: str


def ideal_weight(
    height_cm: float, *, sex: Literal["female", "male"], convention: IdealWeightConvention
) -> BodyWeight:
    """Return the ideal weight for a height.

    Parameters
    ----------
    height_cm
        Height (cm), from the height at which the formula starts (152.4) to 230.
    sex
        "female" or "male": the formula has a base for each.
    convention
        The formula's numbers; see its `status`: a convention, not evidence.

    Raises
    ------
    OutOfRangeError
        If the height is outside the range of the formula.
    UnknownNameError
        If `sex` is neither "female" nor "male".

    Notes
    -----
    Base + `kg_per_inch` for each inch above `from_height_inch`. Not for children, and
    not defined below that height.
    """
    require_known("sex for the ideal-weight formula", sex, ("female", "male"))
    lowest = convention.from_height_inch * _CM_PER_INCH
    require_in_range(f"height for {convention.name}", height_cm, lowest, _TALLEST_CM, "cm")
    base = convention.female_base_kg if sex == "female" else convention.male_base_kg
    inches_above = height_cm / _CM_PER_INCH - convention.from_height_inch
    return BodyWeight(base + convention.kg_per_inch * inches_above)


def dosing_weight(actual: BodyWeight, *, ideal: BodyWeight | None = None) -> DosingWeight:
    """Return the lower of actual and ideal weight, with the reason.

    Parameters
    ----------
    actual
        The weight on the scales.
    ideal
        The ideal weight, if the height is known.
    """
    if ideal is None:
        return DosingWeight(actual, sentence("dose.weight.actual").text)
    if ideal.kg < actual.kg:
        return DosingWeight(ideal, sentence("dose.weight.ideal").text)
    return DosingWeight(actual, sentence("dose.weight.not-above").text)
