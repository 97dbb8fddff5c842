from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_edu.errors import OutOfRangeError, ParameterError, UnknownNameError
from sciatica_edu.evidence.course import load_course
from sciatica_edu.evidence.tables.contraindications import Procedure
from sciatica_edu.evidence.tables.drugs import HoldInterval
from sciatica_edu.evidence.tables.injections import BleedingDepth
from sciatica_edu.nerve_block.screening.anticoagulant_editions import (
    Intake,
    Outcome,
    edition_timings,
)
from sciatica_edu.nerve_block.screening.anticoagulants import find_row, timing

COURSE = load_course()
ROWS = COURSE.anticoagulants
NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
AN_HOUR_AGO = NOW - timedelta(hours=1)
LONG_AGO = NOW - timedelta(days=60)
NEURAXIAL, DEEP = BleedingDepth.NEURAXIAL, BleedingDepth.DEEP
SUPERFICIAL, MUSCLE = BleedingDepth.SUPERFICIAL, BleedingDepth.MUSCLE

# What each row must answer for a patient who took it an hour ago, clearance 90 mL/min,
# before an injection at the spine: outcome and, where one is given, hours since the dose.
EXPECTED = {
    "AG-01": (Outcome.NOT_BEFORE, 72),
    # ASRA and ESAIC/ESRA 24 h, a local table 48 h: the stricter stands.
    "AG-02": (Outcome.NOT_BEFORE, 48),
    "AG-03": (Outcome.NOT_BEFORE, 72),
    "AG-04": (Outcome.NOT_BEFORE, 48),
    "AG-05": (Outcome.FIND_OUT, None),
    "AG-06": (Outcome.FIND_OUT, None),
    "AG-07": (Outcome.NOT_BEFORE, 12),
    "AG-08": (Outcome.NOT_BEFORE, 24),
    "AG-09": (Outcome.FIND_OUT, None),
    "AG-10": (Outcome.FIND_OUT, None),
    "AG-11": (Outcome.NOT_BEFORE, 120),
    "AG-12": (Outcome.FIND_OUT, None),
    "AG-13": (Outcome.NO_WAIT, None),
    "AG-14": (Outcome.FIND_OUT, None),
    "AG-15": (Outcome.FIND_OUT, None),
    "AG-16": (Outcome.FIND_OUT, None),
    "AG-17": (Outcome.AVOID, None),
}

RECALLED = sorted(
    key for key, row in ROWS.items() if row.verified == "memory" or row.confidence == "low"
)


def ask(*intakes, depth=NEURAXIAL, now=NOW, clearance=90.0):
    return timing(
        intakes, rows=ROWS, depth=depth, now=now, creatinine_clearance_ml_per_min=clearance
    )


def intake_of(row_id, last_dose=AN_HOUR_AGO):
    return Intake(ROWS[row_id].drug_key, ROWS[row_id].dose_key, last_dose)


# --- every row -------------------------------------------------------------------------


def test_every_row_is_expected():
    assert set(EXPECTED) == set(ROWS)


@pytest.mark.parametrize("row_id", sorted(ROWS))
@pytest.mark.parametrize("depth", [NEURAXIAL, DEEP])
def test_a_patient_who_took_it_an_hour_ago_triggers_the_row(row_id, depth):
    answer = ask(intake_of(row_id), depth=depth)
    outcome, hours = EXPECTED[row_id]
    (drug,) = answer.drugs
    assert drug.row_id == row_id
    assert answer.outcome is outcome
    if hours is None:
        assert answer.not_before is None
    else:
        assert answer.not_before == AN_HOUR_AGO + timedelta(hours=hours)
        assert answer.interval_met(NOW) is False
    assert "not medical advice" in answer.disclaimer
    assert any("Never stop" in note for note in answer.notes)


@pytest.mark.parametrize("row_id", [key for key, (_, hours) in EXPECTED.items() if hours])
def test_a_patient_whose_last_dose_is_long_past_does_not_trigger_the_row(row_id):
    assert ask(intake_of(row_id, LONG_AGO)).interval_met(NOW) is True


@pytest.mark.parametrize("row_id", [key for key, (_, hours) in EXPECTED.items() if not hours])
def test_a_patient_on_another_drug_does_not_trigger_the_row(row_id):
    other = "AG-07" if row_id != "AG-07" else "AG-11"
    assert row_id not in {drug.row_id for drug in ask(intake_of(other)).drugs}


