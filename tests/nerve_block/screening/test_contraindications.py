from __future__ import annotations

import dataclasses
import itertools
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_edu.errors import ParameterError, UnknownNameError
from sciatica_edu.evidence.course import load_course
from sciatica_edu.evidence.models import Certainty
from sciatica_edu.evidence.tables.contraindications import Procedure, RuleVerdict
from sciatica_edu.lessons.parameter_models import PatientProfile
from sciatica_edu.nerve_block.dosing.body_weight import BodyWeight
from sciatica_edu.nerve_block.screening.contraindications import (
    Answer,
    assess,
    assess_all,
    strictness,
)
from sciatica_edu.nerve_block.screening.rule_book import (
    PROFILES,
    Patient,
    RuleBook,
    profile_patient,
)
from sciatica_edu.nerve_block.screening.rule_cards import assessment_card
from sciatica_edu.nerve_block.tables import ANTICOAGULANTS, CONTRAINDICATIONS

COURSE = load_course()
TABLE = COURSE[CONTRAINDICATIONS]
BOOK = RuleBook(TABLE, COURSE.red_flags)
RULES = {rule.id: rule for rule in TABLE.rules}
KEYS = BOOK.conditions
CELLS = [(rule.id, procedure) for rule in TABLE.rules for procedure in TABLE.procedures]
POPLITEAL = Procedure.PNB_POPLITEAL
ROOT = Procedure.SNRB_TRANSFORAMINAL_ESI

procedures = st.sampled_from(list(TABLE.procedures))
conditions = st.sampled_from(KEYS)


@st.composite
def patients(draw: st.DrawFn) -> Patient:
    """Any mixture of present, absent and not-asked conditions."""
    states = draw(st.lists(st.sampled_from("pan"), min_size=len(KEYS), max_size=len(KEYS)))
    named = dict(zip(KEYS, states, strict=True))
    return Patient(
        frozenset(key for key, state in named.items() if state == "p"),
        frozenset(key for key, state in named.items() if state == "a"),
        tuple(draw(st.lists(st.just("epilepsy"), max_size=1))),
    )


def with_condition(patient: Patient, condition: str) -> Patient:
    return Patient(patient.present | {condition}, patient.absent - {condition}, patient.other)


# --- every rule ----------------------------------------------------------------------


def test_there_are_42_rules_for_5_procedures():
    assert len(RULES) == 42
    assert len(set(KEYS)) == 42
    assert all(set(rule.verdicts) == set(TABLE.procedures) for rule in RULES.values())


@pytest.mark.parametrize(("rule_id", "procedure"), CELLS)
def test_a_patient_who_has_the_condition_triggers_the_rule(rule_id, procedure):
    rule = RULES[rule_id]
    result = assess(BOOK.patient(rule.condition_key), procedure=procedure, book=BOOK)
    (finding,) = result.findings
    assert finding.rule_id == rule_id
    assert finding.verdict is rule.verdicts[procedure]
    assert finding.reason == rule.reason
    assert set(finding.facts) == set(rule.facts)
    assert finding.certainty is rule.confidence
    if rule.red_flag:
        assert result.answer is Answer.EMERGENCY
    else:
        assert int(result.answer) == strictness(rule.verdicts[procedure])
    assert "not medical advice" in result.disclaimer


@pytest.mark.parametrize("rule_id", sorted(RULES))
def test_a_patient_who_has_everything_else_does_not_trigger_the_rule(rule_id):
    others = [key for key in KEYS if key != RULES[rule_id].condition_key]
    for result in assess_all(BOOK.patient(*others), book=BOOK).values():
        assert rule_id not in {finding.rule_id for finding in result.findings}
        assert len(result.findings) == len(RULES) - 1


@pytest.mark.parametrize("procedure", list(Procedure))
def test_a_patient_asked_about_everything_and_free_of_it_has_no_concern(procedure):
    result = assess(BOOK.patient(), procedure=procedure, book=BOOK)
    assert result.answer is Answer.NO_CONCERN
    assert result.find_out == ()


# --- unknown -------------------------------------------------------------------------


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("procedure", list(Procedure))
def test_one_unasked_condition_is_enough_for_unknown(key, procedure):
    result = assess(BOOK.patient(not_asked=[key]), procedure=procedure, book=BOOK)
    assert result.answer is Answer.UNKNOWN
    (question,) = result.find_out
    assert question.condition_key == key
    assert question.find_out.endswith((".", "?"))


def test_a_patient_nobody_asked_is_unknown_and_emergencies_are_asked_first():
    result = assess(Patient(), procedure=ROOT, book=BOOK)
    assert result.answer is Answer.UNKNOWN
    assert result.could_be is Answer.EMERGENCY
    assert len(result.find_out) == len(RULES)
    emergencies = [rule.id for rule in TABLE.rules if rule.red_flag]
    assert [question.rule_id for question in result.find_out[: len(emergencies)]] == emergencies
    assert "find out first" in result.headline.lower()


