// The outermost element of a widget: the course's look, and keys that stay inside.

import { make } from "./elements.js";
import look from "./look.css";
import { styled } from "./page.js";

/**
 * Put a widget on the page. `data-lm-suppress-shortcuts` and the stopped events keep every key from the
 * notebook, where x cuts the cell and d d deletes it.
 * @param {HTMLElement} el what the notebook gives the view
 * @param {Record<string, import("./elements.js").Attribute>} attributes of the root
 * @param {...(Node | string)} children
 */
export function frame(el, attributes, ...children) {
  styled("look", look);
  const root = make("section", { "data-lm-suppress-shortcuts": "true", ...attributes }, ...children);
  for (const event of ["keydown", "keyup", "keypress"]) root.addEventListener(event, (pressed) => pressed.stopPropagation());
  el.append(root);
  return root;
}
