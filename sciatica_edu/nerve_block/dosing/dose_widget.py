"""The worked dose, and the dose workshop: every source's limit side by side, the one that is used, and mixtures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import traitlets

from sciatica_edu.display import Html, join, table
from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.errors import SciaticaEduError, UnitError, require_in_range, require_known
from sciatica_edu.evidence.citing import cite
from sciatica_edu.evidence.questions.quantities import Quantity
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.nerve_block.dosing.body_weight import BodyWeight, dosing_weight, ideal_weight
from sciatica_edu.nerve_block.dosing.dose import compare_limits, lowest_limit, room_beside
from sciatica_edu.nerve_block.tables import ANAESTHETICS
from sciatica_edu.nerve_block.topic import danger_notes, drug_of, drugs_of
from sciatica_edu.nerve_block.widget_kit import (
    AskingWidget,
    heading,
    listed,
    paragraph,
    typed_number,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.evidence.tables.drugs import Anaesthetic
    from sciatica_edu.nerve_block.dosing.body_weight import DosingWeight
    from sciatica_edu.nerve_block.dosing.dose import DoseComparison, LimitRow

__all__ = ["DoseWorkshop", "dose_workshop", "worked_dose"]

_HIGHEST_STRENGTH = {"%": 100, "mg/mL": 1000}
_HEADER = ("Source", "Working", "Limit", "Volume")


class DoseWorkshop(AskingWidget):
    """Compare limits for a drug, a weight and a strength.

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

    Raises
    ------
    UnknownNameError
        If the drug is unknown; the nearest name is given.
    OutOfRangeError
        If a number is outside its range.
    """

    title = "Dose workshop"
    browser = "dose"

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
    ) -> None:
        self._course = course
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
        super().__init__(note=_note(), drugs=list(drugs_of(course)))
        self.state = {"inputs": inputs, "result": self._compare(inputs), "refused": ""}

    def twin(self) -> Html:
        """Return the comparison, static."""
        result = self.state["result"]
        return join(
            [
                heading(self.title),
                paragraph(self.note),
                *(paragraph(text, strong=True) for text in result["dangers"]),
                table(_HEADER, result["rows"], caption=result["heading"]),
                *(paragraph(line) for line in result["lines"]),
            ]
        )

    def _actions(self) -> Mapping[str, Any]:
        return {"compare": self._asked}

    def _asked(self, message: Mapping[str, Any]) -> dict[str, Any]:
        inputs = {**self.state["inputs"], **message["inputs"]}
        for name in inputs:
            require_known("field of the dose workshop", name, self.state["inputs"])
        try:
            return {"inputs": inputs, "result": self._compare(inputs)}
        except SciaticaEduError as error:
            # The refusal stands beside what was chosen: a danger of that drug is told there too.
            raise type(error)(" ".join([str(error), *self._dangers(inputs)])) from None

    def _dangers(self, inputs: Mapping[str, Any]) -> list[str]:
        """Return the warnings of the chosen drug and of the one already given."""
        drugs = drugs_of(self._course)
        chosen = dict.fromkeys(str(inputs[field]) for field in ("drug", "given_drug"))
        found = [drugs[name].danger for name in chosen if name in drugs]
        return [danger.text for danger in found if danger is not None]

    def _compare(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        drug = drug_of(self._course, str(inputs["drug"]))
        weight = self._weight(inputs)
        strength = _strength(inputs)
        found = compare_limits(
            drug, weight=weight.weight, with_adrenaline=bool(inputs["with_adrenaline"])
        )
        lines = [
            f"Reckoned with {weight.weight}: {weight.reason}.",
            sentence("dose.choice").text,
            *([found.note] if found.note else []),
            *_drawn_line(inputs, strength, found),
            *self._mixture_line(inputs, drug, found),
            f"Source: {cite(self._course, drug.facts)}.",
        ]
        return {
            "heading": _heading(found, strength),
            "dangers": self._dangers(inputs),
            "header": list(_HEADER),
            "rows": [list(row) for row in _limit_rows(found, strength)],
            "lines": lines,
        }

    def _weight(self, inputs: Mapping[str, Any]) -> DosingWeight:
        actual = BodyWeight(typed_number(inputs["weight_kg"], quantity="body weight", unit="kg"))
        if inputs["height_cm"] in ("", None):
            return dosing_weight(actual)
        ideal = ideal_weight(
            typed_number(inputs["height_cm"], quantity="height", unit="cm"),
            sex=inputs["sex"],
            convention=self._course[ANAESTHETICS].ideal_weight,
        )
        return dosing_weight(actual, ideal=ideal)

    def _mixture_line(
        self, inputs: Mapping[str, Any], drug: Anaesthetic, found: DoseComparison
    ) -> list[str]:
        if inputs["given_mg"] in ("", None):
            return []
        other = drug_of(self._course, str(inputs["given_drug"]))
        given_mg = typed_number(inputs["given_mg"], quantity=f"{other.drug} given", unit="mg")
        given = Quantity(given_mg, "mg")
        own = lowest_limit(
            other, weight=found.weight, with_adrenaline=bool(inputs["with_adrenaline"])
        ).stated
        limit = found.chosen.stated
        left = room_beside(given, of=own, limit=limit)
        used = f"{given} of {other.drug} use {given.value / own.value:.0%} of its {own}"
        rest = f"{left.value:.4g} mg of {drug.drug} are left of {limit}"
        return [f"Mixture: {used}, so {rest}. {sentence('dose.additive').text}"]


def dose_workshop(course: Course, **settings: Any) -> DoseWorkshop:
    """Return the dose workshop over the course's tables; see `DoseWorkshop`."""
    return DoseWorkshop(course, **settings)


