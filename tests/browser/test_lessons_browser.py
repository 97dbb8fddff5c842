"""Every lesson in a real JupyterLab: opens, runs, is accessible, keeps the answers."""

from __future__ import annotations

import pytest

from tests.browser.accessibility import serious_violations
from tests.browser.conftest import ROOT, SCREENSHOTS

LESSONS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("name", LESSONS)
def test_lesson_opens_runs_and_is_accessible(name, open_notebook):
    notebook = open_notebook(name)
    notebook.run_all()
    assert notebook.errors() == []
    notebook.show_all_outputs()
    page = notebook.page
    assert "Error displaying widget" not in notebook.outputs_text()
    assert serious_violations(page) == []
    page.screenshot(path=SCREENSHOTS / f"{name}.png")
    for part, share in enumerate((0.33, 0.66, 1.0), start=1):
        count = page.evaluate("() => jupyterapp.shell.currentWidget.content.widgets.length")
        page.evaluate(
            "(i) => jupyterapp.shell.currentWidget.content.scrollToItem(i)",
            max(0, round(share * count) - 2),
        )
        page.wait_for_timeout(300)
        page.screenshot(path=SCREENSHOTS / f"{name}_{part}.png")
    page.emulate_media(color_scheme="dark")


@pytest.mark.parametrize("name", ["00_start_here", "04_nerve_block"])
def test_lesson_opened_untrusted_shows_the_twins(name, open_notebook):
    notebook = open_notebook(name)
    notebook.show_all_outputs()
    text = notebook.outputs_text()
    assert "not medical advice" in text.lower()
    assert "Stop and get help first" in text
    assert "object at 0x" not in text
    assert "model not found" not in text
    assert notebook.page.locator(".jp-OutputArea-output table").count() > 0
    notebook.page.screenshot(path=SCREENSHOTS / f"{name}_untrusted.png")
