"""The browser halves on a plain page: a stand-in for the notebook's model, Python judges."""

from __future__ import annotations

import pytest

from sciatica_edu.symptoms.likelihood.likelihood_widget import likelihood_explorer
from sciatica_edu.symptoms.localiser_widget import localiser_practice
from sciatica_edu.symptoms.triage_widget import triage_practice
from tests.browser.accessibility import serious_violations
from tests.browser.view_page import overflows, plain_page, show_view, tab_to

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page():
    with plain_page() as opened:
        yield opened


def test_triage_by_keyboard_alone(page, course):
    widget = triage_practice(course)
    show_view(page, widget)
    status = page.get_by_role("status", name="Result")
    assert "ASK NOW" in status.inner_text()
    question = page.get_by_role("group", name="Unable to pass urine")
    tab_to(page, 'input[data-question="saddle"]')
    page.keyboard.press("Tab")
    assert question.get_by_role("radio", name="not known").evaluate(
        "n => n === document.activeElement"
    )
    page.keyboard.press("ArrowDown")
    page.wait_for_function(
        "() => document.querySelector('[role=status]').innerText.includes('EMERGENCY DEPARTMENT NOW')"
    )
    assert widget.answers == {"retention": "yes"}
    assert "emergency department" in status.inner_text()
    page.keyboard.press("x")
    assert page.evaluate("window.keysOutside") == 0
    assert serious_violations(page, ".host") == []


def test_start_again_forgets_the_answers(page, course):
    widget = triage_practice(course, answers={"saddle": "yes"})
    show_view(page, widget)
    page.get_by_role("button", name="Start again").click()
    page.wait_for_function(
        "() => document.querySelector('[role=status]').innerText.includes('ASK NOW')"
    )
    assert widget.answers == {}


def test_likelihood_explorer_by_keyboard(page, course):
    widget = likelihood_explorer(course, pre_test_probability=0.5)
    show_view(page, widget)
    assert not page.locator(".sci-people").is_visible()
    for place, test in (("Most", "crossed"), ("Next", "straight"), ("Least", "sensory")):
        page.get_by_role("combobox", name=place).focus()
        page.keyboard.type(test)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Your order is the true one").wait_for()
    page.keyboard.press("x")
    assert page.evaluate("window.keysOutside") == 0
    assert widget.ranking == ["TA-02", "TA-01", "TA-17"]
    assert page.locator(".sci-person.sci-ringed").count() == 82
    assert page.locator(".sci-person.sci-ill").count() == 50
    slider = page.get_by_role("slider", name="Belief before the test")
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "() => document.querySelector('[role=status]').innerText.includes('from 51')"
    )
    assert widget.pre_test_percent == 51
    page.get_by_role("radio", name="negative").check()
    page.wait_for_function(
        "() => document.querySelector('[role=status]').innerText.includes('negative')"
    )
    page.get_by_role("combobox", name="Test", exact=True).select_option("TA-02")
    page.wait_for_function(
        "() => document.querySelector('[role=status]').innerText.includes('crossed')"
    )
    assert widget.test_id == "TA-02"
    assert serious_violations(page, ".host") == []


@pytest.mark.parametrize("make", [triage_practice, localiser_practice, likelihood_explorer])
def test_the_view_fits_a_narrow_page_and_cleans_up_after_itself(page, course, make):
    belief = {"pre_test_probability": 0.3} if make is likelihood_explorer else {}
    show_view(page, make(course, **belief), width_px=380)
    assert not overflows(page)
    assert page.evaluate("window.listeners()") > 0
    page.evaluate("window.cleanUp()")
    assert page.evaluate("window.listeners()") == 0
    assert page.locator("main").inner_text() == ""