def worked_dose(
    course: Course,
    drug: str,
    *,
    weight_kg: float,
    concentration_percent: float,
    with_adrenaline: bool = False,
) -> Html:
    """Return the worked example: percent to mg/mL, mg/kg to mg, mg to mL.

    Parameters
    ----------
    course
        The content.
    drug
        A local anaesthetic.
    weight_kg
        Body weight, 30 to 200 kg.
    concentration_percent
        Strength of the solution, above 0 to 100 %.
    with_adrenaline
        Whether the solution contains adrenaline.
    """
    found = compare_limits(
        drug_of(course, drug), weight=BodyWeight(weight_kg), with_adrenaline=with_adrenaline
    )
    strength = Quantity(concentration_percent, "%")
    source, working, limit, volume = _limit_cells(found.chosen, strength)
    steps = (
        f"Strength: {strength.value:g} % × 10 = {strength.to('mg/mL')}.",
        f"Limit, the lowest found: {source}: {working}.",
        f"Volume: {limit} ÷ {strength.to('mg/mL')} = {volume}.",
        sentence("dose.no-target").text,
    )
    title = f"Worked example: {drug} {strength.value:g} %, {weight_kg:g} kg"
    return join(
        [
            *danger_notes(course, drug),
            paragraph(title, strong=True),
            listed(steps, ordered=True),
            paragraph(NOT_MEDICAL_ADVICE),
        ]
    )


def _limit_rows(found: DoseComparison, strength: Quantity) -> list[tuple[str, str, str, str]]:
    """Return source, working, limit and volume of every source, and of the limit that is used."""
    source, working, limit, volume = _limit_cells(found.chosen, strength)
    used = (f"Used in this course: {source}", working, limit, volume)
    return [*(_limit_cells(row, strength) for row in found.rows), used]


def _limit_cells(row: LimitRow, strength: Quantity) -> tuple[str, str, str, str]:
    """Return source, working, limit and volume of one row; a recalled one says so."""
    source = f"{row.source} ({sentence('dose.recalled').text})" if row.recalled else row.source
    if row.limit is None:
        return source, row.working, "none given", "–"
    volume = row.limit / strength
    return source, row.working, f"{row.limit.value:.4g}\u00a0mg", f"{volume.value:.1f}\u00a0mL"


def _note() -> str:
    told = (sentence("dose.not-a-tool").text, sentence("dose.no-protection").text)
    return f"Every number has its unit beside it, and the sources disagree. {NOT_MEDICAL_ADVICE} {' '.join(told)}"


def _strength(inputs: Mapping[str, Any]) -> Quantity:
    unit = str(inputs["strength_unit"])
    if unit not in _HIGHEST_STRENGTH:
        raise UnitError(f"a strength in {unit!r} is not known; give it in % or mg/mL.")
    value = typed_number(inputs["strength"], quantity="strength", unit=unit)
    return Quantity(require_in_range("strength", value, 0, _HIGHEST_STRENGTH[unit], unit), unit)


def _heading(found: DoseComparison, strength: Quantity) -> str:
    solution = "with adrenaline" if found.with_adrenaline else "plain"
    lead = f"{found.drug} {strength} ({strength.to('mg/mL')}) {solution}, {found.weight}"
    if found.ends is None:
        return f"{lead}: no source gives a limit."
    low, high = found.ends
    if not found.disagree:
        return f"{lead}: {low.limit}."
    return f"{lead}: from {low.limit} ({low.source}) to {high.limit} ({high.source}). The sources disagree."


def _drawn_line(
    inputs: Mapping[str, Any],
    strength: Quantity,
    found: DoseComparison,
) -> list[str]:
    if inputs["drawn_ml"] in ("", None):
        return []
    drawn_ml = typed_number(inputs["drawn_ml"], quantity="volume drawn up", unit="mL")
    drawn = Quantity(drawn_ml, "mL")
    mass = drawn * strength
    over = [row.source for row in found.stated if mass > row.stated]
    if mass > found.chosen.stated:
        over.append("this course")
    verdict = f"ABOVE the limit of: {', '.join(over)}" if over else "below every limit shown"
    per_kg = mass / found.weight.mass
    return [f"In the syringe: {drawn} = {mass.value:.4g} mg = {per_kg.value:.3g} mg/kg; {verdict}."]
