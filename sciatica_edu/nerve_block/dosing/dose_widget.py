"""The dose workshop: every source's limit side by side, mixtures, and seeded numeric drills."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import traitlets

from sciatica_edu.display import Html, join, table
from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.errors import UnitError, require_known
from sciatica_edu.nerve_block.dosing.anaesthetic import anaesthetic_named
from sciatica_edu.nerve_block.dosing.body_weight import BodyWeight, dosing_weight, ideal_weight
from sciatica_edu.nerve_block.dosing.dose import (
    ADDITIVE_RULE,
    MixtureShare,
    compare_limits,
    max_volume,
    mix,
    teaching_limit,
)
from sciatica_edu.nerve_block.dosing.dose_drills import dose_drill
from sciatica_edu.nerve_block.dosing.units import (
    Milligrams,
    MilligramsPerMillilitre,
    Millilitres,
    Percent,
)
from sciatica_edu.nerve_block.topic import drugs_of, short_source
from sciatica_edu.nerve_block.widget_kit import (
    AskingWidget,
    Tally,
    browser_module,
    details,
    drill_shown,
    heading,
    listed,
    paragraph,
    typed_number,
    verdict_shown,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.nerve_block.dosing.anaesthetic import LocalAnaesthetic
    from sciatica_edu.nerve_block.dosing.body_weight import DosingWeight
    from sciatica_edu.nerve_block.dosing.dose import DoseComparison, LimitRow

__all__ = ["DoseWorkshop", "dose_workshop"]

_UNITS = ("mg", "mL", "mg/mL", "mg/kg", "mL/min")
_HEADER = ("Source", "Working", "Limit", "Volume")
_NOTE = (
    "Every number has its unit beside it. Nothing is averaged: the sources disagree, and you name yours. "
    f"No limit protects from an injection into a vessel. {NOT_MEDICAL_ADVICE} Not a dosing tool."
)


class DoseWorkshop(AskingWidget):
    """Compare limits for a drug, a weight and a strength; then reckon by yourself.

    Parameters
    ----------
    course
        The content.
    drug
        A local anaesthetic.
    weight_kg
        Body weight, 30 to 200 kg.
    concentration_percent
        Strength, above 0 to 100 %.
    with_adrenaline
        Whether the solution contains adrenaline.
    seed
        The first drill; the next ones follow.

    Raises
    ------
    UnknownNameError
        If the drug is unknown; the nearest name is given.
    OutOfRangeError
        If a number is outside its range.
    """

    title = "Dose workshop"
    _esm = browser_module("dose.js")

    drugs: Any = traitlets.List().tag(sync=True)
    """Names of the local anaesthetics."""

    def __init__(
        self,
        course: Course,
        *,
        drug: str = "ropivacaine",
        weight_kg: float = 70.0,
        concentration_percent: float = 0.5,
        with_adrenaline: bool = False,
        seed: int = 1,
    ) -> None:
        self._course = course
        self._drugs = drugs_of(course)
        self._seed = seed
        self._tally = Tally()
        inputs = {
            "drug": drug,
            "weight_kg": weight_kg,
            "height_cm": "",
            "sex": "female",
            "strength": concentration_percent,
            "strength_unit": "%",
            "with_adrenaline": with_adrenaline,
            "drawn_ml": "",
            "given_drug": "lidocaine" if drug != "lidocaine" else "ropivacaine",
            "given_mg": "",
        }
        super().__init__(note=_NOTE, drugs=list(self._drugs))
        self.state = {
            "inputs": inputs,
            "result": self._compare(inputs),
            "drills": {"dose": self._drill(None)},
            "refused": "",
        }

    def twin(self) -> Html:
        """Return the comparison and one drill with its solution, static."""
        result, drill = (
            self.state["result"],
            dose_drill(self._seed, drugs=self._drugs, lipid=self._course.toxicity.lipid),
        )
        whole = table(_HEADER, result["rows"], caption=result["heading"])
        solved = listed([*drill.working, f"Answer: {drill.answer:.4g} {drill.unit}"])
        return join(
            [
                heading(self.title),
                paragraph(_NOTE),
                whole,
                *(paragraph(line) for line in result["lines"]),
                paragraph(f"Reckon: {drill.prompt}"),
                details("Solution", solved),
            ]
        )

    def _actions(self) -> Mapping[str, Any]:
        return {"compare": self._asked, "mark": self._mark, "next": self._next}

    def _asked(self, message: Mapping[str, Any]) -> dict[str, Any]:
        inputs = {**self.state["inputs"], **message["inputs"]}
        for name in inputs:
            require_known("field of the dose workshop", name, self.state["inputs"])
        return {"inputs": inputs, "result": self._compare(inputs)}

    def _mark(self, message: Mapping[str, Any]) -> dict[str, Any]:
        drill = dose_drill(self._seed, drugs=self._drugs, lipid=self._course.toxicity.lipid)
        unit = require_known("unit", str(message.get("unit")), _UNITS)
        number = typed_number(message.get("number"), quantity="your answer", unit=unit)
        marked = drill.mark(number, unit=unit)
        self._tally.count(marked)
        working = [
            marked.feedback,
            *drill.rules,
            f"Source: {short_source(self._course, drill.facts)}",
        ]
        return {"drills": {"dose": self._drill(verdict_shown(marked, working))}}

    def _next(self, _message: Mapping[str, Any]) -> dict[str, Any]:
        self._seed += 1
        return {"drills": {"dose": self._drill(None)}}

    def _drill(self, marked: Mapping[str, Any] | None) -> dict[str, Any]:
        drill = dose_drill(self._seed, drugs=self._drugs, lipid=self._course.toxicity.lipid)
        return drill_shown(
            title="Reckon by yourself",
            prompt=drill.prompt,
            asks={"units": list(_UNITS), "options": [], "number": "Your answer"},
            marked=marked,
            tally=str(self._tally),
        )

    def _compare(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        drug = anaesthetic_named(self._drugs, str(inputs["drug"]))
        weight = self._weight(inputs)
        adrenaline = bool(inputs["with_adrenaline"])
        strength = _strength(inputs)
        found = compare_limits(drug, weight=weight.weight, with_adrenaline=adrenaline)
        rows = [_row(row, strength) for row in (*found.rows, found.teaching)]
        lines = [f"Reckoned with {weight.weight}: {weight.reason}."]
        if found.note:
            lines.append(found.note)
        if found.left_out:
            lines.append(f"Only recalled, so left out: {', '.join(found.left_out)}.")
        lines += _drawn_line(inputs, strength, found)
        lines += self._mixture_line(inputs, drug, found)
        lines.append(f"Source: {short_source(self._course, drug.facts)}.")
        return {
            "heading": _heading(found, strength),
            "header": list(_HEADER),
            "rows": rows,
            "lines": lines,
        }

    def _weight(self, inputs: Mapping[str, Any]) -> DosingWeight:
        actual = BodyWeight(typed_number(inputs["weight_kg"], quantity="body weight", unit="kg"))
        if inputs["height_cm"] in ("", None):
            return dosing_weight(actual)
        ideal = ideal_weight(
            typed_number(inputs["height_cm"], quantity="height", unit="cm"),
            sex=inputs["sex"],
            convention=self._course.anaesthetics.ideal_weight,
        )
        return dosing_weight(actual, ideal=ideal)

    def _mixture_line(
        self, inputs: Mapping[str, Any], drug: LocalAnaesthetic, found: DoseComparison
    ) -> list[str]:
        if inputs["given_mg"] in ("", None):
            return []
        other = anaesthetic_named(self._drugs, str(inputs["given_drug"]))
        given = Milligrams(
            typed_number(inputs["given_mg"], quantity=f"{other.name} given", unit="mg")
        )
        own = teaching_limit(
            other, weight=found.weight, with_adrenaline=bool(inputs["with_adrenaline"])
        ).stated
        limit = found.teaching.stated
        mixture = mix([MixtureShare(other.name, given, own)])
        left = mixture.room_for(limit)
        return [
            (
                f"Mixture: {given} of {other.name} use {mixture.fraction:.0%} of its {own}, so "
                f"{left.value:.4g} mg of {drug.name} are left of {limit}: {ADDITIVE_RULE}, and the limits "
                "are its cautious values."
            )
        ]


def dose_workshop(course: Course, **settings: Any) -> DoseWorkshop:
    """Return the dose workshop over the course's tables; see `DoseWorkshop`."""
    return DoseWorkshop(course, **settings)


