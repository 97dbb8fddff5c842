from __future__ import annotations

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest

from sciatica_edu.classroom.running.execution import LessonRunError, batch_environment, execute
from sciatica_edu.classroom.running.forked_kernel import ForkServer, modules_of
from sciatica_edu.classroom.running.normalise import normalise, notebook_text
from sciatica_edu.errors import LessonError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")

LEAVE_TRACES = """
import os, sys, random
import matplotlib, numpy
import builtins
os.environ["TRACE"] = "1"
matplotlib.rcParams["lines.linewidth"] = 99
builtins.trace = sys.trace = 1
os.chdir("/")
sys.path.append("/trace")
numpy.trace_of_a_lesson = 1
"""
LOOK_FOR_TRACES = """
import os, sys, random
import matplotlib, numpy
import builtins
print("TRACE" in os.environ, matplotlib.rcParams["lines.linewidth"], hasattr(builtins, "trace"),
      hasattr(sys, "trace"), os.getcwd() == "/", "/trace" in sys.path,
      hasattr(numpy, "trace_of_a_lesson"))
"""


def code(*sources):
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    return nbformat.v4.new_notebook(cells=cells)


def text_of(executed, index=-1):
    return executed.cells[index].outputs[0].text


@pytest.fixture(scope="module")
def server():
    with ForkServer(("numpy", "no_such_module"), batch_environment()) as running:
        yield running


def run(server, *sources, timeout_s=30):
    return execute(code(*sources), name="lesson", timeout_s=timeout_s, server=server)


def test_forked_kernel_gives_what_an_ordinary_one_gives(server, small_lesson):
    notebook = nbformat.read(small_lesson, as_version=4)
    parameters = {"seed": 12, "learner": "Ana"}
    ordinary = execute(notebook, name="lesson", parameters=parameters)
    forked = execute(notebook, name="lesson", parameters=parameters, server=server)
    assert notebook_text(normalise(forked)) == notebook_text(normalise(ordinary))


@pytest.mark.parametrize(
    "source",
    [
        "import matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.show()\nplt.get_backend()",
        "from ipywidgets import IntSlider, Output\no = Output()\nwith o: print(1)\no.outputs",
        "from IPython.display import display, HTML\ndisplay(HTML('<b>x</b>'))",
        "import sys\nsys.stderr.write('x\\n')\nsys.argv[1:2], __name__, sys.flags.hash_randomization",
        "!echo from the shell",
        "import matplotlib_inline.backend_inline\nimport matplotlib.pyplot as plt\n_ = plt.plot([1])",
        "hash('x'), sorted({'a', 'b', 'c'}, key=hash)",
        "In[-1], len(In)",
        "1 / 0",
    ],
)
def test_same_outputs_for_one_cell(server, source):
    def outputs(server):
        try:
            executed = execute(code(source), name="lesson", server=server)
        except LessonRunError as error:
            return [(o.ename, o.evalue) for o in error.notebook.cells[0].outputs]
        return normalise(executed).cells[0].outputs

    assert outputs(server) == outputs(None)


def test_nothing_of_one_lesson_reaches_the_next(server):
    run(server, LEAVE_TRACES)
    assert text_of(run(server, LOOK_FOR_TRACES)).split() == [
        "False", "1.5", "False", "False", "False", "False", "False",
    ]  # fmt: skip


def test_each_lesson_draws_its_own_random_numbers(server):
    draw = "import random, numpy, uuid\nprint(random.random(), numpy.random.rand(), uuid.uuid4())"
    first, second = (text_of(run(server, draw)).split() for _ in range(2))
    assert all(a != b for a, b in zip(first, second, strict=True))


def test_environment_and_folder_are_those_of_the_run(server, monkeypatch):
    monkeypatch.setenv("OF_THIS_RUN", "yes")
    cell = "import os; print(os.environ.get('OF_THIS_RUN'), os.path.basename(os.getcwd())[:13])"
    assert text_of(run(server, cell)) == "yes sciatica-edu-\n"


def test_failing_hanging_and_dying_lessons_are_named_and_the_server_lives_on(server):
    with pytest.raises(LessonRunError, match="failed with ValueError: x"):
        run(server, "raise ValueError('x')")
    with pytest.raises(LessonRunError, match="did not finish within 2 s"):
        run(server, "import time; time.sleep(100)", timeout_s=2)
    for end in ("os._exit(3)", "os.kill(os.getpid(), 11)", "os.kill(os.getpid(), 9)"):
        with pytest.raises(LessonRunError, match="ended the Python process"):
            run(server, f"import os; {end}")
    assert text_of(run(server, "print('alive')")) == "alive\n"


def test_what_a_lesson_started_ends_with_it(server):
    cell = "import subprocess\nprint(subprocess.Popen(['sleep', '300']).pid)"
    pid = int(text_of(run(server, cell)))
    deadline = time.monotonic() + 30
    while is_running(pid):
        assert time.monotonic() < deadline, "it outlived its lesson"
        time.sleep(0.02)


def is_running(pid):
    # A killed process is a zombie until its new parent has asked for its state.
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


MEET_THE_OTHERS = """
import pathlib, time
folder = pathlib.Path({folder!r})
(folder / "{number}").touch()
deadline = time.monotonic() + 25
while len(list(folder.iterdir())) < 4 and time.monotonic() < deadline:
    time.sleep(0.02)
print({number}, len(list(folder.iterdir())))
"""


def test_lessons_run_side_by_side(server, tmp_path):
    cells = [MEET_THE_OTHERS.format(folder=str(tmp_path), number=number) for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        texts = list(pool.map(lambda cell: text_of(run(server, cell)), cells))
    assert texts == [f"{number} 4\n" for number in range(4)]


def test_server_ends_with_its_context_and_takes_its_kernels_along():
    with ForkServer((), batch_environment()) as server:
        process = server._process
        pid = int(text_of(run(server, "import os; print(os.getpid())")))
    assert process.returncode == 0
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_server_that_does_not_start_is_a_clear_error():
    environment = {**batch_environment(), "PYTHONHOME": "/nowhere"}
    with (
        pytest.raises(LessonError, match="did not start; run with --engine stock"),
        ForkServer((), environment),
    ):
        pass


def test_modules_are_read_from_the_cells():
    notebook = code(
        "import numpy as np, os.path",
        "from sciatica_edu.lessons import x\nfrom . import y",
        "%magic",
    )
    notebook.cells.append(nbformat.v4.new_markdown_cell("import nothing"))
    assert modules_of(notebook) == ("numpy", "os.path", "sciatica_edu.lessons")
