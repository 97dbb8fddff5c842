"""Dose limits side by side by source, volumes, and mixtures.

The sources disagree, so every row is returned with its source; nothing is averaged.
Typed quantities are in `units`, the weight in `body_weight`, lipid rescue in `lipid`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.errors import ContentError, OutOfRangeError
from sciatica_edu.evidence.models import Verification
from sciatica_edu.nerve_block.dosing.units import Milligrams, MilligramsPerKilogram

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sciatica_edu.evidence.tables.drugs import DoseLimit
    from sciatica_edu.nerve_block.dosing.anaesthetic import LocalAnaesthetic
    from sciatica_edu.nerve_block.dosing.body_weight import BodyWeight
    from sciatica_edu.nerve_block.dosing.units import MilligramsPerMillilitre, Millilitres, Percent

__all__ = [
    "ADDITIVE_RULE",
    "DoseComparison",
    "Governs",
    "LimitRow",
    "Mixture",
    "MixtureShare",
    "compare_limits",
    "max_volume",
    "mix",
    "teaching_limit",
]

_TEACHING_SOURCE = "this course's cautious teaching value"
ADDITIVE_RULE = (
    "this course treats the toxicity of local anaesthetics as additive (convention, not evidence)"
)
"""How a mixture is reckoned; no fact of the course carries it."""


class Governs(StrEnum):
    """Which part of a source's rule sets the limit for this patient."""

    WEIGHT = "mg/kg x weight"
    CAP = "absolute cap"
    WEIGHT_WITHOUT_CAP = "mg/kg x weight; this source prints no cap"
    CAP_WITHOUT_WEIGHT = "cap only; this source prints no mg/kg, never enough for a light patient"
    NOT_STATED = "this source gives no limit"


@dataclass(frozen=True)
class LimitRow:
    """One source's maximum for one patient; `limit` is None where the source gives none."""

    source: str
    reference: str
    verified: Verification
    per_kg: MilligramsPerKilogram | None
    cap: Milligrams | None
    limit: Milligrams | None
    governs: Governs
    working: str

    @property
    def stated(self) -> Milligrams:
        """The limit.

        Raises
        ------
        ContentError
            If the source gives none; a teaching limit always has one.
        """
        if self.limit is None:
            raise ContentError(
                f"anaesthetics.yaml: {self.source} gives no limit; give mg/kg or a cap."
            )
        return self.limit

    @property
    def recalled(self) -> bool:
        """True when the row was recalled, not read: never shown as plain fact."""
        return self.verified is Verification.MEMORY


@dataclass(frozen=True)
class DoseComparison:
    """Every source's limit for one drug and patient, side by side."""

    drug: str
    weight: BodyWeight
    with_adrenaline: bool
    rows: tuple[LimitRow, ...]
    left_out: tuple[str, ...]
    """Sources that were recalled, not read, and therefore left out."""
    teaching: LimitRow
    note: str | None
    facts: tuple[str, ...]
    disclaimer: str = NOT_MEDICAL_ADVICE

    @property
    def stated(self) -> tuple[LimitRow, ...]:
        """The rows that do give a limit."""
        return tuple(row for row in self.rows if row.limit is not None)

    @property
    def lowest(self) -> LimitRow | None:
        """The row with the lowest limit."""
        return min(self.stated, key=_limit_mg, default=None)

    @property
    def highest(self) -> LimitRow | None:
        """The row with the highest limit."""
        return max(self.stated, key=_limit_mg, default=None)

    @property
    def disagree(self) -> bool:
        """True when two sources give different limits for this patient."""
        return len({row.limit for row in self.stated}) > 1


def compare_limits(
    drug: LocalAnaesthetic,
    *,
    weight: BodyWeight,
    with_adrenaline: bool = False,
    include_recalled: bool = False,
) -> DoseComparison:
    """Return each source's maximum single dose for this patient.

    Parameters
    ----------
    drug
        The local anaesthetic.
    weight
        The weight the dose is reckoned with (kg), 30 to 200; see `dosing_weight`.
    with_adrenaline
        Whether the solution contains adrenaline.
    include_recalled
        Whether rows that were recalled, not read, are among `rows`, flagged.

    Returns
    -------
    DoseComparison
        Rows in the order of the data (mg), never averaged.

    Notes
    -----
    The lower of mg/kg x weight and the cap (rule of ``data/anaesthetics.yaml``). A limit
    does not protect from injection into a vessel, and differs by site (facts LA-05, LA-09).
    """
    every = [_row(limit, weight=weight, with_adrenaline=with_adrenaline) for limit in drug.limits]
    return DoseComparison(
        drug=drug.name,
        weight=weight,
        with_adrenaline=with_adrenaline,
        rows=tuple(row for row in every if include_recalled or not row.recalled),
        left_out=tuple(row.source for row in every if row.recalled and not include_recalled),
        teaching=teaching_limit(drug, weight=weight, with_adrenaline=with_adrenaline),
        note=drug.note,
        facts=drug.facts,
    )


