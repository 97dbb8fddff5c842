// Names beside the picture with lines to what they name, in two columns, as in an atlas.

import { drawn, make } from "../display/elements.js";

/** @typedef {{name: string, at: [number, number], id: string}} Item a name, and the point it leads to in CSS pixels */

const LINE_HEIGHT = 21;
const MARGIN = 14;
/** From the edge of the picture to a name, and from a name to its line. */
const GAP = 4;
/** A column holds at least this part of the names. */
const LEAST_SHARE = 1 / 3;

/**
 * @param {HTMLElement} layer an empty element over the canvas
 * @param {Item[]} items
 * @param {number} width
 * @param {number} height
 * @param {(id: string) => void} choose
 */
export function drawLabels(layer, items, width, height, choose) {
  layer.replaceChildren();
  if (!items.length) return;
  const svg = drawn("svg", { width, height, "aria-hidden": "true" });
  layer.append(svg);
  columns(items, width).forEach((column, number) => {
    const isLeft = number === 0;
    const side = isLeft ? "left" : "right";
    const nodes = column.map(({ name, id }) =>
      make("span", { class: `bv-label bv-at-${side}`, click: () => choose(id) }, name),
    );
    layer.append(...nodes);
    const widths = nodes.map((node) => node.offsetWidth);
    const ys = rows(column, widths, isLeft, width, height);
    column.forEach((item, i) => {
      nodes[i].style.top = `${ys[i] - LINE_HEIGHT / 2}px`;
      const from = isLeft ? widths[i] + 2 * GAP : width - widths[i] - 2 * GAP;
      svg.append(...lead(from, ys[i], item.at, isLeft));
    });
  });
}

/**
 * A line from the name to the point; from the name's lower or upper edge where the point lies beside it.
 * @param {number} from
 * @param {number} y
 * @param {[number, number]} at
 * @param {boolean} isLeft
 */
function lead(from, y, [x2, y2], isLeft) {
  const isBeside = isLeft ? x2 < from : x2 > from;
  const x1 = isBeside ? x2 : from;
  const y1 = isBeside ? y + (Math.sign(y2 - y) * LINE_HEIGHT) / 2 : y;
  return [
    drawn("line", { class: "bv-halo", "stroke-width": 3.5, x1, y1, x2, y2 }),
    drawn("line", { class: "bv-lead", "stroke-width": 1.2, x1, y1, x2, y2 }),
    drawn("circle", { class: "bv-dot", cx: x2, cy: y2, r: 3 }),
  ];
}

/** Left and right column: each name on its own side, unless one side would stay nearly empty. @param {Item[]} items @param {number} width */
export function columns(items, width) {
  const sorted = [...items].sort((a, b) => a.at[0] - b.at[0]);
  const least = Math.ceil(sorted.length * LEAST_SHARE);
  const own = sorted.filter((item) => item.at[0] < width / 2).length;
  const half = sorted.length < 2 ? own : Math.min(sorted.length - least, Math.max(least, own));
  return [sorted.slice(0, half), sorted.slice(half)];
}

/**
 * Heights of the names of a column, none over another and none over its own point.
 * @param {Item[]} column
 * @param {number[]} widths
 * @param {boolean} isLeft
 * @param {number} width
 * @param {number} height
 */
export function rows(column, widths, isLeft, width, height) {
  const order = column.map((_, i) => i).sort((a, b) => column[a].at[1] - column[b].at[1]);
  const reaches = order.map((i) => {
    const [x] = column[i].at;
    return isLeft ? x < widths[i] + 2 * GAP : x > width - widths[i] - 2 * GAP;
  });
  const points = order.map((i) => column[i].at[1]);
  // a name that would reach over its point goes above it, and below it where there is no room above
  const steps = points.map((y, place) => {
    if (!reaches[place]) return 0;
    return y > 2 * LINE_HEIGHT ? -LINE_HEIGHT : LINE_HEIGHT;
  });
  let ys = apart(points, steps, height);
  const isOver = ys.map((y, place) => reaches[place] && Math.abs(y - points[place]) < LINE_HEIGHT / 2);
  if (isOver.includes(true))
    ys = apart(
      points,
      steps.map((step, place) => (isOver[place] ? LINE_HEIGHT : step)),
      height,
    );
  /** @type {number[]} */
  const out = new Array(column.length);
  order.forEach((i, place) => {
    out[i] = ys[place];
  });
  return out;
}

/** Heights at least a line apart: pushed down one by one, then, where that led below the picture, up again. @param {number[]} points @param {number[]} steps @param {number} height */
function apart(points, steps, height) {
  const bottom = height - MARGIN;
  const ys = points.map((y, place) => Math.min(bottom, Math.max(MARGIN, y + steps[place])));
  for (let i = 1; i < ys.length; i++) ys[i] = Math.max(ys[i], ys[i - 1] + LINE_HEIGHT);
  if (ys.length) ys[ys.length - 1] = Math.min(bottom, ys[ys.length - 1]);
  for (let i = ys.length - 2; i >= 0; i--) ys[i] = Math.min(ys[i], ys[i + 1] - LINE_HEIGHT);
  return ys;
}
