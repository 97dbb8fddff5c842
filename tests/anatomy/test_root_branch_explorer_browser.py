"""The root and branch explorer on a plain page."""

from __future__ import annotations

import pytest

from sciatica_edu.anatomy.root_branch_explorer import RootBranchExplorer
from sciatica_edu.body.tables import MUSCLES
from sciatica_edu.evidence.course import load_course
from tests.browser.accessibility import serious_violations
from tests.browser.view_page import overflows, plain_page, show_view, until

pytestmark = pytest.mark.browser
COURSE = load_course()


@pytest.fixture(scope="module")
def page():
    with plain_page() as opened:
        yield opened


def table_of(page):
    """Muscle to the words of its two effects and whether the row tells the lesions apart."""
    rows = page.locator("tbody tr").all()
    return {
        row.locator("th").inner_text(): tuple(
            row.locator("td").nth(n).inner_text() for n in (2, 3, 4)
        )
        for row in rows
    }


def twin_of(widget):
    """Return the same from the text that a reader without JavaScript sees."""
    effects = (widget.effect(widget.first), widget.effect(widget.second))
    return {
        muscle.muscle: tuple(str(effect.muscles[key]) for effect in effects)
        for key, muscle in COURSE[MUSCLES].items()
        if any(effect.muscles[key] != "kept" for effect in effects)
    }


@pytest.mark.parametrize(("first", "second"), [("common-fibular", "L5"), ("tibial", "S1")])
def test_the_view_shows_what_the_tables_say(page, first, second):
    widget = RootBranchExplorer(COURSE, first=first, second=second)
    widget.picked = "tibialis posterior"
    show_view(page, widget)
    shown = table_of(page)
    assert {name: row[:2] for name, row in shown.items()} == twin_of(widget)
    for left, right, mark in shown.values():
        assert (mark == "tells them apart") == ((left == "kept") != (right == "kept"))


def test_a_lesion_chosen_by_keyboard_reaches_python_and_the_table(page):
    widget = RootBranchExplorer(COURSE)
    show_view(page, widget)
    second = page.get_by_role("combobox", name="Lesion 2")
    second.focus()
    page.keyboard.press("ArrowDown")
    until(page, lambda: widget.second == "S1")
    assert page.locator("table:visible").count() == 0
    page.get_by_role("combobox", name="Which movement").focus()
    page.keyboard.type("flex big")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('thead').innerText.includes('S1 root')")
    until(page, lambda: widget.picked == "flexor hallucis longus")
    page.get_by_text("you chose").wait_for()
    assert "you chose" in page.get_by_role("status").inner_text()
    assert page.locator(".sci-coat-part").count() > 0
    page.keyboard.press("x")
    assert page.evaluate("window.keysOutside") == 0
    assert serious_violations(page, ".host") == []


def test_two_equal_lesions_are_not_called_apart(page):
    show_view(page, RootBranchExplorer(COURSE, first="tibial", second="tibial"))
    assert (
        page.get_by_role("status").inner_text() == "Choose two different lesions to compare them."
    )


def test_the_view_fits_a_narrow_page_and_cleans_up_after_itself(page):
    show_view(page, RootBranchExplorer(COURSE), width_px=380)
    assert not overflows(page)
    assert page.evaluate("window.listeners()") == 3
    page.evaluate("window.cleanUp()")
    assert page.evaluate("window.listeners()") == 0
    assert page.locator("main").inner_text() == ""