def teaching_limit(
    drug: LocalAnaesthetic, *, weight: BodyWeight, with_adrenaline: bool = False
) -> LimitRow:
    """Return the cautious limit the exercises use (mg), marked when it rests on a recalled row.

    Parameters
    ----------
    drug
        The local anaesthetic.
    weight
        The weight the dose is reckoned with (kg).
    with_adrenaline
        Whether the solution contains adrenaline.
    """
    teaching = drug.teaching_limit
    if with_adrenaline:
        per_kg, cap = teaching.with_adrenaline_mg_per_kg, teaching.with_adrenaline_max_mg
    else:
        per_kg, cap = teaching.plain_mg_per_kg, teaching.plain_max_mg
    read = [row for row in drug.limits if row.verified is not Verification.MEMORY]
    per_kg_read = {row.plain_mg_per_kg for row in read} | {
        row.with_adrenaline_mg_per_kg for row in read
    }
    caps_read = {row.plain_max_mg for row in read} | {row.with_adrenaline_max_mg for row in read}
    rests_on_read = per_kg in per_kg_read and cap in caps_read
    return _limit(
        source=_TEACHING_SOURCE,
        reference="",
        verified=Verification.DERIVED if rests_on_read else Verification.MEMORY,
        per_kg=per_kg,
        cap=cap,
        weight=weight,
    )


def max_volume(
    limit: Milligrams, *, concentration: Percent | MilligramsPerMillilitre
) -> Millilitres:
    """Return the volume (mL) that holds `limit` (mg) at a concentration (% or mg/mL).

    Raises
    ------
    UnitError
        If `concentration` is not a concentration.
    OutOfRangeError
        If the concentration is 0.
    """
    return limit.per(concentration)


@dataclass(frozen=True)
class MixtureShare:
    """One drug's part of a mixture: what was given and the drug's own limit (mg)."""

    drug: str
    given: Milligrams
    limit: Milligrams

    def __post_init__(self) -> None:
        # A share of nothing has no meaning.
        if self.limit.value == 0:
            raise OutOfRangeError(
                f"limit of {self.drug} is 0 mg; a share needs a limit above 0 mg."
            )
        _ = self.given + Milligrams(0)

    @property
    def fraction(self) -> float:
        """The part of this drug's own limit that was used (0 is none, 1 is all)."""
        return self.given.value / self.limit.value


@dataclass(frozen=True)
class Mixture:
    """Several local anaesthetics together, by `ADDITIVE_RULE`."""

    shares: tuple[MixtureShare, ...]

    @property
    def fraction(self) -> float:
        """The sum of the shares; above 1 the mixture is over the limit."""
        return sum(share.fraction for share in self.shares)

    @property
    def over(self) -> bool:
        """True when the mixture is above the limit although each drug may be below its own."""
        return self.fraction > 1

    def room_for(self, limit: Milligrams) -> Milligrams:
        """Return how much (mg) of a drug with this own limit is left; 0 when nothing is."""
        return Milligrams(max(0.0, 1 - self.fraction) * limit.value)


def mix(shares: Sequence[MixtureShare]) -> Mixture:
    """Return the mixture of these shares.

    Raises
    ------
    OutOfRangeError
        If there is no share.
    """
    if not shares:
        raise OutOfRangeError("a mixture needs at least one drug; none was given.")
    return Mixture(tuple(shares))


def _row(limit: DoseLimit, *, weight: BodyWeight, with_adrenaline: bool) -> LimitRow:
    if with_adrenaline:
        per_kg, cap = limit.with_adrenaline_mg_per_kg, limit.with_adrenaline_max_mg
    else:
        per_kg, cap = limit.plain_mg_per_kg, limit.plain_max_mg
    return _limit(
        source=limit.source,
        reference=limit.reference,
        verified=limit.verified,
        per_kg=per_kg,
        cap=cap,
        weight=weight,
    )


def _limit(
    *,
    source: str,
    reference: str,
    verified: Verification,
    per_kg: float | None,
    cap: float | None,
    weight: BodyWeight,
) -> LimitRow:
    by_weight = None if per_kg is None else weight.dose(MilligramsPerKilogram(per_kg))
    ceiling = None if cap is None else Milligrams(cap)
    limit, governs = _lower(by_weight, ceiling)
    return LimitRow(
        source=source,
        reference=reference,
        verified=verified,
        per_kg=None if per_kg is None else MilligramsPerKilogram(per_kg),
        cap=ceiling,
        limit=limit,
        governs=governs,
        working=_working(per_kg, weight=weight, by_weight=by_weight, cap=ceiling),
    )


def _lower(
    by_weight: Milligrams | None, cap: Milligrams | None
) -> tuple[Milligrams | None, Governs]:
    if by_weight is None:
        return (None, Governs.NOT_STATED) if cap is None else (cap, Governs.CAP_WITHOUT_WEIGHT)
    if cap is None:
        return by_weight, Governs.WEIGHT_WITHOUT_CAP
    return (cap, Governs.CAP) if cap < by_weight else (by_weight, Governs.WEIGHT)


def _working(
    per_kg: float | None,
    *,
    weight: BodyWeight,
    by_weight: Milligrams | None,
    cap: Milligrams | None,
) -> str:
    if by_weight is None:
        return "no limit printed" if cap is None else f"cap {cap}"
    product = f"{per_kg:g} mg/kg × {weight} = {by_weight}"
    if cap is None:
        return f"{product}; no cap printed"
    lower = min(by_weight, cap)
    return f"{product}; cap {cap}; the lower is {lower}"


def _limit_mg(row: LimitRow) -> float:
    return row.limit.value if row.limit is not None else float("inf")
