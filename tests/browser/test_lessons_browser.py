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
        page.screenshot(path=SCREENSHOTS / f"{name}_{part}.png")


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


def test_answer_given_by_keyboard_in_a_lesson_outlives_a_restart(open_notebook):
    notebook = open_notebook("06_article_on_trial")
    notebook.run_all()
    page = notebook.page
    sources = notebook.cell_sources()
    form = page.locator("[data-widget=quiz] form").first
    form.wait_for()
    form.locator("input, select").first.focus()
    if form.locator("input[type=radio], input[type=checkbox]").count():
        page.keyboard.press("Space")
    else:
        page.keyboard.type("1")
    for key in ("x", "b", "d", "d"):  # in stock widgets these cut, insert and delete cells
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    feedback = form.locator(".sci-feedback").first
    feedback.wait_for()
    told = feedback.inner_text()
    assert told.strip()
    assert notebook.cell_sources() == sources

    notebook.restart_kernel()
    notebook.run_all()
    assert notebook.errors() == []
    again = page.locator("[data-widget=quiz] form").first.locator(".sci-feedback").first
    again.wait_for()
    assert again.inner_text() == told
