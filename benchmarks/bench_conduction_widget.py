"""From a slider's move to the picture: the conduction widget in a real JupyterLab and Chromium.

Four ways of moving: one move at a time with the picture awaited; a drag of 60 moves a second; a
slow case (thin cold fibre, long stretch, near block); and the compound view switched by drug.
Latency runs from the browser's own time stamp of the move to the animation frame after drawing.

    python benchmarks/bench_conduction_widget.py
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

CELL = """
from sciatica_edu.nerve_block.widgets import conduction_widget
conduction_widget({settings})
"""

SINGLE = """async ([setting, moves]) => {
    const root = document.querySelector('.nb-root');
    const input = root.querySelector(`[data-setting="${setting}"]`);
    const low = Number(input.min), high = Number(input.max), times = [];
    const painted = () => new Promise(done => root.addEventListener('painted', e => done(e.detail.ms), {once: true}));
    for (let i = 0; i < moves; i++) {
        input.value = String(low + (high - low) * ((i * 7) % 20) / 40);
        const done = painted();
        input.dispatchEvent(new Event('input', {bubbles: true}));
        times.push(await done);
        await new Promise(r => setTimeout(r, 30));
    }
    return times;
}"""

DRAG = """async ([setting, moves]) => {
    const root = document.querySelector('.nb-root');
    const input = root.querySelector(`[data-setting="${setting}"]`);
    const low = Number(input.min), high = Number(input.max), times = [];
    let idle = null;
    const heard = e => { times.push(e.detail.ms); if (idle && e.detail.idle) idle(); };
    root.addEventListener('painted', heard);
    for (let i = 0; i < moves; i++) {
        input.value = String(low + (high - low) * 0.3 * i / moves);
        input.dispatchEvent(new Event('input', {bubbles: true}));
        await new Promise(r => setTimeout(r, 1000 / 60));
    }
    const released = performance.now();
    await new Promise(done => { idle = done; input.dispatchEvent(new Event('change', {bubbles: true})); });
    root.removeEventListener('painted', heard);
    return {times, settled: performance.now() - released};
}"""


def percentile(times: list[float], share: float) -> float:
    return statistics.quantiles(times, n=100)[round(100 * share) - 1]


def told(name: str, times: list[float], more: str = "") -> None:
    print(
        f"{name:42s} median {statistics.median(times):5.0f} ms   95th percentile "
        f"{percentile(times, 0.95):5.0f} ms   ({len(times)} pictures{more})"
    )


def opened(page, lab, settings: str):
    from tests.browser.conftest import Notebook, code_notebook

    name = lab.put(
        f"bench{time.monotonic_ns()}.ipynb", code_notebook(CELL.format(settings=settings))
    )
    notebook = Notebook(page, lab, name).open()
    notebook.run_all()
    page.wait_for_function(
        "() => document.querySelector('.nb-root [role=status]')?.innerText.includes(':')"
    )
    page.wait_for_timeout(500)
    return notebook


def simulation_alone() -> None:
    from sciatica_edu.nerve_block.widgets import conduction_widget

    widget = conduction_widget()
    times = []
    for step in range(40):
        settings = {**widget.settings, "concentration_mm": 0.02 * step}
        begun = time.perf_counter()
        widget.answer(settings, draft=True)
        times.append(1000 * (time.perf_counter() - begun))
    told("simulation alone, in Python", times)


def main() -> None:
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import CHROMIUM_FLAGS, LabServer, chromium_path

    simulation_alone()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        lab = LabServer(Path(folder) / "lab")
        lab.start()
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        try:
            page = browser.new_page(viewport={"width": 1280, "height": 1000})
            page.set_default_timeout(60_000)
            opened(page, lab, "")
            told(
                "slider to picture, one move at a time",
                page.evaluate(SINGLE, ["concentration_mm", 60]),
            )
            drag = page.evaluate(DRAG, ["concentration_mm", 180])
            told(
                "slider to picture, dragged 60 times a second",
                drag["times"],
                f" for 180 moves; settled {drag['settled']:.0f} ms after release",
            )
            told("slider to picture, diameter", page.evaluate(SINGLE, ["diameter_um", 40]))
            opened(page, lab, "diameter_um=3, exposed_length_mm=30, temperature_c=25")
            told(
                "slow case: thin, cold, long stretch",
                page.evaluate(SINGLE, ["concentration_mm", 40]),
            )
        finally:
            browser.close()
            lab.stop()


if __name__ == "__main__":
    main()
