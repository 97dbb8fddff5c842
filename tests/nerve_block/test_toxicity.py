from __future__ import annotations

import dataclasses
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_edu.errors import OutOfRangeError, ParameterError, UnknownNameError
from sciatica_edu.evidence.course import load_course
from sciatica_edu.evidence.tables.injections import ActionKind
from sciatica_edu.nerve_block.screening.seeded import drawn, drawn_number, drawn_several
from sciatica_edu.nerve_block.toxicity.rehearsal import (
    act,
    allowed_amount,
    available,
    new_case,
    start,
)
from sciatica_edu.nerve_block.toxicity.score import toxicity_result

COURSE = load_course()
RULES = COURSE.toxicity
ACTIONS = {action.id: action for action in RULES.actions}
HARMFUL = sorted(key for key, action in ACTIONS.items() if action.kind is ActionKind.HARMFUL)
PATTERNS = [pattern.id for pattern in RULES.patterns]
SEEDS = st.integers(0, 2**31 - 1)


def begin(pattern="intravascular", seed=1):
    return start(new_case(RULES, seed=seed, pattern=pattern), rules=RULES)


def right(state, action_id):
    """Take an action with the right amount."""
    action = ACTIONS[action_id]
    if action.amount is None:
        return act(state, action_id)
    low, high = allowed_amount(action, case=state.case, rules=RULES)
    return act(state, action_id, amount=(low + high) / 2)


def ideal(state):
    """Play the case as the facts say."""
    while state.stage == "well":
        state = right(state, "observe")
    steps = ["stop_injecting"] if state.case.pattern.injecting else []
    for step in [*steps, "call_for_help", "airway_oxygen"]:
        state = right(state, step)
    if state.seizure_seen:
        state = right(state, "benzodiazepine")
    for step in ["lipid_bolus", "lipid_infusion"]:
        state = right(state, step)
    return state


# --- the whole course of a case ----------------------------------------------------------


@given(SEEDS, st.sampled_from(PATTERNS))
def test_playing_as_the_facts_say_earns_all_points(seed, pattern):
    result = toxicity_result(ideal(begin(pattern, seed)))
    assert result.finished
    assert result.mistakes == ()
    assert result.missed == result.late == ()
    assert result.score == 100


def test_doing_nothing_earns_nothing_and_names_every_step():
    state = begin()
    while not state.finished:
        state = act(state, "wait")
    result = toxicity_result(state)
    assert result.score == 0
    assert set(result.missed) == {
        "stop_injecting",
        "call_for_help",
        "airway_oxygen",
        "lipid_bolus",
        "lipid_infusion",
        "benzodiazepine",
    }
    assert all(mistake.correction and mistake.facts for mistake in result.mistakes)


def test_the_classic_case_passes_through_its_stages_in_order():
    state, seen = begin(), []
    while not state.finished:
        if state.stage not in seen:
            seen.append(state.stage)
        state = act(state, "wait")
    assert seen == ["early", "seizure", "cardiovascular"]
    times = [line.time_s for line in state.transcript]
    assert times == sorted(times)


def test_the_delayed_case_begins_well_after_the_injection():
    state = begin("delayed")
    assert state.stage == "well"
    assert not {"stop_injecting", "finish_injection"} & {item.id for item in available(state)}
    with pytest.raises(UnknownNameError):
        act(state, "stop_injecting")
    assert "LS-03" in toxicity_result(state).lesson.facts


def test_leaving_the_patient_in_the_delayed_case_costs_points_and_is_corrected():
    watched = toxicity_result(ideal(begin("delayed")))
    left = toxicity_result(ideal(act(begin("delayed"), "leave_patient")))
    assert left.score < watched.score
    (mistake,) = [item for item in left.mistakes if item.action == "leave_patient"]
    assert mistake.facts == ("LS-03",)
    assert "observe" in mistake.correction


def test_circulation_alone_has_no_early_signs_and_no_seizure():
    state = begin("circulation_only")
    assert state.stage == "cardiovascular"
    done = ideal(state)
    assert not done.seizure_seen
    assert "benzodiazepine" not in done.required


# --- order, time, dose, harm ---------------------------------------------------------------


def test_lipid_before_help_costs_order_points_and_says_what_came_first():
    state = right(right(begin(), "stop_injecting"), "lipid_bolus")
    result = toxicity_result(ideal(state))
    assert result.points["order"] < RULES.scoring.order
    assert any("before: Call for help" in item.what for item in result.mistakes)


def test_help_before_stopping_the_injection_is_a_mistake_of_order():
    state = right(begin(), "call_for_help")
    assert any("before: Stop injecting" in item.what for item in state.mistakes)


