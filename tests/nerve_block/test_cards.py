"""Tables of lesson 04."""

from __future__ import annotations

import re

import pytest

from sciatica_edu.errors import OutOfRangeError, UnknownNameError
from sciatica_edu.evidence.course import load_course
from sciatica_edu.evidence.questions.question import Audience
from sciatica_edu.nerve_block import cards
from sciatica_edu.nerve_block.dosing.body_weight import BodyWeight
from sciatica_edu.nerve_block.screening import rule_cards
from sciatica_edu.nerve_block.screening.profiles import PROFILES


@pytest.fixture(scope="module")
def course():
    return load_course()


def test_every_audience_has_a_task_of_its_own_with_facts(course):
    audiences = [audience.value for audience in Audience]
    assert len(audiences) == 4
    tasks = [cards.audience_task(audience) for audience in audiences]
    assert len(set(tasks)) == 4
    for task in tasks:
        cited = ", ".join(re.findall(r"\[(.*?)\]", task)).split(", ")
        assert set(cited) <= set(course.facts)


def test_dose_table_shows_every_read_source_and_the_volume(course):
    # worked example DC-3: 60 kg, ropivacaine 0.5 %: 180 mg, 36 mL
    shown = cards.dose_table(course, "ropivacaine", weight_kg=60, concentration_percent=0.5).text
    assert "180 mg" in shown
    assert "36.0 mL" in shown
    assert "Narkosguiden" in shown


def test_recalled_source_is_named_as_left_out(course):
    shown = cards.dose_table(course, "lidocaine", weight_kg=70, concentration_percent=1).text
    assert "Left out because only recalled, not read: UK product information." in shown
    assert "150 mg" not in shown


def test_worked_dose_follows_the_published_example(course):
    # DC-1: 70 kg, lidocaine 1 %: cap 300 mg, 30 mL
    shown = cards.worked_dose(course, "lidocaine", weight_kg=70, concentration_percent=1).text
    assert "300 mg ÷ 10 mg/mL = 30.0 mL" in shown
    assert "not medical advice" in shown


@pytest.mark.parametrize("weight_kg", [29, 201])
def test_weight_outside_the_adult_range_is_refused(weight_kg, course):
    with pytest.raises(OutOfRangeError, match="30 to 200"):
        cards.dose_table(course, "lidocaine", weight_kg=weight_kg, concentration_percent=1)


def test_unknown_drug_offers_the_nearest(course):
    with pytest.raises(UnknownNameError, match="lidocaine"):
        cards.worked_dose(course, "lidocane", weight_kg=70, concentration_percent=1)


def test_plasma_table_of_another_drug_invents_nothing(course):
    shown = cards.plasma_table("bupivacaine", dose_mg=150).text
    assert "none is invented" in shown


def test_compression_table_has_slow_between_healthy_and_blocked():
    shown = cards.compression_table().text
    assert (
        shown.index("Healthy") < shown.index("Myelin thinned") < shown.index("Myelin almost lost")
    )
    assert "Blocked" in shown.split("Myelin almost lost")[1]
    assert "not measured pressures" in shown


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_is_screened_with_rule_and_source(profile, course):
    found = rule_cards.screened(
        course, profile=profile, weight_kg=70, procedure="caudal_interlaminar_esi"
    )
    shown = rule_cards.assessment_card(found, course, lead=profile).text
    assert profile in shown
    lines = " ".join(shown.split())
    for finding in found.findings:
        assert finding.rule_id in lines
        assert all(source.rpartition(": ")[2] in lines for source in finding.sources)
    assert "not validated for patient care" in shown.lower()


def test_article_table_has_all_seven_and_the_left_out_ones_follow(course):
    shown = rule_cards.article_table(course).text
    for claim in ("S71", "S72", "S73", "S74", "S75", "S76", "S77"):
        assert claim in shown
    missing = rule_cards.left_out_table(course).text
    assert "R01" in missing
    assert "R11" in missing
    assert "R18" not in missing


def test_interval_table_says_which_edition_gives_no_time_and_what_aspirin_needs(course):
    shown = rule_cards.interval_table(course).text
    low = shown.split("edoxaban, low")[1].split("dabigatran")[0]
    assert "ASRA: find out" in low
    assert "none is licensed" in low
    aspirin = " ".join(shown.split("aspirin under 200 mg")[1].split())
    assert "pain procedures" in aspirin.split("clopidogrel")[0]
    assert "bloody puncture: 24 h" in " ".join(shown.split("LMWH, low")[1].split())


def test_toxicity_steps_are_in_order_with_doses_and_what_not_to_give(course):
    shown = rule_cards.toxicity_steps(course, weight=BodyWeight(60)).text
    # DC-5, DC-6, DC-7: 90 mL, 15 mL/min, 720 mL
    for dose in ("90 mL", "15 mL/min", "720 mL"):
        assert dose in shown
    assert (
        shown.index("Stop injecting") < shown.index("Call for help") < shown.index("lipid emulsion")
    )
    assert "Vasopressin is avoided" in shown
    assert "no other local anaesthetic" in shown


def test_risk_table_says_where_no_rate_was_found(course):
    shown = rule_cards.risk_table(course).text
    assert "no rate: reported; no sciatic rate found" in shown


def test_uncertain_sentences_of_the_injections_say_so(course):
    shown = rule_cards.procedure_card(course, "piriformis_injection").text
    assert "uncertain" in shown
    with pytest.raises(UnknownNameError, match="piriformis_injection"):
        rule_cards.procedure_card(course, "piriformis_injektion")
