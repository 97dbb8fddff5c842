"""The 3D body on a plain page: a stand-in for the notebook's model, Python answers."""

from __future__ import annotations

from sciatica_edu.authoring.gallery.states import heard
from tests.browser.view_page import KIT, source_of

_TRAITS = ("side", "view", "pose", "selected", "animate", "structures", "views", "poses")
_SHOW = """
async ({kit, source, state}) => {
  const url = URL.createObjectURL(new Blob([kit], {type: "text/javascript"}));
  const {standIn, viewOf} = await import(url);
  const view = (await viewOf(source)).default;
  const save = async (changes) => {
    for (const [name, value] of Object.entries(changes)) await window.trait(name, value);
  };
  window.outsideKeys = 0;
  document.addEventListener("keydown", () => { window.outsideKeys += 1; });
  window.model = standIn(state, {save, send: (message) => window.python(message)});
  window.listeners = window.model.listeners;
  window.cleanUp = view.render({model: window.model, el: document.querySelector("main")});
}
"""


def show_body(page, widget, *, animate: bool = True) -> None:
    """Show the widget's browser half on a page of its own, its messages answered by `widget`."""
    page.expose_function("python", lambda message: heard(widget, message))
    page.expose_function("trait", widget.set_trait)
    page.set_content(
        "<!doctype html><html lang='en'><title>body</title><main style='max-width:1220px'></main>"
    )
    state = {name: getattr(widget, name) for name in _TRAITS} | {"animate": animate}
    page.evaluate(_SHOW, {"kit": KIT, "source": source_of(widget), "state": state})


def settled(page) -> None:
    """Wait until the picture stands still, is drawn fine, and its names are there."""
    page.wait_for_selector("[data-widget=viewer][data-ready='true']")
    # two frames: what the last click or key asked for has been drawn by then
    page.evaluate("() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)))")
    page.wait_for_function(
        """() => {
            const {drawn, rested, moving} = document.querySelector('[data-widget=viewer]').dataset;
            return drawn !== undefined && drawn === rested && !moving;
        }"""
    )
