// Brushes, the body, and the same places as a list: whatever is chosen in one shows in the other.

import { BodyMap, swatch } from "../display/body_map.js";
import { make } from "../display/elements.js";
import { radios } from "../display/forms.js";

/** @typedef {import("../display/body_map.js").Paint} Paint */
/** @typedef {import("../display/body_map.js").DrawnView} DrawnView */

/**
 * @param {{views: DrawnView[], paints: [Paint, string][], label: string, read: () => Record<string, Paint[]>, save: (painted: Record<string, Paint[]>) => void}} what
 *   `read` and `save`: the paints of each place
 */
export function painting({ views, paints, label, read, save }) {
  /** @type {Paint} */
  let brush = paints[0][0];
  const words = new Map(paints);
  const brushes = radios(
    paints.map(([name, word], place) => [
      name,
      make("span", {}, swatch(name), ` ${word} `, make("kbd", { "aria-hidden": "true" }, String(place + 1))),
    ]),
    (value) => take(/** @type {Paint} */ (value)),
  );

  /** Paint a place with the brush, or take its paint off; drawing over a place only adds. @param {string} key @param {boolean} isOver */
  const pick = (key, isOver) => {
    const painted = { ...read() };
    const old = painted[key] ?? [];
    if (old.includes(brush) && isOver) return;
    const kept = old.includes(brush) ? old.filter((paint) => paint !== brush) : [...old, brush];
    if (kept.length) painted[key] = kept;
    else delete painted[key];
    save(painted);
  };
  const map = new BodyMap(views, { label, pick });

  /** @type {Map<string, HTMLInputElement>} */
  const boxes = new Map();
  const listed = views.map((view) => {
    const rows = view.regions.map(({ key, label: place }) => {
      const box = make("input", { type: "checkbox", change: () => pick(key, false) });
      boxes.set(key, box);
      return make("div", { class: "sci-option" }, make("label", {}, box, make("span", {}, place)));
    });
    return make(
      "fieldset",
      {},
      make("legend", {}, view.title),
      make("div", { class: "sci-columns" }, ...rows),
    );
  });
  const summary = make("summary", {}, "");
  const list = make("details", {}, summary, make("div", { class: "sci-stack" }, ...listed));

  const paint = () => {
    const painted = read();
    brushes.set(brush);
    summary.textContent = `The same places as a list: ${words.get(brush)}`;
    for (const [key, box] of boxes) {
      const paintsHere = painted[key] ?? [];
      const said = paintsHere.map((name) => words.get(name)).join(", ");
      box.checked = paintsHere.includes(brush);
      map.set(key, { paints: paintsHere, words: said, isChecked: box.checked });
    }
  };
  /** @param {Paint} name */
  const take = (name) => {
    brush = name;
    paint();
  };
  const node = make(
    "div",
    { class: "sci-stack" },
    make("fieldset", {}, make("legend", {}, "Paint with"), brushes.pick()),
    map.node,
    list,
  );
  node.addEventListener("keydown", (event) => {
    const chosen = paints[Number(event.key) - 1];
    const isTyping = event.target instanceof HTMLInputElement && event.target.type === "text";
    if (chosen && !isTyping) take(chosen[0]);
  });
  return { node, paint, remove: () => map.remove() };
}
