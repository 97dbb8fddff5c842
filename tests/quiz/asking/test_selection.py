"""Blueprints, seeds, no repeats."""

from __future__ import annotations

import pytest

from sciatica_edu.errors import QuizError, UnknownNameError
from sciatica_edu.evidence.location import data_path
from sciatica_edu.evidence.questions.bank import load_questions
from sciatica_edu.quiz.asking.selection import Slot, matching_questions, select
from tests.quiz.every_type import every_type

BANK = list(load_questions(data_path() / "questions").questions.values())
EXAMPLES = list(every_type().values())


def ids(questions) -> list[str]:
    return [question.id for question in questions]


def test_the_same_seed_gives_the_same_quiz_for_ever():
    assert ids(select(EXAMPLES, [Slot(4)], seed=7)) == ids(
        select(EXAMPLES[::-1], [Slot(4)], seed=7)
    )
    assert ids(select(EXAMPLES, [Slot(4)], seed=7)) == FROZEN
    assert ids(select(EXAMPLES, [Slot(4)], seed=8)) != FROZEN


FROZEN = ["EX-NUM", "EX-MAT", "EX-MR", "EX-HOT"]


def test_a_blueprint_is_obeyed():
    blueprint = [
        Slot(3, objectives=("block-dose",), types=("numeric", "templated_numeric")),
        Slot(2, levels=("introductory",), audience="nursing"),
        Slot(2, vignettes=True),
    ]
    chosen = select(BANK, blueprint, seed=5)
    assert len(set(ids(chosen))) == 7
    dose, nursing, stories = chosen[:3], chosen[3:5], chosen[5:]
    assert {question.objective for question in dose} == {"block-dose"}
    assert {question.type for question in dose} <= {"numeric", "templated_numeric"}
    assert {question.level for question in nursing} == {"introductory"}
    assert all("nursing" in question.audiences for question in nursing)
    assert all(question.vignette for question in stories)
    assert not any(q.vignette for q in matching_questions(EXAMPLES, Slot(1, vignettes=False)))


def test_objectives_take_turns():
    chosen = select(BANK, [Slot(12)], seed=2)
    assert len({question.objective for question in chosen}) == 12


def test_a_pool_too_small_says_how_many():
    slot = Slot(99, objectives=("block-dose",))
    count = len(matching_questions(BANK, slot))
    with pytest.raises(QuizError, match=f"asks for 99 questions, but only {count} fit"):
        select(BANK, [slot], seed=1)


def test_a_misspelt_level_never_means_all():
    with pytest.raises(UnknownNameError, match="Did you mean 'clinical'"):
        Slot(1, levels=("clincal",))
    with pytest.raises(UnknownNameError, match="Did you mean 'nursing'"):
        Slot(1, audience="nurse")
