from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner

from sciatica_edu import __version__
from sciatica_edu.classroom.running.normalise import normalise, notebook_text
from sciatica_edu.cli import cli
from sciatica_edu.evidence import location

FIXTURES = Path(__file__).parents[1] / "authoring" / "fixtures"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments):
        return CliRunner().invoke(cli, [str(argument) for argument in arguments])

    return invoke


@pytest.fixture
def notebooks(tmp_path, monkeypatch):
    """A course with one small notebook, converted but not run."""
    folder = tmp_path / "course" / "notebooks"
    folder.mkdir(parents=True)
    parameters = nbformat.v4.new_code_cell(
        "level = 'introductory'\nseed = 1\nlearner = ''", metadata={"tags": ["parameters"]}
    )
    cells = [
        parameters,
        nbformat.v4.new_code_cell("assert seed != 3, 'three'\nprint(learner, seed)"),
    ]
    text = notebook_text(normalise(nbformat.v4.new_notebook(cells=cells)))
    for name in ("00_start_here", "04_nerve_block"):
        (folder / f"{name}.ipynb").write_text(text, encoding="utf-8")
    monkeypatch.setattr(location, "notebooks_path", lambda: folder)
    monkeypatch.setattr("sciatica_edu.classroom.running.run.notebooks_path", lambda: folder)
    monkeypatch.setattr("sciatica_edu.classroom.cohort.notebooks_path", lambda: folder)
    return folder


def assert_told(result, status, *texts):
    assert result.exit_code == status, result.output
    for text in texts:
        assert text in result.stderr
    assert "Traceback" not in result.output


def test_version_and_help(run):
    assert run("--version").stdout == f"sciatica-edu, version {__version__}\n"
    shown = run("--help").stdout
    assert "Teaching material, not medical advice." in shown
    for name in ("build", "check", "cohort", "lab", "run"):
        assert f"  {name} " in shown


def test_version_does_not_load_the_commands(run, monkeypatch):
    for name in ("papermill", "sciatica_edu.cli.run"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    assert run("--version").exit_code == 0
    assert {"papermill", "sciatica_edu.cli.run"}.isdisjoint(sys.modules)


def test_unknown_command_offers_the_nearest(run):
    assert_told(run("chek"), 2, "No such command 'chek'", "Did you mean 'check'")


def test_unknown_option_is_wrong_use(run):
    assert_told(run("run", "04_nerve_block", "--htlm"), 2, "--htlm")


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("weight_kg", "-3", "parameter 'weight_kg' is -3"),
        ("weight_kg", "heavy", "'weight_kg' is 'heavy'; allowed: a number from 30 to 200 kg"),
        ("wieght_kg", "62", "Did you mean 'weight_kg'"),
        ("drug", "ropivicaine", "Did you mean 'ropivacaine'"),
    ],
)
def test_wrong_parameter_stops_the_run_before_anything_is_written(run, tmp_path, name, value, told):
    result = run("run", "04_nerve_block", "-p", name, value, "-o", "out.ipynb")
    assert_told(result, 2, "Error: 04_nerve_block", told)
    assert list(tmp_path.iterdir()) == []


def test_parameter_given_twice_is_refused(run):
    result = run("run", "04_nerve_block", "-p", "seed", "1", "-p", "seed", "2")
    assert_told(result, 2, "'seed' is given twice: '1' and '2'")


def test_unknown_lesson_offers_the_nearest(run):
    assert_told(run("run", "04_nerve_blok"), 1, "Did you mean '04_nerve_block'")


def test_parameters_are_listed(run):
    shown = run("run", "04_nerve_block", "--list").stdout
    assert "weight_kg = 70.0\n    body weight; allowed: a number from 30 to 200 kg" in shown


def test_run_writes_what_it_names(run, notebooks, tmp_path):
    result = run(
        "run", "04_nerve_block", "-p", "seed", "5", "-o", "o/out.ipynb", "--html", "--handout"
    )
    assert result.exit_code == 0, result.output
    assert result.stdout.split() == ["o/out.ipynb", "o/out.html", "o/out_handout.html"]
    assert all((tmp_path / name).exists() for name in result.stdout.split())


def test_failing_cell_is_named_without_traceback(run, notebooks, tmp_path):
    result = run("run", "00_start_here", "-p", "seed", "3", "-o", "out.ipynb")
    assert_told(result, 1, "00_start_here: cell 3", "three", "out.ipynb")
    assert (tmp_path / "out.ipynb").exists()


