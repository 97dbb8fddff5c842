"""A prediction in a real JupyterLab: hidden, committed to by keyboard, opened in place, kept."""

from __future__ import annotations

import pytest

from sciatica_edu.record.store import LearnerRecord
from tests.browser.accessibility import serious_violations
from tests.browser.conftest import SCREENSHOTS, code_notebook
from tests.browser.view_page import tab_to, until

LESSON = """
from sciatica_edu.lessons.lesson import Lesson
from sciatica_edu.display import Html
from sciatica_edu.symptoms.likelihood.likelihood_widget import likelihood_explorer
lesson = Lesson.open("02_symptom_recognition", learner={learner!r})
gate = lesson.predict("PRD-SYM-05", Html("<p>HIDDEN TABLE</p>", ""),
                      likelihood_explorer(lesson.course, pre_test_probability=0.5))
"""
GATE = "[data-widget=prediction]"


def commit_by_keyboard(page) -> None:
    page.wait_for_selector(f"{GATE} form")
    page.locator(f"{GATE} input[type=number]").focus()
    page.keyboard.type("75")
    tab_to(page, f"{GATE} .sci-sure input")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    tab_to(page, f"{GATE} button[type=submit]")
    page.keyboard.press("Enter")


def test_a_prediction_is_committed_to_by_keyboard_and_opens_in_place(open_notebook, lab):
    notebook = open_notebook(
        code_notebook(LESSON.format(learner="foresight"), "gate", "lesson.progress()")
    )
    notebook.page.set_viewport_size({"width": 1366, "height": 900})
    notebook.run_all()
    assert notebook.errors() == []
    page = notebook.page
    page.wait_for_selector(f"{GATE} form")
    assert "HIDDEN" not in page.locator(GATE).inner_text()
    assert "HIDDEN" not in notebook.outputs_text()
    page.locator(f"{GATE} form").evaluate("form => form.requestSubmit()")
    page.wait_for_selector(f"{GATE} [role=alert] p")
    assert "how sure" in page.locator(f"{GATE} [role=alert]").inner_text()

    commit_by_keyboard(page)
    page.wait_for_selector(f"{GATE} .sci-verdict")
    said = page.locator(GATE).inner_text()
    assert "Not as you expected; you were fairly sure" in said
    assert "HIDDEN TABLE" in said
    drawn = page.locator(f"{GATE} svg.sci-plot:visible").get_attribute("aria-label")
    assert drawn == "A line from 0 to 100 %: your number is 75; it is 56."
    assert not page.locator(f"{GATE} form").is_visible()
    page.wait_for_selector(f"{GATE} [data-widget=likelihood_explorer], {GATE} .sci-opened .sci")
    assert page.evaluate("s => document.querySelector(s).contains(document.activeElement)", GATE)
    assert serious_violations(page, GATE) == []
    page.screenshot(path=SCREENSHOTS / "prediction_open.png")
    (event,) = [one for one in LearnerRecord("foresight", home=lab.home).read().events if one.item]
    assert (event.item, event.answer, event.confidence) == ("PRD-SYM-05", "75", 0.75)

    panel = page.locator("[data-widget=panel]")
    panel.scroll_into_view_if_needed()
    until(page, lambda: "Where you were surest and wrong" in panel.inner_text())
    page.screenshot(path=SCREENSHOTS / "prediction_panel.png")

    notebook.restart_kernel()
    notebook.run_all()
    page.wait_for_selector(f"{GATE} .sci-verdict")
    assert not page.locator(f"{GATE} form").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_a_kernel_it_is_a_closed_section(chromium, scheme, tmp_path):
    from sciatica_edu.lessons.lesson import Lesson

    lesson = Lesson.open("02_symptom_recognition")
    twin = lesson.predict("PRD-SYM-06").twin()
    page = chromium.new_page(java_script_enabled=False, color_scheme=scheme)
    page.set_content(f"<!doctype html><html lang=en><title>t</title>{twin.html}")
    assert page.get_by_text("how many have a bulging disc").is_visible()
    assert not page.get_by_text("Half of them").is_visible()
    page.locator("summary").click()
    assert page.get_by_text("Half of them").is_visible()
    page.close()
