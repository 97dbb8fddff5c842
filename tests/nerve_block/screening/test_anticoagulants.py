from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_edu.errors import OutOfRangeError
from sciatica_edu.evidence.course import load_course
from sciatica_edu.evidence.models import Certainty, Verification
from sciatica_edu.evidence.tables.contraindications import Procedure
from sciatica_edu.evidence.tables.drugs import HoldInterval
from sciatica_edu.evidence.tables.injections import BleedingDepth
from sciatica_edu.nerve_block.screening.anticoagulants import (
    Outcome,
    edition_timings,
    restarts,
    timing,
)
from sciatica_edu.nerve_block.tables import ANTICOAGULANTS, PROCEDURES

COURSE = load_course()
ROWS = COURSE[ANTICOAGULANTS]
NEURAXIAL, DEEP = BleedingDepth.NEURAXIAL, BleedingDepth.DEEP
SUPERFICIAL, MUSCLE = BleedingDepth.SUPERFICIAL, BleedingDepth.MUSCLE

# What each row must answer before an injection at the spine, clearance 90 mL/min: outcome and,
# where a time is given, hours since the last dose.
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


def ask(row_id, depth=NEURAXIAL, clearance=90.0):
    return timing(ROWS[row_id], depth=depth, clearance=clearance)


def hours_of(row_id, clearance=90.0):
    found = edition_timings(ROWS[row_id], clearance=clearance)
    return {item.edition: item.hours for item in found}


# --- every row -------------------------------------------------------------------------


def test_every_row_is_expected():
    assert set(EXPECTED) == set(ROWS)


@pytest.mark.parametrize("row_id", sorted(ROWS))
@pytest.mark.parametrize("depth", [NEURAXIAL, DEEP])
def test_each_row_answers_its_patient_and_not_a_neighbour(row_id, depth):
    answer = ask(row_id, depth=depth)
    outcome, hours = (EXPECTED if depth is NEURAXIAL else EXPECTED_DEEP)[row_id]
    assert (answer.outcome, answer.hours) == (outcome, hours)
    assert any("Never stop" in note for note in answer.notes)
    # The neighbour has the same drug, and an injection where a bleed can be compressed.
    neighbour = ask(row_id, depth=SUPERFICIAL)
    assert neighbour.hours is None
    assert neighbour.outcome in (Outcome.JUDGEMENT, Outcome.NO_WAIT, Outcome.AVOID)


@pytest.mark.parametrize(
    "doubt", [{"verified": Verification.MEMORY}, {"confidence": Certainty.LOW}], ids=str
)
@pytest.mark.parametrize("depth", list(BleedingDepth))
def test_a_recalled_or_weak_row_never_gives_a_time(doubt, depth):
    row = ROWS["AG-08"]
    recalled = row.model_copy(
        update={"editions": [item.model_copy(update=doubt) for item in row.editions]}
    )
    answer = timing(recalled, depth=depth, clearance=90)
    assert (answer.outcome, answer.hours) == (Outcome.FIND_OUT, None)
    for item in answer.editions:
        assert item.hours is None
        assert "current guideline" in item.why
        assert not any(character.isdigit() for character in item.why)
    assert restarts(recalled) == ("find out: check the current guideline",)


def test_one_recalled_edition_is_enough_for_find_out():
    row = ROWS["AG-08"]
    first, *others = row.editions
    doubtful = first.model_copy(update={"verified": Verification.MEMORY})
    row = row.model_copy(update={"editions": [doubtful, *others]})
    assert timing(row, depth=NEURAXIAL, clearance=90).outcome is Outcome.FIND_OUT


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


