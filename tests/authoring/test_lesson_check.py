from __future__ import annotations

import shutil

import nbformat
import pytest

from sciatica_edu.authoring import lesson_check
from sciatica_edu.authoring.lesson_check import check_lessons
from sciatica_edu.classroom.running.normalise import normalise, notebook_text


@pytest.fixture
def course_folders(small_lesson, fixtures, tmp_path, monkeypatch):
    """A course of one sound lesson."""
    monkeypatch.setattr(lesson_check, "PARAMETER_MODELS", {"small": None})
    lessons, notebooks = tmp_path / "lessons", tmp_path / "notebooks"
    lessons.mkdir()
    notebooks.mkdir()
    shutil.copy(fixtures / "pass_minimal.py", lessons / "small.py")
    shutil.copy(small_lesson, notebooks / "small.ipynb")
    return {"lessons": lessons, "notebooks": notebooks}


def rules(course, folders):
    return [(breach.rule, breach.where) for breach in check_lessons(course, **folders)]


def test_sound_lesson_has_no_breach(course, course_folders):
    assert rules(course, course_folders) == []


def test_notebook_older_than_its_source_is_found(course, course_folders):
    source = course_folders["lessons"] / "small.py"
    source.write_text(
        source.read_text(encoding="utf-8").replace("above the knee", "at the knee"),
        encoding="utf-8",
    )
    (breach,) = check_lessons(course, **course_folders)
    assert (breach.rule, breach.where) == ("notebook-current", "notebooks/small.ipynb")
    assert (
        breach.message == "cell 1 differs from its source in source; run: sciatica-edu build small"
    )


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        ('# %%\nf"{seed + 1}"\n', "", "it has 8 cells, its source 7"),
        ('tags=["solution"]', 'tags=["hide-input"]', "cell 5 differs from its source in metadata"),
    ],
)
def test_a_cell_too_many_or_with_another_tag_is_found(course, course_folders, old, new, difference):
    source = course_folders["lessons"] / "small.py"
    text = source.read_text(encoding="utf-8")
    assert text.count(old) == 1
    source.write_text(text.replace(old, new), encoding="utf-8")
    found = check_lessons(course, **course_folders)
    assert {breach.rule for breach in found} == {"notebook-current"}
    assert f"{difference}; run: sciatica-edu build small" in {breach.message for breach in found}


def test_too_large_notebook_is_found(course, course_folders, monkeypatch):
    size = (course_folders["notebooks"] / "small.ipynb").stat().st_size
    monkeypatch.setattr(lesson_check, "MAX_NOTEBOOK_BYTES", size)
    assert rules(course, course_folders) == []
    monkeypatch.setattr(lesson_check, "MAX_NOTEBOOK_BYTES", size - 1)
    assert rules(course, course_folders) == [("notebook-size", "notebooks/small.ipynb")]


def test_bad_citation_in_a_source_is_found(course, course_folders):
    source = course_folders["lessons"] / "small.py"
    source.write_text(
        source.read_text(encoding="utf-8").replace("ANA-BIF-01]", "ANA-BIF-09]"), encoding="utf-8"
    )
    assert rules(course, course_folders) == [("lesson-source", "lessons/small.py")]


def test_missing_notebook_is_found(course, course_folders):
    (course_folders["notebooks"] / "small.ipynb").unlink()
    assert rules(course, course_folders) == [("lesson-built", "notebooks/small.ipynb")]


def test_unclean_and_damaged_notebooks_are_found(course, course_folders):
    path = course_folders["notebooks"] / "small.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[2].execution_count = None
    path.write_text(notebook_text(normalise(notebook)), encoding="utf-8")
    assert rules(course, course_folders) == [("notebook-hygiene", "notebooks/small.ipynb")]
    path.write_text("{", encoding="utf-8")
    assert rules(course, course_folders) == [("lesson-built", "notebooks/small.ipynb")]


def test_the_figures_of_a_lesson_come_from_its_built_notebook(course_folders):
    (found,) = lesson_check.lesson_figures(course_folders["notebooks"]).values()
    assert found.keys() == {"words", "minutes_computed", "share_acting"}
    assert found["words"] > 0


def test_a_damaged_notebook_has_no_figures(course_folders):
    (course_folders["notebooks"] / "small.ipynb").write_text("{", encoding="utf-8")
    assert lesson_check.lesson_figures(course_folders["notebooks"]) == {}


@pytest.mark.parametrize(
    ("measured", "said"),
    [
        ((7.9, 0.9), "promises 10"),
        ((12.5, 0.9), "promises 10"),
        ((10, 0.4), "40%"),
        ((11.9, 0.5), ""),
    ],
)
def test_a_lesson_keeps_what_it_promises(course, course_folders, monkeypatch, measured, said):
    minutes, acting = measured
    found = {"minutes_promised": 10, "minutes_computed": minutes, "share_acting": acting}
    monkeypatch.setattr(lesson_check, "lesson_measures", lambda _notebook: found)
    messages = [breach.message for breach in check_lessons(course, **course_folders)]
    assert (messages != []) == bool(said)
    assert all(said in message for message in messages)
