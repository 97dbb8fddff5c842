"""What is drawn has the frequencies of the tables, and is the same everywhere."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from sciatica_edu.clinic.comparison import model_value
from sciatica_edu.clinic.draws import ONE, draw, pick
from sciatica_edu.clinic.patient_file import patient_lines
from sciatica_edu.clinic.patients import NOT_SURE, sample, second_examiner
from sciatica_edu.errors import OutOfRangeError, UnknownNameError
from sciatica_edu.evidence.location import data_path
from sciatica_edu.evidence.yaml import load_yaml
from tests.clinic.conftest import drawn

MIXED = (("primary-care", "teaching"), ("emergency", "prevalence"), ("spine-clinic", "prevalence"))
STORED = "87267c7830105dc79231ca4555d63bfdd56a6c84c3394ec5f9b992444f2aeddc"


def _z(seen, chance):
    """Return by how many standard errors a count differs from the sum of its probabilities."""
    spread = (chance * (1 - chance)).sum(axis=0)
    return (seen.sum(axis=0) - chance.sum(axis=0)) / np.sqrt(spread)


def test_the_average_person_has_the_rates_that_the_file_states(clinic):
    # the formula of the file's head once more, in plain Python, from the file itself
    findings = load_yaml(data_path() / "clinic/findings.yaml").data
    shared = load_yaml(data_path() / "clinic/clinic.yaml").data
    causes = load_yaml(data_path() / "clinic/causes.yaml").data
    states = [row["id"] for row in load_yaml(data_path() / "clinic/hidden_states.yaml").data]

    def entry(cause, entries, last):
        keys = (cause["id"], cause.get("group"), last)
        return next((entries[key] for key in keys if key in entries), None)

    persons = (shared["unusual"]["share"], shared["vague"]["share"])
    for story in range(0, len(clinic.cause), 4):
        cause = causes[clinic.cause[story]]
        weight = np.array([
            (persons[0] if clinic.unusual[one] else 1 - persons[0])
            * (persons[1] if clinic.vague[one] else 1 - persons[1])
            for one in range(story, story + 4)
        ])  # fmt: skip
        for column, row in enumerate(findings):
            none = 1 - entry(cause, row["rates"], "other")
            for state, entries in row.get("with", {}).items():
                level = clinic.levels[story, states.index(state)]
                added = entry(cause, entries, "all")
                none *= 1 - (added[level - 1] if added and level else 0)
            for band, more in enumerate(row.get("by_age", [0] * 6)):
                stated = min(max(1 - none * (1 - more), 0.004), 0.996)
                found = weight @ clinic.yes[band, story : story + 4, column]
                assert found == pytest.approx(stated, abs=1e-12), (cause["id"], row["id"], band)


@pytest.mark.parametrize(("setting", "mix"), MIXED)
def test_a_hundred_thousand_patients_reproduce_every_number(clinic, setting, mix):
    people = drawn(setting, mix)
    joint = clinic.joint(setting, mix)
    scores = []
    for index in range(len(joint)):
        own = people.cause == index
        scores.append(_z(own, np.full(len(people), joint[index].sum())))
        shares = joint[index] / joint[index].sum()
        for band in range(6):
            scores.append(_z(people.band[own] == band, np.full(own.sum(), shares[band].sum())))
        scores.append(_z(people.sex[own] == 0, np.full(own.sum(), shares[:, 0].sum())))
        # hidden states and kinds of person, given the cause whose story is told
        told = clinic.cause[people.story] == index
        chance = np.where(clinic.cause == index, clinic.weight[setting], 0)
        for column in range(clinic.levels.shape[1]):
            for level in range(1, clinic.levels[:, column].max() + 1):
                share = chance[clinic.levels[:, column] == level].sum()
                if share:
                    seen = clinic.levels[people.story[told], column] == level
                    scores.append(_z(seen, np.full(told.sum(), share)))
        scores.append(_z(clinic.vague[people.story[told]], np.full(told.sum(), 0.3)))
    scores.append(_z(people.mixed, np.full(len(people), 0.005)))
    scores += _finding_scores(clinic, people)
    scores = np.array(scores)
    assert len(scores) > 2_000
    assert np.abs(scores).max() < 4.5  # of so many, one beyond 4.5 is seen once in fifty runs
    assert 0.9 < scores.std() < 1.1


def _finding_scores(clinic, people):
    """Each finding given each cause and hidden state; a dependent one among whom it can be yes."""
    parents = {column: (parent, needed) for column, parent, needed in clinic.parents()}
    told = clinic.cause[people.story]
    for column in range(len(clinic.finding_names)):
        answer = people.answers[:, column]
        chance = clinic.yes[people.band, people.story, column]
        use = answer != NOT_SURE
        if column in parents:
            parent, needed = parents[column]
            use = use & (people.answers[:, parent] == needed)
            cannot = people.answers[:, parent] == (not needed)
            assert not (answer[cannot] == 1).any()
        for index in range(len(clinic.cause_names)):
            own = use & (told == index)
            if own.any():
                yield _z(answer[own] == 1, chance[own])
        unsure = clinic.not_sure[people.story, column]
        if unsure.any():
            yield _z(answer == NOT_SURE, unsure)


@pytest.mark.parametrize("setting", ["primary-care", "emergency", "spine-clinic"])
def test_sensitivities_and_specificities_are_those_of_the_model(clinic, setting):
    people = drawn(setting, "prevalence")
    members = {name: [name] for name in clinic.cause_names} | clinic.tables.groups
    told = np.array(clinic.cause_names)[clinic.cause[people.story]]
    scores = []
    for target in clinic.tables.targets.values():
        if target.setting != setting or target.kind == "ratio":
            continue
        own = np.isin(told, [one for name in target.of for one in members[name]]) & ~people.mixed
        columns = [clinic.finding_names.index(name) for name in target.any]
        own &= (people.answers[:, columns] != NOT_SURE).all(axis=1)
        value = model_value(clinic, target)
        seen = (people.answers[own][:, columns] == 1).any(axis=1) == (target.kind == "share")
        scores.append(_z(seen, np.full(own.sum(), value)))
    # "not sure" is commoner in the vague, who also say yes more often: a little more than chance
    assert np.abs(scores).max() < 5


def test_a_second_examiner_agrees_as_well_as_the_sign_allows(clinic):
    people = drawn("primary-care", "teaching")
    again = second_examiner(clinic, people)
    kappas = {}
    for column, finding in enumerate(clinic.tables.findings.values()):
        first, second = people.answers[:, column] == 1, again[:, column] == 1
        if finding.kind == "history":
            assert (again[:, column] == people.answers[:, column]).all()
            continue
        assert second.mean() == pytest.approx(first.mean(), abs=0.006)
        by_chance = first.mean() * second.mean() + (1 - first.mean()) * (1 - second.mean())
        kappas[finding.id] = ((first == second).mean() - by_chance) / (1 - by_chance)
    assert all(0.25 < kappa < 0.95 for kappa in kappas.values()), kappas
    assert kappas["spine-tap"] < kappas["weak-foot-up"] < kappas["crp-raised"]


def test_the_same_seed_gives_the_same_bytes(clinic):
    digest = hashlib.sha256()
    for setting in clinic.tables.shared.settings:
        for mix in ("prevalence", "teaching"):
            for line in patient_lines(clinic, sample(clinic, setting, 200, 7, mix=mix)):
                digest.update(line.encode())
    assert digest.hexdigest() == STORED


def test_a_patient_does_not_depend_on_how_many_are_drawn(clinic):
    many = sample(clinic, "emergency", 50, 3)
    few = sample(clinic, "emergency", 10, 3, first=31)
    assert (many.answers[30:40] == few.answers).all()
    assert (many.age[30:40] == few.age).all()
    other = sample(clinic, "emergency", 50, 4)
    assert (many.cause != other.cause).any()


def test_draws_are_even_and_apart():
    numbers = np.arange(200_000)
    one, two = draw(1, "one", numbers), draw(1, "two", numbers)
    assert (one.min(), one.max()) >= (0, 0)
    assert one.max() < ONE
    counts = np.bincount(one * 20 // ONE, minlength=20)
    assert ((counts - 10_000) ** 2 / 10_000).sum() < 50  # chi squared with 19 degrees of freedom
    assert abs(np.corrcoef(one, two)[0, 1]) < 0.01
    assert abs(np.corrcoef(one[1:], one[:-1])[0, 1]) < 0.01
    # written down once: a change of the arithmetic would change every patient
    assert draw(1, "one", np.arange(1, 4)).tolist() == [213022203, 203765813, 425227625]
    assert pick(np.array([0, 249_999_999, 250_000_000, 999_999_999]), np.array([1, 3])).tolist() == [0, 0, 1, 1]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "error", "told"),
    [
        ({"setting": "primary care"}, UnknownNameError, "Did you mean 'primary-care'"),
        ({"mix": "teach"}, UnknownNameError, "Did you mean 'teaching'"),
        ({"count": 0}, OutOfRangeError, "count is 0"),
        ({"count": 1_000_001}, OutOfRangeError, "1,000,000"),
        ({"count": 2.5}, OutOfRangeError, "whole numbers"),
        ({"count": True}, OutOfRangeError, "whole numbers"),
        ({"seed": -1}, OutOfRangeError, "seed is -1"),
    ],
)
def test_wrong_wishes_are_refused(clinic, wrong, error, told):
    asked = {"setting": "primary-care", "count": 5, "seed": 1, "mix": "prevalence"} | wrong
    with pytest.raises(error, match=told):
        sample(clinic, asked["setting"], asked["count"], asked["seed"], mix=asked["mix"])
