"""Tables of injections, rules and risks of lesson 04."""

from __future__ import annotations

import pytest

from sciatica_edu.errors import UnknownNameError
from sciatica_edu.evidence.citing import cite
from sciatica_edu.nerve_block.screening import rule_cards
from sciatica_edu.nerve_block.screening.profiles import PROFILES


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
        assert cite(course, finding.facts) in lines
        assert finding.plain_language in lines
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


def test_risk_table_says_where_no_rate_was_found(course):
    shown = rule_cards.risk_table(course).text
    assert "no rate: reported; no sciatic rate found" in shown


def test_uncertain_sentences_of_the_injections_say_so(course):
    shown = rule_cards.procedure_card(course, "piriformis_injection").text
    assert "uncertain" in shown
    with pytest.raises(UnknownNameError, match="piriformis_injection"):
        rule_cards.procedure_card(course, "piriformis_injektion")