def test_a_condition_outside_the_rules_is_unknown_not_ignored():
    result = assess(BOOK.patient(other=["myasthenia"]), procedure=POPLITEAL, book=BOOK)
    assert result.answer is Answer.UNKNOWN
    assert result.find_out[0].condition == "myasthenia"
    assert result.find_out[0].could_be is result.could_be is Answer.ABSOLUTE
    assert "ask a specialist" in result.find_out[0].find_out


def test_an_absolute_rule_stands_although_something_is_open():
    patient = BOOK.patient("no_consent", not_asked=["osteoporosis"])
    result = assess(patient, procedure=POPLITEAL, book=BOOK)
    assert result.answer is Answer.ABSOLUTE
    assert [question.condition_key for question in result.find_out] == ["osteoporosis"]


# --- conflicts -----------------------------------------------------------------------


def test_the_stricter_rule_wins_and_both_are_shown():
    patient = BOOK.patient("aspirin_or_nsaid_alone", "previous_spinal_surgery", "osteoporosis")
    result = assess(patient, procedure=Procedure.CAUDAL_INTERLAMINAR_ESI, book=BOOK)
    assert result.answer is Answer.RELATIVE
    assert [finding.rule_id for finding in result.findings] == ["R32", "R15", "R18"]
    shown = [str(conflict) for conflict in result.conflicts]
    assert shown[0].startswith("R32 (Previous spinal surgery at the level) says relative; R15")
    assert shown[0].endswith("the stricter stands, relative.")
    assert "R18" in shown[1]


@pytest.mark.parametrize(
    ("first", "second"), list(itertools.islice(itertools.combinations(KEYS, 2), 0, None, 17))
)
@pytest.mark.parametrize("procedure", list(Procedure))
def test_any_pair_that_disagrees_resolves_to_the_stricter_with_both(first, second, procedure):
    result = assess(BOOK.patient(first, second), procedure=procedure, book=BOOK)
    verdicts = [BOOK.rule_for(key).verdicts[procedure] for key in (first, second)]
    assert result.known_verdict is max(verdicts, key=strictness)
    assert {finding.condition_key for finding in result.findings} == {first, second}
    assert len(result.conflicts) == (verdicts[0] is not verdicts[1])


# --- emergencies ---------------------------------------------------------------------


@pytest.mark.parametrize("rule_id", sorted(r.id for r in TABLE.rules if r.red_flag))
@pytest.mark.parametrize("procedure", list(Procedure))
def test_an_emergency_overrides_everything_and_says_where_and_how_fast(rule_id, procedure):
    patient = BOOK.patient(RULES[rule_id].condition_key, "no_consent", not_asked=["pregnancy"])
    result = assess(patient, procedure=procedure, book=BOOK)
    assert result.answer is Answer.EMERGENCY
    (flag,) = result.red_flags
    assert flag.id == RULES[rule_id].red_flag
    assert flag.wording in result.headline
    assert result.headline.startswith(f"No injection; send on first ({flag.urgency.value})")


def test_the_most_urgent_of_several_red_flags_comes_first():
    patient = BOOK.patient(
        "active_spinal_infection", "progressive_weakness_or_cauda_equina", "cold_or_pulseless_leg"
    )
    result = assess(patient, procedure=POPLITEAL, book=BOOK)
    urgencies = [flag.urgency.value for flag in result.red_flags]
    assert urgencies == ["ambulance", "emergency department", "same day"]
    assert "call an ambulance" in result.headline


@pytest.mark.parametrize(
    ("condition", "how_fast"),
    [
        ("cold_or_pulseless_leg", "ambulance"),
        ("progressive_weakness_or_cauda_equina", "emergency department"),
        ("spinal_tumour", "emergency department"),
        # Whoever is considered for a root injection has root pain: with fever that is ESC-22.
        ("unexplained_fever", "emergency department"),
        ("active_spinal_infection", "same day"),
    ],
)
def test_where_a_red_flag_sends_the_patient(condition, how_fast):
    (flag,) = assess(BOOK.patient(condition), procedure=ROOT, book=BOOK).red_flags
    assert flag.urgency == how_fast


# --- properties ----------------------------------------------------------------------


@given(patients(), conditions, procedures)
def test_adding_a_condition_never_relaxes_what_is_known(patient, condition, procedure):
    before = assess(patient, procedure=procedure, book=BOOK)
    after = assess(with_condition(patient, condition), procedure=procedure, book=BOOK)
    assert strictness(after.known_verdict) >= strictness(before.known_verdict)
    # The answer itself may leave "unknown" only by learning, and never below what is known.
    assert int(after.answer) >= strictness(before.known_verdict)


