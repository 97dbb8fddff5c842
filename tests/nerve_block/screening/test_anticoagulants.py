from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_edu.errors import OutOfRangeError, ParameterError, UnknownNameError
from sciatica_edu.evidence.course import load_course
from sciatica_edu.evidence.models import Certainty, Verification
from sciatica_edu.evidence.tables.contraindications import Procedure
from sciatica_edu.evidence.tables.drugs import HoldInterval
from sciatica_edu.evidence.tables.injections import BleedingDepth
from sciatica_edu.nerve_block.screening.anticoagulant_editions import (
    Intake,
    Outcome,
    edition_timings,
)
from sciatica_edu.nerve_block.screening.anticoagulants import find_row, timing
from sciatica_edu.nerve_block.tables import ANTICOAGULANTS, PROCEDURES

COURSE = load_course()
ROWS = COURSE[ANTICOAGULANTS]
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
    "AG-05": (Outcome.NOT_BEFORE, 72),
    # ASRA has no rule for a low dose.
    "AG-22": (Outcome.FIND_OUT, None),
    "AG-06": (Outcome.NOT_BEFORE, 72),
    "AG-18": (Outcome.NOT_BEFORE, 48),
    "AG-07": (Outcome.NOT_BEFORE, 12),
    "AG-08": (Outcome.NOT_BEFORE, 24),
    "AG-09": (Outcome.NOT_BEFORE, 6),
    "AG-10": (Outcome.NOT_BEFORE, 6),
    "AG-20": (Outcome.NOT_BEFORE, 12),
    "AG-21": (Outcome.NOT_BEFORE, 24),
    "AG-11": (Outcome.NOT_BEFORE, 120),
    "AG-12": (Outcome.NOT_BEFORE, 42),
    # The age is not asked, so the longer time, of older people, counts.
    "AG-19": (Outcome.NOT_BEFORE, 105),
    # ASRA 5 excepts pain procedures, which the injections at the spine are.
    "AG-13": (Outcome.JUDGEMENT, None),
    "AG-27": (Outcome.JUDGEMENT, None),
    "AG-14": (Outcome.NOT_BEFORE, 7 * 24),
    "AG-15": (Outcome.NOT_BEFORE, 10 * 24),
    "AG-16": (Outcome.NOT_BEFORE, 5 * 24),
    "AG-25": (Outcome.NOT_BEFORE, 3),
    "AG-26": (Outcome.NOT_BEFORE, 48),
    "AG-23": (Outcome.NOT_BEFORE, 48),
    "AG-24": (Outcome.NOT_BEFORE, 8),
    "AG-17": (Outcome.AVOID, None),
}
# Before a deep limb block, which is no pain procedure.
EXPECTED_DEEP = {**EXPECTED, "AG-13": (Outcome.NO_WAIT, None), "AG-27": (Outcome.NOT_BEFORE, 168)}


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
    outcome, hours = (EXPECTED if depth is NEURAXIAL else EXPECTED_DEEP)[row_id]
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


@pytest.mark.parametrize(
    "doubt", [{"verified": Verification.MEMORY}, {"confidence": Certainty.LOW}], ids=str
)
@pytest.mark.parametrize("depth", list(BleedingDepth))
def test_a_recalled_or_weak_row_never_gives_a_time(doubt, depth):
    row = ROWS["AG-08"]
    recalled = row.model_copy(
        update={"editions": [item.model_copy(update=doubt) for item in row.editions]}
    )
    answer = timing(
        [intake_of("AG-08")],
        rows={"AG-08": recalled},
        depth=depth,
        now=NOW,
        creatinine_clearance_ml_per_min=90,
    )
    assert answer.outcome is Outcome.FIND_OUT
    assert answer.not_before is None
    assert answer.interval_met(NOW) is None
    own = answer.drugs[0].editions[0]
    assert own.hours is None
    assert "current guideline" in own.why
    assert not any(character.isdigit() for character in own.why)
    assert answer.drugs[0].restart == ("find out: check the current guideline",)
    if depth in (NEURAXIAL, DEEP):
        assert any("ASRA" in item for item in answer.find_out)


def test_one_recalled_edition_is_enough_for_find_out():
    row = ROWS["AG-08"]
    first, *others = row.editions
    doubtful = first.model_copy(update={"verified": Verification.MEMORY})
    row = row.model_copy(update={"editions": [doubtful, *others]})
    found = edition_timings(row, intake=intake_of("AG-08"), clearance=90)
    assert max(item.outcome for item in found) is Outcome.FIND_OUT


def test_every_edition_names_its_year_and_every_row_an_edition_of_asra_5():
    for row in ROWS.values():
        names = [item.edition for item in row.editions]
        assert len(set(names)) == len(names)
        assert "ASRA 5th ed 2025" in names


