"""From a slider's move to the picture: the conduction widget in a real JupyterLab and Chromium.

Twice in one run: as it is, computed in the browser; and as it was, by a round trip to the kernel
(the same view, with a simulator that asks Python and draws what comes back). Moves: one at a time
with the picture awaited; a drag of 60 moves a second; the diameter, which builds new internodes;
and a slow case (thin cold fibre, long stretch). Latency runs from the browser's own time stamp of
the move to the animation frame after drawing. The last line is the result as JSON.

    python benchmarks/bench_conduction_widget.py
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

CELLS = {
    "in the browser": """
from sciatica_edu.nerve_block.conduction.conduction_widget import conduction_widget
conduction_widget({settings})
""",
    "round trip": """
from benchmarks.bench_conduction_widget import asking_widget
asking_widget({settings})
""",
}

# Replaces the simulator of the view: asks the kernel, and unpacks a byte for each node and sample.
ASKING = """
const url = URL.createObjectURL(new Blob([VIEW], {type: "text/javascript"}));
const view = (await import(url)).default;
function asking(model) {
  let last = 0;
  const open = new Map();
  model.on("msg:custom", (message, buffers) => {
    const view = new Uint8Array(buffers[0].buffer, buffers[0].byteOffset, buffers[0].byteLength);
    const voltage = Float64Array.from(view, (level) => (level / 255) * 160 - 100);
    open.get(message.request)({ ...message.found, voltage });
  });
  return (settings) => new Promise((done) => {
    open.set(++last, done);
    model.send({ request: last, settings });
  });
}
export default { render: (context) => view.render(context, asking(context.model)) };
"""

SINGLE = """async ([setting, moves]) => {
    const root = document.querySelector('section.sci');
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
    const root = document.querySelector('section.sci');
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
    await new Promise(done => { idle = done; input.dispatchEvent(new Event('input', {bubbles: true})); });
    root.removeEventListener('painted', heard);
    return {times, settled: performance.now() - released};
}"""

SLOW = "diameter_um=3, exposed_length_mm=30, temperature_c=25"
_SAMPLES = 160


def asking_widget(**settings):
    """Return the widget as it was before: every picture comes from the kernel."""
    from sciatica_edu.display.browser_half import browser_half
    from sciatica_edu.nerve_block.conduction.conduction_widget import ConductionWidget

    class AskingWidget(ConductionWidget):
        _esm = f"const VIEW = {json.dumps(browser_half('conduction').source.decode())};{ASKING}"

        def __init__(self, **given):
            super().__init__(**given)
            self.on_msg(self._hear)

        def _hear(self, _widget, content, _buffers):
            found, levels = answered(content["settings"])
            self.send({"request": content["request"], "found": found}, [levels])

    return AskingWidget(**settings)


def answered(settings) -> tuple[dict, bytes]:
    """Simulate as the kernel did while a slider moved (10 µs); return a description and levels."""
    import numpy as np

    from sciatica_edu.nerve_block.conduction.impulse_view import ImpulseSetting, impulse_view
    from sciatica_edu.nerve_block.conduction.parameters import (
        load_binding_parameters,
        load_fibre_parameters,
    )

    given = dict(settings)
    given["myelin_fraction"] = given.pop("myelin_percent") / 100
    view = impulse_view(
        ImpulseSetting(**given),
        parameters=load_fibre_parameters(),
        binding=load_binding_parameters(),
        time_step_us=10.0,
    )
    chosen = np.linspace(0, len(view.time_ms) - 1, _SAMPLES).round().astype(np.intp)
    level = np.clip((view.voltage_mv[:, chosen].T + 100) / 160, 0, 1) * 255
    found = {
        "nodes": view.node_count,
        "steps": _SAMPLES - 1,
        "stepMs": float(view.time_ms[-1]) / (_SAMPLES - 1),
        "internodeMm": view.internode_mm,
        "exposed": list(view.exposed),
        "inNerve": view.exposed_in_nerve,
        "share": view.blocked_share,
        "conducts": view.conducts,
        "lastNode": view.last_node,
        "speed": view.speed_m_per_s,
        "isExtension": view.is_extension,
    }
    return found, level.round().astype(np.uint8).tobytes()


def percentile(times: list[float], share: float) -> float:
    return statistics.quantiles(times, n=100)[round(100 * share) - 1]


def told(name: str, times: list[float], more: str = "") -> dict[str, float]:
    median, slow = statistics.median(times), percentile(times, 0.95)
    print(
        f"  {name:40s} median {median:5.0f} ms   95th percentile {slow:5.0f} ms   "
        f"({len(times)} pictures{more})"
    )
    return {"median_ms": round(median, 1), "p95_ms": round(slow, 1), "pictures": len(times)}


def opened(page, lab, way: str, settings: str):
    from tests.browser.conftest import Notebook, code_notebook

    name = lab.put(
        f"bench{time.monotonic_ns()}.ipynb", code_notebook(CELLS[way].format(settings=settings))
    )
    notebook = Notebook(page, lab, name).open()
    notebook.run_all()
    page.wait_for_selector('section.sci [aria-busy="false"] .sci-lanes')
    page.wait_for_timeout(500)
    return notebook


def simulation_alone() -> dict[str, float]:
    from sciatica_edu.nerve_block.conduction.conduction_widget import conduction_widget

    widget = conduction_widget()
    times = []
    for step in range(40):
        begun = time.perf_counter()
        answered({**widget.settings, "concentration_mm": 0.02 * step})
        times.append(1000 * (time.perf_counter() - begun))
    return told("simulation alone, in Python", times)


def measured(page, lab, way: str) -> dict[str, dict[str, float]]:
    print(f"{way}:")
    opened(page, lab, way, "")
    found = {
        "single": told(
            "slider to picture, one move at a time",
            page.evaluate(SINGLE, ["concentration_mm", 60]),
        )
    }
    drag = page.evaluate(DRAG, ["concentration_mm", 180])
    more = f" for 180 moves; settled {drag['settled']:.0f} ms after release"
    found["drag"] = told("slider to picture, dragged 60 times a second", drag["times"], more)
    found["diameter"] = told(
        "slider to picture, diameter", page.evaluate(SINGLE, ["diameter_um", 40])
    )
    opened(page, lab, way, SLOW)
    found["slow"] = told(
        "slow case: thin, cold, long stretch", page.evaluate(SINGLE, ["concentration_mm", 40])
    )
    return found


def main() -> None:
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import CHROMIUM_FLAGS, LabServer, chromium_path

    result: dict[str, object] = {"bench": "conduction_widget", "python_alone": simulation_alone()}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        lab = LabServer(Path(folder) / "lab")
        lab.start()
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        try:
            page = browser.new_page(viewport={"width": 1280, "height": 1000})
            page.set_default_timeout(60_000)
            for name, way in (("before", "round trip"), ("after", "in the browser")):
                result[name] = measured(page, lab, way)
        finally:
            browser.close()
            lab.stop()
    print(json.dumps(result))


if __name__ == "__main__":
    main()
