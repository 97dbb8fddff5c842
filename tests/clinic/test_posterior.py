"""Exact posteriors: they agree with how often each cause is behind the same findings."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from sciatica_edu.clinic.posterior import coded, history_only, posterior, posteriors
from sciatica_edu.clinic.stories import MIXES
from sciatica_edu.errors import ContradictionError, OutOfRangeError, UnknownNameError
from tests.clinic.conftest import drawn

SOMEONE = {"setting": "primary-care", "age": 50, "sex": "woman"}


def _worst_decile(said, true):
    """Return the largest distance of frequency from probability, in standard errors."""
    decile = np.minimum((said * 10).astype(int), 9)
    worst = 0.0
    for index in range(10):
        own = decile == index
        if said[own].sum() > 20 and (1 - said[own]).sum() > 20:
            error = np.sqrt((said[own] * (1 - said[own])).sum())
            worst = max(worst, abs(true[own].sum() - said[own].sum()) / error)
    return worst


@pytest.mark.slow
@pytest.mark.parametrize(
    ("setting", "mix"),
    [("primary-care", "teaching"), ("emergency", "prevalence"), ("spine-clinic", "prevalence")],
)
def test_probabilities_are_frequencies_in_every_decile(clinic, setting, mix):
    people = drawn(setting, mix)
    danger = np.array([cause.emergency for cause in clinic.tables.causes.values()])
    truth = people.cause[:, None] == np.arange(len(danger))
    for answers in (history_only(clinic, people.answers), people.answers):
        said = posteriors(clinic, people, answers)
        assert said.sum(axis=1) == pytest.approx(1)
        assert said.min() > 0
        assert said.max() < 1
        first = said.argmax(axis=1)
        assert _worst_decile(said.max(axis=1), people.cause == first) < 3
        assert _worst_decile(said @ danger, danger[people.cause]) < 3
        assert _worst_decile(said.ravel(), truth.ravel()) < 3


def test_who_judges_the_teaching_mix_by_life_sees_too_little_danger(clinic):
    people = drawn("primary-care", "teaching", 10_000)
    danger = np.array([cause.emergency for cause in clinic.tables.causes.values()])
    as_in_life = dataclasses.replace(people, mix="prevalence")
    there = danger[people.cause].sum()
    assert (posteriors(clinic, people) @ danger).sum() == pytest.approx(there, rel=0.03)
    assert (posteriors(clinic, as_in_life) @ danger).sum() < 0.85 * there


def test_the_textbook_pattern_puts_its_cause_first(clinic):
    for name, cause in clinic.tables.causes.items():
        low, high = clinic.tables.shared.age_bands[int(np.argmax(cause.by_age))]
        for setting in clinic.tables.shared.settings:
            for mix in MIXES:
                found = posterior(
                    clinic, cause.textbook,
                    setting=setting, age=(low + high) // 2,
                    sex="woman" if cause.women >= 0.5 else "man", mix=mix,
                )  # fmt: skip
                assert max(found, key=found.get) == name, (setting, mix, found)


def test_nothing_known_is_the_prevalence_for_age_and_sex(clinic):
    found = posterior(clinic, {}, **SOMEONE)
    joint = clinic.joint("primary-care", "prevalence")[:, 2, 0]
    assert list(found.values()) == pytest.approx((joint / joint.sum()).tolist())


def test_one_sign_is_bayes_by_hand(clinic):
    found = posterior(clinic, {"vesicles": "yes"}, **SOMEONE)
    joint = clinic.joint("primary-care", "prevalence")[:, 2, 0]
    prior = joint / joint.sum()
    rate = np.where(np.array(clinic.cause_names) == "zoster", 0.62, 0.006)
    by_hand = 0.995 * prior * rate / (prior * rate).sum() + 0.005 * prior
    assert list(found.values()) == pytest.approx(by_hand.tolist(), rel=1e-6)


def test_every_answer_at_its_worst_leaves_room_for_doubt(clinic):
    for answer in ("yes", "no"):
        given = dict.fromkeys(clinic.finding_names, answer)
        for name, finding in clinic.tables.findings.items():
            if any(given[parent] != needed for parent, needed in finding.only_if.items()):
                given[name] = "no"
        found = posterior(clinic, given, **SOMEONE)
        assert all(0 < value < 1 for value in found.values())


def test_who_is_not_sure_on_a_warning_question_tells_nothing(clinic):
    assert posterior(clinic, {"bladder": "not sure"}, **SOMEONE) == posterior(clinic, {}, **SOMEONE)


@pytest.mark.parametrize(
    ("findings", "error", "told"),
    [
        ({"bladdr": "yes"}, UnknownNameError, "Did you mean 'bladder'"),
        ({"bladder": "perhaps"}, UnknownNameError, "'perhaps'"),
        ([("slr", "yes"), ("slr", "no")], ContradictionError, "'slr' is both 'yes' and 'no'"),
        ({"over-2-weeks": "no", "over-3-months": "yes"}, ContradictionError, "'over-3-months' is 'yes' and 'over-2-weeks'"),
        ({"sitting-worse": "yes", "sitting-relieves": "yes"}, ContradictionError, "only if"),
    ],
)  # fmt: skip
def test_wrong_findings_are_named(clinic, findings, error, told):
    with pytest.raises(error, match=told):
        posterior(clinic, findings, **SOMEONE)


def test_a_parent_nobody_asked_for_contradicts_nothing(clinic):
    assert coded(clinic, {"over-3-months": "yes"}).max() == 1


@pytest.mark.parametrize(
    ("wrong", "error"),
    [({"age": 17}, OutOfRangeError), ({"sex": "men"}, UnknownNameError), ({"setting": "ward"}, UnknownNameError)],
)  # fmt: skip
def test_an_unknown_person_is_refused(clinic, wrong, error):
    with pytest.raises(error):
        posterior(clinic, {}, **(SOMEONE | wrong))
