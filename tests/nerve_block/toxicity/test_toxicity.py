from __future__ import annotations

import dataclasses
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from sciatica_edu.errors import OutOfRangeError, ParameterError, UnknownNameError
from sciatica_edu.evidence.course import load_course
from sciatica_edu.evidence.tables.toxicity import ActionKind, Agreement, ChecklistRow
from sciatica_edu.nerve_block.dosing.body_weight import BodyWeight
from sciatica_edu.nerve_block.tables import TOXICITY
from sciatica_edu.nerve_block.toxicity.amounts import allowed_amounts
from sciatica_edu.nerve_block.toxicity.checklists import checklist_table, difference, lipid_table
from sciatica_edu.nerve_block.toxicity.rehearsal import act, available, new_case, start
from sciatica_edu.nerve_block.toxicity.score import toxicity_result

COURSE = load_course()
RULES = COURSE[TOXICITY]
ACTIONS = {action.id: action for action in RULES.actions}
HARMFUL = sorted(key for key, action in ACTIONS.items() if action.kind is ActionKind.HARMFUL)
PATTERNS = [pattern.id for pattern in RULES.patterns]
SEEDS = st.integers(0, 2**31 - 1)


def begin(pattern="intravascular", seed=1):
    return start(new_case(RULES, seed=seed, pattern=pattern), rules=RULES)


def spans(state, action_id):
    return allowed_amounts(ACTIONS[action_id], case=state.case, rules=RULES, stage=state.stage)


def right(state, action_id, side=0):
    """Take an action with the right amount, by one of the checklists where they differ."""
    if ACTIONS[action_id].amount is None:
        return act(state, action_id)
    found = spans(state, action_id)
    low, high = found[min(side, len(found) - 1)]
    return act(state, action_id, amount=(low + high) / 2)


ARREST = ("lipid_ceiling", "call_bypass", "repeat_bolus", "double_infusion", "go_on_cpr")


def ideal(state, *, without=(), side=0, seizure="benzodiazepine"):
    """Play the case as the facts say, by one side, leaving some steps out."""

    def take(now, step):
        if step in without or step in now.names_done or now.finished:
            return now
        if now.stage == "arrest" and step != "cpr":
            now = take(now, "cpr")
        return right(now, step, side)

    while state.stage == "well":
        state = right(state, "observe") if "observe" not in without else act(state, "reassess")
    opening = ["stop_injecting"] if state.case.pattern.injecting else []
    for step in [*opening, "call_for_help", "airway_oxygen"]:
        state = take(state, step)
    while not state.seizure_seen and "seizure" in state.case.pattern.stages:
        state = act(state, "reassess")
    if state.seizure_seen:
        state = take(state, seizure)
    if "arrest" in state.case.pattern.stages:
        for step in ("lipid_bolus", "lipid_infusion"):
            state = take(state, step)
        while state.stage != "arrest":
            state = act(state, "reassess")
        for step in ("cpr", *ARREST):
            state = take(state, step)
    if state.stage == "recovered":
        state = take(state, "watch")
    while not state.finished:
        state = act(state, "wait")
    return state


# --- the whole course of a case ----------------------------------------------------------


@given(SEEDS, st.sampled_from(PATTERNS), st.sampled_from([0, 1]))
def test_playing_as_the_facts_say_earns_all_points_by_either_checklist(seed, pattern, side):
    result = toxicity_result(ideal(begin(pattern, seed), side=side))
    assert result.finished
    assert result.mistakes == ()
    assert result.missed == result.late == ()
    assert result.score == 100


@pytest.mark.parametrize("pattern", PATTERNS)
def test_each_step_left_out_costs_points_and_is_told_with_its_fact(pattern):
    full = ideal(begin(pattern))
    for step in full.required:
        result = toxicity_result(ideal(begin(pattern), without={step}))
        assert step in result.missed
        assert result.score < 100
        assert result.points["omissions"] == -RULES.scoring.omission * sum(
            ACTIONS[name].vital for name in result.missed
        )
        told = [item for item in result.mistakes if item.what.startswith("not done")]
        assert all(item.correction and item.facts for item in told)


