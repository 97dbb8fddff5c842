// The outermost element of a widget: the course's look, and keys that stay inside.

import { make } from "./elements.js";
import components from "./look/components.css";
import tokens from "./look/tokens.css";
import { styled } from "./page.js";

/**
 * Put a widget on the page. `data-lm-suppress-shortcuts` and the stopped events keep every key from the
 * notebook, where x cuts the cell and d d deletes it.
 * @param {HTMLElement} el what the notebook gives the view
 * @param {{name: string, label: string, title?: string, note?: string, sheet?: string}} what `sheet`: rules of this
 *   widget's own; `title` and `note`: shown over it
 * @param {...(Node | string)} children
 */
export function frame(el, { name, label, title, note, sheet }, ...children) {
  styled("look", `${tokens}\n${components}`);
  if (sheet) styled(name, sheet);
  const head = [...(title ? [make("h3", {}, title)] : []), ...(note ? [make("p", {}, note)] : [])];
  const attributes = {
    class: "sci",
    "data-widget": name,
    "aria-label": label,
    "data-lm-suppress-shortcuts": "true",
  };
  const root = make(
    "section",
    attributes,
    make("div", { class: "sci-fit" }, make("div", { class: "sci-bare sci-stack" }, ...head, ...children)),
  );
  for (const event of ["keydown", "keyup", "keypress"])
    root.addEventListener(event, (pressed) => pressed.stopPropagation());
  el.append(root);
  return root;
}

const WIDE_REM = 46;

/**
 * Open a fold where there is room beside the work, and close it where it would cover the work; once,
 * as soon as it is known how wide the widget is.
 * @param {HTMLDetailsElement} fold
 */
export function foldWhereNarrow(fold) {
  const watcher = new ResizeObserver(() => {
    const fit = fold.closest(".sci-fit");
    if (!fit?.clientWidth) return;
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    fold.open = fit.clientWidth >= WIDE_REM * rem;
    watcher.disconnect();
  });
  watcher.observe(fold);
  return fold;
}
