from __future__ import annotations

import shutil

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


def test_two_runs_are_byte_identical_and_hold_the_values_after_the_parameters(
    small_lesson, tmp_path
):
    for name in ("a.ipynb", "b.ipynb"):
        run_lesson(LESSON, {"seed": 5}, tmp_path / name, source=small_lesson)
    assert (tmp_path / "a.ipynb").read_bytes() == (tmp_path / "b.ipynb").read_bytes()
    notebook = nbformat.read(tmp_path / "a.ipynb", as_version=4)
    assert [cell.metadata.get("tags") for cell in notebook.cells[1:3]] == [
        ["parameters"],
        ["injected-parameters"],
    ]
    assert notebook.cells[2].source == "# Parameters\nseed = 5\n"
    assert "papermill" not in text_of(tmp_path / "a.ipynb")


@pytest.mark.parametrize(
    ("source", "output", "told"),
    [
        ("none.ipynb", "out/x.ipynb", r"00_start_here is not built: .*sciatica-edu build"),
        ("damaged.ipynb", "out/x.ipynb", r"damaged.ipynb is not a notebook"),
        ("small.ipynb", "out/x.html", r"must end with '\.ipynb'"),
        ("small.ipynb", "out/x", r"must end with '\.ipynb'"),
        ("small.ipynb", "folder.ipynb", "is a folder; give the name of a notebook"),
        ("small.ipynb", "source/mine.ipynb", "among the course's own notebooks"),
    ],
)
def test_what_cannot_be_read_or_written_is_named(small_lesson, tmp_path, source, output, told):
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "damaged.ipynb").write_text("{", encoding="utf-8")
    shutil.copy(small_lesson, folder / "small.ipynb")
    (tmp_path / "folder.ipynb").mkdir()
    with pytest.raises(LessonError, match=told):
        run_lesson(LESSON, {}, tmp_path / output, source=folder / source)


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


def test_checked_parameters_of_another_lesson_are_refused(small_lesson, tmp_path):
    with pytest.raises(LessonError, match="ClinicParameters are not the parameters of 00_start"):
        run_lesson(
            LESSON,
            validate_parameters("05_clinic", {}),
            tmp_path / "out.ipynb",
            source=small_lesson,
        )
