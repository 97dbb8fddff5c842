// What is answered with, one builder for each type of question: the element, how to read and set and lock it.

import { drawn, make } from "../display/elements.js";
import { radios } from "../display/forms.js";
import { tree, words } from "./rich.js";

/** @typedef {import("./rich.js").Rich} Rich */
/** @typedef {[string, Rich]} Option */
/**
 * @typedef {object} View What Python tells of one question; which parts there are depends on its type.
 * @property {string} id
 * @property {string} type
 * @property {Rich} stem
 * @property {Rich} [lead]
 * @property {number} [hints]
 * @property {[number, number]} [case]
 * @property {Rich} [story]
 * @property {Option[]} [options]
 * @property {string | null} [unit]
 * @property {Rich} [back]
 * @property {Record<string, import("../display/body_map.js").Paint[]>} [painted] paints by place
 * @property {import("../display/body_map.js").DrawnView[]} [body]
 * @property {Option[]} [left]
 * @property {[string, string][]} [right]
 * @property {(string | {name: string, unit?: string, options?: [string, string][]})[]} [pieces]
 * @property {{alt: string, size: [number, number], outline: string[], regions: string[], at: [number, number][], lines: string[]}} [picture]
 */
/**
 * @typedef {object} Controls
 * @property {HTMLElement} node
 * @property {() => any} read
 * @property {(answer: any) => void} write
 * @property {(on: boolean) => void} lock
 */
/** @typedef {{label: string, say: (text: string) => void}} Around its name for a screen reader, and a voice */

/** @type {Record<string, (view: View, around: Around) => Controls>} */
export const CONTROLS = {
  one: (view) => oneOf(view.options ?? []),
  many: (view) => severalOf(view.options ?? []),
  spot: (view) => spotOf(view),
  card: (view) => {
    const rates = ["again: I did not know it", "hard: with effort", "good: I knew it", "easy: at once"];
    const controls = oneOf(rates.map((text) => [text.split(":")[0], text[0].toUpperCase() + text.slice(1)]));
    const back = make("div", { class: "sci-stack" }, ...tree(view.back));
    const folded = make("details", {}, make("summary", {}, "Show the other side"), back);
    return { ...controls, node: make("div", { class: "sci-stack" }, folded, controls.node) };
  },
  number: (view, { label }) => {
    const said =
      view.unit === null ? `${label}, number with its unit` : view.unit ? `${label}, in ${view.unit}` : label;
    const attributes = {
      type: "text",
      inputmode: "decimal",
      autocomplete: "off",
      size: 14,
      "aria-label": said,
    };
    return typed(make("input", attributes), view.unit === null ? "number and unit" : (view.unit ?? ""));
  },
  text: (_view, { label }) =>
    typed(
      make("input", { type: "text", autocomplete: "off", size: 34, maxlength: 200, "aria-label": label }),
      "",
    ),
  match: (view) => {
    const picks = new Map();
    const rows = (view.left ?? []).map(([id, text]) => {
      const pick = gapOf(`Match for ${words(text)}`, view.right, "Choose…");
      picks.set(id, pick);
      return make("tr", {}, make("td", {}, ...tree(text)), make("td", {}, pick));
    });
    const table = make(
      "table",
      { class: "sci-table sci-match", role: "presentation" },
      make("tbody", {}, ...rows),
    );
    return gapsIn(table, picks);
  },
  cloze: (view) => {
    const gaps = new Map();
    const line = make("p", { class: "sci-cloze" });
    for (const piece of view.pieces ?? []) {
      if (typeof piece === "string") {
        line.append(piece);
        continue;
      }
      const label = `Blank ${gaps.size + 1}${piece.unit ? `, in ${piece.unit}` : ""}`;
      const gap = gapOf(label, piece.options, "…");
      gaps.set(piece.name, gap);
      line.append(gap, piece.unit ? ` ${piece.unit}` : "");
    }
    return gapsIn(line, gaps);
  },
  order: (view, { say }) => new Order(view.options ?? [], say),
};

/** @param {Option[]} options @returns {Controls & {inputs: Map<string, HTMLInputElement>}} */
export function oneOf(options) {
  const made = radios(
    options.map(([id, text]) => [id, shown(text)]),
    () => {},
  );
  return {
    node: made.rows(),
    inputs: made.inputs,
    read: () => made.value ?? "",
    write: (answer) => made.set(answer),
    lock: (on) => lockAll(made.inputs.values(), on),
  };
}

/** @param {Option[]} options @returns {Controls} */
function severalOf(options) {
  const inputs = options.map(([value]) => make("input", { type: "checkbox", value }));
  const rows = options.map(([, text], place) =>
    make("div", { class: "sci-option" }, make("label", {}, inputs[place], shown(text))),
  );
  return {
    node: make("div", {}, ...rows),
    read: () => inputs.filter((input) => input.checked).map((input) => input.value),
    write: (answer) => {
      for (const input of inputs) input.checked = [answer].flat().includes(input.value);
    },
    lock: (on) => lockAll(inputs, on),
  };
}

/** @param {Rich} text */
function shown(text) {
  return make("span", {}, ...tree(text));
}

/** @param {Iterable<HTMLInputElement | HTMLSelectElement>} fields @param {boolean} on */
function lockAll(fields, on) {
  for (const field of fields) field.disabled = on;
}

