from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from sciatica_edu.body.view.identify import Layer
from sciatica_edu.body.view.identify_question import QuizKind, begin_run, draw_questions
from sciatica_edu.body.view.views import load_views, view_named
from sciatica_edu.errors import QuizError
from sciatica_edu.record.events import Event
from sciatica_edu.record.store import MemoryRecord
from tests.body.some_structures import STRUCTURES

WHEN = datetime(2025, 1, 2, tzinfo=UTC)


def drawn(kind, *, seed=4, side="r", **views):
    return draw_questions(
        STRUCTURES, {**load_views(), **views}, kind=kind, side=side, seed=seed, objective="o"
    )


def run(record, kind="find", *, structures=STRUCTURES, at=WHEN, count=5):
    return begin_run(
        structures, load_views(), kind=kind, side="r", count=count, seed=1, record=record,
        clock=lambda: at, lesson="01", objective="o",
    )  # fmt: skip


def test_questions_follow_the_seed_and_the_target_is_among_the_choices():
    for kind in QuizKind:
        assert drawn(kind, seed=4) == drawn(kind, seed=4)
        assert len({tuple(q.target for q in drawn(kind, seed=seed)) for seed in range(6)}) > 3
        for question in drawn(kind):
            assert question.target in question.choices
            assert len(set(question.choices)) == len(question.choices)
        # not always in the same place among the choices
        places = [q.choices.index(q.target) for seed in range(6) for q in drawn(kind, seed=seed)]
        assert set(places) >= {0, 1, 2}


def targets(kind, **views):
    return {question.target for question in drawn(kind, **views)}


def test_only_what_the_view_shows_is_asked():
    every = {row.id for row in STRUCTURES}
    assert targets("name") == every
    assert targets("find") == every - {"ischial-spine"}  # a point cannot be clicked
    thigh = view_named("thigh")
    hidden = thigh.model_copy(update={"hide": ["semitendinosus"]})
    assert targets("name", thigh=hidden) == every - {"semitendinosus"}
    (in_thigh,) = [q for q in drawn("find", thigh=hidden) if q.view == "thigh"]
    assert in_thigh.target == "semimembranosus"
    assert "semitendinosus" not in in_thigh.choices
    layers = [row for row in thigh.layers if row is not Layer.SUPERFICIAL]
    bare = thigh.model_copy(update={"layers": layers})
    assert targets("name", thigh=bare) == every - {"semitendinosus", "semimembranosus"}


@pytest.mark.parametrize("kind", QuizKind)
def test_what_is_asked_never_gives_the_answer_away_and_a_wrong_answer_is_named(kind):
    names = {row.id: row.name for row in STRUCTURES}
    going = run(MemoryRecord(), kind)
    asked = going.asked()
    target = going.questions[0].target
    wrong = next(name for name in going.questions[0].choices if name != target)
    told = going.answer(1, wrong, seconds=None)
    if kind is QuizKind.FIND:
        assert names[target] in asked["text"]
        assert asked["target"] is None
        assert (target in asked["candidates"], asked["options"]) == (True, [])
        assert told["text"] == f"No, that is the {names[wrong]}. Shown now: {names[target]}."
    else:
        assert names[target] not in asked["text"]
        assert asked["target"] == target  # shown in green, without its name
        assert [target, names[target]] in asked["options"]
        assert told["text"] == f"No. This is the {names[target]}, not the {names[wrong]}."
    assert told["correct"] == target
    assert told["score"] == [0, 1]


def test_other_choices_are_another_version_of_a_question():
    question = drawn("name")[0]

    def version(*choices):
        return question.model_copy(update={"choices": choices}).version

    assert version("soleus", "piriformis") == version("piriformis", "soleus")
    assert version("soleus", "piriformis") != version("soleus", "semitendinosus")


def test_a_run_that_was_left_goes_on_and_a_finished_one_is_followed_by_another():
    record = MemoryRecord("ada")
    first = run(record, count=2)
    first.answer(1, first.questions[0].target, seconds=1.0)
    again = run(record, count=2)
    assert (again.questions, again.number) == (first.questions, 2)
    assert again.answer(2, again.questions[1].target, seconds=1.0)["score"] == [2, 2]
    second = run(record, count=2)
    assert second.number == 1
    assert second.session.seed != first.session.seed
    assert [event.item for event in record.read().events] == [q.id for q in first.questions]


def test_what_is_due_comes_first():
    last = drawn("find")[-1]
    missed = Event.answered(
        at=WHEN - timedelta(days=30), learner="ada", item=last.id, answer="soleus", score=0.0
    )
    assert run(MemoryRecord("ada", (missed,))).questions[0].target == last.target


def test_an_empty_quiz_is_refused():
    with pytest.raises(QuizError, match="nothing"):
        run(MemoryRecord(), structures=())
