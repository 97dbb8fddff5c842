// Shapes in the line's own colour; the word always stands beside them.

import { drawn, make } from "./elements.js";

/** Outlines on a square of 20; where paths overlap they cut each other out. */
const SHAPES = {
  ambulance: "M6.2 1h7.6L19 6.2v7.6L13.8 19H6.2L1 13.8V6.2zM9 5v6.5h2V5zm0 8v2.1h2V13z",
  emergency: "M10 0l10 10-10 10L0 10zM8.8 5.6v3.2H5.6v2.4h3.2v3.2h2.4v-3.2h3.2V8.8h-3.2V5.6z",
  "same-day": "M10 1l9.6 17.5H.4zM9 7.5v5.2h2V7.5zm0 6.6v2h2v-2z",
  urgent: "M2 2h16v16H2zM4 4v12h12V4zm5 1.8h2v3.7l2.9 2.2-1.2 1.6L9 10.5z",
  none: "M10 1a9 9 0 110 18 9 9 0 010-18zm0 2a7 7 0 100 14 7 7 0 000-14zM6 9h8v2H6z",
  unknown:
    "M9 13.4h2v2H9zm-2-5.9C7 5.7 8.3 4.6 10 4.6s3 1.1 3 2.7c0 2.3-2 2.2-2 4.4H9c0-3.2 2-3 2-4.3 0-.6-.4-1-1-1s-1 .4-1 1.1z",
  right: "M7.6 16.4L1.8 10.6l2.1-2.1 3.7 3.7 8.5-8.5 2.1 2.1z",
  half: "M10 1a9 9 0 110 18 9 9 0 010-18zm0 2a7 7 0 000 14z",
  wrong: "M4.2 2.1L10 7.9l5.8-5.8 2.1 2.1L12.1 10l5.8 5.8-2.1 2.1L10 12.1l-5.8 5.8-2.1-2.1L7.9 10 2.1 4.2z",
  play: "M5 2.5l12 7.5-12 7.5z",
  pause: "M4 3h4v14H4zm8 0h4v14h-4z",
};

/** @typedef {keyof typeof SHAPES} Shape */

/** @param {Shape} shape */
export function icon(shape) {
  const parts = [drawn("path", { d: SHAPES[shape], "fill-rule": "evenodd" })];
  if (shape === "unknown") parts.push(drawn("circle", { cx: 10, cy: 10, r: 8, class: "sci-dashes" }));
  return drawn("svg", { class: "sci-i", viewBox: "0 0 20 20", "aria-hidden": "true" }, ...parts);
}

/**
 * A shape and its word, in the colour of a status.
 * @param {Shape} status
 * @param {string} words
 * @param {string} [className] "sci-solid" for the one that matters most
 */
export function badge(status, words, className = "") {
  return make(
    "span",
    { class: `sci-st sci-badge ${className}`.trim(), "data-s": status },
    icon(status),
    ` ${words}`,
  );
}
