"""What the 3D body costs: first frame, pose change, bytes; beside k3d showing the same meshes.

One run, one JupyterLab, one headless Chromium (software rendering). "Seen" is measured the same
way for all: from running the cell to the first screenshot that shows the body, or shows it moved;
a screenshot takes a tenth to a fifth of a second, so that is the resolution. The plain page is
measured three times (medians), each JupyterLab row once. The first time, the static twin is painted; from
then on the kept picture is used.

    python benchmarks/bench_viewer.py
"""

from __future__ import annotations

import importlib.metadata
import io
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from sciatica_edu.anatomy.body_explorer import body_explorer  # noqa: E402
from sciatica_edu.body.shape.assets import load_or_build  # noqa: E402
from sciatica_edu.body.view.picture_cache import picture_folder  # noqa: E402
from sciatica_edu.display.browser_half import browser_half  # noqa: E402
from sciatica_edu.evidence.course import load_course  # noqa: E402
from tests.browser.body_page import settled, show_body  # noqa: E402
from tests.browser.conftest import (  # noqa: E402
    CHROMIUM_FLAGS,
    LabServer,
    Notebook,
    chromium_path,
    code_notebook,
)

RUNS = 3

OURS = """
from sciatica_edu.anatomy.body_explorer import body_explorer
from sciatica_edu.evidence.course import load_course
course = load_course()
"""
OURS_SHOW = """
body = body_explorer(course)
body.animate = False
body
"""
OURS_POSE = "body.pose = 'slump'"

K3D = """
import warnings
warnings.simplefilter("ignore")
import k3d, numpy as np
from sciatica_edu.body.shape.assets import load_or_build
from sciatica_edu.body.motion.kinematics import place_all
from sciatica_edu.body.motion.pose import pose_named
from sciatica_edu.body.view.scene import COLOURS, body_lines, line_surfaces
MESHES = load_or_build()
PLACED = place_all([pose_named("neutral"), pose_named("slump")])
LINES = body_lines(PLACED)
OWNERS = dict.fromkeys(LINES.tubes.names, 0)
def hexed(colour): return int("".join(f"{round(255 * part):02x}" for part in colour), 16)
def matrix(name, pose):
    m = PLACED.transform(MESHES.body_of(name), pose=pose).astype("f4")
    return m
"""
K3D_PARTS = """
plot = k3d.plot(height=600, grid_visible=False)
BONES = {n: k3d.mesh(MESHES.mesh(n).vertices_mm.astype("f4"), MESHES.mesh(n).triangles.astype("u4"),
                     color=hexed(COLOURS["bone"]), model_matrix=matrix(n, 0)) for n in MESHES.names}
TUBES = [k3d.mesh(s.vertices_mm.astype("f4"), s.triangles.astype("u4"), color=hexed(s.colour[-1]))
         for s in line_surfaces(LINES, PLACED, OWNERS, pose=0)]
for each in [*BONES.values(), *TUBES]: plot += each
plot
"""
K3D_PARTS_POSE = """
for n, mesh in BONES.items(): mesh.model_matrix = matrix(n, 1)
for mesh, s in zip(TUBES, line_surfaces(LINES, PLACED, OWNERS, pose=1)): mesh.vertices = s.vertices_mm.astype("f4")
"""
K3D_ONE = """
def everything(pose):
    from sciatica_edu.body.view.scene import bone_surfaces
    parts = bone_surfaces(MESHES, PLACED, dict.fromkeys(MESHES.names, 0), pose=pose)
    parts += line_surfaces(LINES, PLACED, OWNERS, pose=pose)
    starts = np.cumsum([0] + [len(p.vertices_mm) for p in parts[:-1]])
    return (np.concatenate([p.vertices_mm for p in parts]).astype("f4"),
            np.concatenate([p.triangles + s for p, s in zip(parts, starts)]).astype("u4"))
vertices, triangles = everything(0)
plot = k3d.plot(height=600, grid_visible=False)
one = k3d.mesh(vertices, triangles, color=hexed(COLOURS["bone"]))
plot += one
plot
"""
K3D_ONE_POSE = "one.vertices = everything(1)[0]"


class Watched:
    """A page that counts what it receives over the notebook's connection."""

    def __init__(self, page) -> None:
        self.page = page
        self.socket_bytes = 0
        page.on("websocket", lambda socket: socket.on("framereceived", self._frame))

    def _frame(self, payload) -> None:
        self.socket_bytes += len(payload)


