// Names beside the picture with lines to what they name, in two columns, as in an atlas.

const SVG = "http://www.w3.org/2000/svg";
const LINE_HEIGHT = 21;

/**
 * @param {HTMLElement} layer an empty element over the canvas
 * @param {{name: string, at: [number, number], id: string}[]} items points in CSS pixels
 */
export function drawLabels(layer, items, width, height, choose) {
  layer.replaceChildren();
  if (!items.length) return;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("width", String(width));
  svg.setAttribute("height", String(height));
  svg.setAttribute("aria-hidden", "true");
  layer.append(svg);
  const sorted = [...items].sort((a, b) => a.at[0] - b.at[0]);
  const half = Math.ceil(sorted.length / 2);
  place(sorted.slice(0, half), "left");
  place(sorted.slice(half), "right");

  function place(column, side) {
    column.sort((a, b) => a.at[1] - b.at[1]);
    const top = 14;
    const bottom = height - 14;
    let ys = column.map((item) => Math.min(bottom, Math.max(top, item.at[1])));
    for (let pass = 0; pass < 2; pass++) {
      for (let i = 1; i < ys.length; i++) ys[i] = Math.max(ys[i], ys[i - 1] + LINE_HEIGHT);
      const over = ys.length ? ys[ys.length - 1] - bottom : 0;
      if (over > 0) {
        ys[ys.length - 1] = bottom;
        for (let i = ys.length - 2; i >= 0; i--) ys[i] = Math.min(ys[i], ys[i + 1] - LINE_HEIGHT);
      }
    }
    column.forEach((item, index) => {
      const name = document.createElement("span");
      name.className = `bv-label bv-at-${side}`;
      name.textContent = item.name;
      name.style.top = `${ys[index] - LINE_HEIGHT / 2}px`;
      name.addEventListener("click", () => choose(item.id));
      layer.append(name);
      const from = side === "left" ? name.offsetWidth + 8 : width - name.offsetWidth - 8;
      for (const [cls, w] of [["bv-halo", 3.5], ["bv-lead", 1.2]]) {
        const line = document.createElementNS(SVG, "line");
        line.setAttribute("class", cls);
        line.setAttribute("stroke-width", String(w));
        [["x1", from], ["y1", ys[index]], ["x2", item.at[0]], ["y2", item.at[1]]].forEach(([key, value]) => line.setAttribute(key, String(value)));
        svg.append(line);
      }
      const dot = document.createElementNS(SVG, "circle");
      dot.setAttribute("class", "bv-dot");
      dot.setAttribute("cx", String(item.at[0]));
      dot.setAttribute("cy", String(item.at[1]));
      dot.setAttribute("r", "3");
      svg.append(dot);
    });
  }
}