@pytest.mark.parametrize("row_id", [key for key, (_, hours) in EXPECTED.items() if hours])
def test_the_interval_is_met_at_the_minute_and_not_before(row_id):
    answer = ask(intake_of(row_id))
    assert answer.interval_met(answer.not_before) is True
    assert answer.interval_met(answer.not_before - timedelta(minutes=1)) is False


def test_the_rows_that_were_only_recalled_are_known():
    # Empty, this list would leave the next test with nothing to look at.
    assert RECALLED == ["AG-05", "AG-06", "AG-09", "AG-10", "AG-12", "AG-14", "AG-15", "AG-16"]


@pytest.mark.parametrize("row_id", RECALLED)
@pytest.mark.parametrize("depth", list(BleedingDepth))
def test_a_recalled_or_weak_row_never_gives_a_time(row_id, depth):
    answer = ask(intake_of(row_id), depth=depth)
    assert answer.outcome >= Outcome.FIND_OUT
    assert answer.not_before is None
    assert answer.interval_met(NOW) is None
    own = answer.drugs[0].editions[0]
    assert own.hours is None
    assert "current guideline" in own.why
    assert not any(character.isdigit() for character in own.why)
    assert "current guideline" in answer.drugs[0].restart


def test_what_to_find_out_names_the_edition():
    assert any("ASRA" in item for item in ask(intake_of("AG-05")).find_out)


# --- published values --------------------------------------------------------------------


def test_the_rows_say_what_fact_ac_01_says():
    # Kopp 2025 (ASRA 5th edition), fact AC-01.
    figures = {figure.name: figure.value for figure in COURSE.fact("AC-01").figures}
    assert ROWS["AG-01"].hold_before_neuraxial.hours == figures["rivaroxaban high dose"]
    assert ROWS["AG-02"].hold_before_neuraxial.hours == figures["rivaroxaban low dose"]
    assert (
        ROWS["AG-02"].hold_before_neuraxial.hours_if_crcl_below_30
        == figures["rivaroxaban low dose, CrCl <30"]
    )
    assert ROWS["AG-03"].hold_before_neuraxial.hours == figures["apixaban high dose"]
    assert ROWS["AG-04"].hold_before_neuraxial.hours == figures["apixaban low dose"]


def test_the_other_editions_say_what_facts_ac_09_and_ac_10_say():
    european = {figure.name: figure.value for figure in COURSE.fact("AC-09").figures}
    local = {figure.name: figure.value for figure in COURSE.fact("AC-10").figures}
    hours = {
        (row_id, other.edition): other.hold_before_neuraxial
        for row_id, row in ROWS.items()
        for other in row.other_editions
    }
    assert hours["AG-01", "ESAIC/ESRA 2022"].hours == european["factor Xa inhibitors, high dose"]
    assert hours["AG-04", "ESAIC/ESRA 2022"].hours == european["apixaban low dose"]
    assert hours["AG-07", "ESAIC/ESRA 2022"].hours == european["LMWH low dose"]
    assert hours["AG-08", "ESAIC/ESRA 2022"].hours == european["LMWH high dose"]
    assert hours["AG-03", "NHS Lothian"].hours == local["factor Xa inhibitors"]
    assert hours["AG-14", "NHS Lothian"].days == local["clopidogrel"]


def test_kidney_function_lengthens_the_interval_of_each_edition():
    (drug,) = ask(intake_of("AG-02"), clearance=25).drugs
    assert {edition.edition: edition.hours for edition in drug.editions} == {
        "ASRA 5th ed 2025": 30,
        "ESAIC/ESRA 2022": 30,
        "NHS Lothian": 72,
    }
    assert drug.not_before == AN_HOUR_AGO + timedelta(hours=72)


@pytest.mark.parametrize(("clearance", "hours"), [(90, 48), (50, 48), (49.9, 96), (30, 96)])
def test_the_narrowest_range_of_clearance_counts(clearance, hours):
    (drug,) = ask(intake_of("AG-06"), clearance=clearance).drugs
    assert drug.editions[2].hours == hours


@pytest.mark.parametrize(("clearance", "hours"), [(30, 24), (29.9, 30)])
def test_a_clearance_of_exactly_30_is_not_below_30(clearance, hours):
    (drug,) = ask(intake_of("AG-02"), clearance=clearance).drugs
    assert [edition.hours for edition in drug.editions[:2]] == [hours, hours]


