from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_edu.body.tables import MUSCLES, ROOT_SIGNS, SKIN_TERRITORIES
from sciatica_edu.errors import UnknownNameError
from sciatica_edu.evidence.course import load_course
from sciatica_edu.symptoms.localiser import Finding, Fit, Localiser
from sciatica_edu.symptoms.tables import LEVEL_SIGNS

COURSE = load_course()
TABLE = COURSE[LEVEL_SIGNS]
LOCALISER = Localiser(TABLE, muscles=COURSE[MUSCLES], red_flags=COURSE.red_flags)
CAUDA = [sign.id for sign in TABLE.signs if sign.kind == "cauda_equina"]
OTHER = [sign.id for sign in TABLE.signs if sign.kind != "cauda_equina"]
findings = st.dictionaries(st.sampled_from(OTHER), st.sampled_from(list(Finding)))


@pytest.mark.parametrize(
    ("level", "abnormal", "normal"),
    [
        ("s1", "plantar-flexion ankle-jerk numb-outer-foot straight-leg-raise pain-back-calf", ""),
        ("l4", "knee-extension knee-jerk numb-inner-leg femoral-stretch hip-adduction", ""),
        # SYM-LOOK-08: inversion and hip abduction tell L5 from the fibular nerve
        ("l5", "ankle-dorsiflexion ankle-eversion ankle-inversion hip-abduction", ""),
        ("common-fibular", "ankle-dorsiflexion ankle-eversion", "ankle-inversion hip-abduction"),
        ("deep-fibular", "numb-web-space ankle-dorsiflexion", "ankle-eversion"),
        ("superficial-fibular", "ankle-eversion numb-foot-top", "ankle-dorsiflexion"),
        # both divisions, and the buttock spared
        ("sciatic", "plantar-flexion ankle-dorsiflexion knee-flexion ankle-jerk",
         "hip-abduction hip-extension"),
    ],
)  # fmt: skip
def test_a_picture_of_textbooks_comes_out_as_its_level(level, abnormal, normal):
    found = dict.fromkeys(abnormal.split(), "abnormal") | dict.fromkeys(normal.split(), "normal")
    assert LOCALISER.localise(found).candidates[0].level == level


def test_weak_inversion_speaks_against_every_fibular_nerve():
    found = LOCALISER.localise({"ankle-inversion": "abnormal", "ankle-dorsiflexion": "abnormal"})
    fibular = {c.level: c for c in found.candidates if "fibular" in c.level}
    assert set(fibular) == {"common-fibular", "deep-fibular"}
    for candidate in fibular.values():
        assert "ankle-inversion" in {reason.sign for reason in candidate.reasons_against}


@pytest.mark.parametrize(
    ("sign", "level", "fit"),
    [
        # ANA-MOT-03, ANA-SENS-02, ANA-SENS-05: no buttock, no back of the thigh, no inner leg
        ("hip-abduction", "sciatic", Fit.NOT_FROM_HERE),
        ("hip-extension", "sciatic", Fit.NOT_FROM_HERE),
        ("numb-back-thigh", "sciatic", Fit.NOT_FROM_HERE),
        ("numb-inner-leg", "sciatic", Fit.NOT_FROM_HERE),
        ("numb-inner-leg", "femoral", Fit.EXPECTED),
        # ANA-REF-01
        ("knee-jerk", "l4", Fit.EXPECTED),
        ("medial-hamstring-jerk", "l5", Fit.EXPECTED),
        ("ankle-jerk", "s1", Fit.EXPECTED),
    ],
)
def test_a_sign_fits_where_the_evidence_says(sign, level, fit):
    assert LOCALISER.fit(sign, level) is fit


@given(findings, st.sampled_from(CAUDA))
def test_a_cauda_equina_sign_outranks_everything_and_redirects(found, sign):
    result = LOCALISER.localise({**found, sign: "abnormal"})
    assert result.emergency
    assert [candidate.level for candidate in result.candidates] == ["cauda-equina"]
    assert "emergency department" in result.message


@given(findings)
def test_a_sign_not_examined_counts_for_nothing(found):
    explicit = {name: found.get(name, Finding.NOT_EXAMINED) for name in OTHER}
    assert LOCALISER.localise(found) == LOCALISER.localise(explicit)
    shown = {
        reason.sign
        for candidate in LOCALISER.localise(found).candidates
        for reason in (*candidate.reasons_for, *candidate.reasons_against)
    }
    assert all(found.get(name) in (Finding.ABNORMAL, Finding.NORMAL) for name in shown)


@given(findings)
def test_candidates_are_in_order_and_reasons_are_sourced(found):
    points = [candidate.points for candidate in LOCALISER.localise(found).candidates]
    assert points == sorted(points, reverse=True)
    for candidate in LOCALISER.localise(found).candidates:
        reasons = (*candidate.reasons_for, *candidate.reasons_against)
        assert candidate.points == sum(reason.points for reason in reasons)
        assert all(reason.facts for reason in reasons)


