"""Tables of injections, rules and risks of lesson 04."""

from __future__ import annotations

import re

import pytest

from sciatica_edu.errors import UnknownNameError
from sciatica_edu.evidence.citing import cite
from sciatica_edu.evidence.tables.contraindications import Procedure
from sciatica_edu.nerve_block.screening import rule_cards
from sciatica_edu.nerve_block.screening.rule_book import PROFILES
from sciatica_edu.nerve_block.tables import CONTRAINDICATIONS


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
    for words in ("R11", "bleeding disorder", "consent"):
        assert words.lower() in missing.lower()
    assert "R18" not in missing


def cells(shown):
    """Return the rows of a table as lists of cells, from its text."""
    rows = re.findall(r"<tr>(.*?)</tr>", shown.html, re.DOTALL)
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]


def test_every_rule_has_its_letter_for_every_injection_and_the_patients_are_marked(course):
    rules, procedures = course[CONTRAINDICATIONS].rules, course[CONTRAINDICATIONS].procedures
    chosen = Procedure.SNRB_TRANSFORAMINAL_ESI
    shown = rule_cards.contraindication_table(
        course, chosen=chosen, present=frozenset({"pregnancy"})
    )
    head, *rows = cells(shown)
    assert len(rows) == len(rules)
    assert [name.startswith("▶") for name in head[1:]] == [item is chosen for item in procedures]
    letter = {"A": "absolute", "R": "relative", "c": "caution", "·": "no_concern"}
    for rule, (name, *found) in zip(rules, rows, strict=True):
        assert name.startswith("▶") is (rule.condition_key == "pregnancy")
        assert ("SEND ON FIRST" in name) is bool(rule.red_flag)
        assert [letter[one] for one in found] == [
            rule.verdicts[item].name.lower() for item in procedures
        ]


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
    brief = rule_cards.how_often_table(course).text
    assert "2 to 2.8 of 10,000 people having a peripheral nerve block" in brief
    assert "no rate found" in brief.split("Fall / limb injury")[1].split("\n")[0]


def test_uncertain_sentences_of_the_injections_say_so(course):
    shown = rule_cards.procedure_card(course, "piriformis_injection").text
    assert "uncertain" in shown
    with pytest.raises(UnknownNameError, match="piriformis_injection"):
        rule_cards.procedure_card(course, "piriformis_injektion")
