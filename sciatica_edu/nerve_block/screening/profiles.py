"""Named patients of the lesson: which conditions each profile stands for."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from sciatica_edu.errors import require_known

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sciatica_edu.nerve_block.dosing.body_weight import BodyWeight
    from sciatica_edu.nerve_block.screening.rule_book import Patient, RuleBook

__all__ = ["PROFILES", "profile_patient"]

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
