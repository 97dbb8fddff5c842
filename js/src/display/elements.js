// Elements of the page. Text is always text: nothing here takes markup.

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {string | number | boolean | null | undefined | ((event: any) => void)} Attribute */

/**
 * @param {Element} node
 * @param {Record<string, Attribute>} attributes
 */
function dress(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (typeof value === "boolean") node.toggleAttribute(name, value);
    else if (value !== null && value !== undefined) node.setAttribute(name, String(value));
  }
}

/**
 * An element: attributes by name, listeners by the event's name, then what stands in it.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, Attribute>} [attributes]
 * @param {...(Node | string)} children
 */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  dress(node, attributes);
  node.append(...children);
  return node;
}

/**
 * An element of a drawing.
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, Attribute>} [attributes]
 * @param {...(Node | string)} children
 */
export function drawn(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  dress(node, attributes);
  node.append(...children);
  return node;
}

/**
 * @param {Node | string} label
 * @param {(event: MouseEvent) => void} act
 * @param {Record<string, Attribute>} [attributes]
 */
export function button(label, act, attributes = {}) {
  return make("button", { type: "button", click: act, ...attributes }, label);
}

/**
 * @param {Iterable<Node | string>} lines
 * @param {Record<string, Attribute>} [attributes]
 */
export function list(lines, attributes = {}) {
  return make("ul", attributes, ...[...lines].map((line) => make("li", {}, line)));
}

/**
 * Titles with their lines below, as Python sends them.
 * @param {{title: string, lines: string[]}[]} blocks
 */
export function titledLists(blocks) {
  return blocks.flatMap(({ title, lines }) => [make("h5", {}, title), list(lines)]);
}

/**
 * A table; the first cell of each row names it.
 * @param {(Node | string)[]} header
 * @param {(Node | string)[][]} rows
 * @param {string} [caption]
 */
export function table(header, rows, caption) {
  const head = make("tr", {}, ...header.map((name) => make("th", { scope: "col" }, name)));
  const body = rows.map((row) =>
    make(
      "tr",
      {},
      ...row.map((cell, place) => (place ? make("td", {}, cell) : make("th", { scope: "row" }, cell))),
    ),
  );
  return make(
    "table",
    { class: "sci-table" },
    ...(caption ? [make("caption", {}, caption)] : []),
    make("thead", {}, head),
    make("tbody", {}, ...body),
  );
}
