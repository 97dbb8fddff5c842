"""Dose limits side by side by source, the one the course reckons with, volumes, and mixtures.

The sources disagree, so every row is returned with its source; nothing is averaged or hidden.
The weight is in `body_weight`, lipid rescue in `lipid`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sciatica_edu.errors import ContentError, OutOfRangeError
from sciatica_edu.evidence.models import Verification
from sciatica_edu.evidence.questions.quantities import Quantity

if TYPE_CHECKING:
    from sciatica_edu.evidence.tables.drugs import Anaesthetic, DoseLimit, DrugDanger
    from sciatica_edu.nerve_block.dosing.body_weight import BodyWeight

__all__ = [
    "DoseComparison",
    "LimitRow",
    "compare_limits",
    "lowest_limit",
    "room_beside",
]


@dataclass(frozen=True)
class LimitRow:
    """One source's maximum for one patient; `limit` is None where the source gives none."""

    source: str
    limit: Quantity | None
    working: str
    recalled: bool
    """True when the row was recalled, not read: shown, and never as plain fact."""

    @property
    def stated(self) -> Quantity:
        """The limit.

        Raises
        ------
        ContentError
            If the source gives none; the one chosen always has one.
        """
        if self.limit is None:
            raise ContentError(
                f"anaesthetics.yaml: {self.source} gives no limit; give mg/kg or a cap."
            )
        return self.limit


@dataclass(frozen=True)
class DoseComparison:
    """Every source's limit for one drug and patient, side by side."""

    drug: str
    weight: BodyWeight
    with_adrenaline: bool
    rows: tuple[LimitRow, ...]
    chosen: LimitRow
    """The row the course reckons with; see `lowest_limit`."""
    danger: DrugDanger | None
    """What is said wherever this drug is shown."""
    note: str | None
    facts: tuple[str, ...]

    @property
    def stated(self) -> tuple[LimitRow, ...]:
        """The rows that do give a limit."""
        return tuple(row for row in self.rows if row.limit is not None)

    @property
    def ends(self) -> tuple[LimitRow, LimitRow] | None:
        """The rows with the lowest and the highest limit; None when no source gives one."""
        if not self.stated:
            return None
        return min(self.stated, key=_lowest_first), max(self.stated, key=_lowest_first)

    @property
    def disagree(self) -> bool:
        """True when two sources give different limits for this patient."""
        return len({row.limit for row in self.stated}) > 1


def compare_limits(
    drug: Anaesthetic, *, weight: BodyWeight, with_adrenaline: bool = False
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

    Returns
    -------
    DoseComparison
        Rows in the order of the data (mg), never averaged; a recalled one is among them and
        says so, because its limit may be the lower.

    Notes
    -----
    The lower of mg/kg x weight and the cap. A limit does not protect from injection into a
    vessel, and differs by site (facts LA-05, LA-09).
    """
    return DoseComparison(
        drug=drug.drug,
        weight=weight,
        with_adrenaline=with_adrenaline,
        rows=_rows(drug, weight=weight, with_adrenaline=with_adrenaline),
        chosen=lowest_limit(drug, weight=weight, with_adrenaline=with_adrenaline),
        danger=drug.danger,
        note=drug.note,
        facts=tuple(drug.facts),
    )


def lowest_limit(
    drug: Anaesthetic, *, weight: BodyWeight, with_adrenaline: bool = False
) -> LimitRow:
    """Return the limit the course reckons with: the lowest that any source gives (mg).

    Parameters
    ----------
    drug
        The local anaesthetic.
    weight
        The weight the dose is reckoned with (kg).
    with_adrenaline
        Whether the solution contains adrenaline.

    Notes
    -----
    The rule is sentence ``dose.choice``. With adrenaline the limit rises only when every
    source that prints both solutions prints more for it; otherwise the plain limit stands. A
    recalled limit counts when it is the lower: being unread is no reason to allow more.
    """
    raised = with_adrenaline and _adrenaline_raises(drug)
    rows = _rows(drug, weight=weight, with_adrenaline=raised)
    lowest = min((row for row in rows if row.limit is not None), key=_lowest_first)
    label = (
        lowest.source
        if raised == with_adrenaline
        else f"{lowest.source} (its limit without adrenaline)"
    )
    return replace(lowest, source=label)


def _adrenaline_raises(drug: Anaesthetic) -> bool:
    pairs = [
        pair
        for row in drug.doses
        for pair in (
            (row.plain_mg_per_kg, row.with_adrenaline_mg_per_kg),
            (row.plain_max_mg, row.with_adrenaline_max_mg),
        )
    ]
    printed = [(plain, more) for plain, more in pairs if plain is not None and more is not None]
    return bool(printed) and all(more > plain for plain, more in printed)


def _lowest_first(row: LimitRow) -> tuple[float, bool]:
    # Of equal limits one that was read goes before a recalled one.
    return row.stated.value, row.recalled


def room_beside(given: Quantity, *, of: Quantity, limit: Quantity) -> Quantity:
    """Return how much of a drug is left after another, as if their toxicity added up.

    Parameters
    ----------
    given
        What was given of the other drug (mg).
    of
        That drug's own limit (mg), above 0.
    limit
        The limit of the drug that is asked about (mg).

    Returns
    -------
    Quantity
        The share of the other drug's limit that is left, of `limit` (mg); 0 when nothing is.
        The rule is sentence ``dose.additive``.

    Raises
    ------
    OutOfRangeError
        If the other drug's limit is 0: a share of nothing has no meaning.
    UnitError
        If what was given is no mass of drug.
    """
    if of.value == 0:
        raise OutOfRangeError("the limit is 0 mg; a share needs a limit above 0 mg.")
    _ = given + of  # only masses of drug go together
    return Quantity(max(0.0, 1 - given.value / of.value) * limit.value, limit.unit)


def _rows(drug: Anaesthetic, *, weight: BodyWeight, with_adrenaline: bool) -> tuple[LimitRow, ...]:
    return tuple(_row(item, weight=weight, with_adrenaline=with_adrenaline) for item in drug.doses)


def _row(item: DoseLimit, *, weight: BodyWeight, with_adrenaline: bool) -> LimitRow:
    if with_adrenaline:
        per_kg, cap = item.with_adrenaline_mg_per_kg, item.with_adrenaline_max_mg
    else:
        per_kg, cap = item.plain_mg_per_kg, item.plain_max_mg
    by_weight = None if per_kg is None else Quantity(per_kg, "mg/kg") * weight.mass
    ceiling = None if cap is None else Quantity(cap, "mg")
    return LimitRow(
        source=item.source,
        limit=min((mass for mass in (by_weight, ceiling) if mass is not None), default=None),
        working=_working(per_kg, weight=weight, by_weight=by_weight, cap=ceiling),
        recalled=item.verified is Verification.MEMORY,
    )


def _working(
    per_kg: float | None,
    *,
    weight: BodyWeight,
    by_weight: Quantity | None,
    cap: Quantity | None,
) -> str:
    if by_weight is None:
        return "no limit printed" if cap is None else f"cap {cap}; no mg/kg printed"
    product = f"{per_kg:g} mg/kg × {weight} = {by_weight}"
    if cap is None:
        return f"{product}; no cap printed"
    lower = min(by_weight, cap)
    return f"{product}; cap {cap}; the lower is {lower}"
