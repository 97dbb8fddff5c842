from __future__ import annotations

import asyncio
import signal
import threading

import jupytext
import nbformat
import pytest

from sciatica_edu.classroom.running.execution import LessonRunError, execute
from sciatica_edu.errors import LessonError


def notebook_of(fixtures, name):
    return jupytext.read(fixtures / f"{name}.py", fmt="py:percent")


def code(*sources):
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(s) for s in sources])


def test_hanging_cell_is_stopped_and_named(fixtures):
    with pytest.raises(
        LessonRunError, match=r"lesson: cell 3 \(time.sleep\(600\)\) did not finish within 2 s"
    ) as error:
        execute(notebook_of(fixtures, "fail_hangs"), name="lesson", timeout_s=2)
    assert error.value.cell_index == 2


def test_dead_kernel_is_named(fixtures):
    with pytest.raises(LessonRunError, match=r"cell 2 \(import os\) ended the Python process"):
        execute(notebook_of(fixtures, "fail_kernel_dies"), name="lesson", timeout_s=30)


def test_broken_notebook_is_kept_as_far_as_it_came(fixtures):
    with pytest.raises(LessonRunError) as error:
        execute(notebook_of(fixtures, "fail_raises"), name="lesson", parameters={"seed": 7})
    cells = error.value.notebook.cells
    assert error.value.cell_index == 4
    assert cells[3].outputs[0].text == "before\n"
    assert cells[4].outputs[0].evalue == "seed was 7"
    assert cells[5].execution_count is None


def test_given_notebook_is_not_changed(fixtures):
    notebook = notebook_of(fixtures, "fail_raises")
    before = nbformat.writes(notebook)
    with pytest.raises(LessonRunError):
        execute(notebook, name="lesson")
    assert nbformat.writes(notebook) == before


def test_time_limit_is_not_optional():
    with pytest.raises(LessonError, match="the time limit is 0 s"):
        execute(code("1"), name="lesson", timeout_s=0)


def test_lesson_can_be_run_from_inside_an_event_loop():
    async def run():
        return execute(code("1 + 1"), name="lesson")

    assert asyncio.run(run()).cells[0].outputs[0].data["text/plain"] == "2"


@pytest.fixture
def ctrl_c():
    """Python's own answer to Ctrl-C, which a run in the background starts without."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("ctrl_c")
def test_interruption_is_not_taken_for_a_dead_kernel(tmp_path):
    running, ended = tmp_path / "running", threading.Event()

    def interrupt_when_running():
        while not ended.wait(0.05):
            if running.exists():
                signal.raise_signal(signal.SIGINT)
                return

    watcher = threading.Thread(target=interrupt_when_running)
    watcher.start()
    cell = f"import pathlib, time\npathlib.Path({str(running)!r}).touch()\ntime.sleep(600)"
    try:
        with pytest.raises(KeyboardInterrupt):
            execute(code(cell), name="lesson", timeout_s=60)
    finally:
        ended.set()
        watcher.join()


def test_sixty_interactive_widgets_do_not_hang():
    # nbclient loses a reply about once in 100 such cells; here a lost one would fail the run.
    cell = "from ipywidgets import interact\n_ = interact(lambda x: print(x), x=(0, 3))"
    executed = execute(code(*[cell] * 60), name="lesson", timeout_s=20)
    assert [c.execution_count for c in executed.cells] == list(range(1, 61))


def test_startup_files_of_the_user_are_not_run(tmp_path, monkeypatch):
    startup = tmp_path / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00.py").write_text("print('from start-up')\nx = 1\n", encoding="utf-8")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    executed = execute(code("print('x' in globals())"), name="lesson")
    assert executed.cells[0].outputs[0].text == "False\n"


def test_own_learner_home_can_be_declined(tmp_path, monkeypatch):
    monkeypatch.setenv("SCIATICA_EDU_HOME", str(tmp_path))
    cell = "import os; print(os.environ['SCIATICA_EDU_HOME'])"
    kept = execute(code(cell), name="lesson", own_learner_home=False)
    fresh = execute(code(cell), name="lesson")
    assert kept.cells[0].outputs[0].text.strip() == str(tmp_path)
    assert fresh.cells[0].outputs[0].text.strip() != str(tmp_path)
