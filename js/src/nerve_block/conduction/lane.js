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

/** Where along the lane, 0 to 1, each node is drawn; nodes far beyond the stretch are left out. */
function placesOf({ exposed: [first, after], nodes, kind }, tailNodes) {
  const shown = kind.is_myelinated ? Math.min(nodes, after + tailNodes) : nodes;
  return Array.from({ length: shown }, (_, node) => {
    const middle = node + 0.5;
    if (middle < first) return (DRUG_FROM * middle) / first;
    if (middle < after) return DRUG_FROM + ((DRUG_TO - DRUG_FROM) * (middle - first)) / (after - first);
    return DRUG_TO + ((1 - DRUG_TO) * (middle - after)) / (shown - after);
  });
}

/** The step at which a node first rose above a potential, or Infinity. */
function firstStepAbove({ voltage, nodes, steps }, node, potentialMv) {
  for (let step = 0; step <= steps; step++) if (voltage[step * nodes + node] > potentialMv) return step;
  return Infinity;
}

/** The last step at which any drawn node is still well above rest. */
export function lastActiveStep({ voltage, nodes, steps }, quietMv) {
  for (let step = steps; step > 0; step--) {
    for (let node = 0; node < nodes; node++) if (voltage[step * nodes + node] > quietMv) return step;
  }
  return 1;
}

export class Lane {
  constructor(tailNodes) {
    Object.assign(this, makeCanvas(LANE_WIDTH, LANE_HEIGHT, { class: "nb-lane-picture", "aria-hidden": "true" }));
    this.tailNodes = tailNodes;
    this.run = null;
  }

  /** @param durationMs the time that the whole loop shows */
  show(run, durationMs, restMv, arrivalMv) {
    Object.assign(this, { run, durationMs, restMv });
    this.places = placesOf(run, this.tailNodes);
    this.fired = this.places.map((_, node) => firstStepAbove(run, node, arrivalMv));
    this.size = Math.min(5, Math.max(1.2, (0.16 * LANE_WIDTH) / this.places.length));
  }

  paint(share, ground) {
    if (!this.run) return;
    const pen = this.wiped();
    const step = Math.min(this.run.steps, Math.round((share * this.durationMs) / this.run.stepMs));
    pen.fillStyle = ground.drug;
    pen.fillRect(DRUG_FROM * LANE_WIDTH, 2, (DRUG_TO - DRUG_FROM) * LANE_WIDTH, LANE_HEIGHT - 4);
    this.paintTrail(pen, step, ground);
    if (this.run.kind.is_myelinated) this.paintNodes(pen, step, ground);
    this.paintWave(pen, step, ground);
    if (share > 0.85) this.paintEnd(pen, ground);
  }

  potential(node, step) {
    return this.run.voltage[step * this.run.nodes + node];
  }

  /** The last node that fired up to a step, or -1. */
  front(step) {
    return this.fired.findLastIndex((when) => when <= step);
  }

  /** How far the impulse has come, as a thick line on the fibre. */
  paintTrail(pen, step, ground) {
    const front = this.front(step);
    const line = (to) => stroke(pen, [[0, AXIS], [to, AXIS]]);
    pen.strokeStyle = ground.ink;
    line(LANE_WIDTH);
    if (front < 0) return;
    pen.strokeStyle = ground.outside;
    pen.lineWidth = 5;
    line(this.places[front] * LANE_WIDTH);
  }

  paintNodes(pen, step, { ink }) {
    pen.strokeStyle = ink;
    pen.lineWidth = 1;
    this.places.forEach((place, node) => {
      pen.fillStyle = `rgb(${COLOURS[levelOf(this.potential(node, step))].join(" ")})`;
      pen.beginPath();
      pen.arc(place * LANE_WIDTH, AXIS, this.size, 0, 7);
      pen.fill();
      pen.stroke();
    });
  }

  paintWave(pen, step, ground) {
    pen.strokeStyle = ground.inside;
    pen.lineWidth = 2;
    const base = AXIS - this.size - 2;
    const height = (node) => (TALLEST * Math.max(0, this.potential(node, step) - this.restMv)) / TALLEST_MV;
    stroke(pen, this.places.map((place, node) => [place * LANE_WIDTH, base - height(node)]));
  }

  /** A cross where the impulse stopped, an arrow where it went on. */
  paintEnd(pen, { ink }) {
    pen.fillStyle = ink;
    pen.textAlign = "center";
    pen.font = "bold 17px sans-serif";
    const stopped = this.places[Math.max(0, this.front(this.run.steps))] * LANE_WIDTH;
    const [sign, x] = this.run.conducts ? ["➜", LANE_WIDTH] : ["✕", stopped + 6];
    pen.fillText(sign, Math.min(LANE_WIDTH - 9, x), AXIS + 19);
  }
}
