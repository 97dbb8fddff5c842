"""What is known of a patient, and the rules with everything needed to explain them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sciatica_edu.errors import ParameterError, require_known

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sciatica_edu.evidence.red_flags import RedFlag
    from sciatica_edu.evidence.tables.contraindications import (
        ContraindicationRule,
        Contraindications,
    )

__all__ = ["Patient", "RuleBook"]


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
