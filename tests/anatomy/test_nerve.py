from __future__ import annotations

import re
from dataclasses import replace

import pytest

from sciatica_edu.anatomy.nerve import Effect, innervation_of, roots_of
from sciatica_edu.anatomy.variant_figures import VARIANTS, prevalences, variant_named
from sciatica_edu.body.tables import BRANCHES, MUSCLES, SKIN_TERRITORIES
from sciatica_edu.errors import UnknownNameError
from sciatica_edu.evidence.course import load_course
from sciatica_edu.evidence.models import Certainty

COURSE = load_course()
TABLES = innervation_of(COURSE)
SEVERITY = (Effect.KEPT, Effect.WEAKENED, Effect.LOST)


def test_every_label_of_a_branch_names_a_row():
    labels = {muscle.nerve for muscle in COURSE[MUSCLES].values()}
    for branch in COURSE[BRANCHES].values():
        assert set(branch.muscle_labels) <= labels
        assert set(branch.skin_ids) <= set(COURSE[SKIN_TERRITORIES])
        assert branch.parent is None or branch.parent in COURSE[BRANCHES]


def test_the_tree_holds_exactly_the_sciatic_muscles_and_skin():
    sciatic = {key for key, muscle in COURSE[MUSCLES].items() if muscle.from_sciatic}
    assert set(TABLES.muscles_of("sciatic")) == sciatic
    skin = {key for key, row in COURSE[SKIN_TERRITORIES].items() if row.from_sciatic}
    assert set(TABLES.skin_of("sciatic")) == skin


def test_no_gluteal_muscle_is_sciatic():  # fact ANA-MOT-03
    for key in ("gluteus-maximus", "gluteus-medius-and-minimus", "tensor-fasciae-latae"):
        assert key not in TABLES.muscles_of("sciatic")


def test_short_head_of_biceps_is_the_only_fibular_thigh_muscle():  # fact ANA-MOT-02
    own = TABLES.muscles_of("common-fibular-division", below=False)
    assert own == ("biceps-femoris-short-head",)


def test_fibular_lesion_at_the_neck_spares_inversion_and_hip_abduction():  # fact SYM-LOOK-08
    cut = TABLES.cut_branch("common-fibular")
    assert cut.muscles["tibialis-anterior"] is Effect.LOST
    assert cut.muscles["fibularis-longus-and-brevis"] is Effect.LOST
    assert cut.muscles["tibialis-posterior"] is Effect.KEPT
    assert cut.muscles["gluteus-medius-and-minimus"] is Effect.KEPT
    assert cut.muscles["biceps-femoris-short-head"] is Effect.KEPT


def test_l5_root_lesion_weakens_inversion_and_hip_abduction():
    root = TABLES.cut_root("L5")
    assert root.muscles["tibialis-posterior"] is Effect.WEAKENED
    assert root.muscles["gluteus-medius-and-minimus"] is Effect.WEAKENED
    assert root.muscles["gastrocnemius"] is Effect.KEPT


def test_what_tells_a_fibular_palsy_from_l5():
    telling = TABLES.telling_muscles(TABLES.cut_branch("common-fibular"), TABLES.cut_root("L5"))
    assert {"tibialis-posterior", "gluteus-medius-and-minimus"} <= set(telling)
    assert "tibialis-anterior" not in telling


def test_sural_skin_is_only_weakened_by_one_of_its_two_sources():
    assert TABLES.cut_branch("common-fibular").skin["sural"] is Effect.WEAKENED
    assert TABLES.cut_branch("tibial").skin["sural"] is Effect.WEAKENED
    assert TABLES.cut_branch("sciatic").skin["sural"] is Effect.LOST


def test_saphenous_and_posterior_femoral_skin_survive_a_sciatic_lesion():
    skin = TABLES.cut_branch("sciatic").skin
    assert skin["saphenous"] is Effect.KEPT
    assert skin["posterior-femoral-cutaneous"] is Effect.KEPT


def test_a_lesion_further_up_never_spares_more():
    for name, branch in COURSE[BRANCHES].items():
        if branch.parent is None:
            continue
        lower, upper = TABLES.cut_branch(name), TABLES.cut_branch(branch.parent)
        kept = {muscle for muscle, effect in upper.muscles.items() if effect is Effect.KEPT}
        assert all(lower.muscles[muscle] is Effect.KEPT for muscle in kept), name
        for area, effect in lower.skin.items():
            assert SEVERITY.index(upper.skin[area]) >= SEVERITY.index(effect) or (
                # the sural nerve's other source is spared by a cut above only one of the two
                area == "sural" and upper.skin[area] is Effect.WEAKENED
            ), (name, area)


def test_unknown_branch_and_root_offer_the_nearest():
    with pytest.raises(UnknownNameError, match="common-fibular"):
        TABLES.cut_branch("common-fibula")
    with pytest.raises(UnknownNameError, match="root 'L6'"):
        TABLES.cut_root("L6")


def test_roots_are_sorted_from_the_spine_down():
    assert roots_of("S1 L5 (S2)") == ("L5", "S1", "S2")


def test_the_six_variants_are_six_different_relations():  # fact ANA-PIR-01
    assert len({(kind.tibial, kind.fibular) for kind in VARIANTS.values()}) == 6
    assert [kind.letter for kind in VARIANTS.values() if kind.divided] == ["B", "C", "E"]
    with pytest.raises(UnknownNameError):
        variant_named("G")


def test_prevalence_shows_only_verified_figures_inside_their_interval():
    rows = prevalences(COURSE)
    assert rows
    for row in rows:
        assert COURSE.fact(row.fact_id).plain
        if row.ci95_percent:
            assert row.ci95_percent[0] <= row.percent <= row.ci95_percent[1]
    assert not any(row.fact_id == "ANA-PIR-05" for row in rows)


def test_a_prevalence_whose_fact_becomes_doubtful_is_left_out():
    shown = prevalences(COURSE)
    doubtful = COURSE.fact(shown[0].fact_id).model_copy(update={"confidence": Certainty.LOW})
    course = replace(COURSE, facts={**COURSE.facts, shown[0].fact_id: doubtful})
    left = [row for row in shown if row.fact_id != shown[0].fact_id]
    assert list(prevalences(course)) == left


def test_every_number_of_a_population_stands_in_its_fact():
    for row in prevalences(COURSE):
        fact = COURSE.fact(row.fact_id)
        told = " ".join([fact.statement, *(str(figure.n) for figure in fact.figures)])
        for number in re.findall(r"\d+", row.population.replace(",", "")):
            assert number in told, row
