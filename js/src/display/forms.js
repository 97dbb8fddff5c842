// Native controls with their labels. Each set of radio buttons has a name of its own in the page.

import { make } from "./elements.js";
import { freshName } from "./page.js";

/**
 * @param {Node | string} legend
 * @param {...(Node | string)} children
 */
export function group(legend, ...children) {
  return make("fieldset", { class: "sci-box" }, make("legend", {}, legend), ...children);
}

/**
 * A list to choose one from.
 * @param {Iterable<readonly [string, string]>} options values and what is shown
 * @param {(value: string) => void} chosen
 */
export function choice(options, chosen) {
  const node = make("select", {}, ...[...options].map(([value, label]) => make("option", { value }, label)));
  node.addEventListener("change", () => chosen(node.value));
  return node;
}

/**
 * Radio buttons, all in sight, each in its own label.
 * @param {Iterable<readonly [string, Node | string]>} options values and what is shown
 * @param {(value: string) => void} chosen
 */
export function radios(options, chosen) {
  const name = freshName("choice");
  /** @type {Map<string, HTMLInputElement>} */
  const inputs = new Map();
  const labels = [...options].map(([value, shown]) => {
    const input = make("input", { type: "radio", name, value, change: () => chosen(value) });
    inputs.set(value, input);
    return make("label", {}, input, shown);
  });
  return {
    /** The labels one by one, as rows to press, and as buttons beside one another. */
    labels,
    rows: () => make("div", {}, ...labels.map((label) => make("div", { class: "sci-option" }, label))),
    pick: () => make("div", { class: "sci-pick" }, ...labels),
    inputs,
    /** @param {string | null} value what is chosen; null for nothing */
    set: (value) => {
      for (const [own, input] of inputs) input.checked = own === value;
    },
    get value() {
      return [...inputs].find(([, input]) => input.checked)?.[0] ?? null;
    },
  };
}

/**
 * A control with its name before it, and its unit after it.
 * @param {string} name
 * @param {HTMLInputElement | HTMLSelectElement} control
 * @param {string} [unit]
 */
export function field(name, control, unit) {
  control.id = freshName("field");
  const id = freshName("unit");
  if (unit) control.setAttribute("aria-describedby", id);
  const filled = unit ? withUnit(control, make("span", { id }, unit)) : control;
  return make("div", { class: "sci-field" }, make("label", { for: control.id }, name), filled);
}

/** A control and its unit, never on two lines. @param {Node} control @param {Node | string} unit */
export function withUnit(control, unit) {
  return make("span", { class: "sci-with-unit" }, control, unit);
}

/**
 * A number to type.
 * @param {Record<string, import("./elements.js").Attribute>} [attributes]
 */
export function numberBox(attributes = {}) {
  return make("input", { type: "number", step: "any", min: 0, inputmode: "decimal", ...attributes });
}
