"""Item analysis, and that nobody can be seen in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_edu.classroom.item_analysis import (
    FEWEST_FOR_DISCRIMINATION,
    Response,
    analyse,
    responses_from_events,
)
from sciatica_edu.errors import OutOfRangeError
from sciatica_edu.record.events import Event, Verb
from tests.quiz.conftest import NOON

OPTIONS = {"Q1": ("A", "B", "C", "D")}


def answers(item="Q1", key="A", misconceptions=None, **counts: int) -> list[Response]:
    found, learner = [], 0
    for option, count in counts.items():
        for _ in range(count):
            learner += 1
            met = ((misconceptions or {}).get(option),) if option in (misconceptions or {}) else ()
            score = float(option == key)
            found.append(Response(f"L{learner:02}", item, "v", score, (option,), met))
    return found


def only(responses, k=5):
    (item,) = analyse(responses, options=OPTIONS, k=k).items
    return item


def test_difficulty_and_choices():
    item = only(answers(A=30, B=10, C=5, D=5))
    assert (item.learners, item.difficulty) == (50, 0.6)
    assert item.choices == {"A": 30, "B": 10, "C": 5, "D": 5}


def test_misconceptions_are_learners_by_name():
    item = only(answers(A=30, B=10, C=5, D=5, misconceptions={"B": "M1", "C": "M1", "D": "M2"}))
    assert item.misconceptions == {"M1": 15, "M2": 5}


def test_a_question_that_good_learners_get_right_discriminates():
    responses = []
    for learner in range(20):
        good = learner < 10
        responses += [
            Response(f"L{learner}", "Q1", "v", float(good)),
            Response(f"L{learner}", "Q2", "v", float(good)),
            Response(f"L{learner}", "Q3", "v", float(not good)),
            Response(f"L{learner}", "Q4", "v", float(good)),
        ]
    found = {item.item: item for item in analyse(responses, options={}).items}
    assert found["Q1"].discrimination == pytest.approx(1.0)
    assert found["Q3"].discrimination == pytest.approx(-1.0)
    same = [Response(f"L{n}", "Q1", "v", 1.0) for n in range(20)]
    assert only(same).discrimination is None


def test_discrimination_compares_with_the_other_questions_alone():
    responses = [
        Response(f"L{n}", item, "v", float(good))
        for n in range(20)
        for item, good in (("Q1", n % 2), ("Q2", n // 2 % 2))
    ]
    for item in analyse(responses, options={}).items:
        assert item.discrimination == pytest.approx(0)


def test_discrimination_needs_enough_learners():
    for learners in (FEWEST_FOR_DISCRIMINATION - 1, FEWEST_FOR_DISCRIMINATION):
        responses = [
            Response(f"L{n}", item, "v", float(n % 2))
            for n in range(learners)
            for item in ("Q1", "Q2")
        ]
        found = [item.discrimination for item in analyse(responses, options={}, k=1).items]
        expected = None if learners < FEWEST_FOR_DISCRIMINATION else pytest.approx(1.0)
        assert found == [expected, expected]


def test_a_misconception_of_few_is_withheld_over_all_questions_too():
    responses = answers(A=30, B=2, C=6, misconceptions={"B": "M1", "C": "M2"})
    assert analyse(responses, options=OPTIONS).misconceptions == {"M1": None, "M2": 6}


def test_fewer_than_k_learners_withhold_the_question():
    analysis = analyse(answers(A=4), options=OPTIONS)
    assert analysis.items == ()
    assert analysis.withheld == ("Q1",)
    assert analysis.learners is None
    assert analyse(answers(A=4), options=OPTIONS, k=1).items[0].choices["A"] == 4


def test_a_hidden_choice_cannot_be_had_by_subtraction():
    item = only(answers(A=20, B=10, C=7, D=2))
    assert item.choices["D"] is None
    assert item.choices["C"] is None  # or D were the total less the others
    assert (item.choices["A"], item.choices["B"]) == (20, 10)
    assert item.difficulty == pytest.approx(20 / 39)


def test_a_mean_score_that_tells_of_a_few_is_withheld():
    assert only(answers(A=37, B=1, C=1, D=1)).difficulty is None
    assert only(answers(A=2, B=10, C=10, D=10)).difficulty is None
    assert only(answers(A=40)).difficulty == 1.0


def test_misconceptions_do_not_tell_what_options_hide():
    item = only(answers(A=20, B=10, C=7, D=2, misconceptions={"C": "M1", "D": "M2"}))
    assert item.misconceptions == {"M1": None, "M2": None}


@given(
    st.lists(st.integers(0, 12), min_size=4, max_size=4).filter(lambda counts: sum(counts) >= 5),
    st.integers(2, 7),
)
def test_no_published_row_gives_a_count_of_fewer_than_k_away(counts, k):
    """Every count below k stays one of several that the published numbers allow."""
    given_counts = dict(zip("ABCD", counts, strict=True))
    if sum(counts) < k:
        return
    item = only(answers(**given_counts), k=k)
    published = {name: n for name, n in item.choices.items() if n is not None}
    assert all(n == 0 or n >= k for n in published.values())
    hidden = [given_counts[name] for name in given_counts if name not in published]
    if hidden and any(published.values()):
        assert len(hidden) > 1
        assert sum(hidden) >= k
    if item.difficulty is not None:
        right = round(item.difficulty * item.learners)
        assert not 0 < right < k
        assert not 0 < item.learners - right < k


def test_only_the_first_graded_answer_of_each_version_counts():
    def event(**fields):
        base = {"at": NOON, "learner": "ann", "item": "Q1", "version": "v", "score": 0.0}
        return Event(**{**base, **fields})

    events = [
        event(at=NOON + timedelta(hours=1), score=1.0, answer="A"),
        event(score=0.0, answer="B", misconceptions=("M1",)),
        event(version="w", score=1.0, answer=["A", "C"]),
        event(item="Q2", score=None),
        event(item="Q3", verb=Verb.ASKED),
        event(item="Q4", score=1.0, answer={"a": "b"}),
    ]
    found = {(one.item, one.version): one for one in responses_from_events(events)}
    assert set(found) == {("Q1", "v"), ("Q1", "w"), ("Q4", "v")}
    first = found["Q1", "v"]
    assert (first.score, first.chosen, first.misconceptions) == (0.0, ("B",), ("M1",))
    assert found["Q1", "w"].chosen == ("A", "C")
    assert found["Q4", "v"].chosen == ()


@pytest.mark.parametrize("k", [0, 101])
def test_k_has_limits(k):
    with pytest.raises(OutOfRangeError, match="k is"):
        analyse([], options={}, k=k)
