"""The 3D body on a plain page: a stand-in for the notebook's model, Python answers."""

from __future__ import annotations

import base64

from tests.browser.view_page import source_of

_TRAITS = ("side", "view", "pose", "selected", "animate", "structures", "views", "poses")
_SHOW = """
async ({source, state}) => {
  const url = URL.createObjectURL(new Blob([source], {type: "text/javascript"}));
  const view = (await import(url)).default;
  const handlers = new Map();
  const emit = (name, ...values) => (handlers.get(name) ?? []).forEach((act) => act(...values));
  const decoded = (text) => new DataView(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer);
  window.outsideKeys = 0;
  document.addEventListener("keydown", () => { window.outsideKeys += 1; });
  window.listeners = () => [...handlers.values()].flat().length;
  window.model = {
    get: (name) => state[name],
    set: (name, value) => {
      if (state[name] === value) return;
      state[name] = value;
      emit("change:" + name);
      window.trait(name, value);
    },
    save_changes: () => {},
    on: (name, act) => handlers.set(name, [...(handlers.get(name) ?? []), act]),
    off: (name, act) => handlers.set(name, (handlers.get(name) ?? []).filter((one) => one !== act)),
    send: async (message) => {
      for (const [content, buffers] of await window.python(message)) {
        emit("msg:custom", content, buffers.map(decoded));
      }
    },
  };
  window.cleanUp = view.render({model: window.model, el: document.querySelector("main")});
}
"""


def show_body(page, widget, *, animate: bool = True) -> None:
    """Show the widget's browser half on a page of its own, its messages answered by `widget`."""
    sent: list[tuple[dict, list[str]]] = []

    def send(content, buffers=None):
        sent.append((content, [base64.b64encode(block).decode() for block in buffers or []]))

    def python(message):
        sent.clear()
        widget._heard(widget, message, [])
        return list(sent)

    widget.send = send
    page.expose_function("python", python)
    page.expose_function("trait", widget.set_trait)
    page.set_content(
        "<!doctype html><html lang='en'><title>body</title><main style='max-width:1220px'></main>"
    )
    state = {name: getattr(widget, name) for name in _TRAITS} | {"animate": animate}
    page.evaluate(_SHOW, {"source": source_of(widget), "state": state})


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
