"""Seeded numeric drills on doses: strength, limit, volume, mixture, lipid.

Exercise numbers only; a patient's dose is never reckoned here. Marking is in `numeric_drill`.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from sciatica_edu.errors import require_known
from sciatica_edu.nerve_block.dosing.body_weight import BodyWeight
from sciatica_edu.nerve_block.dosing.dose import (
    ADDITIVE_RULE,
    MixtureShare,
    max_volume,
    mix,
    teaching_limit,
)
from sciatica_edu.nerve_block.dosing.numeric_drill import DoseDrill, DoseDrillKind
from sciatica_edu.nerve_block.dosing.units import Milligrams, Millilitres, Percent
from sciatica_edu.nerve_block.screening.seeded import drawn, drawn_number, drawn_several
from sciatica_edu.nerve_block.toxicity.lipid import lipid_rescue

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sciatica_edu.evidence.tables.injections import LipidRescueRule
    from sciatica_edu.nerve_block.dosing.anaesthetic import LocalAnaesthetic
    from sciatica_edu.nerve_block.dosing.dose import LimitRow
    from sciatica_edu.nerve_block.dosing.units import MilligramsPerKilogram, MilligramsPerMillilitre

__all__ = ["dose_drill"]

# Strengths used in the exercises; any strength would do for the arithmetic.
_EXERCISE_PERCENTS: Mapping[str, tuple[float, ...]] = MappingProxyType(
    {
        "lidocaine": (0.5, 1, 2),
        "mepivacaine": (1, 1.5, 2),
        "ropivacaine": (0.2, 0.5, 0.75),
        "bupivacaine": (0.25, 0.5),
        "prilocaine": (1,),
        "chloroprocaine": (2, 3),
    }
)
_LIMIT_RULES = (
    "the lower of mg/kg × weight and the cap",
    "1 % is 10 mg/mL",
)


def dose_drill(
    seed: int,
    *,
    drugs: Mapping[str, LocalAnaesthetic],
    lipid: LipidRescueRule,
    kind: str | None = None,
) -> DoseDrill:
    """Return the drill of a seed; the same on every machine.

    Parameters
    ----------
    seed
        0 to 2147483647.
    drugs
        The local anaesthetics; those whose teaching limit rests on a recalled row are not
        drawn.
    lipid
        The rule of lipid rescue.
    kind
        A `DoseDrillKind`; drawn when None.

    Raises
    ------
    UnknownNameError
        If the kind does not exist.
    OutOfRangeError
        If the seed is out of range.
    """
    kinds = [item.value for item in DoseDrillKind]
    chosen = (
        drawn(kinds, seed=seed, label="dose drill")
        if kind is None
        else require_known("dose drill", kind, kinds)
    )
    if chosen.startswith("lipid"):
        return _lipid_drill(seed, kind=DoseDrillKind(chosen), rule=lipid)
    return _MAKERS[DoseDrillKind(chosen)](seed, drugs)


@dataclass(frozen=True)
class _Limited:
    """A drawn drug, weight and solution with this course's teaching limit."""

    drug: LocalAnaesthetic
    weight: BodyWeight
    with_adrenaline: bool
    row: LimitRow

    @property
    def rule(self) -> str:
        limit = self.drug.teaching_limit
        if self.with_adrenaline:
            per_kg, cap = limit.with_adrenaline_mg_per_kg, limit.with_adrenaline_max_mg
        else:
            per_kg, cap = limit.plain_mg_per_kg, limit.plain_max_mg
        return f"{per_kg:g} mg/kg, at most {cap:g} mg"

    def asked(self, solution: str, unit: str) -> str:
        kind = "with adrenaline" if self.with_adrenaline else "plain"
        return (
            f"{self.weight}, {solution} {kind}; teaching rule {self.rule}. "
            f"What is the limit in {unit}?"
        )


def _usable(drugs: Mapping[str, LocalAnaesthetic]) -> list[str]:
    """Return the drugs that may be drawn: those whose teaching limit was read, not recalled."""
    anybody = BodyWeight(70)  # whether a limit was read does not depend on the weight
    return [
        name
        for name in _EXERCISE_PERCENTS
        if name in drugs and not teaching_limit(drugs[name], weight=anybody).recalled
    ]


