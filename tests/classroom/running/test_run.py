from __future__ import annotations

import nbformat
import pytest

from sciatica_edu.classroom.running import run
from sciatica_edu.classroom.running.run import run_lesson
from sciatica_edu.errors import LessonError, ParameterError
from sciatica_edu.lessons.parameters import validate_parameters

LESSON = "00_start_here"


def text_of(path):
    return path.read_text(encoding="utf-8")


def test_run_writes_notebook_page_and_handout(small_lesson, tmp_path):
    result = run_lesson(
        LESSON,
        {"seed": 5, "learner": "Ana"},
        tmp_path / "deep" / "out.ipynb",
        html=True,
        handout=True,
        source=small_lesson,
    )
    assert "learner 'Ana', seed 5" in text_of(result.notebook)
    assert "Seed <b>5</b>" in text_of(result.page)
    assert result.handout.name == "out_handout.html"
    assert sorted(path.name for path in (tmp_path / "deep").iterdir()) == [
        "out.html",
        "out.ipynb",
        "out_handout.html",
    ]


def test_values_stand_in_a_cell_after_the_parameters(small_lesson, tmp_path):
    output = tmp_path / "out.ipynb"
    run_lesson(LESSON, {"seed": 5}, output, source=small_lesson)
    notebook = nbformat.read(output, as_version=4)
    assert [cell.metadata.get("tags") for cell in notebook.cells[1:3]] == [
        ["parameters"],
        ["injected-parameters"],
    ]
    assert notebook.cells[2].source == "# Parameters\nseed = 5\n"
    assert "papermill" not in text_of(output)


def test_two_runs_are_byte_identical(small_lesson, tmp_path):
    for name in ("a.ipynb", "b.ipynb"):
        run_lesson(LESSON, {"seed": 9}, tmp_path / name, source=small_lesson)
    assert (tmp_path / "a.ipynb").read_bytes() == (tmp_path / "b.ipynb").read_bytes()


@pytest.mark.parametrize(("show", "expected"), [(True, True), (False, False)])
def test_solutions_are_in_the_run_only_when_asked_for(small_lesson, tmp_path, show, expected):
    output = tmp_path / "out.ipynb"
    run_lesson(LESSON, {"show_answers": show}, output, source=small_lesson)
    assert ("the answer is 42" in text_of(output)) is expected


def test_wrong_parameter_stops_before_anything_is_read_or_written(tmp_path):
    with pytest.raises(ParameterError, match="parameter 'weight_kg' is -3"):
        run_lesson(
            "04_nerve_block",
            {"weight_kg": -3},
            tmp_path / "out.ipynb",
            source=tmp_path / "does_not_exist.ipynb",
        )
    assert list(tmp_path.iterdir()) == []


def test_failed_run_saves_the_broken_notebook_and_names_the_cell(failing_lesson, tmp_path):
    output = tmp_path / "out.ipynb"
    with pytest.raises(LessonError, match=r"cell 5 \(raise RuntimeError.*seed was 3") as error:
        run_lesson(LESSON, {"seed": 3}, output, html=True, source=failing_lesson)
    assert str(output) in str(error.value)
    notebook = nbformat.read(output, as_version=4)
    nbformat.validate(notebook)
    assert notebook.cells[0].source.startswith("**This run stopped with an error")
    assert notebook.cells[4].outputs[0].text == "before\n"
    assert not output.with_suffix(".html").exists()


def test_lesson_that_is_not_built_is_named(tmp_path):
    with pytest.raises(LessonError, match=r"00_start_here is not built: .*sciatica-edu build"):
        run_lesson(LESSON, {}, tmp_path / "out.ipynb", source=tmp_path / "no" / "none.ipynb")


def test_damaged_notebook_is_a_clear_error(tmp_path):
    damaged = tmp_path / "source" / "x.ipynb"
    damaged.parent.mkdir()
    damaged.write_text("{", encoding="utf-8")
    with pytest.raises(LessonError, match=r"x.ipynb is not a notebook"):
        run_lesson(LESSON, {}, tmp_path / "out.ipynb", source=damaged)


@pytest.mark.parametrize("name", ["out.html", "out"])
def test_output_must_be_a_notebook(small_lesson, tmp_path, name):
    with pytest.raises(LessonError, match=r"must end with '\.ipynb'"):
        run_lesson(LESSON, {}, tmp_path / name, source=small_lesson)


def test_output_that_is_a_folder_is_refused(small_lesson, tmp_path):
    folder = tmp_path / "class.ipynb"
    folder.mkdir()
    with pytest.raises(LessonError, match="is a folder; give the name of a notebook"):
        run_lesson(LESSON, {}, folder, source=small_lesson)


@pytest.mark.parametrize("show", [True, False])
def test_handout_is_the_teachers_only_when_answers_are_asked_for(
    small_lesson, tmp_path, monkeypatch, show
):
    monkeypatch.setattr(run, "handout_of", lambda _, *, answers: f"answers: {answers}")
    result = run_lesson(
        LESSON, {"show_answers": show}, tmp_path / "out.ipynb", handout=True, source=small_lesson
    )
    assert text_of(result.handout) == f"answers: {show}"
    assert result.page is None


def test_output_among_the_courses_notebooks_is_refused(small_lesson):
    with pytest.raises(LessonError, match="among the course's own notebooks"):
        run_lesson(LESSON, {}, small_lesson.with_name("mine.ipynb"), source=small_lesson)


def test_checked_parameters_of_another_lesson_are_refused(small_lesson, tmp_path):
    with pytest.raises(LessonError, match="ClinicParameters are not the parameters of 00_start"):
        run_lesson(
            LESSON,
            validate_parameters("05_clinic", {}),
            tmp_path / "out.ipynb",
            source=small_lesson,
        )
