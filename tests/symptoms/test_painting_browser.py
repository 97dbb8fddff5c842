"""Painting on the body in a browser: keyboard, mouse, and the list beside it."""

from __future__ import annotations

import pytest

from sciatica_edu.symptoms.pain_drawing import pain_drawing
from tests.browser.accessibility import serious_violations
from tests.browser.view_page import overflows, plain_page, show_view, tab_to, until

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page():
    with plain_page() as opened:
        yield opened


def focused_place(page) -> str:
    return page.evaluate("document.activeElement?.dataset?.key ?? ''")


def test_painting_by_keyboard_alone(page, course):
    widget = pain_drawing(course)
    show_view(page, widget)
    tab_to(page, '[data-key^="leg_back."]')
    for key in ("ArrowDown", "ArrowRight", "ArrowDown", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
    place = focused_place(page)
    page.keyboard.press("Space")
    page.keyboard.press("2")
    page.keyboard.press("Space")
    until(page, lambda: widget.painted == {place: ["pain", "numb"]})
    assert page.locator(f'[data-key="{place}"]').get_attribute("aria-checked") == "true"
    page.keyboard.press("Space")
    until(page, lambda: widget.painted == {place: ["pain"]})
    page.keyboard.press("x")
    assert page.evaluate("window.keysOutside") == 0
    assert serious_violations(page, ".host") == []


def test_the_mouse_draws_over_places_and_the_list_follows(page, course):
    widget = pain_drawing(course)
    show_view(page, widget)
    for place in ("buttock", "back_thigh"):
        box = page.locator(f'[data-key="leg_back.{place}.right"]').bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.6)
        if place == "buttock":
            page.mouse.down()
    page.mouse.up()
    painted = {"leg_back.buttock.right": ["pain"], "leg_back.back_thigh.right": ["pain"]}
    until(page, lambda: widget.painted == painted)
    page.get_by_text("The same places as a list").click()
    listed = page.locator("input[type=checkbox]:checked + span")
    assert listed.all_inner_texts() == ["buttock, right", "back of the thigh, right"]


def test_numbness_in_the_saddle_is_told_at_once(page, course):
    widget = pain_drawing(course)
    show_view(page, widget)
    page.get_by_role("radio", name="numbness").check()
    page.locator('[data-key="leg_back.saddle.left"]').click()
    page.get_by_role("alert").get_by_text("Emergency department, now").wait_for()
    assert "go to an emergency department now" in page.get_by_role("alert").inner_text()


def test_the_body_fits_a_phone_and_cleans_up_after_itself(page, course):
    show_view(page, pain_drawing(course), width_px=390)
    assert not overflows(page)
    page.evaluate("window.cleanUp()")
    assert page.evaluate("window.listeners()") == 0