/** @param {HTMLInputElement} box @param {string} unit @returns {Controls} */
function typed(box, unit) {
  return {
    node: make("div", { class: "sci-row" }, box, make("span", { class: "sci-unit" }, unit)),
    read: () => box.value,
    write: (answer) => {
      box.value = answer ?? "";
    },
    lock: (on) => {
      box.readOnly = on; // what was typed can still be read and copied
    },
  };
}

/**
 * Something to fill in: a list to choose from, or a box to type into.
 * @param {string} label
 * @param {[string, string][] | undefined} options
 * @param {string} empty
 */
function gapOf(label, options, empty) {
  if (!options)
    return make("input", {
      type: "text",
      autocomplete: "off",
      size: 14,
      maxlength: 200,
      "aria-label": label,
    });
  const all = [["", empty], ...options];
  return make(
    "select",
    { "aria-label": label },
    ...all.map(([value, text]) => make("option", { value }, text)),
  );
}

/**
 * @param {HTMLElement} node
 * @param {Map<string, HTMLInputElement | HTMLSelectElement>} gaps by what they stand for
 * @returns {Controls}
 */
function gapsIn(node, gaps) {
  return {
    node,
    read: () =>
      Object.fromEntries([...gaps].map(([id, gap]) => [id, gap.value]).filter(([, value]) => value !== "")),
    write: (answer) => {
      for (const [id, gap] of gaps) gap.value = answer?.[id] ?? "";
    },
    lock: (on) => lockAll(gaps.values(), on),
  };
}

/** Places in a picture; pointing is a second way in, the list beside it is the complete one. @param {View} view */
function spotOf({ options = [], picture }) {
  if (!picture) throw new RangeError("this question came without its picture");
  const list = oneOf(options.map(([id, text], place) => [id, [`${place + 1}. `, ...[text].flat()]]));
  const inputs = [...list.inputs.values()];
  const polygon = (/** @type {string} */ points, /** @type {string} */ name) =>
    drawn("polygon", { points, class: name });
  const regions = picture.regions.map((points) => polygon(points, "sci-region"));
  const labels = picture.at.map(([x, y], place) => drawn("text", { x, y: y + 4 }, String(place + 1)));
  const paint = () => {
    for (const [place, region] of regions.entries()) {
      region.classList.toggle("sci-on", inputs[place].checked);
      labels[place].classList.toggle("sci-on", inputs[place].checked);
    }
  };
  regions.forEach((region, place) => {
    region.addEventListener("click", () => {
      if (inputs[place].disabled) return;
      inputs[place].checked = true;
      inputs[place].focus();
      paint();
    });
  });
  list.node.addEventListener("change", paint);
  const svg = drawn(
    "svg",
    { viewBox: `0 0 ${picture.size[0]} ${picture.size[1]}`, role: "img", "aria-label": picture.alt },
    ...picture.outline.map((points) => polygon(points, "sci-shape")),
    ...regions,
    ...picture.lines.map((points) => drawn("polyline", { points })),
    ...labels,
  );
  return {
    ...list,
    node: make("div", { class: "sci-spot" }, svg, list.node),
    /** @param {any} answer */
    write: (answer) => {
      list.write(answer);
      paint();
    },
  };
}

/** Steps to put in order, each with a button up and one down. @implements {Controls} */
class Order {
  /** @param {Option[]} options @param {(text: string) => void} say */
  constructor(options, say) {
    this.initial = options.map(([id]) => id);
    this.order = [...this.initial];
    this.locked = false;
    this.say = say;
    this.node = make("ol", { class: "sci-steps" });
    this.rows = new Map(options.map(([id, text]) => [id, this.row(id, text)]));
    this.paint();
  }

  /** @param {string} id @param {Rich} text */
  row(id, text) {
    const said = words(text);
    /** @param {number} step @param {string} sign @param {string} way */
    const mover = (step, sign, way) =>
      make(
        "button",
        { type: "button", "aria-label": `Move ${way}: ${said}`, click: () => this.move(id, step) },
        sign,
      );
    const up = mover(-1, "↑", "up");
    const down = mover(1, "↓", "down");
    return { said, up, down, item: make("li", {}, make("div", { class: "sci-row" }, shown(text), up, down)) };
  }

  paint() {
    this.order.forEach((id, place) => {
      const row = this.rows.get(id);
      if (!row) return;
      this.node.append(row.item);
      // aria-disabled, unlike disabled, keeps the focus where it is at the ends of the list
      row.up.setAttribute("aria-disabled", String(this.locked || place === 0));
      row.down.setAttribute("aria-disabled", String(this.locked || place === this.order.length - 1));
    });
  }

  /** @param {string} id @param {number} step */
  move(id, step) {
    const from = this.order.indexOf(id);
    const to = from + step;
    if (this.locked || to < 0 || to >= this.order.length) return;
    this.order.splice(from, 1);
    this.order.splice(to, 0, id);
    const focused = document.activeElement;
    this.paint(); // moving an element in the page takes the focus from it
    if (focused instanceof HTMLElement) focused.focus();
    this.say(`${this.rows.get(id)?.said}: now ${to + 1} of ${this.order.length}.`);
  }

  read = () => [...this.order];

  /** @param {string[] | null} answer */
  write = (answer) => {
    this.order = [...(answer ?? this.initial)];
    this.paint();
  };

  /** @param {boolean} on */
  lock = (on) => {
    this.locked = on;
    this.paint();
  };
}
