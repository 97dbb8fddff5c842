// One impulse drawn three ways: the nerve now, potential over time and place, traces at nodes.

import { make } from "../../display/elements.js";
import { levelOf } from "./colours.js";
import { SpaceTime } from "./space_time.js";
import { Traces } from "./traces.js";

/** @typedef {import("./parameters.js").Impulse} Impulse */
/**
 * @typedef {object} Shown
 * @property {Uint8Array} level one for each node and sample, node after node
 * @property {number} samples
 * @property {number} nodes
 * @property {[number, number]} exposed
 * @property {number} durationMs
 * @property {number[]} watched nodes with a trace
 */

const SAMPLES = 160;

/** The potentials at evenly spaced times, one level each, node after node. @param {Impulse} found */
function sampled({ voltage, nodes, steps }) {
  const level = new Uint8Array(nodes * SAMPLES);
  for (let sample = 0; sample < SAMPLES; sample++) {
    const row = Math.round((sample * steps) / (SAMPLES - 1)) * nodes;
    for (let node = 0; node < nodes; node++) level[node * SAMPLES + sample] = levelOf(voltage[row + node]);
  }
  return level;
}

/** The nodes whose traces tell the story: before, first, middle and last inside, after. @param {Impulse} found @param {number} readFromEnd */
function watchedNodes({ exposed: [first, after], nodes }, readFromEnd) {
  const inside = after > first ? [first, Math.floor((first + after - 1) / 2), after - 1] : [];
  return [...new Set([first - 2, ...inside, nodes - readFromEnd])];
}

export class ImpulsePicture {
  /** @param {number} readFromEnd */
  constructor(readFromEnd) {
    this.readFromEnd = readFromEnd;
    this.parts = [new SpaceTime(), new Traces()];
    const canvases = this.parts.map((part) => part.picture.canvas);
    this.node = make(
      "div",
      { class: "sci-picture", role: "img", "aria-label": "The impulse, not yet simulated" },
      ...canvases,
    );
    this.isEmpty = true;
  }

  /** @param {Impulse} found @param {string} verdict */
  show(found, verdict) {
    /** @type {Shown} */
    const shown = {
      level: sampled(found),
      samples: SAMPLES,
      nodes: found.nodes,
      exposed: found.exposed,
      durationMs: found.steps * found.stepMs,
      watched: watchedNodes(found, this.readFromEnd),
    };
    this.node.setAttribute("aria-label", `The impulse over time and along the nerve. ${verdict}`);
    for (const part of this.parts) part.show(shown);
    this.isEmpty = false;
  }

  /** @param {number} share @param {import("./colours.js").Ground} ground */
  paint(share, ground) {
    if (this.isEmpty) return;
    for (const part of this.parts) part.paint(share, ground);
  }
}
