from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_edu.errors import OutOfRangeError, UnknownNameError
from sciatica_edu.evidence.course import load_course
from sciatica_edu.nerve_block.screening.anticoagulant_editions import Outcome
from sciatica_edu.nerve_block.screening.contraindications import Answer
from sciatica_edu.nerve_block.screening.drills import anticoagulant_drill, contraindication_drill
from sciatica_edu.nerve_block.screening.rule_book import RuleBook

COURSE = load_course()
BOOK = RuleBook(COURSE.contraindications, COURSE.red_flags, COURSE.facts, COURSE.references)
NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
SEEDS = st.integers(0, 2**31 - 1)


def patient(seed, procedure=None):
    return contraindication_drill(
        seed, book=BOOK, procedures=COURSE.procedures, procedure=procedure
    )


def bleeder(seed):
    return anticoagulant_drill(
        seed, rows=COURSE.anticoagulants, procedures=COURSE.procedures, now=NOW
    )


# --- reproducible ------------------------------------------------------------------------


@given(SEEDS)
def test_the_same_seed_gives_the_same_drills(seed):
    assert patient(seed) == patient(seed)
    assert bleeder(seed) == bleeder(seed)


def test_frozen_drills_do_not_change_between_machines_or_versions():
    assert sorted(patient(7).patient.present) == FROZEN_PATIENT
    assert (bleeder(7).intake.drug, bleeder(7).hours_since_dose) == FROZEN_BLEEDER


FROZEN_PATIENT = ["osteoporosis", "tuberculosis_elsewhere"]
FROZEN_BLEEDER = ("thrombolytic", 162)


def test_seeds_reach_every_kind_of_drill_procedure_and_answer():
    seeds = range(300)
    assert len({patient(seed).procedure for seed in seeds}) == 5
    assert {patient(seed).answer for seed in seeds} == set(Answer)
    assert {bleeder(seed).answer for seed in seeds} == set(Outcome)


@pytest.mark.parametrize("maker", [patient, bleeder])
@pytest.mark.parametrize("seed", [-1, 2**31, 0.5, True])
def test_absurd_seeds_are_refused(maker, seed):
    with pytest.raises(OutOfRangeError, match="seed"):
        maker(seed)


# --- patients ------------------------------------------------------------------------------


@given(SEEDS)
def test_a_drawn_patient_is_possible_and_its_answer_is_explained(seed):
    drill = patient(seed)
    present = drill.patient.present
    assert 1 <= len(present) <= 3
    for key in present:
        assert not set(BOOK.rule_for(key).not_with) & present
    for key in present:
        rule = BOOK.rule_for(key)
        assert rule.condition in drill.prompt
        assert any(line.startswith(rule.id) for line in drill.working)
    assert drill.mark(drill.answer).correct
    assert not drill.mark(drill.answer).unsafe
    assert set(drill.facts) == {f for key in present for f in BOOK.rule_for(key).facts}
    assert "not medical advice" in drill.disclaimer


@given(SEEDS, st.sampled_from(list(Answer)))
def test_an_answer_too_permissive_is_unsafe(seed, answer):
    drill = patient(seed)
    marked = drill.mark(answer)
    assert marked.correct is (answer is drill.answer)
    assert marked.unsafe is (answer < drill.answer)


def test_a_patient_with_something_unasked_is_answered_with_find_out():
    drill = next(patient(seed) for seed in range(500) if patient(seed).answer is Answer.UNKNOWN)
    assert "Nobody has asked about" in drill.prompt
    assert any(line.startswith("Find out:") for line in drill.working)
    assert drill.mark("no_concern").unsafe


def test_an_emergency_leads_the_feedback():
    drill = next(patient(seed) for seed in range(500) if patient(seed).answer is Answer.EMERGENCY)
    assert drill.mark("caution").feedback.startswith("EMERGENCY")


def test_a_procedure_can_be_chosen_and_wrong_names_are_refused():
    assert patient(5, "pnb_popliteal").procedure == "pnb_popliteal"
    with pytest.raises(UnknownNameError, match="pnb_popliteal"):
        patient(5, "knee")
    with pytest.raises(UnknownNameError, match="Did you mean 'caution'"):
        patient(5).mark("cautious")


def test_no_prompt_shows_a_machine_name():
    for seed in range(100):
        for prompt in (patient(seed).prompt, bleeder(seed).prompt):
            assert "_" not in prompt


# --- drugs against clotting -------------------------------------------------------------------


@given(SEEDS)
def test_a_timed_drill_takes_the_right_hours_and_calls_earlier_ones_unsafe(seed):
    drill = bleeder(seed)
    if drill.answer is not Outcome.NOT_BEFORE:
        assert drill.hours_after_dose is None
        assert drill.mark(drill.answer).correct
        return
    hours = drill.hours_after_dose
    assert drill.mark("not_before", hours_after_dose=hours).correct
    assert drill.mark("not_before", hours_after_dose=hours - 1).unsafe
    late = drill.mark("not_before", hours_after_dose=hours + 12)
    assert not late.correct
    assert not late.unsafe
    assert drill.mark("no_wait").unsafe


def test_a_time_given_where_none_can_be_is_unsafe():
    drill = next(bleeder(seed) for seed in range(200) if bleeder(seed).answer is Outcome.FIND_OUT)
    assert drill.mark("not_before", hours_after_dose=24).unsafe
    assert any(line.startswith("Find out:") for line in drill.working)


def test_hours_belong_to_a_time_only():
    with pytest.raises(OutOfRangeError, match="only to it"):
        bleeder(1).mark("find_out", hours_after_dose=3)
    with pytest.raises(OutOfRangeError, match="only to it"):
        bleeder(1).mark("not_before")
    with pytest.raises(UnknownNameError, match="Did you mean 'find_out'"):
        bleeder(1).mark("findout")


def test_the_rules_of_every_row_are_drawn_sooner_or_later():
    rows = Counter(bleeder(seed).timing.drugs[0].row_id for seed in range(400))
    assert set(rows) == set(COURSE.anticoagulants)
