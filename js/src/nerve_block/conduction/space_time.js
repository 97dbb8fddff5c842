// The nerve at this moment, and beside it the potential over time (across) and place (down).

import { makeCanvas, stroke } from "./canvas.js";
import { COLOURS } from "./colours.js";

/** @typedef {import("./picture.js").Shown} Shown */
/** @typedef {import("./colours.js").Ground} Ground */
/** @typedef {CanvasRenderingContext2D} Pen */

const MAP = { x: 78, y: 14, w: 340, h: 318 };
const NERVE_X = 28;

export class SpaceTime {
  constructor() {
    this.picture = makeCanvas(430, 380, { class: "sci-canvas sci-space-time" });
    this.map = document.createElement("canvas");
    /** @type {Shown | null} */
    this.shown = null;
  }

  /** Paint the map once; while the clock runs it is only copied. @param {Shown} shown */
  show(shown) {
    this.shown = shown;
    const { level, samples, nodes } = shown;
    this.map.width = samples;
    this.map.height = nodes;
    const brush = this.map.getContext("2d");
    if (!brush) return;
    const image = brush.createImageData(samples, nodes);
    for (let i = 0; i < level.length; i++) {
      const [red, green, blue] = COLOURS[level[i]];
      image.data[4 * i] = red;
      image.data[4 * i + 1] = green;
      image.data[4 * i + 2] = blue;
      image.data[4 * i + 3] = 255;
    }
    brush.putImageData(image, 0, 0);
  }

  /** @param {number} share @param {Ground} ground */
  paint(share, ground) {
    const { shown } = this;
    if (!shown) return;
    const pen = this.picture.wiped();
    this.paintMap(pen, shown, share);
    paintLabels(pen, shown, ground);
    paintNerve(pen, shown, Math.round(share * (shown.samples - 1)), ground);
  }

  /** @param {Pen} pen @param {Shown} shown @param {number} share */
  paintMap(pen, shown, share) {
    const [start, end] = shown.exposed;
    pen.imageSmoothingEnabled = false;
    pen.drawImage(this.map, MAP.x, MAP.y, MAP.w, MAP.h);
    pen.strokeStyle = "#fff";
    pen.setLineDash([5, 4]);
    for (const node of end > start ? [start, end] : []) {
      stroke(pen, [
        [MAP.x, rowOf(shown, node)],
        [MAP.x + MAP.w, rowOf(shown, node)],
      ]);
    }
    pen.setLineDash([]);
    const now = MAP.x + share * MAP.w;
    stroke(pen, [
      [now, MAP.y],
      [now, MAP.y + MAP.h],
    ]);
  }
}

/** Where a node's row begins. @param {Shown} shown @param {number} node */
function rowOf({ nodes }, node) {
  return MAP.y + (MAP.h * node) / nodes;
}

/** @param {Pen} pen @param {Shown} shown @param {Ground} ground */
function paintLabels(pen, { durationMs }, { ink }) {
  pen.fillStyle = ink;
  pen.textAlign = "center";
  pen.fillText(`time: 0 to ${durationMs.toFixed(1)} ms`, MAP.x + MAP.w / 2, MAP.y + MAP.h + 19);
  pen.textAlign = "left";
  pen.fillText("nerve", NERVE_X - 16, MAP.y + MAP.h + 19);
  pen.fillText("across: time; down: along the nerve", MAP.x, MAP.y + MAP.h + 38);
}

/** @param {Pen} pen @param {Shown} shown @param {number} sample @param {Ground} ground */
function paintNerve(pen, shown, sample, ground) {
  const { exposed, nodes, level, samples } = shown;
  const [start, end] = exposed;
  const size = Math.min(9, Math.max(2.5, (0.42 * MAP.h) / nodes));
  if (end > start) {
    pen.fillStyle = ground.drug;
    pen.fillRect(NERVE_X - 18, rowOf(shown, start), 36, rowOf(shown, end) - rowOf(shown, start));
  }
  pen.strokeStyle = ground.ink;
  for (let node = 0; node < nodes; node++) {
    pen.fillStyle = `rgb(${COLOURS[level[node * samples + sample]].join(" ")})`;
    pen.beginPath();
    pen.arc(NERVE_X, rowOf(shown, node + 0.5), size, 0, 7);
    pen.fill();
    pen.stroke();
  }
}
