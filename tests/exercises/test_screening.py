from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sciatica_edu.errors import ParameterError
from sciatica_edu.evidence.course import load_course
from sciatica_edu.exercises.course_exercises import Exercises
from sciatica_edu.exercises.rules import Basis
from sciatica_edu.exercises.screening import Offer, answered_without_warning
from sciatica_edu.triage.rules import Status, triage
from sciatica_edu.triage.table import load_triage_table
from tests.exercises.people import EMERGENCY, NO_HURRY, screened

EXERCISES = Exercises(load_course())
TABLES = EXERCISES.rules
RANK = {offer: rank for rank, offer in enumerate(Offer)}
SCALES = {name: tuple(row.answers) for name, row in TABLES.questions.items()}
QUIET = answered_without_warning(TABLES)


def touched(screening, rule):
    """Return the exercises for which a rule gives a reason."""
    return {
        name
        for name, decision in screening.decisions.items()
        if any(reason.rule == rule for reason in decision.reasons)
    }


TRIAGE = load_triage_table()


@pytest.mark.parametrize("question", TRIAGE.questions, ids=lambda question: question.id)
@pytest.mark.parametrize("answer", ["yes", "unknown"])
def test_whatever_the_triage_finds_but_no_hurry_ends_the_exercises(exercises, question, answer):
    red_flags = exercises.red_flags_all_no(**{question.id: answer})
    result = exercises.screen(exercises.without_warning(), red_flags=red_flags)
    found = triage(red_flags, table=TRIAGE, red_flags=exercises.course.red_flags)
    assert result.triage == found
    assert result.stopped == (found.status is not Status.NO_HURRY)
    assert result.stopped or answer == "yes"
    assert bool(result.decisions) != result.stopped


def test_red_flags_that_nobody_asked_about_end_the_exercises_and_ask_for_an_answer(exercises):
    for answers in ({}, exercises.without_warning()):
        result = exercises.screen(answers)
        assert result.stopped
        assert result.choice == ()
        assert result.triage.status is Status.ASK_NOW
        assert result.heading.endswith("Ask first.")
    present = exercises.screen({}, red_flags=EMERGENCY)
    assert present.heading.endswith("Get help first.")


def test_somebody_asked_about_everything_without_a_warning_is_offered_something(exercises):
    result = screened(exercises)
    assert not result.stopped
    assert result.unknown == ()
    assert len(result.having(Offer.OFFERED)) >= 8


def test_what_was_not_asked_is_not_known_and_nothing_is_offered_unchanged(exercises):
    result = exercises.screen({}, red_flags=NO_HURRY)
    assert set(result.unknown) == set(SCALES)
    assert result.having(Offer.OFFERED) == ()
    assert [item.exercise.id for item in result.choice] == ["XE-12"]
    for decision in result.having(Offer.WITHHELD):
        assert decision.ask_first, decision.exercise.id


def test_a_missing_answer_and_unknown_are_the_same(exercises):
    for question in SCALES:
        asked = {name: answer for name, answer in QUIET.items() if name != question}
        without = exercises.screen(asked, red_flags=NO_HURRY)
        unknown = exercises.screen({**asked, question: "unknown"}, red_flags=NO_HURRY)
        assert without == unknown
        assert without.unknown == (question,)


def test_fragile_bones_win_over_the_direction_that_eases_the_leg(exercises):
    result = screened(exercises, fragile_bones="yes", flexion="centralises")
    for name in ("XE-01", "XE-04", "XE-06"):
        assert result.decisions[name].offer is Offer.WITHHELD
    assert not result.decisions["XE-01"].preferred
    assert "EXX-02" in result.decisions["XE-01"].reasons[0].facts
    assert "rounds" in result.decisions["XE-03"].changes[0]


@pytest.mark.parametrize("answer", ["yes", "unknown"])
def test_the_column_of_fragile_bones_decides_about_each_of_the_sixteen(exercises, answer):
    result = screened(exercises, fragile_bones=answer)
    quiet = screened(exercises)
    for item in exercises.library:
        row = item.row.fragile_bones
        reasons = [r for r in result.decisions[item.id].reasons if r.rule == "XS-02"]
        expected = max(Offer(row.offer), quiet.decisions[item.id].offer, key=RANK.__getitem__)
        assert result.decisions[item.id].offer is expected
        assert [reason.text for reason in reasons] == ([] if row.offer == "offered" else [row.why])
        for reason in reasons:
            assert reason.unknown == (("fragile_bones",) if answer == "unknown" else ())
            assert (reason.basis is Basis.JUDGEMENT) == (not row.facts)


def test_a_slipped_vertebra_withholds_the_press_up_even_if_extension_eases_the_leg(exercises):
    result = screened(exercises, spondylolisthesis="yes", extension="centralises")
    assert result.decisions["XE-07"].offer is Offer.WITHHELD
    assert "EXX-07" in result.decisions["XE-07"].reasons[0].facts
    assert screened(exercises, extension="centralises").decisions["XE-07"].offer is Offer.OFFERED