def picture(page) -> np.ndarray:
    box = page.evaluate(
        """() => {
            const shown = [...document.querySelectorAll('.jp-OutputArea canvas')].filter(c => c.clientWidth > 200);
            if (!shown.length) return null;
            const {x, y, width, height} = shown[0].getBoundingClientRect();
            return {x, y, width: Math.min(width, innerWidth - x), height: Math.min(height, innerHeight - y)};
        }"""
    )
    if not box or box["height"] < 50:
        return np.zeros((0, 0, 3))
    png = page.screenshot(clip=box)
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def until(page, ready, *, limit_s=120.0) -> float:
    start = time.perf_counter()
    while time.perf_counter() - start < limit_s:
        if ready(picture(page)):
            return time.perf_counter() - start
    raise TimeoutError("nothing was seen")


def has_body(pixels: np.ndarray) -> bool:
    """Bone-coloured pixels: neither white, nor grey, nor the page's."""
    if not pixels.size:
        return False
    red, green, low = pixels[..., 0], pixels[..., 1], pixels[..., 2]
    return bool(((red - low > 12) & (red >= green) & (red > 60) & (red < 250)).mean() > 0.01)


def run_cell(notebook: Notebook, index: int) -> None:
    notebook.page.evaluate(
        """(i) => {
            const content = jupyterapp.shell.currentWidget.content;
            content.activeCellIndex = i;
            jupyterapp.commands.execute('notebook:run-cell');
        }""",
        index,
    )


def run_code(notebook: Notebook, code: str) -> None:
    """Run code in the notebook's kernel; the page does not scroll away from the picture."""
    notebook.page.evaluate(
        "(code) => { jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestExecute({code}) }",
        code,
    )


def in_lab(browser, lab, cells, *, name: str) -> dict[str, float]:
    # tall enough that no cell has to be scrolled to
    context = browser.new_context(viewport={"width": 1280, "height": 1900})
    context.set_default_timeout(120_000)
    page = context.new_page()
    watched = Watched(page)
    notebook = Notebook(page, lab, lab.put(f"{name}.ipynb", code_notebook(*cells[:2]))).open()
    run_cell(notebook, 0)
    notebook.page.wait_for_function(
        "() => jupyterapp.shell.currentWidget.content.widgets[0].model.executionCount !== null"
    )
    notebook.wait_for_kernel()
    watched.socket_bytes = 0
    run_cell(notebook, 1)
    first = until(page, has_body)
    notebook.wait_for_kernel()
    page.wait_for_timeout(2500)
    received = watched.socket_bytes
    before = picture(page)
    watched.socket_bytes = 0
    run_code(notebook, cells[2])
    moved = until(
        page,
        lambda now: now.shape == before.shape and bool(np.abs(now - before).mean() > 1.0),
    )
    page.wait_for_timeout(1500)
    errors = notebook.errors()
    assert errors == [], errors
    found = {
        "first": first,
        "moved": moved,
        "bytes": received,
        "pose_bytes": watched.socket_bytes,
    }
    context.close()
    return found


IN_PAGE = """
async (poses) => {
  const canvas = document.querySelector('.bv-stage canvas');
  const gl = canvas.getContext('webgl2');
  const pixel = new Uint8Array(4);
  const script = [], seen = [];
  for (const pose of poses) {
    const start = performance.now();
    model.set('pose', pose);
    script.push(performance.now() - start);
    await new Promise((done) => requestAnimationFrame(done));
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
    seen.push(performance.now() - start);
    await new Promise((done) => setTimeout(done, 600));
  }
  return {script, seen};
}
"""
ANIMATION = """
async () => {
  const root = document.querySelector('[data-widget=viewer]');
  model.set('animate', true);
  const before = Number(root.dataset.drawn);
  const start = performance.now();
  model.set('pose', 'slump');
  while (root.dataset.moving) await new Promise((done) => requestAnimationFrame(done));
  return [Number(root.dataset.drawn) - before, performance.now() - start];
}
"""