# Row, edition, what it says of the wait, and the fact with the figure that it must equal.
SAID = [
    ("AG-01", "ASRA", "hours", "AC-01", "rivaroxaban high dose"),
    ("AG-02", "ASRA", "hours", "AC-01", "rivaroxaban low dose"),
    ("AG-02", "ASRA", "reduced", "AC-01", "rivaroxaban low dose, CrCl <30"),
    ("AG-03", "ASRA", "hours", "AC-01", "apixaban high dose"),
    ("AG-04", "ASRA", "hours", "AC-01", "apixaban low dose"),
    ("AG-06", "ASRA", "hours", "ANTX-04", "high dose, clearance 50 or more"),
    ("AG-06", "ASRA", "reduced", "ANTX-04", "high dose, clearance 30-49"),
    ("AG-18", "ASRA", "hours", "ANTX-04", "low dose"),
    ("AG-12", "ASRA", "hours_range", "ANTX-06", "low dose, before"),
    ("AG-12", "ASRA", "reduced", "ANTX-06", "low dose, clearance 30-50"),
    ("AG-19", "ASRA", "shortest", "ANTX-06", "high dose, younger"),
    ("AG-19", "ASRA", "longest", "ANTX-06", "high dose, older"),
    ("AG-09", "ASRA", "hours_range", "ANTX-09", "intravenous, before"),
    ("AG-20", "ASRA", "hours", "ANTX-09", "higher subcutaneous dose"),
    ("AG-21", "ASRA", "hours", "ANTX-09", "highest doses"),
    ("AG-17", "ASRA", "hours", "ANTX-11", "thrombolytic, before"),
    ("AG-23", "ASRA", "hours_range", "ANTX-11", "abciximab"),
    ("AG-24", "ASRA", "hours_range", "ANTX-11", "eptifibatide or tirofiban"),
    ("AG-01", "ESAIC", "hours", "AC-09", "factor Xa inhibitors, high dose"),
    ("AG-04", "ESAIC", "hours", "AC-09", "apixaban low dose"),
    ("AG-07", "ESAIC", "hours", "AC-09", "LMWH low dose"),
    ("AG-08", "ESAIC", "hours", "AC-09", "LMWH high dose"),
    ("AG-03", "NHS", "hours", "AC-10", "factor Xa inhibitors"),
    ("AG-14", "NHS", "days", "AC-10", "clopidogrel"),
    ("AG-01", "AAGBI", "hours", "ANTX-12", "rivaroxaban, treatment, 2013"),
    ("AG-02", "AAGBI", "hours", "ANTX-12", "rivaroxaban, prophylaxis, 2013"),
    ("AG-14", "AAGBI", "days", "ANTX-12", "clopidogrel"),
    ("AG-16", "AAGBI", "days", "ANTX-12", "ticagrelor"),
]


@pytest.mark.parametrize(("row_id", "edition", "what", "fact", "name"), SAID)
def test_each_wait_is_the_figure_of_its_fact(row_id, edition, what, fact, name):
    hold = hold_of(row_id, edition)
    (figure,) = [figure for figure in COURSE.fact(fact).figures if figure.name == name]
    said = {
        "reduced": lambda: hold.reduced_clearance[0].hours,
        "shortest": lambda: hold.hours_range[0],
        "longest": lambda: hold.hours_range[1],
    }.get(what, lambda: getattr(hold, what))()
    assert said == (figure.range if what == "hours_range" else figure.value)


def test_kidney_function_lengthens_the_interval_of_each_edition():
    assert hours_of("AG-02", clearance=25) == {
        "ASRA 5th ed 2025": 30,
        "ESAIC/ESRA 2022": 30,
        "AAGBI/RA-UK 2013": 18,
        "NHS Lothian, undated": 72,
    }
    assert ask("AG-02", clearance=25).hours == 72


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
    assert ask(row_id, clearance=clearance).outcome is outcome


def test_a_condition_beside_the_time_is_told_with_it():
    found = edition_timings(ROWS["AG-18"], clearance=40)
    european = next(item for item in found if item.edition.startswith("ESAIC"))
    assert european.hours == 72
    assert "normal thrombin time" in european.why


@pytest.mark.parametrize(("clearance", "hours"), [(51, 42), (50, 58), (49, 72)])
def test_fondaparinux_waits_longer_from_a_clearance_of_50_down(clearance, hours):
    assert ask("AG-12", clearance=clearance).hours == hours


@pytest.mark.parametrize(("clearance", "hours"), [(90, 48), (50, 48), (49.9, 96), (30, 96)])
def test_the_narrowest_range_of_clearance_counts(clearance, hours):
    assert hours_of("AG-06", clearance)["NHS Lothian, undated"] == hours


@pytest.mark.parametrize(("clearance", "hours"), [(30, 24), (29.9, 30)])
def test_a_clearance_of_exactly_30_is_not_below_30(clearance, hours):
    assert hours_of("AG-02", clearance)["ASRA 5th ed 2025"] == hours


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
    assert timing(row, depth=NEURAXIAL, clearance=90).hours == hours


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
    assert said in restarts(ROWS[row_id])


