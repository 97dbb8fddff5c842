// Native controls with their labels. Each set of radio buttons has a name of its own in the page.

import { make } from "./elements.js";
import { freshName } from "./page.js";

/**
 * @param {Node | string} legend
 * @param {...(Node | string)} children
 */
export function group(legend, ...children) {
  return make("fieldset", {}, make("legend", {}, legend), ...children);
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
 * Radio buttons that all can be seen; each in its own label.
 * @param {Iterable<readonly [string, Node | string]>} options values and what is shown
 * @param {(value: string) => void} chosen
 * @param {string} [className] of each label
 */
export function radios(options, chosen, className) {
  const name = freshName("choice");
  /** @type {Map<string, HTMLInputElement>} */
  const inputs = new Map();
  const labels = [...options].map(([value, shown]) => {
    const input = make("input", { type: "radio", name, value, change: () => chosen(value) });
    inputs.set(value, input);
    return make("label", { class: className }, input, shown);
  });
  return {
    labels,
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
 * A number to type.
 * @param {Record<string, import("./elements.js").Attribute>} [attributes]
 */
export function numberBox(attributes = {}) {
  return make("input", { type: "number", step: "any", min: 0, inputmode: "decimal", ...attributes });
}