@given(patients(), conditions, procedures)
def test_turning_an_absent_condition_present_never_relaxes_the_answer(
    patient, condition, procedure
):
    known = dataclasses.replace(
        patient, present=patient.present - {condition}, absent=patient.absent | {condition}
    )
    before = assess(known, procedure=procedure, book=BOOK)
    after = assess(with_condition(known, condition), procedure=procedure, book=BOOK)
    assert after.answer >= before.answer


@given(patients(), procedures)
def test_unknown_never_yields_no_concern(patient, procedure):
    result = assess(patient, procedure=procedure, book=BOOK)
    open_conditions = set(KEYS) - patient.present - patient.absent
    if open_conditions or patient.other:
        assert result.answer >= Answer.UNKNOWN
        assert len(result.find_out) == len(open_conditions) + len(patient.other)
    else:
        assert result.answer is not Answer.UNKNOWN


@given(patients(), st.sets(conditions), procedures)
def test_whatever_the_open_questions_reveal_stays_within_what_was_announced(
    patient, revealed, procedure
):
    before = assess(patient, procedure=procedure, book=BOOK)
    open_conditions = frozenset(KEYS) - patient.present - patient.absent
    found = frozenset(revealed) & open_conditions
    after = assess(
        Patient(patient.present | found, patient.absent | (open_conditions - found)),
        procedure=procedure,
        book=BOOK,
    )
    assert strictness(before.known_verdict) <= int(after.answer) <= int(before.could_be)


# --- errors and honesty ----------------------------------------------------------------


def test_a_misspelt_condition_fails_instead_of_meaning_healthy():
    with pytest.raises(UnknownNameError, match="Did you mean 'osteoporosis'"):
        BOOK.patient("osteoporisis")
    with pytest.raises(UnknownNameError, match="Did you mean 'pregnancy'"):
        assess(Patient(frozenset({"pregnant"})), procedure=ROOT, book=BOOK)


def test_an_unknown_procedure_fails():
    with pytest.raises(UnknownNameError, match="pnb_popliteal"):
        assess(BOOK.patient(), procedure="popliteal", book=BOOK)


def test_present_and_absent_at_once_is_refused():
    with pytest.raises(ParameterError, match="osteoporosis"):
        Patient(frozenset({"osteoporosis"}), frozenset({"osteoporosis"}))


def test_a_rule_on_recalled_or_weak_facts_is_marked_where_it_is_shown():
    weak = [rule for rule in TABLE.rules if not all(COURSE.fact(fact).plain for fact in rule.facts)]
    assert "R22" in {rule.id for rule in weak}
    for rule in weak:
        found = assess(BOOK.patient(rule.condition_key), procedure=ROOT, book=BOOK)
        assert "(uncertain)" in assessment_card(found, COURSE, lead="A patient").text


def test_a_rule_without_a_fact_says_so_and_never_clears_an_injection_it_warns_of():
    bare = [rule for rule in TABLE.rules if not rule.facts]
    assert bare
    for rule in bare:
        assert "no source" in rule.reason.lower()
        assert rule.confidence is Certainty.LOW
        assert set(rule.verdicts.values()) != {RuleVerdict.NO_CONCERN}
        assert RuleVerdict.ABSOLUTE not in rule.verdicts.values()


@pytest.mark.parametrize("rule_id", ["R11", "R12", "R13", "R14", "R35"])
def test_a_deep_limb_block_follows_the_rules_of_the_spine_for_drugs_against_clotting(rule_id):
    # ASRA applies the neuraxial intervals to deep peripheral blocks (AC-02).
    rule = RULES[rule_id]
    assert "AC-02" in rule.facts
    assert (
        rule.verdicts[Procedure.PNB_PROXIMAL_SCIATIC]
        is rule.verdicts[Procedure.CAUDAL_INTERLAMINAR_ESI]
        is RuleVerdict.ABSOLUTE
    )
    assert rule.verdicts[POPLITEAL] is RuleVerdict.CAUTION


def test_every_drug_against_clotting_of_the_timing_table_is_asked_for():
    # R11 to R15 name some drugs; whatever they do not name is asked for by R35.
    asked = " ".join(RULES[f"R{number}"].find_out for number in (11, 12, 13, 14, 15, 35)).lower()
    for row in COURSE[ANTICOAGULANTS].values():
        named = {"LMWH": "low-molecular-weight heparin", "thrombolytic": "clot-dissolving"}.get(
            row.drug, row.drug.split(" or NSAID")[0].lower().replace("unfractionated ", "")
        )
        assert named in asked, row.drug