def test_folder_that_cannot_be_written_is_a_clear_error(run, notebooks, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = run("run", "00_start_here", "-o", "file/out.ipynb")
    assert_told(result, 1, "file")


def test_cohort_runs_a_class_with_plain_progress_lines(run, notebooks, tmp_path):
    (tmp_path / "class.csv").write_text("learner\nAna\nBo\n", encoding="utf-8")
    result = run("cohort", "class.csv", "00_start_here", "-o", "out")
    assert result.exit_code == 0, result.output
    assert result.stdout == "out/index.html\n"
    assert "[2/2] " in result.stderr
    assert "\r" not in result.stderr


def test_cohort_names_failures_and_leaves_with_1(run, notebooks, tmp_path):
    (tmp_path / "class.csv").write_text("learner,seed\nAna,3\nBo,4\n", encoding="utf-8")
    result = run("cohort", "class.csv", "00_start_here", "-o", "out")
    assert_told(result, 1, "1 of 2 students failed", "  Ana: 00_start_here: cell 3")
    assert (tmp_path / "out" / "Bo.html").exists()


def test_cohort_refuses_a_bad_class_before_it_writes(run, notebooks, tmp_path):
    (tmp_path / "class.csv").write_text("learner,seed\nAna,x\n,4\n", encoding="utf-8")
    result = run("cohort", "class.csv", "00_start_here", "-o", "out")
    assert_told(result, 1, "class.csv:2: ", "class.csv:3: ")
    assert not (tmp_path / "out").exists()


def test_build_names_each_lesson_that_fails(run, tmp_path, monkeypatch, course_stub):
    sources = tmp_path / "course" / "lessons"
    sources.mkdir(parents=True)
    shutil.copy(FIXTURES / "fail_raises.py", sources / "fail_raises.py")
    monkeypatch.setattr(location, "lessons_path", lambda: sources)
    result = run("build", "00_start_here", "05_clinic")
    assert_told(result, 1, "[1/2] 00_start_here: failed", "05_clinic.py: the lesson cannot be read")


def test_build_refuses_an_unknown_lesson_first(run):
    assert_told(run("build", "05_clinik"), 1, "Did you mean '05_clinic'")


@pytest.fixture
def course_stub(monkeypatch):
    from sciatica_edu.evidence import course

    monkeypatch.setattr(course, "load_course", lambda: None)


def test_lab_starts_jupyterlab_on_the_first_lesson_with_own_arguments(run, notebooks, monkeypatch):
    from sciatica_edu.cli import lab

    started = []

    class Server:
        def __init__(self, arguments) -> None:
            started.append(arguments)

        def wait(self):
            return 0

    monkeypatch.setattr(lab.subprocess, "Popen", Server)
    assert run("lab", "--no-browser", "--port", "9").exit_code == 0
    (command,) = started
    assert command[1:3] == ["-m", "jupyterlab"]
    assert command[3:] == [str(notebooks / "00_start_here.ipynb"), "--no-browser", "--port", "9"]


def test_lab_copies_the_notebooks_of_an_installed_course(run, notebooks, tmp_path, monkeypatch):
    from sciatica_edu.cli import lab

    installed = notebooks.with_name("_notebooks")
    notebooks.rename(installed)
    monkeypatch.setattr(location, "notebooks_path", lambda: installed)
    started = []
    monkeypatch.setattr(lab, "_start", lambda folder, arguments: started.append(folder) or 0)
    result = run("lab")
    assert result.exit_code == 0
    assert started == [Path("sciatica-notebooks")]
    assert (tmp_path / "sciatica-notebooks" / "00_start_here.ipynb").exists()
    assert "copied" in result.stderr


def test_check_as_json_has_the_promised_figures(run, monkeypatch):
    from sciatica_edu.authoring.check import CourseReport
    from sciatica_edu.cli import check
    from sciatica_edu.evidence.integrity import Breach

    breach = Breach("data/x.yaml:3", "rule", "what is wrong")
    counts = {"claims_total": 95, "claims_taught": 94, "facts": 1, "references": 2, "questions": 3}
    monkeypatch.setattr(check, "_examine", lambda course: CourseReport(counts, (breach,)))
    result = run("check", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == {
        **counts,
        "breaches": [{"where": "data/x.yaml:3", "rule": "rule", "message": "what is wrong"}],
    }
    shown = run("check")
    assert shown.exit_code == 1
    assert shown.stdout == (
        "data/x.yaml:3: [rule] what is wrong\n"
        "94 of 95 entries of the article taught, 1 facts, 2 references, 3 questions, 1 breaches.\n"
    )


def test_check_without_a_breach_leaves_with_0(run, monkeypatch):
    from sciatica_edu.authoring.check import CourseReport
    from sciatica_edu.cli import check

    counts = {"claims_total": 95, "claims_taught": 95, "facts": 1, "references": 2, "questions": 3}
    monkeypatch.setattr(check, "_examine", lambda course: CourseReport(counts, ()))
    assert run("check").exit_code == 0
    assert run("check", "--json").exit_code == 0
