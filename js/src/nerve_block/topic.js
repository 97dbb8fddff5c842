// The head that the widgets of this topic share, and how they say no.

import { make } from "../display/elements.js";
import { frame } from "../display/frame.js";
import { styled } from "../display/page.js";
import sheet from "./nerve_block.css";

/** Put a widget of this topic on the page, with its title and what to know before using it. */
export function topicFrame({ model, el }, ...children) {
  styled("nerve block", sheet);
  return frame(
    el,
    { class: "nb-root", "aria-label": model.get("heading") },
    make("h3", {}, model.get("heading")),
    make("p", { class: "nb-note" }, model.get("note")),
    ...children,
  );
}

/** A refused input, in words that say what is allowed. */
export function refusal() {
  return make("p", { class: "nb-refused", role: "alert" });
}