def in_page(browser) -> dict[str, float]:
    """Without a notebook around it: what the browser half alone takes."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    widget = body_explorer(load_course())
    show_body(page, widget, animate=False)
    settled(page)
    found = page.evaluate(
        "() => Number(document.querySelector('[data-widget=viewer]').dataset.firstFrameMs)"
    )
    times = page.evaluate(IN_PAGE, ["slump", "child", "bridge", "figure_four", "neutral"])
    frames, ms = page.evaluate(ANIMATION)
    page.context.close()
    return {
        "first_ms": found,
        "script_ms": statistics.median(times["script"]),
        "seen_ms": statistics.median(times["seen"]),
        "frames": frames,
        "frames_ms": ms,
    }


def loading() -> None:
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        load_or_build(folder=Path(folder))
        cold = time.perf_counter() - start
        times = []
        for _ in range(5):
            start = time.perf_counter()
            load_or_build(folder=Path(folder))
            times.append(time.perf_counter() - start)
    print(f"meshes, cold (built from the packages)   {cold:8.2f} s")
    print(f"meshes, cached                            {1000 * statistics.median(times):7.1f} ms")


def sizes() -> None:
    widget = body_explorer(load_course())
    sent = []
    widget.send = lambda content, buffers=None: sent.append((content, buffers or []))
    start = time.perf_counter()
    widget._heard(widget, {"type": "ready"}, [])  # noqa: SLF001
    answer = time.perf_counter() - start
    ((content, (data, numbers)),) = sent
    bundle = len(browser_half("viewer").source)
    header = len(json.dumps(content))
    state = len(
        json.dumps({key: value for key, value in widget.get_state().items() if key[0] != "_"})
    )
    total = len(data) + len(numbers) + header + state + bundle
    print(
        f"meshes {len(data) / 1e6:.2f} MB, 13 poses {len(numbers) / 1e6:.2f} MB, header {header / 1e6:.2f} MB, "
        f"state {state / 1e6:.2f} MB, bundle {bundle / 1e6:.2f} MB: {total / 1e6:.2f} MB in all"
    )
    print(f"Python answers a view that asks in {1000 * answer:.0f} ms")
    forget_pictures()
    times = []
    for _ in range(2):
        widget = body_explorer(load_course())
        start = time.perf_counter()
        png = widget._make_picture().png  # noqa: SLF001
        times.append(time.perf_counter() - start)
    print(
        f"static twin: {len(png) / 1e3:.0f} kB, painted in {times[0]:.1f} s, "
        f"kept from then on: {1000 * times[1]:.0f} ms"
    )


def forget_pictures() -> None:
    """Take away the painted pictures that are kept, so that the next one is painted."""
    shutil.rmtree(picture_folder(), ignore_errors=True)


def main() -> None:
    os.environ.setdefault("JUPYTER_PLATFORM_DIRS", "1")
    load_or_build()
    loading()
    sizes()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        pages = [in_page(browser) for _ in range(RUNS)]
        middle = {key: statistics.median(one[key] for one in pages) for key in pages[0]}
        print("\nplain page, Chromium with software rendering, picture 800 x 600")
        print(f"  first frame after the view starts      {middle['first_ms']:7.0f} ms")
        print(f"  pose change: script                    {middle['script_ms']:7.0f} ms")
        print(f"  pose change: to pixels                 {middle['seen_ms']:7.0f} ms")
        print(
            f"  animation                              {middle['frames']:7.0f} frames in {middle['frames_ms']:.0f} ms"
        )
        lab = LabServer(Path(folder) / "lab")
        lab.start()
        try:
            rows = {}
            forget_pictures()
            for name, cells in {
                "this viewer, first time": (OURS, OURS_SHOW, OURS_POSE),
                "this viewer": (OURS, OURS_SHOW, OURS_POSE),
                "k3d, one mesh per part": (K3D, K3D_PARTS, K3D_PARTS_POSE),
                "k3d, all in one mesh": (K3D, K3D_ONE, K3D_ONE_POSE),
            }.items():
                rows[name] = in_lab(browser, lab, cells, name=f"bench{len(rows)}")
        finally:
            lab.stop()
            browser.close()
    print(
        f"\nJupyterLab, the same bones, muscles and nerves (k3d {importlib.metadata.version('k3d')})"
    )
    print(f"{'':26}{'first seen':>12}{'pose seen':>12}{'received':>12}{'per pose':>12}")
    for name, row in rows.items():
        print(
            f"{name:26}{row['first']:10.2f} s{row['moved']:10.2f} s"
            f"{row['bytes'] / 1e6:9.2f} MB{row['pose_bytes'] / 1e6:9.3f} MB"
        )
    print(
        "received: over the notebook's connection, the viewer's own script and twin included; "
        "one mesh in k3d cannot tell its parts apart"
    )


if __name__ == "__main__":
    main()
