// What Python sends as a tree of elements, built again in the page: known elements and attributes only.

import { make } from "./elements.js";

/** @typedef {string | [string, Record<string, string>, ...any[]]} Sent */

const TAGS = new Set(
  (
    "a abbr b br caption code dd details div dl dt em fieldset figcaption figure h2 h3 h4 hr i img legend li ol p " +
    "s section small span strong sub summary sup table tbody td tfoot th thead tr u ul"
  ).split(" "), // what display/html.py writes
);
const ATTRIBUTES = new Set(
  "alt aria-label class colspan href open role rowspan scope src style title".split(" "),
);
const ADDRESS = /^(data:image\/|#|https:\/\/doi\.org\/|\w+\.ipynb$)/;

/** @param {Sent[]} pieces @returns {Node[]} */
export function built(pieces) {
  return pieces.map((piece) => {
    if (typeof piece === "string") return document.createTextNode(piece);
    const [tag, given, ...inside] = piece;
    const known = Object.entries(given).filter(
      ([name, value]) => ATTRIBUTES.has(name) && (!["href", "src"].includes(name) || ADDRESS.test(value)),
    );
    const name = /** @type {keyof HTMLElementTagNameMap} */ (TAGS.has(tag) ? tag : "span");
    return make(name, Object.fromEntries(known), ...built(inside));
  });
}
