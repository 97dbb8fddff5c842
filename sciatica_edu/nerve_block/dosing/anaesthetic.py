"""A local anaesthetic as an object: its chemistry, timing and every source's dose limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from sciatica_edu.errors import require_in_range, require_known

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sciatica_edu.evidence.tables.drugs import (
        Anaesthetic,
        Anaesthetics,
        DoseLimit,
        TeachingDoseLimit,
    )

__all__ = ["LocalAnaesthetic", "anaesthetic_from", "anaesthetic_named", "anaesthetics_from"]

_BODY_PH = 7.4


@dataclass(frozen=True)
class LocalAnaesthetic:
    """One local anaesthetic.

    `onset_min` (minutes) and `duration_h` (hours) are [shortest, longest] as usually
    quoted; `limits` holds each source's maximum dose, which disagree.
    """

    name: str
    drug_class: Literal["amide", "ester"]
    pka: float
    protein_binding_percent: float | None
    onset_min: tuple[float, float]
    duration_h: tuple[float, float]
    limits: tuple[DoseLimit, ...] = field(repr=False)
    teaching_limit: TeachingDoseLimit = field(repr=False)
    note: str | None
    facts: tuple[str, ...]

    def uncharged_fraction(self, ph: float = _BODY_PH) -> float:
        """Return the share of molecules without charge at `ph` (0 to 1).

        Parameters
        ----------
        ph
            Acidity of the tissue, 6.0 to 8.0.

        Raises
        ------
        OutOfRangeError
            If `ph` is outside that range.

        Notes
        -----
        1 / (1 + 10**(pKa - pH)), fact LA-02. Only the uncharged form crosses the membrane.
        """
        require_in_range("pH of the tissue", ph, 6.0, 8.0)
        return float(1 / (1 + 10 ** (self.pka - ph)))


def anaesthetic_from(row: Anaesthetic) -> LocalAnaesthetic:
    """Return the object for one row of the content."""
    return LocalAnaesthetic(
        name=row.drug,
        drug_class=row.drug_class,
        pka=row.pka,
        protein_binding_percent=row.protein_binding_percent,
        onset_min=_pair(row.onset_min),
        duration_h=_pair(row.duration_h),
        limits=tuple(row.doses),
        teaching_limit=row.teaching_default,
        note=row.note,
        facts=tuple(row.facts),
    )


def anaesthetics_from(content: Anaesthetics) -> Mapping[str, LocalAnaesthetic]:
    """Return all local anaesthetics of the content by name, in file order."""
    return MappingProxyType({row.drug: anaesthetic_from(row) for row in content.anaesthetics})


def anaesthetic_named(drugs: Mapping[str, LocalAnaesthetic], name: str) -> LocalAnaesthetic:
    """Return the drug called `name`.

    Raises
    ------
    UnknownNameError
        If there is none; the nearest name is offered.
    """
    return drugs[require_known("local anaesthetic", name, drugs)]


def _pair(values: list[float]) -> tuple[float, float]:
    low, high = values
    return float(low), float(high)
