from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_edu.errors import OutOfRangeError, UnknownNameError
from sciatica_edu.evidence.course import load_course
from sciatica_edu.evidence.tables.contraindications import Procedure
from sciatica_edu.evidence.tables.injections import SourcedText
from sciatica_edu.nerve_block.screening.complications import (
    frequencies,
    natural_frequency,
    wilson_interval,
)
from sciatica_edu.nerve_block.screening.rule_cards import stated
from sciatica_edu.nerve_block.tables import COMPLICATIONS, CONTRAINDICATIONS, PROCEDURES

COURSE = load_course()
SHEETS = COURSE[PROCEDURES]
RISKS = {key: frequencies(row) for key, row in COURSE[COMPLICATIONS].items()}


# --- which block ------------------------------------------------------------------------


def test_the_five_injections_of_the_rules_are_described():
    assert set(SHEETS) == set(Procedure) == set(COURSE[CONTRAINDICATIONS].procedures)


def test_only_the_injections_at_the_spine_reach_the_root():
    # Facts NB-02 and NB-03: the article merges a limb block with a root injection (S66).
    reaching = {procedure for procedure, sheet in SHEETS.items() if sheet.reaches_nerve_root}
    assert reaching == {Procedure.SNRB_TRANSFORAMINAL_ESI, Procedure.CAUDAL_INTERLAMINAR_ESI}


SAID = [
    text
    for row in SHEETS.values()
    for text in (
        *(row.target, row.injected, row.guidance, row.bleeding_depth_reason),
        *(*row.used_for, *row.evidence, *row.is_not),
    )
]


def test_every_clinical_sentence_cites_facts_and_is_marked_where_they_are_weak():
    marked = 0
    for text in SAID:
        assert text.facts, text.text
        weak = not all(COURSE.fact(fact).plain for fact in text.facts)
        marked += weak
        assert ("uncertain" in stated(text, COURSE.facts).removeprefix(text.text)) is weak
    assert 0 < marked < len(SAID)
    for row in SHEETS.values():
        assert "(convention, not evidence)" in stated(row.done_by, COURSE.facts)


def test_no_limb_block_is_presented_as_a_treatment_of_sciatica():
    for procedure in (Procedure.PNB_POPLITEAL, Procedure.PNB_PROXIMAL_SCIATIC):
        sheet = SHEETS[procedure]
        assert not any("sciatica" in item.text.lower() for item in sheet.used_for)
        assert any("no randomised trial" in item.text for item in sheet.evidence)


def test_the_fda_warning_stands_on_both_epidural_sheets():
    for procedure in (Procedure.SNRB_TRANSFORAMINAL_ESI, Procedure.CAUDAL_INTERLAMINAR_ESI):
        assert any("FDA" in item.text for item in SHEETS[procedure].is_not)
        assert any("CX-07" in item.facts for item in SHEETS[procedure].is_not)


def test_a_fact_that_does_not_exist_is_refused():
    with pytest.raises(UnknownNameError, match="NB-99"):
        stated(SourcedText(text="So.", facts=["NB-99"]), COURSE.facts)


# --- complications ------------------------------------------------------------------------


def figures(fact_id):
    return {figure.name: figure.value for figure in COURSE.fact(fact_id).figures}


def test_the_rates_are_those_of_their_facts():
    toxicity, injury, bleeding = (RISKS[key][0] for key in ("K02", "K03", "K04"))
    assert [toxicity.low_per_10000, toxicity.high_per_10000] == figures("LS-01")["incidence"]
    percent = figures("CX-01")["permanent, range"]
    assert [injury.low_per_10000, injury.high_per_10000] == pytest.approx(
        [100 * value for value in percent]
    )
    assert bleeding.low_per_10000 == pytest.approx(
        10_000 / figures("AC-07")["classic epidural"], rel=0.01
    )
    assert bleeding.high_per_10000 == pytest.approx(
        10_000 / figures("AC-07")["later epidural series"][0], rel=0.01
    )


def test_the_rates_of_newer_complications_are_those_of_their_facts():
    haematoma, dural, wrong_side = (
        RISKS[key][place] for key, place in (("K04", 1), ("K11", 0), ("K12", 0))
    )
    assert haematoma.low_per_10000 == pytest.approx(10_000 / 117_000, rel=0.01)
    assert dural.low_per_10000 == pytest.approx(100 * figures("EPI-02")["dural puncture"])
    assert wrong_side.low_per_10000 == pytest.approx(10_000 / 6250)
    low, high = COURSE.fact("EPI-05").figures[0].range
    minor = RISKS["K13"][1]
    assert (minor.low_per_10000, minor.high_per_10000) == pytest.approx((100 * low, 100 * high))


def test_rates_are_told_as_natural_frequencies():
    assert RISKS["K02"][0].words == ("2 to 2.8 of 10,000 people having a peripheral nerve block")
    assert "1 of 150,000 to 1 of 2,700" in RISKS["K04"][0].words
    assert "3 of 65,000" in RISKS["K05"][0].words


def test_some_complications_have_no_rate():
    without = {key for key, found in RISKS.items() if not found}
    assert without == {"K01", "K06", "K08", "K09", "K10"}


def test_a_broken_needle_is_neither_always_left_nor_always_removed():
    # INJ-07 rests on case reports; both rules are wrong.
    said = COURSE[COMPLICATIONS]["K07"].clinician
    assert "do not probe" in said
    assert 'neither "always leave it" nor "always remove it"' in said


def test_a_range_of_reports_is_not_called_an_interval():
    assert "not an interval" in RISKS["K02"][0].counted
    assert "95 % interval" in RISKS["K05"][0].counted


def test_every_rate_is_of_a_plain_fact():
    ranges = [item for row in COURSE[COMPLICATIONS].values() for item in row.incidence_ranges]
    assert len(ranges) == 12
    for item in ranges:
        assert all(COURSE.fact(fact).plain for fact in item.facts)


def test_wilson_interval_of_published_examples():
    # Newcombe 1998, Stat Med 17:857-872: 81/263 gives 0.2553 to 0.3662, 0/20 gives 0 to 0.1611.
    assert wilson_interval(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson_interval(0, 20) == pytest.approx((0, 0.1611), abs=5e-5)
    assert wilson_interval(20, 20)[1] == 1


@given(st.integers(1, 10**6), st.floats(0, 1))
def test_an_interval_encloses_its_proportion(people, share):
    events = round(people * share)
    low, high = wilson_interval(events, people)
    assert 0 <= low <= events / people + 1e-12
    assert events / people - 1e-12 <= high <= 1


@pytest.mark.parametrize(("events", "people"), [(-1, 10), (11, 10), (0, 0), (math.nan, 10)])
def test_impossible_counts_are_refused(events, people):
    with pytest.raises(OutOfRangeError, match="number of"):
        wilson_interval(events, people)


def test_rates_in_words():
    assert natural_frequency(0) == "0 of 10,000"
    assert natural_frequency(20) == "20 of 10,000"
    with pytest.raises(OutOfRangeError, match="rate per 10,000"):
        natural_frequency(10_001)
