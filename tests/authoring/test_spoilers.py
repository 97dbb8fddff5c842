"""A lesson that gives a prediction away is found; one that only asks it is not."""

from __future__ import annotations

from types import SimpleNamespace

import nbformat
import pytest
from pydantic import TypeAdapter

from sciatica_edu.authoring import spoilers
from sciatica_edu.authoring.spoilers import check_predictions, giveaways
from sciatica_edu.evidence.predictions import Prediction
from tests.evidence.test_predictions import CHOICE, NUMBER, ORDER, ROW

QUESTION = "How many have a bulge?"
NUMBER_ROW = {**ROW, **NUMBER, "question": QUESTION, "spoilers": ["half of them"]}


def prediction(**fields):
    return TypeAdapter(Prediction).validate_python({**NUMBER_ROW, **fields}, strict=False)


@pytest.mark.parametrize(
    "text", ["It was 50 of 100.", "In **50 %** of people", "so Half of\nthem had it", "50 in 100"]
)
def test_a_number_with_its_unit_and_a_listed_word_give_it_away(text):
    assert list(giveaways(prediction(), text))


@pytest.mark.parametrize(
    "text", ["It was 150 of 100.", "50 people came", "35–50 %", "In 2050 %", ""]
)
def test_another_number_gives_nothing_away(text):
    assert not list(giveaways(prediction(), text))


def test_the_right_option_gives_it_away_unless_every_option_stands_beside_it():
    row = TypeAdapter(Prediction).validate_python(
        {**ROW, **CHOICE, "options": {"a": "the tibial part", "b": "the fibular part"}},
        strict=False,
    )
    assert list(giveaways(row, "Larger is the *fibular* part [1](#ref-1)."))
    assert not list(giveaways(row, "The tibial part and the fibular part lie side by side."))
    assert not list(giveaways(row, "The tibial part lies inside."))


def test_an_order_is_given_away_by_naming_all_in_order():
    row = TypeAdapter(Prediction).validate_python(
        {**ROW, **ORDER, "options": {"a": "bulge", "b": "loose", "c": "wide"}}, strict=False
    )
    assert list(giveaways(row, "Most often wide, then bulge, then loose."))
    assert not list(giveaways(row, "Bulge, loose, wide."))


LESSON = '''# %% [markdown]
"""
# A lesson

## Before
It is 50 of 100 in an earlier section.

## Imaging
{above}
"""

# %% tags=["parameters"]
seed = 1

# %%
lesson.predict("PRD-ANA-99")

# %%
shown

# %% [markdown]
"""
{below}

## After
Half of them.
"""
'''


@pytest.fixture
def found(tmp_path, course, monkeypatch):
    monkeypatch.setattr(spoilers, "PARAMETER_MODELS", {"small": None})

    def check(above="", below="", output="<p>Nothing.</p>", lesson=LESSON):
        (tmp_path / "small.py").write_text(
            lesson.format(above=above, below=below), encoding="utf-8"
        )
        cell = nbformat.v4.new_code_cell("shown")
        cell.outputs = [nbformat.v4.new_output("display_data", {"text/html": output})]
        nbformat.write(nbformat.v4.new_notebook(cells=[cell]), tmp_path / "small.ipynb")
        small = SimpleNamespace(
            facts=course.facts, references=course.references, sentences={}, glossary={},
            predictions={"PRD-ANA-99": prediction().model_copy(update={"lesson": "small"})}, place=lambda name: f"data:{name}",
        )  # fmt: skip
        return check_predictions(small, lessons=tmp_path, notebooks=tmp_path)

    return check


def test_a_section_that_only_asks_is_sound(found):
    assert found() == ()
    assert found(output="<details><p>50 of 100</p><img alt='50 of 100'></details>") == ()


@pytest.mark.parametrize(
    "where",
    [
        {"above": "It is 50 of 100."},
        {"below": "Half of them."},
        {"output": "<table><tr><td>bulge</td><td>50 %</td></tr></table>"},
        {"output": "<img alt='A curve that passes 50 of 100 at age 40.'>"},
        {"output": "<details open><p>50 of 100</p></details>"},
    ],
)
def test_text_output_and_picture_of_the_section_are_searched(found, where):
    (breach,) = found(**where)
    assert breach.rule == "prediction-spoiled"
    assert "PRD-ANA-99" in breach.message


def test_a_prediction_that_no_lesson_asks_is_found(found):
    (breach,) = found(lesson=LESSON.replace("PRD-ANA-99", "PRD-ANA-98"))
    assert (breach.rule, breach.where) == ("prediction-asked", "data:PRD-ANA-99")
