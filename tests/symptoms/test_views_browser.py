"""The browser halves on a plain page: a stand-in for the notebook's model, Python judges."""

from __future__ import annotations

import pytest

from sciatica_edu.symptoms.widgets import likelihood_explorer, localiser_practice, triage_practice
from tests.browser.accessibility import serious_violations
from tests.browser.conftest import CHROMIUM_FLAGS, chromium_path

pytestmark = pytest.mark.browser

_SHOW = """
async ({source, css, state}) => {
  const style = document.createElement("style");
  style.textContent = css;
  document.head.append(style);
  const url = URL.createObjectURL(new Blob([source], {type: "text/javascript"}));
  const view = (await import(url)).default;
  const handlers = new Map();
  const model = {
    get: (name) => state[name],
    set: (name, value) => { state[name] = value; model.changed = name; },
    on: (name, act) => handlers.set(name, [...(handlers.get(name) ?? []), act]),
    off: (name, act) => handlers.set(name, (handlers.get(name) ?? []).filter((one) => one !== act)),
    save_changes: async () => {
      Object.assign(state, await window.python(model.changed, state[model.changed]));
      for (const acts of handlers.values()) acts.forEach((act) => act());
    },
  };
  window.cutCells = 0;
  document.addEventListener("keydown", (event) => { window.cutCells += event.key === "x"; });
  window.left = () => [...handlers.values()].flat().length;
  window.cleanUp = view.render({model, el: document.querySelector("main")});
}
"""
_SYNCED = {
    "form": ("title", "note", "groups", "choices", "answers", "result"),
    "likelihood": ("tests", "pre_test_percent", "test_id", "result", "outcome"),
}


@pytest.fixture(scope="module")
def page():
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        yield browser.new_page(viewport={"width": 1000, "height": 1200})
        browser.close()


def show(page, widget, kind):
    names = _SYNCED[kind]

    def python(name, value):
        setattr(widget, name, value)
        return {key: getattr(widget, key) for key in names}

    page.goto("about:blank")
    page.set_content("<!doctype html><html lang='en'><title>t</title><main class='host'></main>")
    page.evaluate("() => { delete window.python }")
    bridge = f"python{id(widget)}"
    page.expose_function(bridge, python)
    page.evaluate("(name) => { window.python = window[name] }", bridge)
    state = {key: getattr(widget, key) for key in names}
    page.evaluate(_SHOW, {"source": str(widget._esm), "css": str(widget._css), "state": state})


def tab_to(page, selector, most=80):
    for _ in range(most):
        if page.evaluate("(s) => document.activeElement?.matches(s) ?? false", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{most} Tab presses did not reach {selector}")


def test_triage_by_keyboard_alone(page, course):
    widget = triage_practice(course)
    show(page, widget, "form")
    status = page.get_by_role("status", name="Result")
    assert "ASK NOW" in status.inner_text()
    question = page.get_by_role("group", name="New trouble holding or passing stool?")
    tab_to(page, 'input[name$="-saddle"]')
    for _ in range(2):
        page.keyboard.press("Tab")
    assert question.get_by_role("radio", name="not known").evaluate(
        "n => n === document.activeElement"
    )
    page.keyboard.press("ArrowDown")
    page.wait_for_function(
        "() => document.querySelector('[role=status]').innerText.includes('ACT')"
    )
    assert widget.answers == {"bowel": "yes"}
    assert "emergency department" in status.inner_text()
    page.keyboard.press("x")
    assert page.evaluate("window.cutCells") == 0
    assert serious_violations(page, ".host") == []


def test_start_again_forgets_the_answers(page, course):
    widget = triage_practice(course, answers={"saddle": "yes"})
    show(page, widget, "form")
    page.get_by_role("button", name="Start again").click()
    page.wait_for_function(
        "() => document.querySelector('[role=status]').innerText.includes('ASK NOW')"
    )
    assert widget.answers == {}


def test_localiser_shows_reasons_for_and_against(page, course):
    widget = localiser_practice(course, findings={"ankle-dorsiflexion": "abnormal"})
    show(page, widget, "form")
    page.get_by_text("Weak movements").click()
    group = page.get_by_role("group", name="turning the sole inwards")
    group.get_by_role("radio", name="yes, abnormal").check()
    page.wait_for_function(
        "() => document.querySelector('.sy-result').innerText.includes('turning the sole inwards: weak')"
    )
    text = page.locator(".sy-result").inner_text()
    assert "Best fit" in text
    assert "Against: turning the sole inwards: weak" in text
    assert serious_violations(page, ".host") == []


def test_likelihood_explorer_by_keyboard(page, course):
    widget = likelihood_explorer(course, pre_test_probability=0.5)
    show(page, widget, "likelihood")
    assert page.locator(".sy-person.sy-ringed").count() == 82
    assert page.locator(".sy-person.sy-ill").count() == 50
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
    page.get_by_role("combobox", name="Test").select_option("TA-02")
    page.wait_for_function(
        "() => document.querySelector('[role=status]').innerText.includes('crossed')"
    )
    assert widget.test_id == "TA-02"
    assert serious_violations(page, ".host") == []


def test_the_view_cleans_up_after_itself(page, course):
    for widget, kind in (
        (triage_practice(course), "form"),
        (likelihood_explorer(course, pre_test_probability=0.3), "likelihood"),
    ):
        show(page, widget, kind)
        assert page.evaluate("window.left()") > 0
        page.evaluate("window.cleanUp()")
        assert page.evaluate("window.left()") == 0
        assert page.locator("main").inner_text() == ""
