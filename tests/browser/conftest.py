"""A real JupyterLab server and a headless Chromium, shared by all browser tests.

Nothing of the user's is touched: every Jupyter folder and the learner's record are
temporary. A request to anywhere but this server fails the test.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = ROOT / "build" / "screenshots"
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-unsafe-swiftshader",
]


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(item.fspath).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


def chromium_path() -> str:
    for candidate in (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"):
        found = candidate and shutil.which(candidate)
        if found:
            return found
    pytest.fail("no Chromium: install it, or set CHROMIUM to its path (see CONTRIBUTING.md)")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class LabServer:
    """A running JupyterLab on temporary folders."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "notebooks"
        self.home = folder / "record"
        self.token = secrets.token_hex(16)
        self.port = free_port()
        self.log = folder / "server.log"
        self.root.mkdir(parents=True)
        self._folder = folder
        self._process: subprocess.Popen | None = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        names = {
            "JUPYTER_CONFIG_DIR": "config",
            "JUPYTER_DATA_DIR": "data",
            "JUPYTER_RUNTIME_DIR": "runtime",
            "IPYTHONDIR": "ipython",
            "JUPYTERLAB_SETTINGS_DIR": "settings",
            "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        }
        own = {name: str(self._folder / part) for name, part in names.items()}
        return {**os.environ, **own, "SCIATICA_EDU_HOME": str(self.home), "PYTHONPATH": str(ROOT)}

    def start(self) -> None:
        settings = self._folder / "settings" / "@jupyterlab" / "apputils-extension"
        settings.mkdir(parents=True)
        (settings / "notification.jupyterlab-settings").write_text(
            json.dumps({"fetchNews": "false"}), encoding="utf-8"
        )
        # Every output is drawn at once, so that tests and axe see the whole notebook.
        tracker = self._folder / "settings" / "@jupyterlab" / "notebook-extension"
        tracker.mkdir(parents=True)
        (tracker / "tracker.jupyterlab-settings").write_text(
            json.dumps({"windowingMode": "none"}), encoding="utf-8"
        )
        command = [
            sys.executable,
            "-m",
            "jupyter",
            "lab",
            "--no-browser",
            "--allow-root",
            "--ip=127.0.0.1",
            f"--port={self.port}",
            "--ServerApp.port_retries=0",
            f"--IdentityProvider.token={self.token}",
            f"--ServerApp.root_dir={self.root}",
            "--LabApp.news_url=",
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
            "--LabApp.expose_app_in_browser=True",
        ]
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                command, env=self.environment(), stdout=log, stderr=log, cwd=self.root
            )
        deadline = time.monotonic() + 90
        while True:
            try:
                urllib.request.urlopen(f"{self.base}/api/status?token={self.token}", timeout=2)
            except OSError:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    pytest.fail(f"JupyterLab did not start:\n{self.log.read_text()[-3000:]}")
                time.sleep(0.1)
            else:
                return

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def put(self, name: str, notebook: Path | dict) -> str:
        """Copy a notebook into the server's folder; return its name there."""
        target = self.root / name
        if isinstance(notebook, Path):
            shutil.copyfile(notebook, target)
        else:
            target.write_text(json.dumps(notebook), encoding="utf-8")
        return name


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    server = LabServer(tmp_path_factory.mktemp("lab"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def context(chromium):
    """One profile for all pages: what JupyterLab loads is fetched and compiled once."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    opened = chromium.new_context(viewport={"width": 1280, "height": 1000})
    opened.set_default_timeout(60_000)
    yield opened
    opened.close()


@pytest.fixture
def page(context):
    """A page that fails the test on any foreign request or uncaught page error."""
    opened = context.new_page()
    foreign: list[str] = []
    errors: list[str] = []

    def seen(asked):
        if not asked.url.startswith(("http://127.0.0.1", "data:", "blob:", "file:", "about:")):
            foreign.append(asked.url)

    opened.on("request", seen)
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    opened.close()
    assert foreign == [], "the page asked another host"
    assert errors == [], "uncaught errors in the page"


class Notebook:
    """One notebook open in JupyterLab, driven as a person would."""

    def __init__(self, page, lab: LabServer, name: str) -> None:
        self.page = page
        self.lab = lab
        self.name = name

    def open(self) -> Notebook:
        url = f"{self.lab.base}/lab/tree/{self.name}?token={self.lab.token}&reset"
        self.page.goto(url)
        self.page.wait_for_selector("#jupyterlab-splash", state="detached")
        self.wait_for_kernel()
        return self

    def wait_for_kernel(self) -> None:
        # The status indicator says "idle" about a second before the kernel is connected.
        self.page.wait_for_function(
            """() => {
                const shown = window.jupyterapp && jupyterapp.shell.currentWidget;
                const kernel = shown && shown.sessionContext && shown.sessionContext.session
                    && shown.sessionContext.session.kernel;
                return kernel && kernel.connectionStatus === 'connected' && kernel.status === 'idle';
            }"""
        )

    def run_all(self) -> None:
        self.page.evaluate("() => jupyterapp.commands.execute('notebook:run-all-cells')")
        self.wait_for_kernel()
        self.page.wait_for_function(
            """() => {
                const cells = jupyterapp.shell.currentWidget.content.widgets;
                return cells.filter(cell => cell.model.type === 'code' && cell.model.sharedModel.source.trim())
                    .every(cell => cell.model.executionCount !== null);
            }""",
            timeout=180_000,
        )
        self.wait_for_kernel()

    def restart_kernel(self) -> None:
        self.page.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.restartKernel()")
        self.wait_for_kernel()

    def in_kernel(self, code: str) -> str:
        """Run code beside the cells; return what it prints."""
        return self.page.evaluate(
            """async (code) => {
                const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
                const done = kernel.requestExecute({code});
                let said = '';
                done.onIOPub = m => { if (m.content.text) said += m.content.text; };
                await done.done;
                return said.trim();
            }""",
            code,
        )

    def outputs_text(self) -> str:
        return self.page.evaluate(
            "() => [...document.querySelectorAll('.jp-OutputArea-output')].map(n => n.innerText).join('\\n')"
        )

    def errors(self) -> list[str]:
        return self.page.evaluate(
            """() => jupyterapp.shell.currentWidget.content.widgets
                .filter(cell => cell.model.type === 'code')
                .flatMap(cell => cell.model.outputs.toJSON())
                .filter(output => output.output_type === 'error')
                .map(output => output.ename + ': ' + output.evalue)"""
        )

    def cell_sources(self) -> list[str]:
        return self.page.evaluate(
            "() => jupyterapp.shell.currentWidget.content.widgets.map(c => c.model.sharedModel.source)"
        )

    def show_all_outputs(self) -> None:
        """Scroll through the notebook, so that lazily drawn outputs are drawn."""
        count = self.page.evaluate("() => jupyterapp.shell.currentWidget.content.widgets.length")
        for index in range(count):
            self.page.evaluate(
                "(i) => jupyterapp.shell.currentWidget.content.scrollToItem(i)", index
            )
            self.page.evaluate("() => new Promise(done => requestAnimationFrame(() => done()))")


@pytest.fixture
def open_notebook(page, lab):
    """Open a notebook of the course, or one given as a dict or path, in JupyterLab."""

    def open_one(source, name=None) -> Notebook:
        if isinstance(source, str):
            source = ROOT / "notebooks" / f"{source}.ipynb"
        name = lab.put(name or f"{secrets.token_hex(4)}.ipynb", source)
        return Notebook(page, lab, name).open()

    return open_one


def code_notebook(*cells: str) -> dict:
    """Return an unexecuted notebook of code cells."""
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}
        },
        "cells": [
            {
                "cell_type": "code",
                "id": f"cell-{index}",
                "metadata": {},
                "execution_count": None,
                "outputs": [],
                "source": source,
            }
            for index, source in enumerate(cells)
        ],
    }