def test_what_must_never_be_left_out_costs_more_than_another_step():
    vital = {action.id for action in RULES.actions if action.vital}
    assert vital == {"stop_injecting", "call_for_help", "airway_oxygen", "lipid_bolus", "cpr"}
    other = toxicity_result(ideal(begin(), without={"call_bypass"}))
    assert other.points["omissions"] == 0


def test_doing_nothing_earns_nothing_and_names_every_step():
    state = begin()
    while not state.finished:
        state = act(state, "wait")
    result = toxicity_result(state)
    assert result.score == 0
    assert set(result.missed) == {*state.case.pattern.required, "benzodiazepine"}
    assert state.stage == "arrest"
    assert all(mistake.correction and mistake.facts for mistake in result.mistakes)


def test_the_classic_case_passes_through_its_stages_in_order():
    state, seen = begin(), []
    while not state.finished:
        if state.stage not in seen:
            seen.append(state.stage)
        state = act(state, "wait")
    assert seen == ["early", "seizure", "cardiovascular", "arrest"]
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
    assert left.score <= watched.score - RULES.scoring.harmful_action
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


@pytest.mark.parametrize(
    ("opening", "first"),
    [
        (("stop_injecting", "lipid_bolus"), "Call for help"),
        (("call_for_help",), "Stop injecting"),
    ],
)
def test_a_wrong_order_costs_points_and_says_what_came_first(opening, first):
    state = begin()
    for step in opening:
        state = right(state, step)
    result = toxicity_result(ideal(state))
    assert result.points["order"] < RULES.scoring.order
    assert any(f"before: {first}" in item.what for item in result.mistakes)


@pytest.mark.parametrize(("began_s", "late"), [(20, ()), (21, ("stop_injecting",))])
def test_a_step_is_late_after_the_second_it_is_due(began_s, late):
    state = act(dataclasses.replace(begin(), elapsed_s=began_s), "stop_injecting")
    assert toxicity_result(state).late == late


def test_lipid_while_the_patient_is_well_does_not_count():
    state = begin("delayed")
    state = act(state, "lipid_bolus", amount=state.case.plans["uk"].bolus.value)
    assert "not at this moment" in state.mistakes[0].what
    assert "lipid_bolus" not in state.names_done


def test_delay_costs_time_points_only():
    result = toxicity_result(ideal(act(begin(), "wait")))
    assert result.late == ("stop_injecting",)
    assert result.points["time"] < RULES.scoring.time
    assert result.points["order"] == RULES.scoring.order
    assert result.points["dose"] == RULES.scoring.dose


@pytest.mark.parametrize("harmful", HARMFUL)
def test_each_harmful_action_costs_points_and_carries_its_correction(harmful):
    pattern = "circulation_only"
    clean = ideal(begin(pattern))
    state = begin(pattern)
    if "arrest" in ACTIONS[harmful].only_in:
        while state.stage != "arrest":
            state = act(state, "reassess")
    played = ideal(act(state, harmful))
    result = toxicity_result(played)
    assert result.points["harmful"] == -RULES.scoring.harmful_action
    assert toxicity_result(clean).points["harmful"] == 0
    (mistake,) = [item for item in result.mistakes if item.action == harmful]
    assert mistake.harm
    assert mistake.correction == ACTIONS[harmful].teaching
    assert mistake.facts
    assert harmful not in played.names_done


def test_what_must_not_be_given_is_all_there():
    # Fact LS-05: vasopressin, calcium-channel blockers, beta-blockers, other local
    # anaesthetics and large propofol doses.
    assert {
        "vasopressin",
        "calcium_channel_blocker",
        "beta_blocker",
        "lidocaine_for_rhythm",
        "large_propofol",
        "propofol_as_lipid",
        "stop_cpr",
    } <= set(HARMFUL)


# --- lipid: first bolus, infusion, both again, and where it ends ---------------------------


@pytest.mark.parametrize("factor", [0.5, 0.89, 1.11, 10])
def test_a_wrong_lipid_bolus_is_corrected_with_the_working(factor):
    state = right(right(begin(seed=7), "stop_injecting"), "call_for_help")
    assert state.case.weight.kg < 70  # one rule on both sides
    plan = state.case.plans["asra"]
    wrong = act(state, "lipid_bolus", amount=plan.bolus.value * factor)
    assert plan.working[0] in wrong.mistakes[0].correction
    assert toxicity_result(wrong).points["dose"] == 0