@pytest.mark.parametrize(("began_s", "late"), [(20, ()), (21, ("stop_injecting",))])
def test_a_step_is_late_after_the_second_it_is_due(began_s, late):
    state = act(dataclasses.replace(begin(), elapsed_s=began_s), "stop_injecting")
    assert toxicity_result(state).late == late


def test_lipid_while_the_patient_is_well_does_not_count():
    state = begin("delayed")
    state = act(state, "lipid_bolus", amount=state.case.plan.bolus.value)
    assert "not at this moment" in state.mistakes[0].what
    assert "lipid_bolus" not in state.names_done


def test_the_upper_limit_itself_may_be_given():
    state = begin("circulation_only", seed=7)  # 56 kg: eight boluses are exactly 12 mL/kg
    bolus, limit = state.case.plan.bolus.value, state.case.plan.upper_limit.value
    assert 8 * bolus == limit
    for _ in range(8):
        state = act(state, "lipid_bolus", amount=bolus)
    assert not any("upper limit" in mistake.what for mistake in state.mistakes)
    state = act(state, "lipid_bolus", amount=bolus)
    assert "upper limit" in state.mistakes[-1].what


def test_delay_costs_time_points_only():
    result = toxicity_result(ideal(act(begin(), "wait")))
    assert result.late
    assert result.points["time"] < RULES.scoring.time
    assert result.points["order"] == RULES.scoring.order
    assert result.points["dose"] == RULES.scoring.dose


@pytest.mark.parametrize("harmful", HARMFUL)
def test_each_harmful_action_costs_points_and_carries_its_correction(harmful):
    pattern = "intravascular"
    clean = toxicity_result(ideal(begin(pattern)))
    state = act(begin(pattern), harmful)
    result = toxicity_result(ideal(state))
    assert result.score <= clean.score - RULES.scoring.harmful_action
    (mistake,) = [item for item in result.mistakes if item.action == harmful]
    assert mistake.correction == ACTIONS[harmful].teaching
    assert mistake.facts
    assert harmful not in result.done_in_order


def test_what_must_not_be_given_is_all_there():
    # Fact LS-05: vasopressin, calcium-channel blockers, beta-blockers, other local
    # anaesthetics and large propofol doses.
    assert {
        "vasopressin",
        "calcium_channel_blocker",
        "beta_blocker",
        "lidocaine_for_rhythm",
        "large_propofol",
    } <= set(HARMFUL)


@pytest.mark.parametrize("factor", [0.5, 0.89, 1.11, 10])
def test_a_wrong_lipid_bolus_is_corrected_with_the_working(factor):
    state = right(right(begin(), "stop_injecting"), "call_for_help")
    bolus = state.case.plan.bolus.value
    wrong = act(state, "lipid_bolus", amount=bolus * factor)
    mistake = wrong.mistakes[-1] if factor < 10 else wrong.mistakes[0]
    assert state.case.plan.working[0] in mistake.correction
    assert toxicity_result(wrong).points["dose"] == 0


def test_repeated_boluses_are_allowed_up_to_the_upper_limit():
    state = right(right(begin(), "stop_injecting"), "call_for_help")
    limit, bolus = state.case.plan.upper_limit.value, state.case.plan.bolus.value
    given_ml = 0.0
    while given_ml + bolus <= limit:
        state = act(state, "lipid_bolus", amount=bolus)
        given_ml += bolus
    assert state.mistakes == ()
    over = act(state, "lipid_bolus", amount=bolus)
    assert "upper limit" in over.mistakes[-1].what
    assert over.mistakes[-1].facts == ("LS-04",)


@given(SEEDS, st.sampled_from(PATTERNS))
def test_the_right_doses_follow_the_weight(seed, pattern):
    case = new_case(RULES, seed=seed, pattern=pattern)
    low, high = allowed_amount(ACTIONS["lipid_bolus"], case=case, rules=RULES)
    expected = 100 if case.weight.kg > 70 else 1.5 * case.weight.kg
    assert low < expected < high
    # Fact LS-05: adrenaline 1 microgram/kg or less.
    assert allowed_amount(ACTIONS["adrenaline"], case=case, rules=RULES) == (0, case.weight.kg)
    assert case.weight.kg != 70


def test_a_full_dose_of_adrenaline_is_harmful_and_a_reduced_one_is_not():
    state = begin("circulation_only")
    reduced = toxicity_result(ideal(act(state, "adrenaline", amount=state.case.weight.kg)))
    full = toxicity_result(ideal(act(state, "adrenaline", amount=1000)))
    assert reduced.points["harmful"] == 0
    assert full.points["harmful"] == -RULES.scoring.harmful_action
    assert any("1 µg/kg or less" in item.correction for item in full.mistakes)


