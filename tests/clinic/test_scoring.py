"""Scores come out in the right order, and few cases suffice for those on the posterior."""

from __future__ import annotations

import numpy as np
import pytest

from sciatica_edu.clinic.information import Person, bits_per_minute, expected_bits, moves
from sciatica_edu.clinic.patients import ANSWERS, NOT_ASKED
from sciatica_edu.clinic.posterior import coded, posterior, posteriors
from sciatica_edu.clinic.scoring import (
    REST,
    calibration,
    difficulty,
    distance,
    divergence_bits,
    filled_in,
    judgement,
    reliability,
    safety,
    triage_accuracy,
)
from sciatica_edu.clinic.stories import SEXES
from sciatica_edu.clinic.urgency import disposition
from sciatica_edu.errors import OutOfRangeError, UnknownNameError
from sciatica_edu.triage.vignettes import NO_HURRY, OUTCOMES, outcome_of
from tests.clinic.conftest import drawn
from tests.clinic.learners import asked_of, class_excess, one_case_reliability, softmax

SOMEONE = Person("primary-care", 50, "woman", "teaching")
SENT = ("ambulance", "emergency department")


@pytest.mark.slow
def test_eight_cases_suffice_for_the_posterior_score_and_for_nothing_else(clinic):
    for name, spread, least in (("mixed class", 1.0, 0.85), ("alike class", 0.5, 0.7)):
        excess, raw, right, lines = class_excess(clinic, 150, 60, spread=spread, seed=5)
        of_one = {
            "distance less difficulty": one_case_reliability(excess),
            "distance": one_case_reliability(raw),
            "right or wrong": one_case_reliability(right),
        }
        for score, one in of_one.items():
            many = ", ".join(f"{n}: {reliability(one, n):.2f}" for n in (6, 8, 10))
            print(f"{name}, {score}: reliability of {many} cases")
        assert reliability(of_one["distance less difficulty"], 8) >= least
        assert of_one["distance less difficulty"] > of_one["distance"]
        assert reliability(of_one["right or wrong"], 8) < 0.3
        if spread == 1:  # the stored lines are those of this class
            for stage, (line, _) in lines.items():
                stored = clinic.tables.shared.scoring.expected_distance[stage]
                assert line.tolist() == pytest.approx(stored, abs=0.1)
    stored = clinic.tables.shared.scoring.one_case_reliability
    assert stored == pytest.approx(of_one["distance less difficulty"], abs=0.02)


@pytest.fixture(scope="module")
def archetypes(clinic):
    """Return each learner's probabilities, decisions and what could be known of 400 patients."""
    rng = np.random.default_rng(2)
    people = drawn("primary-care", "teaching", 400)
    known = asked_of(clinic, people, 0.6, rng)
    early = np.where(np.arange(known.shape[1]) < 6, known, NOT_ASKED).astype(np.int8)
    exact, first = posteriors(clinic, people, known), posteriors(clinic, people, early)
    danger = np.array([cause.emergency for cause in clinic.tables.causes.values()])
    said = {
        "perfect": exact,
        "over-confident": softmax(2.5 * np.log(exact)),
        "anchoring": 0.8 * softmax(2 * np.log(first)) + 0.2 * exact,
        "random": rng.dirichlet(np.full(exact.shape[1], 0.3), len(exact)),
        "sends all": 0.6 * exact + 0.4 * danger / danger.sum(),
    }

    def present(answers, row):
        """Decide by what was found alone, and take what was not asked for a no."""
        urgency = disposition(clinic, answers[row], int(people.age[row])).urgency
        return urgency.value if urgency else NO_HURRY

    rows = range(len(exact))
    decided = {
        "perfect": [outcome_of(disposition(clinic, people.answers[n], int(people.age[n]))) for n in rows],
        "over-confident": [present(known, n) for n in rows],
        "anchoring": [present(early, n) for n in rows],
        "random": [OUTCOMES[n] for n in rng.integers(0, len(OUTCOMES), len(exact))],
        "sends all": ["ambulance"] * len(exact),
    }  # fmt: skip
    return people, known, exact, said, decided