@pytest.mark.parametrize(
    ("hold", "hours"),
    [
        (HoldInterval(hours_range=[24, 72]), 72),
        (HoldInterval(days_range=[7, 5]), 7 * 24),
        (HoldInterval(days=5), 5 * 24),
        (HoldInterval(hours=12), 12),
    ],
)
def test_of_a_range_the_longer_interval_counts(hold, hours):
    row = ROWS["AG-01"].model_copy(update={"hold_before_neuraxial": hold, "other_editions": []})
    (edition,) = edition_timings(row, intake=intake_of("AG-01"), clearance=90)
    assert edition.hours == hours
    assert edition.not_before == AN_HOUR_AGO + timedelta(hours=hours)


@pytest.mark.parametrize(
    ("row_id", "said"),
    [
        ("AG-01", "24 h or later (ASRA 5th ed 2025)"),
        ("AG-02", "6 h or later (ASRA 5th ed 2025)"),
        ("AG-08", "the team decides (no interval was read)"),
        ("AG-13", "no pause"),
    ],
)
def test_when_to_begin_again_is_said_with_its_edition(row_id, said):
    assert ask(intake_of(row_id)).drugs[0].restart == said


def test_an_edition_that_wants_a_level_below_a_clearance_leads_to_find_out():
    answer = ask(intake_of("AG-01"), clearance=20)
    assert answer.outcome is Outcome.FIND_OUT
    assert any("level" in item for item in answer.find_out)


def test_disagreement_is_shown():
    assert ask(intake_of("AG-01")).drugs[0].disagree
    assert not ask(intake_of("AG-07")).drugs[0].disagree


# --- unknown -----------------------------------------------------------------------------


@pytest.mark.parametrize("row_id", ["AG-01", "AG-02", "AG-03", "AG-04", "AG-07", "AG-08"])
def test_unknown_kidney_function_leads_to_find_out(row_id):
    answer = ask(intake_of(row_id), clearance=None)
    assert answer.outcome is Outcome.FIND_OUT
    assert any("creatinine clearance" in item for item in answer.find_out)


def test_unknown_time_of_the_last_dose_leads_to_find_out():
    answer = ask(intake_of("AG-11", None))
    assert answer.outcome is Outcome.FIND_OUT
    assert any("whose time is needed" in item for item in answer.find_out)


def test_unknown_dose_class_leads_to_find_out():
    answer = ask(Intake("rivaroxaban", None, LONG_AGO))
    assert answer.outcome is Outcome.FIND_OUT
    assert answer.find_out == ("the dose class of rivaroxaban",)


def test_a_dose_class_without_a_row_leads_to_find_out():
    answer = ask(Intake("edoxaban", "low", LONG_AGO))
    assert answer.outcome is Outcome.FIND_OUT
    assert "no row" in answer.find_out[0]


@given(
    st.sampled_from(sorted(ROWS)),
    st.sampled_from(list(BleedingDepth)),
    st.floats(0, 200),
    st.integers(0, 2000),
)
def test_not_knowing_is_never_more_permissive_than_knowing(row_id, depth, clearance, hours):
    taken = NOW - timedelta(hours=hours)
    known = ask(intake_of(row_id, taken), depth=depth, clearance=clearance)
    unknown = ask(intake_of(row_id, None), depth=depth, clearance=None)
    assert unknown.outcome >= known.outcome
    assert unknown.not_before is None


# --- depth ---------------------------------------------------------------------------------


@pytest.mark.parametrize("depth", [SUPERFICIAL, MUSCLE])
def test_a_superficial_block_is_judged_not_timed(depth):
    answer = ask(intake_of("AG-01"), depth=depth)
    assert answer.outcome is Outcome.JUDGEMENT
    assert answer.not_before is None


@pytest.mark.parametrize("depth", list(BleedingDepth))
def test_aspirin_alone_needs_no_wait_and_a_thrombolytic_is_avoided_at_any_depth(depth):
    assert ask(intake_of("AG-13"), depth=depth).outcome is Outcome.NO_WAIT
    assert ask(intake_of("AG-17"), depth=depth).outcome is Outcome.AVOID


def test_every_procedure_has_a_depth_and_spine_injections_are_neuraxial():
    depths = {procedure: row.bleeding_depth for procedure, row in COURSE.procedures.items()}
    assert set(depths) == {item.value for item in Procedure}
    assert depths[Procedure.SNRB_TRANSFORAMINAL_ESI] is NEURAXIAL
    assert depths[Procedure.CAUDAL_INTERLAMINAR_ESI] is NEURAXIAL
    assert depths[Procedure.PNB_PROXIMAL_SCIATIC] is DEEP