def _strength(inputs: Mapping[str, Any]) -> Percent | MilligramsPerMillilitre:
    unit = str(inputs["strength_unit"])
    value = typed_number(inputs["strength"], quantity="strength", unit=unit)
    if unit == Percent.unit:
        return Percent(value)
    if unit == MilligramsPerMillilitre.unit:
        return MilligramsPerMillilitre(value)
    raise UnitError(f"a strength in {unit!r} is not known; give it in % or mg/mL.")


def _row(row: LimitRow, strength: Percent | MilligramsPerMillilitre) -> list[str]:
    mark = " (uncertain: rests on a recalled value)" if row.recalled else ""
    if row.limit is None:
        return [row.source + mark, row.working, "none given", "–"]
    volume = max_volume(row.limit, concentration=strength)
    return [
        row.source + mark,
        row.working,
        f"{row.limit.value:.4g}\u00a0mg",
        f"{volume.value:.1f}\u00a0mL",
    ]


def _heading(found: DoseComparison, strength: Percent | MilligramsPerMillilitre) -> str:
    solution = "with adrenaline" if found.with_adrenaline else "plain"
    lead = f"{found.drug} {strength} ({strength.mg_per_ml:g} mg/mL) {solution}, {found.weight}"
    if found.lowest is None or found.highest is None:
        return f"{lead}: no source gives a limit."
    low, high = found.lowest.limit, found.highest.limit
    if not found.disagree:
        return f"{lead}: {low}."
    return f"{lead}: from {low} ({found.lowest.source}) to {high} ({found.highest.source}). The sources disagree."


def _drawn_line(
    inputs: Mapping[str, Any],
    strength: Percent | MilligramsPerMillilitre,
    found: DoseComparison,
) -> list[str]:
    if inputs["drawn_ml"] in ("", None):
        return []
    drawn = Millilitres(typed_number(inputs["drawn_ml"], quantity="volume drawn up", unit="mL"))
    mass = drawn.of(strength)
    over = [row.source for row in found.stated if row.limit is not None and mass > row.limit]
    verdict = f"ABOVE the limit of: {', '.join(over)}" if over else "below every limit shown"
    per_kg = found.weight.given(mass)
    return [f"In the syringe: {drawn} = {mass.value:.4g} mg = {per_kg.value:.3g} mg/kg; {verdict}."]