def heavy(pattern="circulation_only"):
    """A patient over 70 kg, in whom the checklists give different volumes."""
    seed = next(n for n in range(99) if new_case(RULES, seed=n, pattern=pattern).weight.kg > 80)
    return begin(pattern, seed)


def test_over_70_kg_the_volumes_of_both_checklists_are_right_and_one_between_is_not():
    state = right(right(heavy(), "stop_injecting"), "call_for_help")
    asra, uk = state.case.plans["asra"].bolus.value, state.case.plans["uk"].bolus.value
    # LASTX-01: about 100 mL against 1.5 mL/kg.
    assert (asra, uk) == (100, 1.5 * state.case.weight.kg)
    for amount in (asra, uk):
        assert act(state, "lipid_bolus", amount=amount).mistakes == ()
    (_, high), (low, _) = spans(state, "lipid_bolus")
    wrong = act(state, "lipid_bolus", amount=(high + low) / 2).mistakes[0]
    assert "ASRA: about 100 mL" in wrong.correction
    assert "UK: 1.5 mL/kg" in wrong.correction


def in_arrest(pattern="circulation_only", seed=7):
    state = right(right(begin(pattern, seed), "stop_injecting"), "call_for_help")
    state = right(right(state, "lipid_bolus"), "lipid_infusion")
    while state.stage != "arrest":
        state = act(state, "reassess")
    return right(state, "cpr")


def test_repeating_the_bolus_does_not_stand_for_doubling_the_infusion_nor_the_other_way():
    # LASTX-03: both.
    for step, other in (("repeat_bolus", "double_infusion"), ("double_infusion", "repeat_bolus")):
        result = toxicity_result(right(in_arrest(), step))
        assert other in result.missed
        assert step not in result.missed


def test_an_infusion_that_is_not_doubled_is_corrected():
    state = in_arrest()
    rate = state.case.plans["asra"].infusion[0].value
    assert act(state, "double_infusion", amount=2 * rate).mistakes == ()
    assert "twice the rate" in act(state, "double_infusion", amount=rate).mistakes[0].correction


def test_three_boluses_may_be_given_and_a_fourth_harms():
    state = right(right(in_arrest(), "repeat_bolus"), "repeat_bolus")
    assert state.mistakes == ()
    fourth = right(state, "repeat_bolus")
    assert "neither checklist goes beyond 3" in fourth.mistakes[-1].what
    assert toxicity_result(fourth).points["harmful"] == -RULES.scoring.harmful_action


def test_a_bolus_beyond_12_ml_per_kg_harms():
    state = in_arrest()
    limit = state.case.plans["asra"].upper_limit.value
    given_ml = state.done[2].amount
    assert act(state, "repeat_bolus", amount=limit - given_ml).mistakes[0].harm is False
    over = act(state, "repeat_bolus", amount=limit - given_ml + 1)
    assert "upper limit" in over.mistakes[-1].what
    assert over.mistakes[-1].harm


def test_the_ceiling_may_be_named_lower_but_never_higher():
    # LASTX-04: 12 mL/kg.
    state = in_arrest()
    limit = 12 * state.case.weight.kg
    for amount in (limit, 0.95 * limit):
        assert act(state, "lipid_ceiling", amount=amount).mistakes == ()
    for amount in (limit + 1, 0.5 * limit):
        assert "12 mL/kg" in act(state, "lipid_ceiling", amount=amount).mistakes[0].correction


@given(SEEDS, st.sampled_from(PATTERNS))
def test_the_right_doses_follow_the_weight(seed, pattern):
    state = begin(pattern, seed)
    kg = state.case.weight.kg
    low, high = spans(state, "lipid_bolus")[0]
    assert low < (100 if kg > 70 else 1.5 * kg) < high
    low, high = spans(state, "lipid_bolus")[1]
    assert low < 1.5 * kg < high
    assert kg != 70


# --- where the checklists differ -----------------------------------------------------------


def test_in_an_arrest_the_adrenaline_of_either_side_costs_nothing_and_the_difference_is_told():
    # LASTX-06
    state = in_arrest()
    for amount in (state.case.weight.kg, 1000):
        given_it = act(state, "adrenaline", amount=amount)
        assert given_it.mistakes == ()
        told = toxicity_result(given_it).differences
        assert any("ASRA: Single doses of 1 µg/kg or less." in difference(row) for row in told)
    harm = act(state, "adrenaline", amount=10_000)
    assert toxicity_result(harm).points["harmful"] == -RULES.scoring.harmful_action


