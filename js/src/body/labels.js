// Names beside the picture with lines to what they name, in two columns, as in an atlas.

const SVG = "http://www.w3.org/2000/svg";
const LINE_HEIGHT = 21;
const MARGIN = 14;
/** From the edge of the picture to a name, and from a name to its line. */
const GAP = 4;
/** A column holds at least this part of the names. */
const LEAST_SHARE = 1 / 3;

/**
 * @param {HTMLElement} layer an empty element over the canvas
 * @param {{name: string, at: [number, number], id: string}[]} items points in CSS pixels
 */
export function drawLabels(layer, items, width, height, choose) {
  layer.replaceChildren();
  if (!items.length) return;
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of [["width", width], ["height", height], ["aria-hidden", "true"]]) svg.setAttribute(key, String(value));
  layer.append(svg);
  const sides = columns(items, width);
  const nodes = sides.map((column, number) => column.map((item) => nameNode(item, number === 0 ? "left" : "right")));
  layer.append(...nodes.flat());
  sides.forEach((column, number) => {
    const left = number === 0;
    const widths = nodes[number].map((node) => node.offsetWidth);
    const ys = rows(column, widths, left, width, height);
    column.forEach((item, i) => {
      nodes[number][i].style.top = `${ys[i] - LINE_HEIGHT / 2}px`;
      lead(left ? widths[i] + 2 * GAP : width - widths[i] - 2 * GAP, ys[i], item, left);
    });
  });

  function nameNode(item, side) {
    const node = document.createElement("span");
    node.className = `bv-label bv-at-${side}`;
    node.textContent = item.name;
    node.addEventListener("click", () => choose(item.id));
    return node;
  }

  /** A line from the name to the point; from the name's lower or upper edge where the point lies beside it. */
  function lead(from, y, { at: [x, atY] }, left) {
    const beside = left ? x < from : x > from;
    const start = beside ? [x, y + (Math.sign(atY - y) * LINE_HEIGHT) / 2] : [from, y];
    for (const [cls, wide] of [["bv-halo", 3.5], ["bv-lead", 1.2]]) draw("line", cls, { "stroke-width": wide, x1: start[0], y1: start[1], x2: x, y2: atY });
    draw("circle", "bv-dot", { cx: x, cy: atY, r: 3 });
  }

  function draw(kind, cls, numbers) {
    const node = document.createElementNS(SVG, kind);
    node.setAttribute("class", cls);
    for (const [key, value] of Object.entries(numbers)) node.setAttribute(key, String(value));
    svg.append(node);
  }
}

/** Left and right column: each name on its own side, unless one side would stay nearly empty. */
export function columns(items, width) {
  const sorted = [...items].sort((a, b) => a.at[0] - b.at[0]);
  const least = Math.ceil(sorted.length * LEAST_SHARE);
  const own = sorted.filter((item) => item.at[0] < width / 2).length;
  const half = sorted.length < 2 ? own : Math.min(sorted.length - least, Math.max(least, own));
  return [sorted.slice(0, half), sorted.slice(half)];
}

/** Heights of the names of a column, none over another and none over its own point. */
export function rows(column, widths, left, width, height) {
  const order = column.map((item, i) => i).sort((a, b) => column[a].at[1] - column[b].at[1]);
  const wanted = order.map((i) => {
    const [x, y] = column[i].at;
    const covered = left ? x < widths[i] + 2 * GAP : x > width - widths[i] - 2 * GAP;
    return covered ? y + (y > 2 * LINE_HEIGHT ? -LINE_HEIGHT : LINE_HEIGHT) : y;
  });
  const bottom = height - MARGIN;
  const ys = wanted.map((y) => Math.min(bottom, Math.max(MARGIN, y)));
  for (let i = 1; i < ys.length; i++) ys[i] = Math.max(ys[i], ys[i - 1] + LINE_HEIGHT);
  if (ys.length) ys[ys.length - 1] = Math.min(bottom, ys[ys.length - 1]);
  for (let i = ys.length - 2; i >= 0; i--) ys[i] = Math.min(ys[i], ys[i + 1] - LINE_HEIGHT);
  const out = new Array(column.length);
  order.forEach((i, place) => { out[i] = ys[place]; });
  return out;
}