def test_cauda_equina_not_asked_is_said_and_not_taken_for_absent():
    found = LOCALISER.localise({"ankle-jerk": "abnormal"})
    assert len(found.cauda_equina_not_asked) == len(CAUDA)
    assert "act as if they were present" in found.message
    asked = LOCALISER.localise({**dict.fromkeys(CAUDA, "normal"), "ankle-jerk": "abnormal"})
    assert asked.cauda_equina_not_asked == ()
    assert not asked.emergency


def test_any_weakness_brings_the_same_day_warning_and_its_facts():
    weak = LOCALISER.localise({"great-toe-extension": "abnormal"})
    assert "same day" in weak.message
    assert set(COURSE.red_flags["RFA-02"].facts) <= set(weak.facts)
    assert "same day" not in LOCALISER.localise({"ankle-jerk": "abnormal"}).message


def test_next_signs_tell_the_two_best_apart():
    found = LOCALISER.localise({"ankle-dorsiflexion": "abnormal"})
    first, second = (candidate.level for candidate in found.candidates[:2])
    by_label = {sign.label: sign.id for sign in TABLE.signs}
    assert len(found.next_signs) == 4
    for label in found.next_signs:
        fits = {LOCALISER.fit(by_label[label], level) for level in (first, second)}
        assert fits == {Fit.EXPECTED, Fit.NOT_FROM_HERE}


def points(sign, finding, level):
    found = LOCALISER._checked({sign: finding})
    return LOCALISER._candidate(LOCALISER.levels[level], found).points


@pytest.mark.parametrize(
    ("sign", "finding", "weights"),
    [
        # a muscle that another root shares says nothing against that root (ANA-MOT-06)
        ("ankle-dorsiflexion", "abnormal", {"l5": 2, "l4": 0, "s1": -1, "tibial": -2}),
        ("ankle-dorsiflexion", "normal", {"l5": -1, "l4": 0, "s1": 0, "deep-fibular": -1}),
        ("ankle-jerk", "abnormal", {"s1": 2, "l5": -1, "common-fibular": -2}),
        # skin says less than muscle, and no nerve is excluded by it as firmly (ANA-DERM-01)
        ("numb-foot-top", "abnormal", {"l5": 1, "s1": -1, "tibial": -1}),
        ("straight-leg-raise", "abnormal", {"l5": 1, "l4": -1, "sciatic": 0}),
        # pain does not keep to its dermatome, so pain elsewhere excludes nothing
        ("pain-outer-calf", "abnormal", {"l5": 1, "s1": 0, "sciatic": 0}),
        ("pain-outer-calf", "normal", {"l5": 0, "s1": 0}),
    ],
)
def test_a_finding_weighs_as_much_as_is_known(sign, finding, weights):
    assert {level: points(sign, finding, level) for level in weights} == weights


def test_levels_that_nothing_speaks_for_are_left_out():
    found = LOCALISER.localise({"knee-jerk": "abnormal"})
    assert [candidate.level for candidate in found.candidates] == ["l3", "l4", "femoral"]
    assert LOCALISER.localise({"knee-jerk": "normal"}).candidates == ()


def test_recalled_anatomy_is_marked_uncertain():
    found = LOCALISER.localise({"knee-jerk": "abnormal"})
    femoral = next(c for c in found.candidates if c.level == "femoral")
    assert femoral.reasons_for[0].uncertain
    assert "not verified" in femoral.reasons_for[0].text


def test_the_table_says_what_the_tables_of_the_evidence_say(course):
    for sign in TABLE.signs:
        assert all(fact in course.facts for fact in sign.facts), sign.id
        assert all(course.fact(fact).plain for fact in sign.facts), sign.id
        assert all(name in course[MUSCLES] for name in sign.muscles), sign.id
        assert all(name in course[SKIN_TERRITORIES] for name in sign.territories), sign.id
        if sign.kind == "movement" and sign.roots:
            assert sign.root_words, sign.id
            for root in sign.roots:
                assert sign.root_words in course[ROOT_SIGNS][root].motor, (sign.id, root)
    for level in TABLE.levels:
        assert all(course.fact(fact).plain for fact in level.facts), level.id
        for beginning in level.supplies:
            assert any(m.nerve.startswith(beginning) for m in course[MUSCLES].values()), level.id


def test_unknown_sign_or_finding_is_refused():
    with pytest.raises(UnknownNameError, match="Did you mean 'ankle-jerk'"):
        LOCALISER.localise({"ankel-jerk": "abnormal"})
    with pytest.raises(UnknownNameError, match="not examined"):
        LOCALISER.localise({"ankle-jerk": "absent"})


def test_inversion_or_hip_abduction_parts_l5_from_the_fibular_nerve():
    # SYM-LOOK-08: weak inversion and weak hip abduction point to L5
    found = LOCALISER.localise(
        {"ankle-dorsiflexion": "abnormal", "great-toe-extension": "abnormal"}
    )
    assert {c.level for c in found.candidates[:2]} & {"l5"}
    assert set(found.parting) <= {"hip-abduction", "ankle-inversion"}
    assert found.parting


def test_one_candidate_or_an_emergency_leaves_nothing_to_part():
    assert LOCALISER.localise({}).parting == ()
    assert LOCALISER.localise({"bladder": "abnormal"}).parting == ()