@pytest.mark.parametrize("row_id", ["AG-07", "AG-08"])
def test_heparin_begins_again_24_h_after_a_bloody_puncture(row_id):
    figures = {figure.name: figure.value for figure in COURSE.fact("ANTX-07").figures}
    (restart,) = [item.restart for item in ROWS[row_id].editions if item.restart]
    dose = {"AG-07": "low dose", "AG-08": "high dose"}[row_id]
    assert restart.hours == figures[f"{dose}, after the needle"]
    assert restart.after_traumatic_hours == figures["after a bloody puncture"]


# --- unknown -----------------------------------------------------------------------------


@pytest.mark.parametrize("row_id", ["AG-01", "AG-02", "AG-06", "AG-07", "AG-12", "AG-18"])
def test_unknown_kidney_function_leads_to_find_out(row_id):
    answer = ask(row_id, clearance=None)
    assert answer.outcome is Outcome.FIND_OUT
    assert any("creatinine clearance" in item.why for item in answer.editions)


@given(st.sampled_from(sorted(ROWS)), st.sampled_from(list(BleedingDepth)), st.floats(0, 200))
def test_not_knowing_is_never_more_permissive_than_knowing(row_id, depth, clearance):
    known = ask(row_id, depth=depth, clearance=clearance)
    unknown = ask(row_id, depth=depth, clearance=None)
    if known.outcome is not Outcome.AVOID:
        assert unknown.outcome >= known.outcome or unknown.outcome is Outcome.FIND_OUT
    if unknown.hours is not None:
        assert known.hours == unknown.hours


@given(st.sampled_from(sorted(ROWS)), st.floats(0, 200), st.floats(0, 200))
def test_worse_kidneys_never_shorten_a_wait(row_id, one, other):
    worse, better = (ask(row_id, clearance=value) for value in sorted((one, other)))
    assert worse.outcome >= better.outcome
    if worse.hours is not None and better.hours is not None:
        assert worse.hours >= better.hours


# --- depth ---------------------------------------------------------------------------------


@pytest.mark.parametrize("depth", [SUPERFICIAL, MUSCLE])
def test_a_superficial_block_is_judged_not_timed(depth):
    answer = ask("AG-01", depth=depth)
    assert (answer.outcome, answer.hours) == (Outcome.JUDGEMENT, None)


@pytest.mark.parametrize("depth", list(BleedingDepth))
def test_a_thrombolytic_is_avoided_at_any_depth(depth):
    assert ask("AG-17", depth=depth).outcome is Outcome.AVOID


@pytest.mark.parametrize("depth", [DEEP, SUPERFICIAL, MUSCLE])
def test_aspirin_alone_needs_no_wait_except_before_an_injection_for_pain_at_the_spine(depth):
    # ANTX-10: ASRA 5 names invasive pain procedures as an exception.
    assert ask("AG-13", depth=depth).outcome is Outcome.NO_WAIT
    at_spine = ask("AG-13")
    assert at_spine.outcome is Outcome.JUDGEMENT
    assert any("pain procedures" in note for note in at_spine.notes)


def test_every_procedure_has_a_depth_and_spine_injections_are_neuraxial():
    depths = {procedure: row.bleeding_depth for procedure, row in COURSE[PROCEDURES].items()}
    assert set(depths) == {item.value for item in Procedure}
    assert depths[Procedure.SNRB_TRANSFORAMINAL_ESI] is NEURAXIAL
    assert depths[Procedure.CAUDAL_INTERLAMINAR_ESI] is NEURAXIAL
    assert depths[Procedure.PNB_PROXIMAL_SCIATIC] is DEEP


# --- bad input and data ------------------------------------------------------------------------


@pytest.mark.parametrize("clearance", [-1, 301, math.nan, math.inf])
def test_absurd_kidney_function_is_refused(clearance):
    with pytest.raises(OutOfRangeError, match="creatinine clearance"):
        ask("AG-01", clearance=clearance)


def test_each_drug_and_dose_has_one_row():
    pairs = [(row.drug, row.dose_class) for row in ROWS.values()]
    assert len(set(pairs)) == len(ROWS)


def test_every_edition_cites_plain_facts():
    for row in ROWS.values():
        for item in row.editions:
            cited = [*item.facts, *(item.restart.facts if item.restart else [])]
            assert all(COURSE.fact(fact).plain for fact in cited), (row.id, item.edition)