def test_two_reasons_that_leave_opposite_halves_leave_nothing(exercises):
    for other in ("stenosis_pattern", "spondylolisthesis"):
        both = screened(exercises, fragile_bones="yes", **{other: "yes"})
        assert both.decisions["XE-03"].offer is Offer.WITHHELD
        assert screened(exercises, **{other: "yes"}).decisions["XE-03"].offer is Offer.ADAPTED


def test_press_ups_are_offered_only_when_extension_centralises(exercises):
    for answer in ("no_change", "unknown", "peripheralises"):
        assert screened(exercises, extension=answer).decisions["XE-07"].offer is Offer.WITHHELD
    assert screened(exercises, extension="centralises").decisions["XE-07"].preferred


def test_the_preferred_direction_leads_the_choice(exercises):
    choice = screened(exercises, extension="centralises", irritable_leg_pain="yes").choice
    preferred = [item.preferred for item in choice]
    assert preferred == sorted(preferred, reverse=True)
    assert 0 < sum(preferred) < len(preferred)
    rest = [list(Offer).index(item.offer) for item in choice if not item.preferred]
    assert rest == sorted(rest)
    assert len(set(rest)) == 2  # some are offered as they are, some adapted


def test_what_pulls_on_the_nerve_is_never_offered_unchanged(exercises):
    quiet = screened(exercises).decisions["XE-06"]
    assert quiet.offer is Offer.ADAPTED
    assert "settled" in quiet.changes[0]
    irritable = screened(exercises, irritable_leg_pain="yes").decisions
    for name in ("XE-06", "XE-11"):
        assert irritable[name].offer is Offer.WITHHELD
    assert irritable["XE-05"].offer is Offer.ADAPTED


@pytest.mark.parametrize(
    "answers",
    [{"flexion": "peripheralises", "extension": "peripheralises"}, {"recent_surgery": "yes"}],
)
def test_who_has_no_direction_or_no_clearance_only_walks_and_carefully(exercises, answers):
    choice = screened(exercises, **answers).choice
    assert [item.exercise.id for item in choice] == ["XE-12"]
    assert choice[0].offer is Offer.ADAPTED


@pytest.mark.parametrize("rule", TABLES.rules, ids=lambda rule: rule.id)
def test_each_rule_has_a_patient_who_triggers_it_and_a_neighbour_who_does_not(exercises, rule):
    patient = {question: answers[-1] for question, answers in rule.when.items()}
    if rule.column is None:
        wanted = {*rule.withheld, *rule.adapted}
    else:
        wanted = {x.id for x in exercises.library if x.row.fragile_bones.offer != "offered"}
    assert wanted
    assert touched(screened(exercises, **patient), rule.id) == wanted
    for question, answers in rule.when.items():
        # One answer less cautious in one question, the rest the same.
        neighbour = {**patient, question: SCALES[question][-len(answers) - 1]}
        assert touched(screened(exercises, **neighbour), rule.id) == set()


@pytest.mark.parametrize("question", sorted(SCALES))
def test_each_question_changes_what_somebody_is_offered(exercises, question):
    quiet = {name: d.offer for name, d in screened(exercises).decisions.items()}
    cautious = screened(exercises, **{question: SCALES[question][-1]}).decisions
    assert {name: d.offer for name, d in cautious.items()} != quiet


def test_a_misspelt_question_or_answer_never_means_no(exercises):
    with pytest.raises(ParameterError, match="fragile_bones"):
        exercises.screen({"fragile_bone": "yes"}, red_flags=NO_HURRY)
    with pytest.raises(ParameterError, match="Did you mean 'peripheralises'"):
        exercises.screen({"flexion": "peripheralise"}, red_flags=NO_HURRY)


people = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(scale) for name, scale in SCALES.items()}
)
verdicts = st.sampled_from([NO_HURRY, EMERGENCY, None])


def never_wider(before, after):
    for name, decision in before.decisions.items():
        if after.decisions:
            assert RANK[after.decisions[name].offer] >= RANK[decision.offer], name
    assert {d.exercise.id for d in after.choice} <= {d.exercise.id for d in before.choice}


@settings(max_examples=120, deadline=None)
@given(answers=people, question=st.sampled_from(sorted(SCALES)), verdict=verdicts)
def test_replacing_an_answer_by_unknown_never_widens_what_is_offered(answers, question, verdict):
    answers = {**answers, question: QUIET[question]}
    before = EXERCISES.screen(answers, red_flags=verdict)
    never_wider(before, EXERCISES.screen({**answers, question: "unknown"}, red_flags=verdict))
    never_wider(before, EXERCISES.screen(answers, red_flags=None))


@settings(max_examples=120, deadline=None)
@given(answers=people, question=st.sampled_from(sorted(SCALES)), verdict=verdicts)
def test_adding_a_warning_never_widens_what_is_offered(answers, question, verdict):
    before = EXERCISES.screen(answers, red_flags=verdict)
    worst = {**answers, question: SCALES[question][-1]}
    never_wider(before, EXERCISES.screen(worst, red_flags=verdict))
    never_wider(before, EXERCISES.screen(answers, red_flags=EMERGENCY))
