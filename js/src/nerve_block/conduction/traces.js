// The potential over time at a few nodes, before, inside and beyond the treated stretch.

import { makeCanvas, stroke } from "./canvas.js";

/** @typedef {import("./picture.js").Shown} Shown */
/** @typedef {import("./colours.js").Ground} Ground */

const BOX = { x: 6, y: 14, w: 290, h: 318 };
const REST_LEVEL = 32;
const LEVELS = 200;

export class Traces {
  constructor() {
    this.picture = makeCanvas(306, 380, { class: "sci-canvas sci-traces" });
    /** @type {Shown | null} */
    this.shown = null;
  }

  /** @param {Shown} shown */
  show(shown) {
    this.shown = shown;
  }

  /** @param {number} share @param {Ground} ground */
  paint(share, ground) {
    const { shown } = this;
    if (!shown) return;
    const pen = this.picture.wiped();
    for (const [place, node] of shown.watched.entries()) paintTrace(pen, shown, node, place, share, ground);
    pen.textAlign = "left";
    pen.fillText("membrane potential at chosen nodes", BOX.x, BOX.y + BOX.h + 19);
  }
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Shown} shown
 * @param {number} node
 * @param {number} place of the trace, from above
 * @param {number} share of the loop that has passed
 * @param {Ground} ground
 */
function paintTrace(pen, { watched, samples, level, exposed }, node, place, share, ground) {
  const height = BOX.h / watched.length;
  const base = BOX.y + height * (place + 0.86);
  const inside = node >= exposed[0] && node < exposed[1];
  const y = (/** @type {number} */ sample) =>
    base - ((level[node * samples + sample] - REST_LEVEL) / LEVELS) * height * 0.72;
  pen.strokeStyle = pen.fillStyle = inside ? ground.inside : ground.outside;
  pen.lineWidth = 2;
  stroke(
    pen,
    Array.from(
      { length: samples },
      (_, i) => /** @type {[number, number]} */ ([BOX.x + (BOX.w * i) / (samples - 1), y(i)]),
    ),
  );
  pen.beginPath();
  pen.arc(BOX.x + share * BOX.w, y(Math.round(share * (samples - 1))), 4, 0, 7);
  pen.fill();
  pen.fillStyle = ground.ink;
  pen.textAlign = "right";
  const where = inside ? "in the stretch" : node < exposed[0] ? "before it" : "beyond it";
  pen.fillText(`node ${node}, ${where}`, BOX.x + BOX.w, base - height * 0.62);
}
