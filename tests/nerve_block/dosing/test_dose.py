from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from sciatica_edu.errors import ContentError, OutOfRangeError, UnitError, UnknownNameError
from sciatica_edu.evidence.course import load_course
from sciatica_edu.evidence.questions.quantities import Quantity
from sciatica_edu.evidence.tables.drugs import Anaesthetic
from sciatica_edu.nerve_block.dosing.body_weight import BodyWeight, dosing_weight, ideal_weight
from sciatica_edu.nerve_block.dosing.dose import compare_limits, lowest_limit, room_beside
from sciatica_edu.nerve_block.tables import ANAESTHETICS, TOXICITY
from sciatica_edu.nerve_block.topic import drugs_of
from sciatica_edu.nerve_block.toxicity.lipid import lipid_plans

COURSE = load_course()
DRUGS = drugs_of(COURSE)
LIPID = COURSE[TOXICITY].lipid
WEIGHTS = st.floats(30, 200)


def limit_mg(drug: str, kg: float, *, with_adrenaline: bool = False) -> Quantity:
    return lowest_limit(DRUGS[drug], weight=BodyWeight(kg), with_adrenaline=with_adrenaline).stated


# --- weight ------------------------------------------------------------------------


@pytest.mark.parametrize("kg", [-70, 0, 2, 29.9, 200.1, 700, math.nan, math.inf])
def test_absurd_weights_are_refused(kg):
    with pytest.raises(OutOfRangeError, match="body weight of an adult"):
        BodyWeight(kg)


def test_ideal_weight_of_the_published_example():
    # Devine: a man of 70 inches, 50 + 2.3 x 10 = 73 kg; a woman, 45.5 + 23 = 68.5 kg.
    convention = COURSE[ANAESTHETICS].ideal_weight
    assert ideal_weight(177.8, sex="male", convention=convention).kg == pytest.approx(73.0)
    assert ideal_weight(177.8, sex="female", convention=convention).kg == pytest.approx(68.5)


def test_ideal_weight_is_labelled_a_convention():
    assert COURSE[ANAESTHETICS].ideal_weight.status.startswith("convention")


@pytest.mark.parametrize("height_cm", [1.75, 150, 231, math.nan])
def test_a_height_outside_the_formula_is_refused(height_cm):
    with pytest.raises(OutOfRangeError, match=r"allowed: 152\.4 to 230 cm"):
        ideal_weight(height_cm, sex="male", convention=COURSE[ANAESTHETICS].ideal_weight)


def test_an_unknown_sex_is_refused():
    with pytest.raises(UnknownNameError, match="female"):
        ideal_weight(170, sex="femal", convention=COURSE[ANAESTHETICS].ideal_weight)


@given(WEIGHTS, WEIGHTS)
def test_the_dosing_weight_is_never_above_either_weight(actual, ideal):
    chosen = dosing_weight(BodyWeight(actual), ideal=BodyWeight(ideal))
    assert chosen.weight.kg == min(actual, ideal)


def test_without_height_the_actual_weight_is_used_and_said():
    assert "without a height" in dosing_weight(BodyWeight(80)).reason


# --- worked examples ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("drug", "kg", "percent", "max_mg", "max_ml"),
    [
        # UK product information: 4.5 x 70 = 315, at most 200 (DOSX-01); at 44 kg 198.
        ("lidocaine", 70, 1, 200, 20),
        # The Australian source prints 3 mg/kg, which is lower in light people.
        ("lidocaine", 60, 1, 180, 18),
        ("lidocaine with adrenaline", 80, 2, 500, 25),
        # UK product information: 2 mg/kg, at most 150.
        ("bupivacaine", 50, 0.5, 100, 20),
        ("bupivacaine with adrenaline", 100, 0.5, 150, 30),
        ("ropivacaine", 60, 0.5, 180, 36),
        # A review of methaemoglobinaemia keeps adults under 5 mg/kg (DOSX-06), the UK at 400 mg (DOSX-05).
        ("prilocaine", 60, 1, 300, 30),
        ("prilocaine with adrenaline", 100, 1, 400, 40),
    ],
)
def test_the_limit_used_is_worked_out_by_hand(drug, kg, percent, max_mg, max_ml):
    name, _, solution = drug.partition(" ")
    limit = limit_mg(name, kg, with_adrenaline=bool(solution))
    assert limit.value == pytest.approx(max_mg)
    assert (limit / Quantity(percent, "%")).value == pytest.approx(max_ml)


