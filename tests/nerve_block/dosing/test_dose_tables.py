"""Tables of doses, plasma and conduction of lesson 04."""

from __future__ import annotations

import pytest

from sciatica_edu.errors import OutOfRangeError, UnknownNameError
from sciatica_edu.nerve_block.conduction import conduction_tables
from sciatica_edu.nerve_block.dosing import dose_figures
from sciatica_edu.nerve_block.dosing.body_weight import BodyWeight
from sciatica_edu.nerve_block.dosing.dose_widget import dose_workshop, worked_dose
from sciatica_edu.nerve_block.kinetics import plasma


def told(shown):
    """Return a table's text with its gaps in units closed."""
    return shown.text.replace("\u00a0", " ")


def workshop(course, **case):
    return told(dose_workshop(course, **case).twin())


def test_the_workshop_shows_every_source_with_its_volume_and_the_limit_used(course):
    shown = workshop(course, drug="ropivacaine", weight_kg=60, concentration_percent=0.5)
    for words in ("180 mg", "36.0 mL", "Narkosguiden", "Used in this course"):
        assert words in shown


def test_lidocaine_shows_the_us_figure_as_such_and_uses_the_uk_one(course):
    # DOSX-01, DOSX-04
    case = {"weight_kg": 70, "concentration_percent": 1}
    shown = workshop(course, drug="lidocaine", **case)
    assert "Horlocker chapter (US)" in shown
    assert "300 mg without adrenaline is the figure of US texts" in shown
    assert "Used in this course: UK product information" in shown
    worked = told(worked_dose(course, "lidocaine", **case))
    assert "200 mg ÷ 10 mg/mL = 20.0 mL" in worked
    assert "not medical advice" in worked


def test_a_recalled_limit_is_shown_with_its_mark(course):
    shown = workshop(course, drug="levobupivacaine", weight_kg=90, concentration_percent=0.5)
    assert "EU product information (recalled, not read)" in shown
    assert "Used in this course: EU product information (recalled, not read)" in shown


@pytest.mark.parametrize(
    "make",
    [
        lambda c: dose_workshop(c, drug="prilocaine", concentration_percent=1).twin(),
        lambda c: worked_dose(c, "prilocaine", weight_kg=70, concentration_percent=1),
        lambda c: plasma.plasma_table(c, "prilocaine", dose_mg=150),
        lambda c: conduction_tables.drug_note(c, "prilocaine"),
        lambda c: dose_figures.dose_limits_picture(c, weight=BodyWeight(70)),
    ],
)
def test_prilocaine_never_appears_without_its_warning_and_threshold(make, course):
    shown = make(course)
    text = shown.text if hasattr(shown, "text") else shown.caption
    assert "methaemoglobinaemia" in text
    assert "about 600 mg" in text


def test_the_threshold_stands_in_the_alt_text(course):
    shown = dose_figures.dose_limits_picture(course, weight=BodyWeight(70))
    assert "methaemoglobinaemia expected at 600 mg" in shown.alt


def test_every_question_that_names_prilocaine_names_its_danger(course):
    named = [q for q in course.questions.values() if "prilocaine" in str(q.model_dump()).lower()]
    assert len(named) >= 3
    for question in named:
        asked = f"{question.stem} {question.lead_in} {question.model_dump()}".lower()
        assert "methaemoglobinaemia" in asked, question.id
        assert "600 mg" in asked, question.id
        assert "DOSX-06" in question.facts, question.id


@pytest.mark.parametrize("weight_kg", [29, 201])
def test_weight_outside_the_adult_range_is_refused(weight_kg, course):
    with pytest.raises(OutOfRangeError, match="30 to 200"):
        worked_dose(course, "lidocaine", weight_kg=weight_kg, concentration_percent=1)


def test_unknown_drug_offers_the_nearest(course):
    with pytest.raises(UnknownNameError, match="Did you mean 'lidocaine'"):
        worked_dose(course, "lidocane", weight_kg=70, concentration_percent=1)


def test_plasma_table_of_another_drug_invents_nothing(course):
    shown = plasma.plasma_table(course, "bupivacaine", dose_mg=150).text
    assert "none is invented" in shown


def test_compression_table_has_slow_between_healthy_and_blocked():
    shown = conduction_tables.compression_table().text
    assert (
        shown.index("Healthy") < shown.index("Myelin thinned") < shown.index("Myelin almost lost")
    )
    assert "Blocked" in shown.split("Myelin almost lost")[1]
    assert "not measured pressures" in shown