# --- published values --------------------------------------------------------------------


def hold_of(row_id, edition):
    return next(
        item.hold_before_neuraxial
        for item in ROWS[row_id].editions
        if item.edition.startswith(edition)
    )


def test_the_rows_say_what_fact_ac_01_says():
    # Kopp 2025 (ASRA 5th edition), fact AC-01.
    figures = {figure.name: figure.value for figure in COURSE.fact("AC-01").figures}
    assert hold_of("AG-01", "ASRA").hours == figures["rivaroxaban high dose"]
    assert hold_of("AG-02", "ASRA").hours == figures["rivaroxaban low dose"]
    (reduced,) = hold_of("AG-02", "ASRA").reduced_clearance
    assert reduced.hours == figures["rivaroxaban low dose, CrCl <30"]
    assert hold_of("AG-03", "ASRA").hours == figures["apixaban high dose"]
    assert hold_of("AG-04", "ASRA").hours == figures["apixaban low dose"]


def test_the_new_rows_of_asra_5_say_what_their_facts_say():
    dabigatran, fondaparinux, heparin, other = (
        {figure.name: figure for figure in COURSE.fact(name).figures}
        for name in ("ANTX-04", "ANTX-06", "ANTX-09", "ANTX-11")
    )
    high, low = hold_of("AG-06", "ASRA"), hold_of("AG-18", "ASRA")
    assert high.hours == dabigatran["high dose, clearance 50 or more"].value
    assert high.reduced_clearance[0].hours == dabigatran["high dose, clearance 30-49"].value
    assert low.hours == dabigatran["low dose"].value
    assert hold_of("AG-12", "ASRA").hours_range == fondaparinux["low dose, before"].range
    reduced = hold_of("AG-12", "ASRA").reduced_clearance[0]
    assert reduced.hours == fondaparinux["low dose, clearance 30-50"].value
    assert hold_of("AG-19", "ASRA").hours_range == [
        fondaparinux["high dose, younger"].value,
        fondaparinux["high dose, older"].value,
    ]
    assert hold_of("AG-09", "ASRA").hours_range == heparin["intravenous, before"].range
    assert hold_of("AG-20", "ASRA").hours == heparin["higher subcutaneous dose"].value
    assert hold_of("AG-21", "ASRA").hours == heparin["highest doses"].value
    assert hold_of("AG-17", "ASRA").hours == other["thrombolytic, before"].value
    assert hold_of("AG-23", "ASRA").hours_range == other["abciximab"].range
    assert hold_of("AG-24", "ASRA").hours_range == other["eptifibatide or tirofiban"].range


def test_the_other_editions_say_what_facts_ac_09_ac_10_and_antx_12_say():
    european, local, british = (
        {figure.name: figure.value for figure in COURSE.fact(name).figures}
        for name in ("AC-09", "AC-10", "ANTX-12")
    )
    assert hold_of("AG-01", "ESAIC").hours == european["factor Xa inhibitors, high dose"]
    assert hold_of("AG-04", "ESAIC").hours == european["apixaban low dose"]
    assert hold_of("AG-07", "ESAIC").hours == european["LMWH low dose"]
    assert hold_of("AG-08", "ESAIC").hours == european["LMWH high dose"]
    assert hold_of("AG-03", "NHS").hours == local["factor Xa inhibitors"]
    assert hold_of("AG-14", "NHS").days == local["clopidogrel"]
    assert hold_of("AG-01", "AAGBI").hours == british["rivaroxaban, treatment, 2013"]
    assert hold_of("AG-02", "AAGBI").hours == british["rivaroxaban, prophylaxis, 2013"]
    assert hold_of("AG-14", "AAGBI").days == british["clopidogrel"]
    assert hold_of("AG-16", "AAGBI").days == british["ticagrelor"]


def test_kidney_function_lengthens_the_interval_of_each_edition():
    (drug,) = ask(intake_of("AG-02"), clearance=25).drugs
    assert {edition.edition: edition.hours for edition in drug.editions} == {
        "ASRA 5th ed 2025": 30,
        "ESAIC/ESRA 2022": 30,
        "AAGBI/RA-UK 2013": 18,
        "NHS Lothian, undated": 72,
    }
    assert drug.not_before == AN_HOUR_AGO + timedelta(hours=72)