# --- two drugs -------------------------------------------------------------------------------


def test_of_two_drugs_the_later_time_stands_and_both_are_shown():
    low_heparin = Intake("lmwh", "low", NOW - timedelta(hours=2))
    warfarin = Intake("warfarin", None, NOW - timedelta(days=3))
    answer = ask(low_heparin, warfarin)
    assert answer.outcome is Outcome.NOT_BEFORE
    assert answer.not_before == warfarin.last_dose + timedelta(days=5)
    assert [drug.row_id for drug in answer.drugs] == ["AG-07", "AG-11"]
    assert all(drug.not_before for drug in answer.drugs)
    assert any("Drugs together" in note for note in answer.notes)


def test_one_drug_without_a_time_leaves_both_without():
    answer = ask(intake_of("AG-08", LONG_AGO), intake_of("AG-14", LONG_AGO))
    assert answer.outcome is Outcome.FIND_OUT
    assert answer.not_before is None
    assert answer.interval_met(NOW) is None


@given(st.sampled_from(sorted(ROWS)), st.sampled_from(sorted(ROWS)))
def test_a_second_drug_never_makes_the_answer_more_permissive(first, second):
    if ROWS[first].drug_key == ROWS[second].drug_key:
        return
    one, both = ask(intake_of(first)), ask(intake_of(first), intake_of(second))
    assert both.outcome >= one.outcome
    if both.not_before is not None and one.not_before is not None:
        assert both.not_before >= one.not_before


# --- time ------------------------------------------------------------------------------------


def test_an_interval_counts_hours_across_a_change_of_the_clocks():
    # In Berlin 29 March 2026 has 23 hours.
    berlin = ZoneInfo("Europe/Berlin")
    taken = datetime(2026, 3, 28, 12, 0, tzinfo=berlin)
    answer = ask(Intake("lmwh", "high", taken), now=datetime(2026, 3, 28, 13, 0, tzinfo=berlin))
    assert answer.not_before == datetime(2026, 3, 29, 13, 0, tzinfo=berlin)


def test_times_without_a_zone_work_when_none_has_one():
    taken = datetime(2026, 3, 10, 8, 0)  # noqa: DTZ001
    answer = ask(Intake("lmwh", "low", taken), now=datetime(2026, 3, 10, 9, 0))  # noqa: DTZ001
    assert answer.not_before == taken + timedelta(hours=12)
    with pytest.raises(ParameterError, match="time zone"):
        answer.interval_met(NOW)


def test_a_dose_in_the_future_is_refused():
    with pytest.raises(OutOfRangeError, match=r"last dose of lmwh is .* in the future"):
        ask(Intake("lmwh", "low", NOW + timedelta(minutes=1)))


def test_a_mix_of_times_with_and_without_a_zone_is_refused():
    with pytest.raises(ParameterError, match="one has a time zone"):
        ask(Intake("lmwh", "low", datetime(2026, 3, 10, 8, 0)))  # noqa: DTZ001


# --- bad input ---------------------------------------------------------------------------------


@pytest.mark.parametrize("clearance", [-1, 301, math.nan, math.inf])
def test_absurd_kidney_function_is_refused(clearance):
    with pytest.raises(OutOfRangeError, match="creatinine clearance"):
        ask(intake_of("AG-01"), clearance=clearance)


def test_unknown_drugs_and_doses_are_refused_with_the_nearest_name():
    with pytest.raises(UnknownNameError, match="Did you mean 'warfarin'"):
        ask(Intake("warfarine"))
    with pytest.raises(UnknownNameError, match="Did you mean 'high'"):
        ask(Intake("apixaban", "hihg"))


def test_no_drug_or_the_same_twice_is_refused():
    with pytest.raises(ParameterError, match="no drug"):
        ask()
    with pytest.raises(ParameterError, match="given twice: lmwh"):
        ask(intake_of("AG-07"), intake_of("AG-08"))


def test_each_drug_and_dose_leads_to_one_row():
    pairs = [(row.drug_key, row.dose_key) for row in ROWS.values()]
    assert len(set(pairs)) == len(ROWS)
    assert [find_row(ROWS, drug=drug, dose=dose).id for drug, dose in pairs] == list(ROWS)


def test_every_row_and_edition_cites_facts_that_exist():
    for row in ROWS.values():
        assert row.facts
        assert set(row.facts) <= set(COURSE.facts)
        for other in row.other_editions:
            assert other.facts
            assert all(COURSE.fact(fact).plain for fact in other.facts)
