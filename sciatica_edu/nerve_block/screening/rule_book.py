"""What is known of a patient, the named patients of the lesson, and the rules with everything needed to explain them."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from sciatica_edu.errors import ParameterError, require_known

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sciatica_edu.evidence.red_flags import RedFlag
    from sciatica_edu.evidence.tables.contraindications import (
        ContraindicationRule,
        Contraindications,
    )
    from sciatica_edu.nerve_block.dosing.body_weight import BodyWeight

__all__ = ["PROFILES", "Patient", "RuleBook", "profile_patient"]

PROFILES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "healthy": (),
        "pregnant": ("pregnancy",),
        "anticoagulated": ("high_dose_doac_within_72_h",),
        "infection_at_site": ("site_infection_or_tumour",),
        "allergic": ("confirmed_anaesthetic_allergy",),
        "neuropathy": ("neuropathy_or_fixed_deficit",),
        "frail": ("frail_or_under_50_kg",),
    }
)
"""Profile to the conditions it has; all others were asked about and are absent."""

_LIGHT = "frail_or_under_50_kg"
_LIGHT_BELOW_KG = 50  # the limit in the wording of rule R33


@dataclass(frozen=True)
class Patient:
    """What is known of a patient: conditions present, conditions asked about and absent.

    Every condition of the rules that is in neither set counts as not asked. `other` holds
    conditions the rules do not know, in the patient's words.

    Raises
    ------
    ParameterError
        If a condition is both present and absent.
    """

    present: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()
    other: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        both = sorted(self.present & self.absent)
        if both:
            raise ParameterError(
                f"a condition cannot be present and absent at once: {', '.join(both)}."
            )


@dataclass(frozen=True)
class RuleBook:
    """The rules with everything needed to explain them."""

    table: Contraindications
    red_flags: Mapping[str, RedFlag]

    @property
    def conditions(self) -> tuple[str, ...]:
        """The keys of all conditions, in the order of the table."""
        return tuple(rule.condition_key for rule in self.table.rules)

    def rule_for(self, condition: str) -> ContraindicationRule:
        """Return the rule of one condition.

        Raises
        ------
        UnknownNameError
            If no rule knows the condition; the nearest one is offered.
        """
        require_known("condition", condition, self.conditions)
        return next(rule for rule in self.table.rules if rule.condition_key == condition)

    def patient(
        self, *present: str, not_asked: Iterable[str] = (), other: Iterable[str] = ()
    ) -> Patient:
        """Return a patient with these conditions; all others were asked about and are absent.

        Raises
        ------
        UnknownNameError
            If a condition is not in the rules; the nearest one is offered.
        """
        open_conditions = frozenset(not_asked)
        for condition in (*present, *open_conditions):
            require_known("condition", condition, self.conditions)
        absent = frozenset(self.conditions) - frozenset(present) - open_conditions
        return Patient(frozenset(present) - open_conditions, absent, tuple(other))


def profile_patient(profile: str, *, weight: BodyWeight, book: RuleBook) -> Patient:
    """Return the patient of a profile; under 50 kg rule R33 applies as well.

    Parameters
    ----------
    profile
        A name of `PROFILES`.
    weight
        Body weight (kg), 30 to 200.
    book
        The rules.

    Raises
    ------
    UnknownNameError
        If there is no such profile; the nearest name is offered.
    """
    present = PROFILES[require_known("patient profile", profile, PROFILES)]
    light = (_LIGHT,) if weight.kg < _LIGHT_BELOW_KG and _LIGHT not in present else ()
    return book.patient(*present, *light)
