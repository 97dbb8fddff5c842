"""Seeded numeric drills on doses: strength, limit, volume, mixture, lipid.

Exercise numbers only; a patient's dose is never reckoned here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from sciatica_edu.errors import require_in_range, require_known
from sciatica_edu.nerve_block.body_weight import BodyWeight
from sciatica_edu.nerve_block.dose import (
    ADDITIVE_RULE,
    MixtureShare,
    max_volume,
    mix,
    teaching_limit,
)
from sciatica_edu.nerve_block.lipid import lipid_rescue
from sciatica_edu.nerve_block.marking import Marked
from sciatica_edu.nerve_block.seeded import drawn, drawn_number, drawn_several
from sciatica_edu.nerve_block.statement import DISCLAIMER
from sciatica_edu.nerve_block.units import Milligrams, Millilitres, Percent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sciatica_edu.content.injections import LipidRescueRule
    from sciatica_edu.nerve_block.anaesthetic import LocalAnaesthetic

__all__ = ["DoseDrill", "DoseDrillKind", "dose_drill"]

_TOLERANCE = 0.02
_HIGHEST_ANSWER = 1_000_000
_SLIP = 0.05
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
    disclaimer: str = DISCLAIMER

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


def _remark(ratio: float) -> str:
    for factor, words in ((10, "ten times too high"), (0.1, "ten times too low")):
        if abs(ratio / factor - 1) <= _SLIP:
            return f"{words.capitalize()}: look at the decimal point. "
    return "Too high. " if ratio > 1 else "Too low. "


def _drug(seed: int, drugs: Mapping[str, LocalAnaesthetic], *, label: str) -> LocalAnaesthetic:
    heavy = BodyWeight(70)
    usable = [
        name
        for name in _EXERCISE_PERCENTS
        if name in drugs and not teaching_limit(drugs[name], weight=heavy).recalled
    ]
    return drugs[drawn(usable, seed=seed, label=label)]


def _percent(seed: int, drug: LocalAnaesthetic) -> Percent:
    return Percent(drawn(_EXERCISE_PERCENTS[drug.name], seed=seed, label="percent"))


def _weight(seed: int, *, low: int = 40, high: int = 110) -> BodyWeight:
    return BodyWeight(drawn_number(low, high, seed=seed, label="weight"))


def _strength(seed: int, drugs: Mapping[str, LocalAnaesthetic]) -> DoseDrill:
    drug = _drug(seed, drugs, label="drug")
    percent = _percent(seed, drug)
    return DoseDrill(
        seed=seed,
        kind=DoseDrillKind.STRENGTH,
        prompt=f"How many mg are in one mL of {drug.name} {percent.value:g} %?",
        answer=percent.mg_per_ml,
        unit="mg/mL",
        working=(f"{percent.value:g} × 10 mg/mL = {percent.mg_per_ml:g} mg/mL",),
        rules=_LIMIT_RULES[1:],
        facts=("LA-06",),
        is_limit=False,
    )


def _mass(seed: int, drugs: Mapping[str, LocalAnaesthetic]) -> DoseDrill:
    drug = _drug(seed, drugs, label="drug")
    percent = _percent(seed, drug)
    volume = Millilitres(drawn_number(5, 30, seed=seed, label="volume"))
    mass = volume.of(percent)
    return DoseDrill(
        seed=seed,
        kind=DoseDrillKind.MASS,
        prompt=f"How many mg are in {volume} of {drug.name} {percent.value:g} %?",
        answer=mass.value,
        unit="mg",
        working=(f"{volume} × {percent.mg_per_ml:g} mg/mL = {mass}",),
        rules=_LIMIT_RULES[1:],
        facts=("LA-06",),
        is_limit=False,
    )


def _limit(seed: int, drugs: Mapping[str, LocalAnaesthetic]) -> DoseDrill:
    drug, weight = _drug(seed, drugs, label="drug"), _weight(seed)
    adrenaline = drawn((False, True), seed=seed, label="adrenaline")
    row = teaching_limit(drug, weight=weight, with_adrenaline=adrenaline)
    rule, limit = _rule(drug, with_adrenaline=adrenaline), row.limit or Milligrams(0)
    return DoseDrill(
        seed=seed,
        kind=DoseDrillKind.LIMIT,
        prompt=f"{weight}, {_solution(drug.name, with_adrenaline=adrenaline)}; teaching rule {rule}. "
        "What is the limit in mg?",
        answer=limit.value,
        unit="mg",
        working=(row.working,),
        rules=(_LIMIT_RULES[0], rule),
        facts=drug.facts,
        is_limit=True,
    )


def _volume(seed: int, drugs: Mapping[str, LocalAnaesthetic]) -> DoseDrill:
    drug, weight = _drug(seed, drugs, label="drug"), _weight(seed)
    percent = _percent(seed, drug)
    adrenaline = drawn((False, True), seed=seed, label="adrenaline")
    row = teaching_limit(drug, weight=weight, with_adrenaline=adrenaline)
    rule, limit = _rule(drug, with_adrenaline=adrenaline), row.limit or Milligrams(0)
    volume = max_volume(limit, concentration=percent)
    name = _solution(f"{drug.name} {percent.value:g} %", with_adrenaline=adrenaline)
    return DoseDrill(
        seed=seed,
        kind=DoseDrillKind.VOLUME,
        prompt=f"{weight}, {name}; teaching rule {rule}. What is the limit in mL?",
        answer=volume.value,
        unit="mL",
        working=(row.working, f"{limit} / {percent.mg_per_ml:g} mg/mL = {volume.value:.3g} mL"),
        rules=(*_LIMIT_RULES, rule),
        facts=(*drug.facts, "LA-06"),
        is_limit=True,
    )


def _per_kg(seed: int, drugs: Mapping[str, LocalAnaesthetic]) -> DoseDrill:
    drug, weight = _drug(seed, drugs, label="drug"), _weight(seed)
    percent = _percent(seed, drug)
    volume = Millilitres(drawn_number(5, 20, seed=seed, label="volume"))
    given = weight.given(volume.of(percent))
    return DoseDrill(
        seed=seed,
        kind=DoseDrillKind.PER_KG,
        prompt=f"{weight} received {volume} of {drug.name} {percent.value:g} %. "
        "How many mg/kg is that?",
        answer=given.value,
        unit="mg/kg",
        working=(
            f"{volume} × {percent.mg_per_ml:g} mg/mL = {volume.of(percent)}",
            f"{volume.of(percent)} / {weight} = {given.value:.3g} mg/kg",
        ),
        rules=_LIMIT_RULES[1:],
        facts=("LA-06",),
        is_limit=False,
    )


def _mixture(seed: int, drugs: Mapping[str, LocalAnaesthetic]) -> DoseDrill:
    usable = [
        name
        for name in _EXERCISE_PERCENTS
        if name in drugs and not teaching_limit(drugs[name], weight=BodyWeight(70)).recalled
    ]
    first, second = (
        drugs[name] for name in drawn_several(usable, count=2, seed=seed, label="mixture")
    )
    weight = _weight(seed)
    own = teaching_limit(first, weight=weight).limit or Milligrams(0)
    other = teaching_limit(second, weight=weight).limit or Milligrams(0)
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


def _rule(drug: LocalAnaesthetic, *, with_adrenaline: bool) -> str:
    limit = drug.teaching_limit
    if with_adrenaline:
        per_kg, cap = limit.with_adrenaline_mg_per_kg, limit.with_adrenaline_max_mg
    else:
        per_kg, cap = limit.plain_mg_per_kg, limit.plain_max_mg
    return f"{per_kg:g} mg/kg, at most {cap:g} mg"


def _solution(name: str, *, with_adrenaline: bool) -> str:
    return f"{name} {'with adrenaline' if with_adrenaline else 'plain'}"


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