def test_a_benzodiazepine_without_a_seizure_is_out_of_place():
    for pattern in ("intravascular", "circulation_only"):
        state = act(begin(pattern), "benzodiazepine")
        assert "not at this moment" in state.mistakes[0].what
        assert "benzodiazepine" not in state.names_done


@given(SEEDS, st.lists(st.sampled_from(sorted(ACTIONS)), max_size=25))
def test_any_play_stays_within_its_bounds(seed, play):
    state = start(new_case(RULES, seed=seed), rules=RULES)
    for action_id in play:
        if action_id not in {item.id for item in available(state)}:
            continue
        before = state
        state = right(state, action_id)
        assert state.elapsed_s == before.elapsed_s + ACTIONS[action_id].takes_s
        assert state.transcript[: len(before.transcript)] == before.transcript
        assert set(before.names_done) <= set(state.names_done)
    result = toxicity_result(state)
    assert 0 <= result.score <= 100
    assert all(mistake.facts and mistake.correction for mistake in result.mistakes)
    assert "not medical advice" in result.disclaimer


# --- bad input -------------------------------------------------------------------------------


@pytest.mark.parametrize("amount", [None, 0, -5, math.nan, math.inf])
def test_an_absurd_or_missing_amount_is_refused(amount):
    state = right(right(begin(), "stop_injecting"), "call_for_help")
    with pytest.raises(OutOfRangeError, match=r"amount"):
        act(state, "lipid_bolus", amount=amount)


def test_an_amount_where_none_belongs_is_refused():
    with pytest.raises(OutOfRangeError, match="takes no amount"):
        act(begin(), "stop_injecting", amount=3)
    with pytest.raises(ParameterError, match="takes no amount"):
        allowed_amount(ACTIONS["wait"], case=begin().case, rules=RULES)


def test_unknown_names_are_refused_with_the_nearest_one():
    with pytest.raises(UnknownNameError, match="Did you mean 'lipid_bolus'"):
        act(begin(), "lipid_boluss")
    with pytest.raises(UnknownNameError, match="delayed"):
        new_case(RULES, seed=1, pattern="late")


def test_a_finished_case_takes_no_action():
    done = ideal(begin())
    assert available(done) == ()
    with pytest.raises(ParameterError, match="finished"):
        act(done, "wait")


@pytest.mark.parametrize("seed", [-1, 2**31, 1.5, True, "7"])
def test_absurd_seeds_are_refused(seed):
    with pytest.raises(OutOfRangeError, match="seed"):
        new_case(RULES, seed=seed)


# --- truth and reproduction --------------------------------------------------------------------


def test_every_clinical_sentence_of_the_simulation_cites_a_plain_fact_on_toxicity():
    rows = [*RULES.actions, *(stage for stage in RULES.stages if stage.id != "well")]
    for row in rows:
        assert row.facts, row.id
        assert all(fact.startswith("LS-") for fact in row.facts)
        assert all(COURSE.fact(fact).plain for fact in row.facts)
    for pattern in RULES.patterns:
        assert pattern.lesson.facts


def test_the_steps_are_those_of_fact_ls_05_in_its_order():
    statement = COURSE.fact("LS-05").statement
    said = {
        "stop_injecting": "Stop injecting",
        "call_for_help": "call for help",
        "airway_oxygen": "airway with 100% oxygen",
        "benzodiazepine": "benzodiazepine for seizures",
    }
    in_order = sorted(said, key=lambda step: statement.index(said[step]))
    steps = [
        action.id
        for action in RULES.actions
        if action.kind is ActionKind.STEP and "LS-05" in action.facts
    ]
    assert steps == in_order
    assert set(in_order) < set(ideal(begin()).required)


def test_a_seed_gives_the_same_case_everywhere():
    # Frozen: these numbers must not change between machines or versions.
    case = new_case(RULES, seed=7)
    assert (case.pattern.id, case.weight.kg, case.stage_times_s) == FROZEN
    assert drawn_number(1, 1000, seed=7, label="x") == FROZEN_NUMBER


FROZEN = ("circulation_only", 56, (0,))
FROZEN_NUMBER = 843


def test_draws_are_different_options_and_refuse_the_impossible():
    assert sorted(drawn_several("abcd", count=4, seed=3, label="all")) == list("abcd")
    with pytest.raises(OutOfRangeError, match="nothing to draw"):
        drawn([], seed=1, label="none")
    with pytest.raises(OutOfRangeError, match="above the highest"):
        drawn_number(2, 1, seed=1, label="none")
    with pytest.raises(OutOfRangeError, match="number drawn"):
        drawn_several("ab", count=3, seed=1, label="too many")