def _drug(seed: int, drugs: Mapping[str, LocalAnaesthetic]) -> LocalAnaesthetic:
    return drugs[drawn(_usable(drugs), seed=seed, label="drug")]


def _percent(seed: int, drug: LocalAnaesthetic) -> Percent:
    return Percent(drawn(_EXERCISE_PERCENTS[drug.name], seed=seed, label="percent"))


def _weight(seed: int, *, low: int = 40, high: int = 110) -> BodyWeight:
    return BodyWeight(drawn_number(low, high, seed=seed, label="weight"))


def _limited(seed: int, drugs: Mapping[str, LocalAnaesthetic]) -> _Limited:
    drug, weight = _drug(seed, drugs), _weight(seed)
    adrenaline = drawn((False, True), seed=seed, label="adrenaline")
    row = teaching_limit(drug, weight=weight, with_adrenaline=adrenaline)
    return _Limited(drug, weight, adrenaline, row)


def _conversion(
    seed: int,
    kind: DoseDrillKind,
    *,
    prompt: str,
    answer: MilligramsPerMillilitre | Milligrams | MilligramsPerKilogram,
    working: tuple[str, ...],
) -> DoseDrill:
    """Return a drill that only converts: no limit is asked for."""
    return DoseDrill(
        seed=seed,
        kind=kind,
        prompt=prompt,
        answer=answer.value,
        unit=answer.unit,
        working=working,
        rules=_LIMIT_RULES[1:],
        facts=("LA-06",),
        is_limit=False,
    )


def _strength(seed: int, drugs: Mapping[str, LocalAnaesthetic]) -> DoseDrill:
    drug = _drug(seed, drugs)
    percent = _percent(seed, drug)
    return _conversion(
        seed,
        DoseDrillKind.STRENGTH,
        prompt=f"How many mg are in one mL of {drug.name} {percent.value:g} %?",
        answer=percent.concentration,
        working=(f"{percent.value:g} × 10 mg/mL = {percent.mg_per_ml:g} mg/mL",),
    )


def _mass(seed: int, drugs: Mapping[str, LocalAnaesthetic]) -> DoseDrill:
    drug = _drug(seed, drugs)
    percent = _percent(seed, drug)
    volume = Millilitres(drawn_number(5, 30, seed=seed, label="volume"))
    mass = volume.of(percent)
    return _conversion(
        seed,
        DoseDrillKind.MASS,
        prompt=f"How many mg are in {volume} of {drug.name} {percent.value:g} %?",
        answer=mass,
        working=(f"{volume} × {percent.mg_per_ml:g} mg/mL = {mass}",),
    )


def _per_kg(seed: int, drugs: Mapping[str, LocalAnaesthetic]) -> DoseDrill:
    drug, weight = _drug(seed, drugs), _weight(seed)
    percent = _percent(seed, drug)
    volume = Millilitres(drawn_number(5, 20, seed=seed, label="volume"))
    mass = volume.of(percent)
    given = weight.given(mass)
    return _conversion(
        seed,
        DoseDrillKind.PER_KG,
        prompt=f"{weight} received {volume} of {drug.name} {percent.value:g} %. "
        "How many mg/kg is that?",
        answer=given,
        working=(
            f"{volume} × {percent.mg_per_ml:g} mg/mL = {mass}",
            f"{mass} / {weight} = {given.value:.3g} mg/kg",
        ),
    )


def _limit(seed: int, drugs: Mapping[str, LocalAnaesthetic]) -> DoseDrill:
    found = _limited(seed, drugs)
    return DoseDrill(
        seed=seed,
        kind=DoseDrillKind.LIMIT,
        prompt=found.asked(found.drug.name, "mg"),
        answer=found.row.stated.value,
        unit="mg",
        working=(found.row.working,),
        rules=(_LIMIT_RULES[0], found.rule),
        facts=found.drug.facts,
        is_limit=True,
    )


