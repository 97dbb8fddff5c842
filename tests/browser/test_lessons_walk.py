"""Each lesson as a learner walks it who uses the keyboard alone, edits no cell, and reaches the end."""

from __future__ import annotations

import pytest

from tests.browser.accessibility import serious_violations
from tests.browser.conftest import ROOT, SCREENSHOTS, Notebook
from tests.browser.view_page import until

LESSONS = sorted(path.stem for path in (ROOT / "notebooks").glob("0*.ipynb"))
SCROLLER = ".jp-WindowedPanel-outer"
GATE = "[data-widget=prediction]"
QUIZ = "[data-widget=quiz]"


@pytest.fixture
def walk(page, lab):
    """Open lessons under their own names, so that their links lead to one another."""
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        lab.put(path.name, path)
    page.set_viewport_size({"width": 1366, "height": 900})

    def open_one(name: str) -> Notebook:
        return Notebook(page, lab, f"{name}.ipynb").open()

    return open_one


def code_in_sight(page) -> list[str]:
    """Return the code that shows: of open inputs, and of the bars that stand for folded ones."""
    return page.evaluate(
        """() => [...document.querySelectorAll('.jp-CodeCell .jp-InputArea-editor, .jp-PlaceholderText')]
            .filter(at => at.checkVisibility({visibilityProperty: true}) && at.innerText.trim())
            .map(at => at.innerText)"""
    )


def fill_in(page, form) -> None:
    """Answer a form with what comes first, by keys."""
    kind = "input:visible, select:visible"
    form.locator(kind).first.focus()
    for field in form.locator("input[type=number]:visible, input[type=text]:visible").all():
        field.focus()
        page.keyboard.type("1")
    groups = form.locator("input[type=radio]:visible")
    names = groups.evaluate_all("all => [...new Set(all.map(one => one.name))]")
    for name in names:
        form.locator(f'input[name="{name}"]').first.focus()
        page.keyboard.press("Space")
    for box in form.locator("input[type=checkbox]:visible").all()[:1]:
        box.focus()
        page.keyboard.press("Space")
    for choice in form.locator("select:visible").all():
        choice.focus()
        page.keyboard.press("ArrowDown")
    submit = form.locator("button[type=submit]:visible").first
    submit.focus()
    page.keyboard.press("Enter")


def commit(page) -> None:
    """Commit to the first prediction: what was hidden opens in the same place."""
    gate = page.locator(GATE).first
    gate.scroll_into_view_if_needed()
    gate.locator("form").wait_for()
    assert not gate.locator(".sci-verdict").count()
    fill_in(page, gate.locator("form"))
    gate.locator(".sci-verdict").wait_for()
    assert not gate.locator("form").is_visible()
    assert gate.evaluate("at => at.contains(document.activeElement)")


def answer(page, quiz) -> None:
    form = quiz.locator("form").first
    form.wait_for()
    fill_in(page, form)
    form.locator(".sci-feedback").first.wait_for()
    assert form.locator(".sci-feedback").first.inner_text().strip()


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_is_walked_by_keyboard_to_its_end(name, walk):
    notebook = walk(name)
    page = notebook.page
    sources = notebook.cell_sources()
    notebook.run_all()
    assert notebook.errors() == []
    until(page, lambda: page.locator(SCROLLER).evaluate("at => at.scrollTop") == 0)
    assert page.evaluate("() => jupyterapp.shell.currentWidget.content.activeCellIndex") == 0
    page.wait_for_selector("[data-widget=panel]")
    (parameters,) = code_in_sight(page)
    assert parameters.startswith("level =")
    page.screenshot(path=SCREENSHOTS / f"walk_{name}.png")
    if page.locator(GATE).count():
        commit(page)
    answer(page, page.locator(QUIZ).first)
    votes = page.locator(QUIZ, has_text="Your verdict")
    if votes.count():
        answer(page, votes.first)
    assert notebook.cell_sources() == sources
    assert serious_violations(page) == []

    links = page.locator(".jp-OutputArea-output p:visible", has_text="minutes left to the end")
    if name == LESSONS[-1]:
        page.locator("[data-widget=panel] button", has_text="Print this sheet").focus()
        links = page.locator(".jp-OutputArea-output p:visible", has_text="the last lesson")
        assert links.locator("a").count() == 2
        return
    on = links.last.locator("a").last
    following = LESSONS[LESSONS.index(name) + 1]
    assert f"/{following}.ipynb" in on.get_attribute("href")
    on.focus()
    page.keyboard.press("Enter")
    shown = "() => jupyterapp.shell.currentWidget?.context?.path"
    until(page, lambda: page.evaluate(shown) == f"{following}.ipynb")