def test_distances_come_out_in_the_right_order(clinic, archetypes):
    *_, exact, said, _ = archetypes
    off = {name: distance(one, exact).mean() for name, one in said.items()}
    lost = {
        name: np.mean([divergence_bits(a, b, 0.01) for a, b in zip(one, exact, strict=True)])
        for name, one in said.items()
    }
    for score in (off, lost):
        print({name: round(float(value), 2) for name, value in score.items()})
        assert score["perfect"] < score["over-confident"] < score["anchoring"] < score["random"]
        assert score["perfect"] < score["sends all"] < score["random"]
    assert off["perfect"] == 0
    points = {
        name: judgement(clinic, (distance(one, exact) - difficulty(clinic, exact, "end"))[:8].tolist())
        for name, one in said.items()
    }  # fmt: skip
    assert points["perfect"].high < points["random"].low  # eight cases tell the two apart


def test_only_the_perfect_learner_is_calibrated(archetypes):
    people, _, exact, said, _ = archetypes
    truth = people.cause[:, None] == np.arange(exact.shape[1])
    wrong = {}
    for name, one in said.items():
        bins = calibration(one, truth, (0, 0.1, 0.3, 0.6, 0.85, 1))
        assert all(found.low <= found.so <= found.high for found in bins)
        wrong[name] = max(max(one.low - one.said, one.said - one.high, 0) for one in bins)
    assert wrong["perfect"] < 0.02
    assert all(wrong[name] > 0.02 for name in wrong if name != "perfect"), wrong


def test_safety_and_needless_alarms_are_told_apart(clinic, archetypes):
    people, known, exact, _, decided = archetypes
    failed, needless, missed = {}, {}, {}
    for name, decisions in decided.items():
        verdicts = [
            safety(clinic, known=known[n], all_known=people.answers[n], age=int(people.age[n]), decision=decision)
            for n, decision in enumerate(decisions)
        ]  # fmt: skip
        failed[name] = sum(not verdict.passed for verdict in verdicts)
        needless[name] = sum(verdict.needless for verdict in verdicts)
        pairs = [(d in SENT, v.required in SENT) for d, v in zip(decisions, verdicts, strict=True)]
        counted = triage_accuracy(pairs)
        missed[name] = counted.emergencies - counted.sent
        assert not counted.too_few
    print("failed", failed, "needless", needless, "of", len(exact))
    assert failed["perfect"] == failed["sends all"] == missed["perfect"] == 0
    assert 0 < failed["over-confident"] < failed["anchoring"]
    assert 0 < missed["over-confident"] < missed["anchoring"]
    # who does not ask whether it is getting worse must take it for worse
    assert needless["perfect"] == 0
    assert needless["over-confident"] < needless["random"] < needless["sends all"]


def test_an_emergency_that_could_not_be_known_fails_nobody(clinic):
    people = drawn("primary-care", "teaching", 20_000)
    danger = np.array([cause.emergency for cause in clinic.tables.causes.values()])
    hidden = np.nonzero(people.mixed & danger[people.cause])[0]
    for row in hidden[:20].tolist():
        all_known, age = people.answers[row], int(people.age[row])
        required = outcome_of(disposition(clinic, all_known, age))
        assert safety(
            clinic, known=all_known, all_known=all_known, age=age, decision=required
        ).passed


