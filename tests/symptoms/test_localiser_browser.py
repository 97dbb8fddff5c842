"""The localiser in a browser, by keyboard alone: examine, commit twice, see."""

from __future__ import annotations

import pytest

from sciatica_edu.symptoms.localiser_widget import localiser_practice
from tests.browser.accessibility import serious_violations
from tests.browser.view_page import plain_page, show_view, tab_to, until

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page():
    with plain_page() as opened:
        yield opened


def choose(page, selector: str, label: str) -> None:
    """Choose from a list by its keyboard: the first letters of an option."""
    tab_to(page, selector)
    page.keyboard.type(label)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def test_examine_commit_and_see_by_keyboard_alone(page, course):
    widget = localiser_practice(course, findings={"ankle-dorsiflexion": "abnormal"})
    show_view(page, widget)
    panel = page.locator(".sci-stay")
    assert "Best fit" not in panel.inner_text()
    choose(page, ".sci-stay select", "root L5")
    until(page, lambda: widget.committed == {"level": "l5"})
    assert "Best fit" not in panel.inner_text()
    choose(page, ".sci-stay > div:nth-of-type(3) select", "strength: turning the sole inw")
    until(page, lambda: widget.committed.get("test") == "ankle-inversion")
    page.wait_for_function(
        "() => document.querySelector('.sci-stay').innerText.includes('Best fit')"
    )
    assert "Your level: root L5" in panel.inner_text()
    page.keyboard.press("x")
    assert page.evaluate("window.keysOutside") == 0
    tab_to(page, '[data-key="numb-front-thigh"]')
    page.keyboard.press("ArrowDown")
    spot = page.evaluate("document.activeElement.dataset.key")
    page.keyboard.press("Space")
    until(page, lambda: widget.answers.get(spot) == "abnormal")
    assert widget.committed == {}
    assert "less feeling" in page.locator(f'[data-key="{spot}"]').get_attribute("aria-label")
    page.keyboard.press("x")
    assert page.evaluate("window.keysOutside") == 0
    assert serious_violations(page, ".host") == []


def test_a_cauda_equina_sign_is_told_at_once(page, course):
    widget = localiser_practice(course, findings={"ankle-dorsiflexion": "abnormal"})
    show_view(page, widget)
    group = page.get_by_role("group", name="new trouble starting, stopping or holding urine")
    group.get_by_role("radio", name="yes, abnormal").check()
    page.wait_for_function(
        "() => document.querySelector('.sci-stay').innerText.includes('EMERGENCY')"
    )
    assert not page.get_by_role("button", name="Commit").first.is_visible()


def test_at_most_eight_signs_are_shown_at_first(page, course):
    show_view(page, localiser_practice(course))
    shown = page.locator("fieldset.sci-ask:visible")
    urgent = page.locator("details.sci-group").first.locator("fieldset.sci-ask")
    assert shown.count() - urgent.count() <= 8