def test_with_a_pulse_more_adrenaline_than_the_figure_that_was_read_harms():
    state = begin("circulation_only")
    kg = state.case.weight.kg
    assert act(state, "adrenaline", amount=kg).mistakes == ()
    full = act(state, "adrenaline", amount=1000)
    assert full.mistakes[0].harm
    assert f"{kg:g} µg or less" in full.mistakes[0].correction


def test_hyperventilating_is_neither_right_nor_wrong_and_told():
    # LASTX-07
    with_it = toxicity_result(ideal(act(begin("circulation_only"), "hyperventilate")))
    without = toxicity_result(ideal(begin("circulation_only")))
    assert with_it.score == without.score == 100
    assert "ventilation" in {row.id for row in with_it.differences}


def test_small_steps_of_another_drug_count_as_the_treatment_of_the_seizure():
    # LASTX-11
    result = toxicity_result(ideal(begin(), seizure="other_for_seizure"))
    assert result.score == 100
    assert "seizure" in {row.id for row in result.differences}


def test_lipid_without_an_arrest_is_scored_neither_way():
    # LASTX-10: ASRA considers it at the first serious sign, the UK handbook without arrest.
    state = right(right(begin("nervous_only"), "stop_injecting"), "call_for_help")
    assert toxicity_result(ideal(right(state, "lipid_bolus"))).score == 100
    assert toxicity_result(ideal(begin("nervous_only"))).score == 100


def test_waiting_with_lipid_until_the_arrest_is_not_late():
    state = right(right(right(begin(), "stop_injecting"), "call_for_help"), "airway_oxygen")
    while state.stage != "arrest":
        step = "benzodiazepine" if state.stage == "seizure" else "reassess"
        state = act(state, "reassess" if step in state.names_done else step)
    for step in ("cpr", "lipid_bolus", "lipid_infusion", *ARREST, "watch"):
        state = right(state, step)
    assert toxicity_result(state).score == 100


def test_every_difference_says_how_it_is_treated_and_an_agreement_does_not():
    rows = RULES.checklists.rows
    assert {row.standing for row in rows} == set(Agreement)
    row = next(row for row in rows if row.standing is Agreement.DIFFER)
    with pytest.raises(ValidationError, match="told"):
        ChecklistRow.model_validate(row.model_dump() | {"told": None})
    agreed = next(row for row in rows if row.standing is Agreement.AGREE)
    with pytest.raises(ValidationError, match="told"):
        ChecklistRow.model_validate(agreed.model_dump() | {"told": "So."})


def test_the_checklists_stand_side_by_side_with_the_lipid_of_a_weight():
    shown = " ".join(checklist_table(COURSE).text.split())
    for words in (
        "more than an hour",
        "12 mL/kg",
        "4 to 6 hours",
        "No figure was read",
        "called early",
    ):
        assert words in shown
    lipid = lipid_table(COURSE, weight=BodyWeight(90)).text
    for dose in ("about 100 mL", "135 mL", "22.5 mL/min", "45 mL/min", "1080 mL"):
        assert dose in lipid
    assert "not medical advice" in shown
    assert "not medical advice" in lipid


# --- arrest and afterwards -----------------------------------------------------------------


def test_lipid_before_cpr_in_an_arrest_is_a_mistake_of_order():
    state = right(right(begin("circulation_only"), "stop_injecting"), "call_for_help")
    while state.stage != "arrest":
        state = act(state, "reassess")
    wrong = right(state, "lipid_bolus")
    assert any("before: Start CPR" in item.what for item in wrong.mistakes)
    assert right(right(state, "cpr"), "lipid_bolus").mistakes == ()


@pytest.mark.parametrize(("later_s", "late"), [(30, False), (31, True)])
def test_cpr_is_due_from_the_arrest(later_s, late):
    state = begin("circulation_only")
    while state.stage != "arrest":
        state = act(state, "reassess")
    began = state.case.began_s("arrest") + later_s
    done = act(dataclasses.replace(state, elapsed_s=began), "cpr")
    assert ("cpr" in toxicity_result(done).late) is late