def _volume(seed: int, drugs: Mapping[str, LocalAnaesthetic]) -> DoseDrill:
    found = _limited(seed, drugs)
    percent, limit = _percent(seed, found.drug), found.row.stated
    volume = max_volume(limit, concentration=percent)
    return DoseDrill(
        seed=seed,
        kind=DoseDrillKind.VOLUME,
        prompt=found.asked(f"{found.drug.name} {percent.value:g} %", "mL"),
        answer=volume.value,
        unit="mL",
        working=(
            found.row.working,
            f"{limit} / {percent.mg_per_ml:g} mg/mL = {volume.value:.3g} mL",
        ),
        rules=(*_LIMIT_RULES, found.rule),
        facts=(*found.drug.facts, "LA-06"),
        is_limit=True,
    )


def _mixture(seed: int, drugs: Mapping[str, LocalAnaesthetic]) -> DoseDrill:
    first, second = (
        drugs[name] for name in drawn_several(_usable(drugs), count=2, seed=seed, label="mixture")
    )
    weight = _weight(seed)
    own = teaching_limit(first, weight=weight).stated
    other = teaching_limit(second, weight=weight).stated
    tenths = drawn_number(2, 8, seed=seed, label="share")
    share = MixtureShare(first.name, Milligrams(own.value * tenths / 10), own)
    left = mix([share]).room_for(other)
    return DoseDrill(
        seed=seed,
        kind=DoseDrillKind.MIXTURE,
        prompt=f"{weight}: {share.given} of {first.name} were given; its limit is {own}. The limit "
        f"of {second.name} alone is {other}. How many mg of {second.name} are left?",
        answer=left.value,
        unit="mg",
        working=(
            f"{share.given} / {own} = {share.fraction:.0%} used, {1 - share.fraction:.0%} left",
            f"{1 - share.fraction:.0%} of {other} = {left.value:.4g} mg",
        ),
        rules=(ADDITIVE_RULE,),
        facts=tuple(dict.fromkeys((*first.facts, *second.facts))),
        is_limit=True,
    )


def _lipid_drill(seed: int, *, kind: DoseDrillKind, rule: LipidRescueRule) -> DoseDrill:
    # Only the rule by weight has a single number for every part.
    weight = _weight(seed, high=int(rule.boundary_kg) - 1)
    plan = lipid_rescue(weight, rule=rule)
    place, asked = {
        DoseDrillKind.LIPID_BOLUS: (0, "the first bolus in mL"),
        DoseDrillKind.LIPID_INFUSION: (1, "the infusion in mL/min"),
        DoseDrillKind.LIPID_LIMIT: (2, "the upper limit in mL"),
    }[kind]
    answer = (plan.bolus.value, plan.infusion[0].value, plan.upper_limit.value)[place]
    return DoseDrill(
        seed=seed,
        kind=kind,
        prompt=f"Toxicity in a patient of ideal weight {weight}: what is {asked} "
        f"of {plan.emulsion_percent:g} % lipid emulsion?",
        answer=answer,
        unit="mL/min" if kind is DoseDrillKind.LIPID_INFUSION else "mL",
        working=(plan.working[place],),
        rules=(
            f"under {rule.boundary_kg:g} kg ({rule.weight}), bolus: {rule.under.bolus_ml_per_kg:g} mL/kg",
            f"then infusion: {rule.under.infusion_ml_per_kg_per_min:g} mL/kg/min",
            f"upper limit: about {rule.upper_limit_ml_per_kg:g} mL/kg",
        ),
        facts=plan.facts,
        is_limit=kind is DoseDrillKind.LIPID_LIMIT,
    )


_MAKERS: Mapping[DoseDrillKind, Callable[[int, Mapping[str, LocalAnaesthetic]], DoseDrill]] = (
    MappingProxyType(
        {
            DoseDrillKind.STRENGTH: _strength,
            DoseDrillKind.MASS: _mass,
            DoseDrillKind.LIMIT: _limit,
            DoseDrillKind.VOLUME: _volume,
            DoseDrillKind.PER_KG: _per_kg,
            DoseDrillKind.MIXTURE: _mixture,
        }
    )
)