def test_a_fixed_deficit_is_weighed_by_injection_and_a_growing_one_forbids_all():
    # INJ-08 is of low certainty: the rule says so, and that a clinician must decide.
    rule = RULES["R22"]
    assert rule.verdicts[POPLITEAL] is rule.verdicts[Procedure.PNB_PROXIMAL_SCIATIC]
    assert rule.verdicts[POPLITEAL] is RuleVerdict.RELATIVE
    for at_root in (ROOT, Procedure.CAUDAL_INTERLAMINAR_ESI):
        assert rule.verdicts[at_root] is RuleVerdict.CAUTION
    assert "a clinician must decide" in rule.reason
    assert rule.confidence is Certainty.LOW
    both = BOOK.patient(rule.condition_key, "progressive_weakness_or_cauda_equina")
    assert assess(both, procedure=ROOT, book=BOOK).answer is Answer.EMERGENCY


@pytest.mark.parametrize(
    ("rule_id", "steroid", "limb"),
    [
        ("R36", RuleVerdict.RELATIVE, RuleVerdict.CAUTION),  # ritonavir or cobicistat
        ("R37", RuleVerdict.CAUTION, RuleVerdict.CAUTION),  # adrenal suppression
        ("R38", RuleVerdict.CAUTION, RuleVerdict.CAUTION),  # chlorhexidine allergy
        ("R39", RuleVerdict.CAUTION, RuleVerdict.CAUTION),  # demyelinating disease
        ("R40", RuleVerdict.RELATIVE, RuleVerdict.NO_CONCERN),  # dysraphism
        ("R41", RuleVerdict.ABSOLUTE, RuleVerdict.ABSOLUTE),  # side not confirmed
        ("R15", RuleVerdict.CAUTION, RuleVerdict.NO_CONCERN),  # aspirin: ASRA 5 excepts pain
    ],
)
def test_the_newer_rules_grade_a_steroid_at_the_spine_and_a_limb_block(rule_id, steroid, limb):
    verdicts = RULES[rule_id].verdicts
    assert verdicts[ROOT] is verdicts[Procedure.CAUDAL_INTERLAMINAR_ESI] is steroid
    assert verdicts[POPLITEAL] is verdicts[Procedure.PNB_PROXIMAL_SCIATIC] is limb


# --- the article ------------------------------------------------------------------------


def test_each_of_the_articles_seven_items_has_a_verdict_and_replacing_rules():
    assert list(TABLE.article_items.values()) == [f"S{number}" for number in range(71, 78)]
    verdicts = {item: COURSE.claims[key].verdict for item, key in TABLE.article_items.items()}
    assert verdicts["osteoporosis"] == verdicts["renal failure"] == "wrong"
    assert verdicts["allergy to anesthetic"] == "supported"
    named = {rule.article_item for rule in TABLE.rules if rule.article_item}
    assert named == set(TABLE.article_items)


def test_osteoporosis_forbids_no_injection():
    (rule,) = [rule for rule in TABLE.rules if rule.article_item == "osteoporosis"]
    assert RuleVerdict.ABSOLUTE not in rule.verdicts.values()
    assert rule.verdicts[POPLITEAL] is RuleVerdict.NO_CONCERN


# --- the data and the profiles ---------------------------------------------------------------


def test_every_link_of_the_rules_leads_somewhere():
    for rule in TABLE.rules:
        assert set(rule.not_with) <= set(KEYS)
        assert set(rule.facts) <= set(COURSE.facts)
        assert rule.red_flag is None or rule.red_flag in COURSE.red_flags
        assert "as above" not in rule.reason.lower()
    assert set(TABLE.article_items.values()) <= set(COURSE.claims)


def test_the_profiles_are_those_a_lesson_may_ask_for():
    assert set(PROFILES) == set(get_args(PatientProfile))


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_a_profile_is_a_fully_asked_patient(profile):
    patient = profile_patient(profile, weight=BodyWeight(70), book=BOOK)
    assert patient.present == set(PROFILES[profile])
    result = assess(patient, procedure=POPLITEAL, book=BOOK)
    assert result.find_out == ()
    assert (result.answer is Answer.NO_CONCERN) == (profile == "healthy")


def test_a_light_patient_is_cautioned_whatever_the_profile():
    light = profile_patient("healthy", weight=BodyWeight(49), book=BOOK)
    assert assess(light, procedure=POPLITEAL, book=BOOK).answer is Answer.CAUTION
    assert profile_patient("frail", weight=BodyWeight(49), book=BOOK).present == {
        "frail_or_under_50_kg"
    }
    with pytest.raises(UnknownNameError, match="Did you mean 'pregnant'"):
        profile_patient("pregnancy", weight=BodyWeight(60), book=BOOK)