@pytest.mark.parametrize(("pattern", "enough_h"), [("circulation_only", 4), ("nervous_only", 2)])
def test_the_hours_of_watching_depend_on_what_was_affected(pattern, enough_h):
    # LASTX-08: at least 4 to 6 h after a cardiovascular event, 2 h after a limited nervous one.
    before = ideal(begin(pattern), without={"watch"})
    state = dataclasses.replace(before, elapsed_s=500)
    assert state.stage == "recovered"
    for hours, right_ in ((enough_h, True), (24, True), (enough_h - 0.5, False)):
        assert (act(state, "watch", amount=hours).mistakes == ()) is right_


def test_the_patient_recovers_only_when_every_step_was_taken():
    assert ideal(begin(), without={"go_on_cpr"}).stage == "arrest"
    assert ideal(begin()).stage == "recovered"
    assert "watch" not in {item.id for item in available(begin())}


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
        spans(begin(), "wait")


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


@pytest.mark.parametrize("seed", [-1, 2**31])
def test_absurd_seeds_are_refused(seed):
    with pytest.raises(OutOfRangeError, match="seed"):
        new_case(RULES, seed=seed)


# --- truth and reproduction --------------------------------------------------------------------


def test_every_clinical_sentence_of_the_simulation_cites_a_plain_fact_on_toxicity():
    seen = [stage for stage in RULES.stages if stage.id not in {"well", "recovered"}]
    for row in [*RULES.actions, *seen, *RULES.checklists.rows]:
        assert row.facts, row.id
        assert all(fact.startswith(("LS-", "LASTX-")) for fact in row.facts)
        assert all(COURSE.fact(fact).plain for fact in row.facts)
    for pattern in RULES.patterns:
        assert pattern.lesson.facts


def test_what_is_rehearsed_is_what_the_facts_say():
    said = {
        "stop_injecting": ("LASTX-12", "stopping the injection"),
        "call_for_help": ("LASTX-12", "calls for help"),
        "airway_oxygen": ("LASTX-12", "100% oxygen"),
        "benzodiazepine": ("LASTX-11", "small doses of a benzodiazepine"),
        "repeat_bolus": ("LASTX-03", "repeat the bolus AND double the infusion"),
        "lipid_ceiling": ("LASTX-04", "12 mL/kg"),
        "go_on_cpr": ("LASTX-05", "more than an hour"),
        "call_bypass": ("LASTX-05", "bypass team early"),
        "propofol_as_lipid": ("LASTX-10", "no substitute for lipid"),
        "watch": ("LASTX-08", "at least 4 to 6 hours"),
    }
    for action_id, (fact, words) in said.items():
        assert fact in ACTIONS[action_id].facts
        assert words in COURSE.fact(fact).statement


def test_the_numbers_are_those_of_the_facts():
    asra, uk = RULES.lipid.schemes["asra"], RULES.lipid.schemes["uk"]
    figures = {figure.name: figure.value for figure in COURSE.fact("LS-04").figures}
    assert asra.by_weight.bolus_ml_per_kg == figures["bolus <70 kg"]
    assert asra.by_weight.infusion_ml_per_kg_per_min == figures["infusion <70 kg"]
    assert asra.fixed.bolus_ml == figures["bolus >70 kg"]
    assert asra.fixed.infusion_ml == figures["infusion >70 kg"]
    assert RULES.lipid.upper_limit_ml_per_kg == figures["upper limit"]
    rates = {figure.name: figure.value for figure in COURSE.fact("LASTX-02").figures}
    assert 60 * uk.by_weight.infusion_ml_per_kg_per_min == rates["UK infusion"]
    assert uk.fixed is None
    hours = {figure.name: figure for figure in COURSE.fact("LASTX-08").figures}
    assert RULES.watch_hours.cardiovascular == hours["after a cardiovascular event"].range[0]
    assert RULES.watch_hours.nervous == hours["after a limited CNS event"].value


def test_a_seed_gives_the_same_case_everywhere():
    # Frozen: these numbers must not change between machines or versions.
    case = new_case(RULES, seed=7)
    assert (case.pattern.id, case.weight.kg, case.stage_times_s) == FROZEN


FROZEN = ("nervous_only", 53, (0, 25))
