"""What ten questions cost: bytes stored, bytes of widget state, and click to feedback.

One run measures this course's quiz, jupyterquiz and plain ipywidgets side by side: the same
ten questions, executed by nbclient for the bytes, and shown in a real JupyterLab with
headless Chromium for the latency (median of ten clicks).

    python benchmarks/bench_quiz.py
"""

from __future__ import annotations

import importlib.metadata
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

COMMON = """
from sciatica_edu.evidence.course import load_course
from sciatica_edu.quiz.asking.selection import Slot, select
course = load_course()
questions = select(course.questions.values(), [Slot(10, types=("single_best_answer",))], seed=1)
"""

MIXED = """
from sciatica_edu.quiz.live.widget import Quiz
from tests.quiz.every_type import every_type, pictures
questions = [q for q in every_type().values()]
quiz = Quiz(questions, seed=3, pictures=pictures())
quiz
"""

OURS = """
from sciatica_edu.evidence.citing import cite
from sciatica_edu.quiz.live.widget import Quiz
from sciatica_edu.record.store import LearnerRecord
quiz = Quiz(questions, seed=1, record=LearnerRecord("bench"), tries=1,
            references={name: cite(course, [name], full=True) for name in course.facts})
quiz
"""

JUPYTERQUIZ = """
from jupyterquiz import display_quiz
display_quiz([{"question": q.stem, "type": "multiple_choice",
               "answers": [{"answer": o.text, "correct": o.key, "feedback": o.rationale} for o in q.options]}
              for q in questions])
"""

IPYWIDGETS = """
import ipywidgets as w
def ask(q):
    pick = w.RadioButtons(options=[(o.text, o.id) for o in q.options], value=None)
    check, said = w.Button(description="Check"), w.HTML()
    def judge(_):
        said.value = next((o.rationale for o in q.options if o.id == pick.value), "")
    check.on_click(judge)
    return w.VBox([w.HTML(q.stem), pick, check, said])
w.VBox([ask(q) for q in questions])
"""

CLICKS = {
    "ours": """async () => {
        const times = [];
        for (const form of document.querySelectorAll('[data-widget=quiz] form')) {
            form.querySelector('input').click();
            const done = new Promise(resolve => new MutationObserver((_, o) => {
                if (form.querySelector('.sci-verdict')) { o.disconnect(); resolve(performance.now()); }
            }).observe(form, {childList: true, subtree: true}));
            const begun = performance.now();
            form.querySelector('button[type=submit]').click();
            times.push(await done - begun);
        }
        return times;
    }""",
    "jupyterquiz": """async () => {
        const times = [];
        for (const quiz of document.querySelectorAll('.Quiz')) {
            const said = quiz.querySelector('.Feedback');
            const done = new Promise(resolve => new MutationObserver((_, o) => {
                if (said.innerText.trim()) { o.disconnect(); resolve(performance.now()); }
            }).observe(said, {childList: true, subtree: true, characterData: true}));
            const begun = performance.now();
            quiz.querySelector('input, label, button').click();
            times.push(await done - begun);
        }
        return times;
    }""",
    "ipywidgets": """async () => {
        const times = [];
        const boxes = [...document.querySelectorAll('.widget-vbox')].filter(b => b.querySelectorAll('button').length === 1);
        for (const box of boxes) {
            box.querySelector('input').click();
            const said = [...box.querySelectorAll('.widget-html-content')].at(-1);
            const done = new Promise(resolve => new MutationObserver((_, o) => {
                if (said.innerText.trim()) { o.disconnect(); resolve(performance.now()); }
            }).observe(said, {childList: true, subtree: true, characterData: true}));
            const begun = performance.now();
            box.querySelector('button').click();
            times.push(await done - begun);
        }
        return times;
    }""",
}
READY = {
    "ours": "[data-widget=quiz] form",
    "jupyterquiz": ".Quiz",
    "ipywidgets": ".widget-vbox .widget-vbox button",
}
CELLS = {"ours": OURS, "jupyterquiz": JUPYTERQUIZ, "ipywidgets": IPYWIDGETS}


def sizes(cell: str, *, home: str) -> tuple[int, int, int]:
    """Return bytes of the quiz cell's output, bytes of widget state, and milliseconds of the cell."""
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell(f"import os; os.environ['SCIATICA_EDU_HOME'] = {home!r}"),
            nbformat.v4.new_code_cell(COMMON),
            nbformat.v4.new_code_cell(cell),
        ]
    )
    client = NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(ROOT)}}
    )
    with client.setup_kernel():
        for index in range(2):
            client.execute_cell(notebook.cells[index], index)
        begun = time.perf_counter()
        client.execute_cell(notebook.cells[2], 2)
        spent_ms = 1000 * (time.perf_counter() - begun)
        client.set_widgets_metadata()
    output = sum(
        len(json.dumps(out.get("data", out.get("text", "")), ensure_ascii=False).encode())
        for out in notebook.cells[2].outputs
    )
    widgets = notebook.metadata.get("widgets", {})
    state = len(json.dumps(widgets, ensure_ascii=False).encode()) if widgets else 0
    return output, state, round(spent_ms)


def latencies() -> dict[str, list[float]]:
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import (
        CHROMIUM_FLAGS,
        LabServer,
        Notebook,
        chromium_path,
        code_notebook,
    )

    found = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = LabServer(Path(folder))
        server.start()
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        try:
            for name, cell in CELLS.items():
                page = browser.new_page(viewport={"width": 1280, "height": 6000})
                file = server.put(f"{name}.ipynb", code_notebook(COMMON, cell))
                notebook = Notebook(page, server, file).open()
                notebook.run_all()
                page.wait_for_selector(READY[name])
                found[name] = page.evaluate(CLICKS[name])
                page.close()
        finally:
            browser.close()
            server.stop()
    return found


def main() -> None:
    versions = {
        name: importlib.metadata.version(name)
        for name in ("anywidget", "ipywidgets", "jupyterquiz", "jupyterlab", "ipykernel")
    }
    print(", ".join(f"{name} {version}" for name, version in versions.items()))
    with tempfile.TemporaryDirectory() as home:
        rows = {name: sizes(cell, home=home) for name, cell in CELLS.items()}
        rows["ours, one of every type"] = sizes(MIXED, home=home)
    clicks = latencies()
    print(
        f"\n{'ten questions':26} {'output B':>9} {'state B':>9} {'cell ms':>8} {'click ms':>9} {'p90':>6}"
    )
    for name, (output, state, spent_ms) in rows.items():
        times = sorted(clicks.get(name, []))
        middle = f"{statistics.median(times):9.1f}" if times else f"{'':9}"
        late = f"{times[int(0.9 * (len(times) - 1))]:6.1f}" if times else ""
        print(f"{name:26} {output:9,} {state:9,} {spent_ms:8} {middle} {late}")
    print(
        "\nBytes are of the stored output and of the widget state nbclient collects. jupyterquiz judges in\n"
        "the page and keeps nothing; ipywidgets judges in Python and keeps nothing; this course judges in\n"
        "Python and waits until the disk has the answer before it shows feedback."
    )


if __name__ == "__main__":
    main()
