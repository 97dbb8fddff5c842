// One lane of the nerve: a fibre on which the impulse travels, and the trail it leaves.

import { makeCanvas, stroke } from "./canvas.js";
import { COLOURS, levelOf } from "./colours.js";

const LANE_WIDTH = 420;
const LANE_HEIGHT = 64;
const AXIS = 42;
const TALLEST = 34;
const TALLEST_MV = 120;
// The stretch in drug stands at the same place in all lanes.
const DRUG_FROM = 0.3;
const DRUG_TO = 0.68;

/** @typedef {import("./parameters.js").LaneRun} LaneRun */
/** @typedef {import("./parameters.js").Run} Run */
/** @typedef {import("./colours.js").Ground} Ground */
/** @typedef {CanvasRenderingContext2D} Pen */
/** @typedef {{run: LaneRun, durationMs: number, restMv: number, places: number[], fired: number[], size: number}} Shown `fired`: the step at which each node did */

/**
 * Where along the lane, 0 to 1, each node is drawn; nodes far beyond the stretch are left out.
 * @param {LaneRun} run
 * @param {number} tailNodes
 */
function placesOf({ exposed: [first, after], nodes, kind }, tailNodes) {
  const shown = kind.is_myelinated ? Math.min(nodes, after + tailNodes) : nodes;
  return Array.from({ length: shown }, (_, node) => {
    const middle = node + 0.5;
    if (middle < first) return (DRUG_FROM * middle) / first;
    if (middle < after) return DRUG_FROM + ((DRUG_TO - DRUG_FROM) * (middle - first)) / (after - first);
    return DRUG_TO + ((1 - DRUG_TO) * (middle - after)) / (shown - after);
  });
}

/** The step at which a node first rose above a potential, or Infinity. @param {Run} run @param {number} node @param {number} potentialMv */
function firstStepAbove({ voltage, nodes, steps }, node, potentialMv) {
  for (let step = 0; step <= steps; step++) if (voltage[step * nodes + node] > potentialMv) return step;
  return Infinity;
}

/** The last step at which any drawn node is still well above rest. @param {Run} run @param {number} quietMv */
export function lastActiveStep({ voltage, nodes, steps }, quietMv) {
  for (let step = steps; step > 0; step--) {
    for (let node = 0; node < nodes; node++) if (voltage[step * nodes + node] > quietMv) return step;
  }
  return 1;
}

export class Lane {
  /** @param {number} tailNodes */
  constructor(tailNodes) {
    this.picture = makeCanvas(LANE_WIDTH, LANE_HEIGHT, { class: "sci-lane", "aria-hidden": "true" });
    this.tailNodes = tailNodes;
    /** @type {Shown | null} */
    this.shown = null;
  }

  /**
   * @param {LaneRun} run
   * @param {number} durationMs the time that the whole loop shows
   * @param {number} restMv
   * @param {number} arrivalMv
   */
  show(run, durationMs, restMv, arrivalMv) {
    const places = placesOf(run, this.tailNodes);
    const fired = places.map((_, node) => firstStepAbove(run, node, arrivalMv));
    const size = Math.min(5, Math.max(1.2, (0.16 * LANE_WIDTH) / places.length));
    this.shown = { run, durationMs, restMv, places, fired, size };
  }

  /** @param {number} share @param {Ground} ground */
  paint(share, ground) {
    if (!this.shown) return;
    const { run, durationMs } = this.shown;
    const pen = this.picture.wiped();
    const step = Math.min(run.steps, Math.round((share * durationMs) / run.stepMs));
    pen.fillStyle = ground.drug;
    pen.fillRect(DRUG_FROM * LANE_WIDTH, 2, (DRUG_TO - DRUG_FROM) * LANE_WIDTH, LANE_HEIGHT - 4);
    paintTrail(pen, this.shown, step, ground);
    if (run.kind.is_myelinated) paintNodes(pen, this.shown, step, ground);
    paintWave(pen, this.shown, step, ground);
    // near the end of the loop, where it has been seen to go on or to stop
    if (share > 0.85) paintEnd(pen, this.shown, ground);
  }
}

/** @param {Run} run @param {number} node @param {number} step */
function potential(run, node, step) {
  return run.voltage[step * run.nodes + node];
}

/** The last node that fired up to a step, or -1. @param {Shown} shown @param {number} step */
function frontAt({ fired }, step) {
  return fired.findLastIndex((when) => when <= step);
}

/** How far the impulse has come, as a thick line on the fibre. @param {Pen} pen @param {Shown} shown @param {number} step @param {Ground} ground */
function paintTrail(pen, shown, step, ground) {
  const front = frontAt(shown, step);
  const line = (/** @type {number} */ to) =>
    stroke(pen, [
      [0, AXIS],
      [to, AXIS],
    ]);
  pen.strokeStyle = ground.ink;
  line(LANE_WIDTH);
  if (front < 0) return;
  pen.strokeStyle = ground.outside;
  pen.lineWidth = 5;
  line(shown.places[front] * LANE_WIDTH);
}

/** Each node in the colour of its potential. @param {Pen} pen @param {Shown} shown @param {number} step @param {Ground} ground */
function paintNodes(pen, { run, places, size }, step, { ink }) {
  pen.strokeStyle = ink;
  pen.lineWidth = 1;
  places.forEach((place, node) => {
    pen.fillStyle = `rgb(${COLOURS[levelOf(potential(run, node, step))].join(" ")})`;
    pen.beginPath();
    pen.arc(place * LANE_WIDTH, AXIS, size, 0, 7);
    pen.fill();
    pen.stroke();
  });
}

/** The potential over the fibre. @param {Pen} pen @param {Shown} shown @param {number} step @param {Ground} ground */
function paintWave(pen, { run, restMv, places, size }, step, ground) {
  pen.strokeStyle = ground.inside;
  pen.lineWidth = 2;
  const base = AXIS - size - 2;
  const height = (/** @type {number} */ node) =>
    (TALLEST * Math.max(0, potential(run, node, step) - restMv)) / TALLEST_MV;
  stroke(
    pen,
    places.map((place, node) => [place * LANE_WIDTH, base - height(node)]),
  );
}

/** A cross where the impulse stopped, an arrow where it went on. @param {Pen} pen @param {Shown} shown @param {Ground} ground */
function paintEnd(pen, shown, { ink }) {
  pen.fillStyle = ink;
  pen.textAlign = "center";
  pen.font = "bold 17px sans-serif";
  const { run, places } = shown;
  const stopped = places[Math.max(0, frontAt(shown, run.steps))] * LANE_WIDTH;
  const sign = run.conducts ? "➜" : "✕";
  const x = run.conducts ? LANE_WIDTH : stopped + 6;
  pen.fillText(sign, Math.min(LANE_WIDTH - 9, x), AXIS + 19);
}
