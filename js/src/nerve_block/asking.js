// What the widgets share that send actions and show the state Python computes (widget_kit.py).

import { make } from "../display/elements.js";
import { frame } from "../display/frame.js";
import sheet from "./nerve_block.css";

/** @typedef {import("../display/model.js").Context} Context */

/**
 * Put a widget of this topic on the page, with its title and what to know before using it.
 * @param {Context} context
 * @param {string} name
 * @param {...(Node | string)} children
 */
export function topicFrame({ model, el }, name, ...children) {
  const title = model.get("heading");
  return frame(el, { name, label: title, title, note: model.get("note"), sheet }, ...children);
}

/** Send actions to Python. @param {Context} context @returns {(action: string, message?: object) => void} */
export function actor({ model }) {
  return (action, message = {}) => model.send({ action, ...message });
}

/** A refused input, in words that say what is allowed. */
export function refusal() {
  return make("p", { class: "sci-st sci-verdict sci-refused", "data-s": "wrong", role: "alert" });
}
