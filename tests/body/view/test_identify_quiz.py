from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest

from sciatica_edu.body.view.identify import Layer
from sciatica_edu.body.view.identify_quiz import (
    IdentifyQuestion,
    IdentifyQuiz,
    QuizKind,
    draw_questions,
)
from sciatica_edu.body.view.views import load_views, view_named
from sciatica_edu.errors import QuizError
from tests.body.some_structures import STRUCTURES

WHEN = datetime(2025, 1, 2, tzinfo=UTC)


def test_questions_follow_the_seed_and_the_target_is_among_the_choices():
    for kind in QuizKind:
        assert drawn(kind, seed=4) == drawn(kind, seed=4)
        assert len({tuple(q.target for q in drawn(kind, seed=seed)) for seed in range(6)}) > 3
        assert len(drawn(kind)) == 5
        for question in drawn(kind):
            assert question.target in question.choices
            assert len(set(question.choices)) == len(question.choices)
        # not always in the same place among the choices
        places = [q.choices.index(q.target) for seed in range(6) for q in drawn(kind, seed=seed)]
        assert set(places) >= {0, 1, 2}


def drawn(kind, *, seed=4, count=5, **views):
    return draw_questions(
        STRUCTURES,
        {**load_views(), **views},
        kind=kind,
        side="r",
        count=count,
        random=Random(seed),  # noqa: S311
    )


def targets(kind, **views):
    return {question.target for question in drawn(kind, count=20, **views)}


def test_only_what_the_view_shows_is_asked():
    every = {row.id for row in STRUCTURES}
    assert targets("name") == every
    assert targets("find") == every - {"ischial-spine"}  # a point cannot be clicked
    thigh = view_named("thigh")
    hidden = replace(thigh, hide=("semitendinosus",))
    assert targets("name", thigh=hidden) == every - {"semitendinosus"}
    (in_thigh,) = [q for q in drawn("find", count=20, thigh=hidden) if q.view == "thigh"]
    assert in_thigh.target == "semimembranosus"
    assert "semitendinosus" not in in_thigh.choices
    bare = replace(thigh, layers=tuple(row for row in thigh.layers if row is not Layer.SUPERFICIAL))
    assert targets("name", thigh=bare) == every - {"semitendinosus", "semimembranosus"}


def test_what_is_asked_never_gives_the_answer_away_and_a_wrong_answer_is_named():
    table = {row.id: row for row in STRUCTURES}
    find = IdentifyQuestion(QuizKind.FIND, "r", "soleus", ("piriformis", "soleus"), "knee")
    name = IdentifyQuestion(QuizKind.NAME, "l", "soleus", ("piriformis", "soleus"), "knee")
    quiz = IdentifyQuiz((find, name), table)
    asked = quiz.asked()
    assert (asked["text"], asked["target"]) == ("Find the right soleus.", None)
    assert (asked["candidates"], asked["options"]) == (["piriformis", "soleus"], [])
    said = quiz.judge(1, "piriformis")
    assert said.text == "No, that is the piriformis. Shown now: soleus."
    asked = quiz.asked()
    assert asked["target"] == "soleus"  # shown in green, without its name
    assert "soleus" not in asked["text"]
    assert asked["options"] == [["piriformis", "piriformis"], ["soleus", "soleus"]]
    assert quiz.judge(2, "piriformis").text == "No. This is the soleus, not the piriformis."


def test_other_choices_are_another_version_of_a_question():
    def version(*choices):
        quiz = IdentifyQuiz(
            (IdentifyQuestion(QuizKind.NAME, "r", "soleus", choices, "knee"),),
            {row.id: row for row in STRUCTURES},
        )
        return quiz.event(1, "soleus", at=WHEN, seconds=None, learner="ada", lesson="01").version

    assert version("soleus", "piriformis") == version("piriformis", "soleus")
    assert version("soleus", "piriformis") != version("soleus", "semitendinosus")


def test_an_empty_quiz_is_refused():
    with pytest.raises(QuizError, match="nothing"):
        IdentifyQuiz((), {})
