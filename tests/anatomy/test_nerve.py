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


def test_short_head_of_biceps_is_the_only_fibular_thigh_muscle():  # fact ANA-MOT-02
    own = TABLES.muscles_of("common-fibular-division", below=False)
    assert own == ("biceps-femoris-short-head",)


@pytest.mark.parametrize(
    ("cut", "part", "effects"),
    [
        # ANA-MOT-03
        ("sciatic", "muscles", {"gluteus-maximus": Effect.KEPT, "tensor-fasciae-latae": Effect.KEPT,
                                "gluteus-medius-and-minimus": Effect.KEPT}),
        # SYM-LOOK-08: at the neck of the fibula inversion and hip abduction are spared
        ("common-fibular", "muscles", {"tibialis-anterior": Effect.LOST,
                                       "fibularis-longus-and-brevis": Effect.LOST,
                                       "tibialis-posterior": Effect.KEPT,
                                       "gluteus-medius-and-minimus": Effect.KEPT,
                                       "biceps-femoris-short-head": Effect.KEPT}),
        ("L5", "muscles", {"tibialis-posterior": Effect.WEAKENED,
                           "gluteus-medius-and-minimus": Effect.WEAKENED,
                           "gastrocnemius": Effect.KEPT}),
        # the sural nerve has two sources; ANA-SENS-02, ANA-SENS-05
        ("common-fibular", "skin", {"sural": Effect.WEAKENED}),
        ("tibial", "skin", {"sural": Effect.WEAKENED}),
        ("sciatic", "skin", {"sural": Effect.LOST, "saphenous": Effect.KEPT,
                             "posterior-femoral-cutaneous": Effect.KEPT}),
    ],
)  # fmt: skip
def test_a_lesion_takes_and_spares_what_the_facts_say(cut, part, effects):
    lesion = TABLES.cut_root(cut) if cut == "L5" else TABLES.cut_branch(cut)
    found = getattr(lesion, part)
    assert {name: found[name] for name in effects} == effects


def test_what_tells_a_fibular_palsy_from_l5():
    telling = TABLES.telling_muscles(TABLES.cut_branch("common-fibular"), TABLES.cut_root("L5"))
    assert {"tibialis-posterior", "gluteus-medius-and-minimus"} <= set(telling)
    assert "tibialis-anterior" not in telling


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
