"""A widget's browser half on a plain page: a stand-in for the notebook's model, Python answers."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from sciatica_edu.display.browser_half import browser_half
from tests.browser.conftest import CHROMIUM_FLAGS, ROOT, chromium_path

if TYPE_CHECKING:
    from collections.abc import Callable

JS = ROOT / "js" / "src"
KIT = browser_half("gallery").source.decode()
"""Holds the stand-in for the notebook's model."""
_SHOW = """
async ({kit, source, state, bridge}) => {
  const url = URL.createObjectURL(new Blob([kit], {type: "text/javascript"}));
  const {standIn, viewOf} = await import(url);
  const view = (await viewOf(source)).default;
  const model = standIn(state, {save: (changes) => window[bridge](changes)});
  window.keysOutside = 0;
  // in a notebook, an x that leaves the widget cuts the cell
  document.addEventListener("keydown", (event) => { window.keysOutside += event.key === "x"; });
  window.listeners = model.listeners;
  window.cleanUp = view.render({model, el: document.querySelector("main")});
}
"""


@contextmanager
def plain_page():
    """Open one page in a browser of its own; an uncaught error in it fails the test module."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        page = browser.new_page(viewport={"width": 1000, "height": 1200})
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        yield page
        browser.close()
    assert errors == [], "uncaught errors in the page"


def show_view(page, widget, *, width_px: int = 1000) -> None:
    """Show a widget's browser half on an empty page; what it saves is set on `widget`."""

    def state():
        return {
            name: value for name, value in widget.get_state().items() if not name.startswith("_")
        }

    def python(changes):
        for name, value in changes.items():
            setattr(widget, name, value)
        return state()

    page.set_viewport_size({"width": width_px, "height": 1200})
    page.goto("about:blank")
    page.set_content("<!doctype html><html lang='en'><title>t</title><main class='host'></main>")
    bridge = f"python{id(widget)}_{width_px}"
    page.expose_function(bridge, python)
    parts = {"kit": KIT, "source": source_of(widget), "state": state(), "bridge": bridge}
    page.evaluate(_SHOW, parts)


def source_of(widget) -> str:
    """Return what the page fetches to show a widget."""
    return browser_half(widget.browser).source.decode()


def open_sources(page) -> str:
    """Serve the modules of ``js/src`` to a page as they are; return the address they stand below."""
    address = "http://127.0.0.1:9"  # answered here, never asked

    def answer(route):
        path = JS / route.request.url.removeprefix(f"{address}/")
        if path.is_file():
            route.fulfill(path=path, content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html><title>sources</title>", content_type="text/html")

    page.route(f"{address}/**", answer)
    page.goto(f"{address}/")
    return address


def until(page, holds: Callable[[], bool], *, most_s: float = 10.0) -> None:
    """Wait until what Python is told holds: the browser's message may still be on its way."""
    deadline = time.monotonic() + most_s
    while not holds():
        assert time.monotonic() < deadline, f"still not so after {most_s:g} s"
        page.wait_for_timeout(20)


def tab_to(page, selector: str, *, most: int = 80) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(most):
        if page.evaluate("(s) => document.activeElement?.matches(s) ?? false", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{most} Tab presses did not reach {selector}")


def overflows(page) -> bool:
    """Whether the page is wider than its window."""
    return bool(page.evaluate("() => document.documentElement.scrollWidth > innerWidth"))
