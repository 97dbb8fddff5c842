from __future__ import annotations

import contextlib
import csv
import re
import sys
import threading

import nbformat
import pytest

from sciatica_edu.classroom import cohort
from sciatica_edu.classroom.class_list import read_class
from sciatica_edu.classroom.cohort import run_cohort
from sciatica_edu.classroom.page import external_loads
from sciatica_edu.classroom.running.normalise import notebook_text
from sciatica_edu.errors import LessonError

LESSON = "00_start_here"


@pytest.fixture
def students(tmp_path):
    path = tmp_path / "class.csv"
    path.write_text("learner,seed\nAna & Co,3\nBo,4\n", encoding="utf-8")
    return read_class(path, LESSON)


@pytest.fixture
def choosy_lesson(small_lesson, tmp_path):
    """The small lesson, failing for seed 3."""
    notebook = nbformat.read(small_lesson, as_version=4)
    notebook.cells[2].source = "assert seed != 3, 'three <b>'"
    path = tmp_path / "lesson" / "choosy.ipynb"
    path.parent.mkdir()
    path.write_text(notebook_text(notebook), encoding="utf-8")
    return path


def test_class_gets_notebooks_pages_index_and_summary(
    students, small_lesson, tmp_path, monkeypatch
):
    home = tmp_path / "teacher"
    home.mkdir()
    monkeypatch.setenv("SCIATICA_EDU_HOME", str(home))  # which no student's run may see
    folder = tmp_path / "out"
    done = []
    results = run_cohort(students, LESSON, folder, source=small_lesson, on_done=done.append)
    assert sorted(path.name for path in folder.iterdir()) == [
        "Ana_Co.html", "Ana_Co.ipynb", "Bo.html", "Bo.ipynb", "index.html", "summary.csv",
    ]  # fmt: skip
    assert [result.student.learner for result in results] == ["Ana & Co", "Bo"]
    assert set(done) == set(results)
    assert "Seed <b>4</b>" in (folder / "Bo.html").read_text(encoding="utf-8")
    notebook = (folder / "Ana_Co.ipynb").read_text(encoding="utf-8")
    assert "learner 'Ana & Co', seed 3" in notebook
    assert "home is a fresh folder: True" in notebook
    index = (folder / "index.html").read_text(encoding="utf-8")
    assert "Teaching material, not medical advice." in index
    assert ">2 students</caption>" in index
    assert re.search('<th scope="row"[^>]*>Ana &amp; Co</th>', index)
    assert '<a href="Ana_Co.html">page of Ana &amp; Co</a>' in index
    assert external_loads(index) == ()


def test_failed_student_is_named_and_the_other_is_finished(students, choosy_lesson, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "Ana_Co.html").write_text("of an earlier run", encoding="utf-8")
    ana, bo = run_cohort(students, LESSON, folder, source=choosy_lesson)
    assert "cell 4" in ana.error
    assert "three <b>" in ana.error
    assert (ana.notebook, ana.page) == ("Ana_Co.ipynb", "")
    assert not (folder / "Ana_Co.html").exists()
    assert bo.error == ""
    index = (folder / "index.html").read_text(encoding="utf-8")
    assert "2 students, 1 failed" in index
    assert "three &lt;b&gt;" in index
    with (folder / "summary.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["learner"], row["status"], row["seed"]) for row in rows] == [
        ("Ana & Co", "failed", "3"),
        ("Bo", "done", "4"),
    ]
    assert "three <b>" in rows[0]["error"]


@pytest.mark.parametrize("workers", [0, 65])
def test_number_of_workers_is_checked(students, tmp_path, workers):
    with pytest.raises(LessonError, match=f"number of workers is {workers}"):
        run_cohort(students, LESSON, tmp_path, workers=workers)


@pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")
def test_forked_and_ordinary_kernels_write_the_same_files(students, small_lesson, tmp_path):
    for engine in ("fork", "stock"):
        run_cohort(students, LESSON, tmp_path / engine, source=small_lesson, engine=engine)
    names = sorted(path.name for path in (tmp_path / "fork").iterdir())
    assert len(names) == 6
    for name in names:
        forked, stock = (tmp_path / engine / name for engine in ("fork", "stock"))
        assert forked.read_bytes() == stock.read_bytes()


@pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")
def test_the_engine_decides_whether_kernels_are_forked(
    students, small_lesson, tmp_path, monkeypatch
):
    servers = []
    monkeypatch.setattr(cohort, "ForkServer", lambda *_: contextlib.nullcontext("the server"))
    monkeypatch.setattr(cohort, "run_lesson", lambda *_, server, **__: servers.append(server))
    for engine in ("fork", "auto", "stock"):
        run_cohort(students, LESSON, tmp_path, source=small_lesson, engine=engine)
    assert servers == ["the server"] * 4 + [None] * 2


def test_lessons_of_a_class_run_at_the_same_time(students, small_lesson, tmp_path, monkeypatch):
    together = threading.Barrier(2)
    monkeypatch.setattr(cohort, "run_lesson", lambda *_, **__: together.wait(timeout=30))
    results = run_cohort(students, LESSON, tmp_path, source=small_lesson, engine="stock", workers=2)
    assert [result.error for result in results] == ["", ""]


def test_results_stand_in_the_order_of_the_class_whoever_ends_first(
    students, small_lesson, tmp_path, monkeypatch
):
    ana_may_end = threading.Event()

    def run_lesson(_, parameters, *__, **___):
        if parameters.learner == "Bo":
            return
        assert ana_may_end.wait(timeout=30)

    def on_done(result):
        finished.append(result.student.learner)
        ana_may_end.set()

    finished = []
    monkeypatch.setattr(cohort, "run_lesson", run_lesson)
    results = run_cohort(
        students, LESSON, tmp_path, source=small_lesson, engine="stock", on_done=on_done
    )
    assert finished == ["Bo", "Ana & Co"]
    assert [result.student.learner for result in results] == ["Ana & Co", "Bo"]


def test_unknown_engine_is_refused(students, small_lesson, tmp_path):
    with pytest.raises(LessonError, match="the engine is 'frok'; allowed: auto, fork, stock"):
        run_cohort(students, LESSON, tmp_path, source=small_lesson, engine="frok")


def test_forking_where_it_is_not_safe_is_refused(students, small_lesson, tmp_path, monkeypatch):
    monkeypatch.setattr(cohort, "fork_is_safe", lambda: False)
    with pytest.raises(LessonError, match="cannot be forked safely"):
        run_cohort(students, LESSON, tmp_path, source=small_lesson, engine="fork")


def test_lesson_that_is_not_built_stops_the_class_at_once(students, tmp_path):
    with pytest.raises(LessonError, match="00_start_here is not built"):
        run_cohort(students, LESSON, tmp_path / "out", source=tmp_path / "none.ipynb")
    assert not (tmp_path / "out").exists()