@pytest.mark.parametrize(
    ("row_id", "clearance", "outcome"),
    [
        ("AG-06", 50, Outcome.NOT_BEFORE),
        ("AG-06", 49, Outcome.FIND_OUT),  # ESAIC/ESRA waits for the level
        ("AG-06", 29, Outcome.FIND_OUT),  # ASRA avoids it
        ("AG-12", 30, Outcome.NOT_BEFORE),
        ("AG-12", 29, Outcome.FIND_OUT),
        ("AG-19", 51, Outcome.NOT_BEFORE),
        ("AG-19", 50, Outcome.FIND_OUT),  # no figure was read
    ],
)
def test_failing_kidneys_end_the_fixed_times(row_id, clearance, outcome):
    assert ask(intake_of(row_id), clearance=clearance).outcome is outcome


def test_a_condition_beside_the_time_is_told_with_it():
    (drug,) = ask(intake_of("AG-18"), clearance=40).drugs
    european = next(item for item in drug.editions if item.edition.startswith("ESAIC"))
    assert european.hours == 72
    assert "normal thrombin time" in european.why


@pytest.mark.parametrize(("clearance", "hours"), [(51, 42), (50, 58), (49, 72)])
def test_fondaparinux_waits_longer_from_a_clearance_of_50_down(clearance, hours):
    (drug,) = ask(intake_of("AG-12"), clearance=clearance).drugs
    assert drug.not_before == AN_HOUR_AGO + timedelta(hours=hours)


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
    first = ROWS["AG-01"].editions[0].model_copy(update={"hold_before_neuraxial": hold})
    row = ROWS["AG-01"].model_copy(update={"editions": [first]})
    (edition,) = edition_timings(row, intake=intake_of("AG-01"), clearance=90)
    assert edition.hours == hours
    assert edition.not_before == AN_HOUR_AGO + timedelta(hours=hours)


@pytest.mark.parametrize(
    ("row_id", "said"),
    [
        ("AG-01", "ASRA 5th ed 2025: next dose 24 h after the needle or later"),
        ("AG-01", "US label of rivaroxaban 2015: after a bloody puncture: 24 h"),
        ("AG-02", "ASRA 5th ed 2025: next dose 6 h after the needle or later"),
        ("AG-03", "US label of apixaban 2025: after a bloody puncture: 48 h"),
        ("AG-13", "find out: check the current guideline"),
    ],
)
def test_when_to_begin_again_is_said_with_its_edition(row_id, said):
    assert said in ask(intake_of(row_id)).drugs[0].restart


@pytest.mark.parametrize("row_id", ["AG-07", "AG-08"])
def test_heparin_begins_again_24_h_after_a_bloody_puncture(row_id):
    figures = {figure.name: figure.value for figure in COURSE.fact("ANTX-07").figures}
    (restart,) = [item.restart for item in ROWS[row_id].editions if item.restart]
    dose = {"AG-07": "low dose", "AG-08": "high dose"}[row_id]
    assert restart.hours == figures[f"{dose}, after the needle"]
    assert restart.after_traumatic_hours == figures["after a bloody puncture"]


def test_an_edition_that_wants_a_level_below_a_clearance_leads_to_find_out():
    answer = ask(intake_of("AG-01"), clearance=20)
    assert answer.outcome is Outcome.FIND_OUT
    assert any("level" in item for item in answer.find_out)


def test_disagreement_is_shown():
    assert ask(intake_of("AG-01")).drugs[0].disagree
    assert not ask(intake_of("AG-07")).drugs[0].disagree


# --- unknown -----------------------------------------------------------------------------


@pytest.mark.parametrize("row_id", ["AG-01", "AG-02", "AG-06", "AG-07", "AG-12", "AG-18"])
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
    answer = ask(Intake("unfractionated_heparin", "low", LONG_AGO))
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
def test_a_thrombolytic_is_avoided_at_any_depth(depth):
    assert ask(intake_of("AG-17"), depth=depth).outcome is Outcome.AVOID


@pytest.mark.parametrize("depth", [DEEP, SUPERFICIAL, MUSCLE])
def test_aspirin_alone_needs_no_wait_except_before_an_injection_for_pain_at_the_spine(depth):
    # ANTX-10: ASRA 5 names invasive pain procedures as an exception.
    assert ask(intake_of("AG-13"), depth=depth).outcome is Outcome.NO_WAIT
    at_spine = ask(intake_of("AG-13"))
    assert at_spine.outcome is Outcome.JUDGEMENT
    assert any("pain procedures" in note for note in at_spine.notes)


def test_every_procedure_has_a_depth_and_spine_injections_are_neuraxial():
    depths = {procedure: row.bleeding_depth for procedure, row in COURSE[PROCEDURES].items()}
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
    answer = ask(intake_of("AG-08", LONG_AGO), intake_of("AG-22", LONG_AGO))
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


def test_every_edition_cites_plain_facts():
    for row in ROWS.values():
        for item in row.editions:
            cited = [*item.facts, *(item.restart.facts if item.restart else [])]
            assert all(COURSE.fact(fact).plain for fact in cited), (row.id, item.edition)
