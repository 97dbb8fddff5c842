"""The wheel, installed where there is no node: the 3D body and the quiz of a real JupyterLab come from it."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from tests.browser.conftest import ROOT, LabServer, Notebook, code_notebook

if TYPE_CHECKING:
    from pathlib import Path

LESSON = """
import shutil, sciatica_edu
from sciatica_edu.anatomy.body_explorer import body_explorer
from sciatica_edu.lessons.lesson import Lesson
print(sciatica_edu.__file__, shutil.which("node"))
lesson = Lesson.open("01_anatomy", learner="wheel")
"""
DRAWN_SHARE = 0.05
"""Of the picture's pixels, at least so many differ from its background once the body is drawn."""


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """What the wheel holds, in a folder of its own, as an installer lays it out."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("sciatica_edu-*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder / "installed")
    return folder / "installed"


class WheelLab(LabServer):
    """A server whose kernels import the wheel, and find no node on their path."""

    def __init__(self, folder: Path, installed: Path) -> None:
        super().__init__(folder)
        self._installed = installed

    def environment(self) -> dict[str, str]:
        here = super().environment()
        folders = here["PATH"].split(os.pathsep)
        nodeless = [one for one in folders if shutil.which("node", path=one) is None]
        return {**here, "PYTHONPATH": str(self._installed), "PATH": os.pathsep.join(nodeless)}


@pytest.fixture(scope="module")
def wheel_lab(installed, tmp_path_factory):
    server = WheelLab(tmp_path_factory.mktemp("wheel-lab"), installed)
    server.start()
    yield server
    server.stop()


def test_the_wheel_holds_the_course_and_what_the_browser_needs(installed):
    package = installed / "sciatica_edu"
    for needed in ("_data/triage.yaml", "_lessons/01_anatomy.py", "_notebooks/01_anatomy.ipynb"):
        assert (package / needed).is_file(), needed
    for built in ("loader.js", "viewer.js", "quiz.js"):
        assert (package / "static" / built).stat().st_size > 1000, built
    assert not list(installed.rglob("node_modules"))


def test_body_and_quiz_of_the_wheel_work_without_node(page, wheel_lab):
    cells = (LESSON, "body_explorer(lesson.course)", 'lesson.quiz("anatomy-roots", count=1)')
    name = wheel_lab.put("wheel.ipynb", code_notebook(*cells))
    notebook = Notebook(page, wheel_lab, name).open()
    notebook.run_all()
    assert notebook.errors() == []
    assert "installed/sciatica_edu/__init__.py None" in notebook.outputs_text()

    canvas = page.locator(".bv-stage canvas")
    canvas.wait_for()
    page.wait_for_timeout(1000)
    picture = np.asarray(Image.open(io.BytesIO(canvas.screenshot())).convert("RGB")).astype(int)
    background = picture[2, 2]
    drawn = (np.abs(picture - background).sum(axis=2) > 30).mean()
    assert drawn > DRAWN_SHARE

    form = page.locator("[data-widget=quiz] form").first
    form.wait_for()
    control = form.locator("fieldset :is(input, select)").first
    control.focus()
    if control.get_attribute("type") in ("radio", "checkbox"):
        page.keyboard.press("Space")
    else:
        page.keyboard.type("1")
    page.keyboard.press("Enter")
    form.locator(".sci-verdict").first.wait_for()
    assert (wheel_lab.home).exists(), "the answer is in the record"