# --- limits side by side, and the one that is used -------------------------------------


def test_sources_that_disagree_are_all_shown():
    comparison = compare_limits(DRUGS["lidocaine"], weight=BodyWeight(60))
    shown = {row.source: row.limit.value for row in comparison.rows if row.limit}
    # 4.5, 3, cap only, 5 mg/kg, and 4.5 with a cap of 200 at 60 kg: nothing is averaged.
    assert shown == {
        "Poisoning & Drug Overdose 8e (US)": 270,
        "Therapeutic Guidelines (Australia)": 180,
        "Horlocker chapter (US)": 300,
        "WikEM (US)": 300,
        "UK product information": 200,
    }
    assert comparison.disagree
    alone = compare_limits(DRUGS["ropivacaine"], weight=BodyWeight(60), with_adrenaline=True)
    assert (len(alone.stated), alone.disagree) == (1, False)
    assert [end.limit for end in comparison.ends] == [Quantity(180, "mg"), Quantity(300, "mg")]


@given(st.sampled_from(sorted(DRUGS)), WEIGHTS, st.booleans())
def test_no_source_that_is_shown_gives_less_than_the_limit_used(name, kg, adrenaline):
    found = compare_limits(DRUGS[name], weight=BodyWeight(kg), with_adrenaline=adrenaline)
    assert all(found.chosen.stated <= row.stated for row in found.stated)
    plain = compare_limits(DRUGS[name], weight=BodyWeight(kg)).stated
    if not adrenaline:
        assert found.chosen.stated in {row.limit for row in plain}


@given(st.sampled_from(sorted(DRUGS)), WEIGHTS)
def test_adrenaline_raises_the_limit_only_where_every_source_raises_it(name, kg):
    plain, with_it = limit_mg(name, kg), limit_mg(name, kg, with_adrenaline=True)
    assert plain <= with_it
    agree = all(
        more > less
        for row in DRUGS[name].doses
        for less, more in (
            (row.plain_mg_per_kg, row.with_adrenaline_mg_per_kg),
            (row.plain_max_mg, row.with_adrenaline_max_mg),
        )
        if less is not None and more is not None
    )
    assert agree or with_it == plain


def test_a_recalled_limit_is_shown_with_its_mark_and_used_when_it_is_the_lower():
    # The EU cap of 150 mg was recalled; 2 mg/kg is the read limit below 75 kg.
    drug = DRUGS["levobupivacaine"]
    heavy = compare_limits(drug, weight=BodyWeight(90))
    assert [row.source for row in heavy.rows if row.recalled] == ["EU product information"]
    assert (heavy.chosen.stated, heavy.chosen.recalled) == (Quantity(150, "mg"), True)
    assert not lowest_limit(drug, weight=BodyWeight(70)).recalled


def test_of_equal_limits_the_one_that_was_read_is_named():
    row = lowest_limit(DRUGS["levobupivacaine"], weight=BodyWeight(75))
    assert (row.stated, row.recalled) == (Quantity(150, "mg"), False)


def test_a_source_without_a_figure_gives_no_limit():
    rows = compare_limits(DRUGS["ropivacaine"], weight=BodyWeight(70), with_adrenaline=True).rows
    silent = [row for row in rows if row.limit is None]
    assert {row.working for row in silent} == {"no limit printed"}
    with pytest.raises(ContentError, match="gives no limit"):
        _ = silent[0].stated


def test_a_cap_without_mg_per_kg_says_so_and_cannot_stand_alone():
    rows = compare_limits(DRUGS["lidocaine"], weight=BodyWeight(40)).rows
    (row,) = [row for row in rows if row.source == "Horlocker chapter (US)"]
    assert "no mg/kg printed" in row.working
    only_caps = [
        limit.model_dump() | {"plain_mg_per_kg": None} for limit in DRUGS["lidocaine"].doses
    ]
    with pytest.raises(ValidationError, match="never protects a light patient"):
        Anaesthetic.model_validate(DRUGS["lidocaine"].model_dump() | {"doses": only_caps})


@given(st.sampled_from(sorted(DRUGS)), WEIGHTS, WEIGHTS, st.booleans())
def test_a_heavier_patient_never_gets_a_lower_limit(name, first, second, adrenaline):
    light, heavy = sorted([first, second])
    lighter = limit_mg(name, light, with_adrenaline=adrenaline)
    assert lighter <= limit_mg(name, heavy, with_adrenaline=adrenaline)


