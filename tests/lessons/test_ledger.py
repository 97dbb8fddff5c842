from __future__ import annotations

import re
from html import unescape

import pytest

from sciatica_edu.errors import UnknownNameError
from sciatica_edu.evidence.models import ClaimVerdict
from sciatica_edu.lessons.ledger import counts_table, ledger, most_harmful, verdict_counts


def test_every_claim_stands_in_the_ledger_with_its_correction(course):
    shown = " ".join(unescape(ledger(course).html).split())
    assert shown.count("<caption") == len(ClaimVerdict)
    rows = {row.split("<", 1)[0]: row for row in re.split(r"<tr><t[hd][^>]*>", shown)}
    for claim in course.claims.values():
        row = rows[" ".join(claim.claim.split())]
        assert " ".join(claim.correction.split()) in row, claim.id


def test_the_dangerous_come_first_and_never_without_their_correction(course):
    shown = ledger(course)
    assert shown.text.startswith("Dangerous")
    only = " ".join(ledger(course, verdict="dangerous").text.split())
    dangerous = [c for c in course.claims.values() if c.verdict is ClaimVerdict.DANGEROUS]
    assert len(dangerous) == 4
    for claim in dangerous:
        assert " ".join(claim.correction.split()) in only, claim.id


def test_one_verdict_shows_only_its_claims(course):
    text = " ".join(ledger(course, verdict="opinion").text.split())
    assert course.claims["S44"].claim not in text
    assert course.claims["S60"].claim in text


def test_a_misspelt_verdict_is_refused(course):
    with pytest.raises(UnknownNameError, match="Did you mean 'dangerous'"):
        ledger(course, verdict="dangerus")


def test_counts_add_up_to_95_entries(course):
    counts = verdict_counts(course.claims.values())
    assert sum(sum(row.values()) for row in counts.values()) == 85
    shown = counts_table(course).text
    assert "95 entries" in shown
    assert "dangerous | 4 | 0 | 0 | 0 | 4" in shown


def test_most_harmful_holds_all_claims_of_high_harm(course):
    html = unescape(most_harmful(course).html)
    shown = {claim.id for claim in course.claims.values() if f">{claim.claim}<" in html}
    high = {claim.id for claim in course.claims.values() if claim.harm_if_believed == "high"}
    assert shown == high
    assert "S44" in high
