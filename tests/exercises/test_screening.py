from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sciatica_edu.errors import ParameterError
from sciatica_edu.evidence.course import load_course
from sciatica_edu.exercises.rules import load_exercise_tables
from sciatica_edu.exercises.screening import RED_FLAG_ANSWERS, Offer
from sciatica_edu.exercises.topic import Exercises

RANK = {offer: rank for rank, offer in enumerate(Offer)}
ARTICLE = ("XE-01", "XE-02", "XE-03", "XE-04")
SCALES = {
    **dict.fromkeys(load_course().red_flags, RED_FLAG_ANSWERS),
    **{name: tuple(row.answers) for name, row in load_exercise_tables().questions.items()},
}


@pytest.mark.parametrize("flag", sorted(load_course().red_flags))
@pytest.mark.parametrize("answer", ["yes", "unknown"])
def test_any_red_flag_stops_everything(exercises, flag, answer):
    result = exercises.screen({flag: answer})
    assert result.stopped
    assert result.choice == ()
    assert [item.flag.id for item in result.redirects] == [flag]
    assert result.redirects[0].known == (answer == "yes")


def test_without_red_flags_something_is_offered(exercises):
    result = exercises.screen({})
    assert not result.stopped
    assert len(result.having(Offer.OFFERED)) >= 8


def test_no_answer_at_all_offers_nothing(exercises):
    result = exercises.screen_fully({})
    assert result.stopped
    assert result.choice == ()
    assert {item.flag.id for item in result.redirects} == set(load_course().red_flags)
    assert "fracture_risk" in result.unknown


def test_known_red_flags_come_before_unknown_ones_and_the_most_urgent_first(exercises):
    result = exercises.screen({"RFA-05": "yes", "RFA-01": "unknown", "RFA-02": "yes"})
    assert [item.flag.id for item in result.redirects] == ["RFA-02", "RFA-05", "RFA-01"]


def test_fracture_risk_withholds_end_range_bending_even_if_bending_eases_the_leg(exercises):
    result = exercises.screen({"fracture_risk": "yes", "flexion": "centralises"})
    assert result.decisions["XE-01"].offer is Offer.WITHHELD
    assert result.decisions["XE-04"].offer is Offer.WITHHELD
    assert not result.decisions["XE-01"].preferred
    assert result.decisions["XE-03"].offer is Offer.ADAPTED
    assert result.decisions["XE-01"].reasons[0].facts == ("EX-08",)


def test_unknown_fracture_risk_is_treated_like_yes(exercises):
    known = exercises.screen({"fracture_risk": "yes"})
    unknown = exercises.screen({"fracture_risk": "unknown"})
    assert {k: d.offer for k, d in known.decisions.items()} == {
        k: d.offer for k, d in unknown.decisions.items()
    }
    assert unknown.decisions["XE-01"].reasons[0].unknown == ("fracture_risk",)


def test_press_ups_are_offered_only_when_extension_centralises(exercises):
    for answer in ("no_change", "unknown", "peripheralises"):
        assert exercises.screen({"extension": answer}).decisions["XE-07"].offer is Offer.WITHHELD
    chosen = exercises.screen({"extension": "centralises"}).decisions["XE-07"]
    assert chosen.offer is Offer.OFFERED
    assert chosen.preferred


def test_the_preferred_direction_leads_the_choice(exercises):
    answers = {"extension": "centralises", "irritable_leg_pain": "yes"}
    choice = exercises.screen(answers).choice
    preferred = [item.preferred for item in choice]
    assert preferred == sorted(preferred, reverse=True)
    assert 0 < sum(preferred) < len(preferred)
    rest = [list(Offer).index(item.offer) for item in choice if not item.preferred]
    assert rest == sorted(rest)
    assert len(set(rest)) == 2  # some are offered as they are, some adapted


def test_irritable_leg_withholds_what_pulls_on_the_nerve(exercises):
    result = exercises.screen({"irritable_leg_pain": "yes"})
    assert result.decisions["XE-06"].offer is Offer.WITHHELD
    assert result.decisions["XE-11"].offer is Offer.WITHHELD
    assert result.decisions["XE-05"].offer is Offer.ADAPTED


def test_what_pulls_on_the_nerve_is_never_offered_unchanged(exercises):
    result = exercises.screen({})
    assert result.decisions["XE-06"].offer is Offer.ADAPTED
    assert "settled" in result.decisions["XE-06"].changes[0]


def test_both_directions_worse_leaves_only_short_walks(exercises):
    result = exercises.screen({"flexion": "peripheralises", "extension": "peripheralises"})
    assert [item.exercise.id for item in result.choice] == ["XE-12"]
    assert result.choice[0].offer is Offer.ADAPTED


def test_surgery_not_cleared_leaves_only_what_the_team_allows(exercises):
    result = exercises.screen({"recent_surgery": "yes"})
    assert [item.exercise.id for item in result.choice] == ["XE-12"]


@pytest.mark.parametrize("rule", load_exercise_tables().rules, ids=lambda rule: rule.id)
def test_each_rule_fires_on_its_patient_and_not_on_a_quiet_one(exercises, rule):
    patient = {question: answers[-1] for question, answers in rule.when.items()}
    touched = {
        name
        for name, decision in exercises.screen(patient).decisions.items()
        if any(reason.rule == rule.id for reason in decision.reasons)
    }
    assert touched == {*rule.withheld, *rule.adapted}
    calm = {question: SCALES[question][0] for question in rule.when}
    for decision in exercises.screen(calm).decisions.values():
        assert all(reason.rule != rule.id for reason in decision.reasons)


def test_a_misspelt_question_is_refused(exercises):
    with pytest.raises(ParameterError, match="fracture_risk"):
        exercises.screen({"fracture_risc": "yes"})


def test_a_misspelt_answer_never_means_no(exercises):
    with pytest.raises(ParameterError, match="Did you mean 'peripheralises'"):
        exercises.screen({"flexion": "peripheralise"})


answers = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(scale) for name, scale in SCALES.items()}
)


@settings(max_examples=150, deadline=None)
@given(before=answers, data=st.data())
def test_adding_a_warning_never_widens_the_choice(before, data):
    exercises = Exercises(load_course())
    name = data.draw(st.sampled_from(sorted(SCALES)))
    scale = SCALES[name]
    # A missing answer counts as unknown.
    now = scale.index(before.get(name, "unknown"))
    later = data.draw(st.integers(min_value=now, max_value=len(scale) - 1))
    first = exercises.screen_fully(before)
    second = exercises.screen_fully({**before, name: scale[later]})
    for exercise_id, decision in first.decisions.items():
        assert RANK[second.decisions[exercise_id].offer] >= RANK[decision.offer], exercise_id
    assert {d.exercise.id for d in second.choice} <= {d.exercise.id for d in first.choice}
    assert first.stopped <= second.stopped