@given(st.sampled_from(sorted(DRUGS)), WEIGHTS, st.booleans())
def test_a_limit_keeps_to_both_mg_per_kg_and_cap(name, kg, adrenaline):
    comparison = compare_limits(DRUGS[name], weight=BodyWeight(kg), with_adrenaline=adrenaline)
    for row, limit in zip(comparison.rows, DRUGS[name].doses, strict=True):
        per_kg = limit.with_adrenaline_mg_per_kg if adrenaline else limit.plain_mg_per_kg
        cap = limit.with_adrenaline_max_mg if adrenaline else limit.plain_max_mg
        bounds = [cap or math.inf, (per_kg or math.inf) * kg]
        assert (math.inf if row.limit is None else row.limit.value) == pytest.approx(min(bounds))


@given(WEIGHTS, st.booleans())
def test_prilocaine_stays_below_where_methaemoglobinaemia_is_expected(kg, adrenaline):
    # Facts DOSX-05 and DOSX-06: 400 mg, under 5 mg/kg, harm at about 600 mg.
    limit = limit_mg("prilocaine", kg, with_adrenaline=adrenaline)
    assert limit.value <= min(400, 5 * kg) + 1e-9
    assert DRUGS["prilocaine"].danger.expected_at_mg == 600


@pytest.mark.parametrize("question_id", ["BLOC-203", "BLOC-206"])
def test_sums_with_a_named_drug_use_the_limits_of_the_rule(question_id):
    for drug in COURSE.questions[question_id].variables["drug"].values:
        name, _, solution = drug["name"].partition(" ")
        for kg in (40, 60, 100):
            limit = limit_mg(name, kg, with_adrenaline=solution == "with adrenaline")
            assert min(drug["mg_per_kg"] * kg, drug["cap_mg"]) == pytest.approx(limit.value)


# --- mixtures ----------------------------------------------------------------------


def test_worked_example_of_a_mixture():
    # Half of 180 mg ropivacaine is used; half of 180 mg lidocaine is left at 60 kg.
    own, limit = limit_mg("ropivacaine", 60), limit_mg("lidocaine", 60)
    assert room_beside(Quantity(90, "mg"), of=own, limit=limit).value == pytest.approx(90)
    assert room_beside(own, of=own, limit=limit) == Quantity(0, "mg")
    assert room_beside(Quantity(500, "mg"), of=own, limit=limit) == Quantity(0, "mg")


@given(st.floats(0, 1))
def test_what_is_left_fills_a_mixture_exactly(used):
    own, limit = Quantity(200, "mg"), Quantity(301, "mg")
    room = room_beside(Quantity(200 * used, "mg"), of=own, limit=limit)
    assert used + room.value / 301 == pytest.approx(1)


def test_a_mixture_without_a_limit_or_a_mass_is_refused():
    with pytest.raises(OutOfRangeError, match="limit is 0 mg"):
        room_beside(Quantity(1, "mg"), of=Quantity(0, "mg"), limit=Quantity(5, "mg"))
    with pytest.raises(UnitError):
        room_beside(Quantity(1, "mL"), of=Quantity(5, "mg"), limit=Quantity(5, "mg"))


# --- lipid ---------------------------------------------------------------------------


def test_worked_examples_of_lipid():
    # 1.5 mL/kg, 0.25 mL/kg/min and 12 mL/kg at 60 kg, on both sides.
    for plan in lipid_plans(BodyWeight(60), rule=LIPID).values():
        assert plan.bolus == Quantity(90, "mL")
        assert plan.infusion == (Quantity(15, "mL/min"), Quantity(15, "mL/min"))
        assert plan.doubled[0] == Quantity(30, "mL/min")
        assert plan.upper_limit == Quantity(720, "mL")


def test_lipid_below_at_and_above_the_boundary_of_one_side():
    below, at, above = (lipid_plans(BodyWeight(kg), rule=LIPID) for kg in (69.9, 70, 90))
    assert below["asra"].bolus.value == pytest.approx(104.85)
    assert at["asra"].bolus == above["asra"].bolus == Quantity(100, "mL")
    assert (at["uk"].bolus, above["uk"].bolus) == (Quantity(105, "mL"), Quantity(135, "mL"))
    # 200 mL over 20 min to 250 mL over 15 min.
    assert [rate.value for rate in above["asra"].infusion] == pytest.approx([10, 250 / 15])
    assert above["asra"].upper_limit == above["uk"].upper_limit == Quantity(1080, "mL")