def test_who_asks_what_tells_most_learns_most_a_minute(clinic):
    people = drawn("primary-care", "teaching", 400)
    useful = [n for n, w in zip(clinic.finding_names, clinic.warning, strict=True) if not w]
    rng = np.random.default_rng(4)
    rates = {"best": [], "at random": [], "worst": []}
    for row in range(12):
        person = Person("primary-care", int(people.age[row]), SEXES[people.sex[row]], "teaching")
        truth = (ANSWERS[code] for code in people.answers[row])
        answer = dict(zip(clinic.finding_names, truth, strict=True))

        def greedy(sign, person=person, answer=answer):
            known = {}
            for _ in range(6):
                bits = expected_bits(clinic, person, known)
                left = [name for name in useful if name in bits]
                rate = {name: bits[name] / clinic.tables.findings[name].minutes for name in left}
                name = max(left, key=lambda one: sign * rate[one])
                known[name] = answer[name]
            return list(known.items())

        asked = {
            "best": greedy(1),
            "at random": [(str(name), answer[name]) for name in rng.permutation(useful)[:6]],
            "worst": greedy(-1),
        }
        for kind, given in asked.items():
            rates[kind].append(bits_per_minute(moves(clinic, person, given)))
    means = {kind: np.mean(values) for kind, values in rates.items()}
    print({kind: round(float(mean), 2) for kind, mean in means.items()}, "bits a minute")
    assert means["best"] > 1.5 * means["at random"]
    assert means["at random"] > 1.5 * means["worst"]


def test_expected_bits_are_what_the_answers_tell_on_average(clinic):
    start = posterior(clinic, {"back-pain": "yes"}, **SOMEONE._asdict())
    prior = np.array(list(start.values()))
    expected = expected_bits(clinic, SOMEONE, {"back-pain": "yes"})
    assert "back-pain" not in expected
    told = {}
    for answer in ("yes", "no"):
        given = [("back-pain", "yes"), ("saddle-pin", answer)]
        after = np.array(list(posterior(clinic, given, **SOMEONE._asdict()).values()))
        told[answer] = after, moves(clinic, SOMEONE, given)[1].bits
    (yes, bits_yes), (no, bits_no) = told["yes"], told["no"]
    share = ((prior - no) @ (yes - no)) / ((yes - no) @ (yes - no))  # of yes, by total probability
    assert share * bits_yes + (1 - share) * bits_no == pytest.approx(
        expected["saddle-pin"], rel=0.03
    )
    assert bits_per_minute(moves(clinic, SOMEONE, [("saddle-pin", "yes")])) is None


def test_something_else_is_worth_no_more_than_the_prevalence(clinic):
    prior = posterior(clinic, {}, **SOMEONE._asdict())
    said = filled_in(clinic, {REST: 100}, prior)
    assert said == pytest.approx(np.array(list(prior.values())))
    half = filled_in(clinic, {"rad-l5": 50, REST: 50}, prior)
    assert half.sum() == pytest.approx(1)
    assert half[clinic.cause_names.index("rad-l5")] == 0.5


@pytest.mark.parametrize(
    ("said", "error", "told"),
    [
        ({"rad-l5": 90}, OutOfRangeError, "add up to 90"),
        ({"rad-l5": 120, "rad-s1": -20}, OutOfRangeError, "none below 0"),
        ({"rad-l6": 100}, UnknownNameError, "Did you mean 'rad-l"),
        ({"rad-l5": float("nan")}, OutOfRangeError, "add up to nan"),
    ],
)
def test_wrong_forecasts_are_refused(clinic, said, error, told):
    with pytest.raises(error, match=told):
        filled_in(clinic, said, posterior(clinic, {}, **SOMEONE._asdict()))


def test_a_ninth_cause_is_refused(clinic):
    nine = dict.fromkeys(clinic.cause_names[:9], 100 / 9)
    with pytest.raises(OutOfRangeError, match="at most 8"):
        filled_in(clinic, nine, posterior(clinic, {}, **SOMEONE._asdict()))


def test_a_wrong_decision_and_no_case_are_refused(clinic):
    nothing = coded(clinic, {})
    with pytest.raises(UnknownNameError, match="Did you mean 'same day'"):
        safety(clinic, known=nothing, all_known=nothing, age=40, decision="same days")
    with pytest.raises(OutOfRangeError, match="no case"):
        judgement(clinic, [])


def test_one_case_has_no_interval_and_intervals_are_students(clinic):
    assert judgement(clinic, [3.0]).low is None
    excess = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]
    found = judgement(clinic, excess)
    # t of 7 degrees of freedom is 2.365
    assert found.high - found.points == pytest.approx(
        2.365 * np.std(excess, ddof=1) / 8**0.5, rel=0.01
    )
    assert found.reliability > judgement(clinic, excess[:2]).reliability
