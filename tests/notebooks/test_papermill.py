"""Each lesson runs with parameters of its own, and refuses wrong ones."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from sciatica_edu.classroom.page import external_loads
from sciatica_edu.lessons.parameter_models import PARAMETER_MODELS
from sciatica_edu.lessons.parameters import validate_parameters
from sciatica_edu.classroom.running.run import run_lesson

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
COMMON = {"level": "clinical", "audience": "nursing", "learner": "Zoë O'Neill", "seed": 20261122}
OWN = {
    "00_start_here": {},
    "01_anatomy": {"side": "left", "piriformis_variant": "B", "division_level_mm": 0},
    "02_symptom_recognition": {"root": "S1", "pre_test_probability": 0.9},
    "03_exercises": {"exercise": "XE-12", "minutes_per_day": 45, "weeks": 12},
    "04_nerve_block": {
        "drug": "bupivacaine",
        "weight_kg": 48,
        "concentration_percent": 0.25,
        "with_adrenaline": True,
        "procedure": "snrb_transforaminal_esi",
        "patient": "anticoagulated",
    },
    "05_clinic": {"cases": 2},
    "06_article_on_trial": {"verdict": "dangerous"},
    "instructor": {"class_size": 3},
}
WRONG = {
    "00_start_here": ("level", "expert"),
    "04_nerve_block": ("weight_kg", "-3"),
    "instructor": ("class_size", "many"),
}

pytestmark = pytest.mark.notebooks


def papermill(lesson, output, name, value, home):
    # -p reads numbers and words as a user's shell gives them
    arguments = [str(NOTEBOOKS / f"{lesson}.ipynb"), str(output), "-p", name, value]
    return subprocess.run(
        [
            sys.executable, "-m", "papermill", *arguments,
            "--no-progress-bar", "--execution-timeout", "120",
        ],
        env={**os.environ, "SCIATICA_EDU_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )  # fmt: skip


def test_sets_of_this_test_cover_every_lesson():
    assert list(OWN) == list(PARAMETER_MODELS)


@pytest.mark.parametrize("lesson", PARAMETER_MODELS)
def test_the_first_cell_after_the_parameters_opens_the_lesson_with_all_of_them(lesson):
    cells = nbformat.read(NOTEBOOKS / f"{lesson}.ipynb", as_version=4).cells
    _, opening = [cell.source for cell in cells if cell.cell_type == "code"][:2]
    (call,) = [n for n in ast.walk(ast.parse(opening)) if isinstance(n, ast.Call)][:1]
    assert ast.unparse(call.func) == "Lesson.open"
    given = {word.arg: ast.unparse(word.value) for word in call.keywords}
    assert given == {name: name for name in PARAMETER_MODELS[lesson].model_fields}


@pytest.mark.parametrize("lesson", PARAMETER_MODELS)
def test_lesson_runs_with_parameters_that_are_not_the_defaults(lesson, tmp_path):
    parameters = {**COMMON, **OWN[lesson]}
    defaults = validate_parameters(lesson, {})
    assert all(getattr(defaults, name) != value for name, value in parameters.items())
    result = run_lesson(
        lesson, parameters, tmp_path / "out.ipynb", html=True, own_learner_home=True
    )
    page = result.page.read_text(encoding="utf-8")
    assert external_loads(page) == ()
    assert "Teaching material, not medical advice" in page


@pytest.mark.parametrize("lesson", WRONG)
def test_plain_papermill_stops_in_the_first_cell_at_a_wrong_value(lesson, tmp_path):
    name, value = WRONG[lesson]
    output = tmp_path / "out.ipynb"
    result = papermill(lesson, output, name, value, tmp_path / "home")
    assert result.returncode != 0
    assert_stopped_in_the_first_cell(output, f"parameter '{name}' is ", "allowed: ")


def test_plain_papermill_stops_in_the_first_cell_at_a_misspelt_name(tmp_path):
    output = tmp_path / "out.ipynb"
    result = papermill("04_nerve_block", output, "wieght_kg", "62", tmp_path / "home")
    assert result.returncode != 0
    assert_stopped_in_the_first_cell(output, "no parameter 'wieght_kg'", "'weight_kg'")


def test_plain_papermill_runs_a_lesson_to_its_end(tmp_path):
    output = tmp_path / "out.ipynb"
    result = papermill("04_nerve_block", output, "weight_kg", "62", tmp_path / "home")
    assert result.returncode == 0, result.stderr
    notebook = nbformat.read(output, as_version=4)
    assert all(cell.execution_count for cell in notebook.cells if cell.cell_type == "code")


def assert_stopped_in_the_first_cell(output, *texts):
    cells = [c for c in nbformat.read(output, as_version=4).cells if c.cell_type == "code"]
    # the parameters, papermill's values, and the cell that opens the lesson
    assert [bool(cell.execution_count) for cell in cells[:4]] == [True, True, True, False]
    (error,) = [o for o in cells[2].outputs if o.output_type == "error"]
    assert error.ename == "ParameterError"
    assert all(text in error.evalue for text in texts)
