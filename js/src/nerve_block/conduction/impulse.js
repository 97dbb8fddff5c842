// One impulse through a treated stretch of one fibre, as impulse_view.py. `data` is what Python
// sends: the constants of the models, the drugs, and the layout of the simulated fibre.

import { fibreGeometry } from "../../fibre/geometry.js";
import { runMyelinated } from "../../fibre/myelinated.js";
import { blockedShare, exposedNodes } from "./drug.js";
import { arrivalMs, lastReached, reached, untilQuiet } from "./passage.js";

/** @typedef {import("./parameters.js").Settings} Settings */
/** @typedef {import("./parameters.js").Data} Data */

/** @param {Settings} settings @param {Data} data */
function layoutOf(settings, data) {
  const { lead_nodes: lead, tail_nodes: tail, most_exposed_nodes: most } = data.impulse;
  const inNerve = exposedNodes(settings.exposed_length_mm, settings.diameter_um, data.myelinated);
  const after = lead + Math.min(inNerve, most);
  return { lead, after, count: after + tail, inNerve };
}

/** @param {Settings} settings @param {number} share @param {{lead: number, after: number, count: number}} layout */
function treatedFibre(settings, share, { lead, after, count }) {
  const nodes = Array.from({ length: count }, (_, node) => node);
  const links = nodes.slice(1).map((node) => node - 1);
  // An internode is treated when one of its two nodes is.
  const treated = (/** @type {number} */ link) => link >= lead - 1 && link < after && after > lead;
  return {
    diameter: settings.diameter_um,
    temperatureC: settings.temperature_c,
    blocked: nodes.map((node) => (node >= lead && node < after ? share : 0)),
    myelinFraction: links.map((link) => (treated(link) ? settings.myelin_percent / 100 : 1)),
    gapFactor: links.map((link) => (treated(link) ? settings.paranode_gap_factor : 1)),
  };
}

/** An impulse in the cold is slower. @param {Settings} settings @param {number} count @param {import("./parameters.js").ImpulseLimits} limits */
function durationMs(settings, count, limits) {
  const cold = limits.cold_factor ** (Math.max(0, limits.body_c - settings.temperature_c) / 10);
  return Math.min(limits.longest_ms, (limits.base_ms + limits.per_node_ms * count) * cold);
}

/** @param {import("./parameters.js").Run} run @param {[number, number]} ends @param {number} stepMs @param {number} internodeMm @param {number} arrivalMv */
function speedOf(run, [first, last], stepMs, internodeMm, arrivalMv) {
  const start = arrivalMs(run, first, stepMs, arrivalMv);
  const end = arrivalMs(run, last, stepMs, arrivalMv);
  return start === null || end === null || end <= start
    ? null
    : ((last - first) * internodeMm) / (end - start);
}

/**
 * Send one impulse.
 * @param {Settings} settings those of the sliders
 * @param {Data} data
 * @param {number} stepUs the time step in µs
 * @returns {import("./parameters.js").Impulse}
 */
export function impulse(settings, data, stepUs) {
  const limits = data.impulse;
  const layout = layoutOf(settings, data);
  const { lead, after, count, inNerve } = layout;
  const drug = data.drugs[settings.drug];
  const share = blockedShare(
    settings.concentration_mm,
    drug.half_block_mm,
    settings.firing_rate_hz,
    data.binding,
  );
  const run = runMyelinated(treatedFibre(settings, share, layout), data.myelinated, {
    durationMs: durationMs(settings, count, limits),
    stepUs,
    physics: data.physics,
    isDecided: untilQuiet(count, data.myelinated.rest_potential_mv, limits),
  });
  const shape = fibreGeometry(settings.diameter_um, data.myelinated);
  const internodeMm = shape.internode / 1000;
  const readNode = count - limits.read_from_end;
  const conducts = reached(run, readNode, limits.arrival_mv);
  // the speed is read over the treated stretch; where none is, over the whole
  /** @type {[number, number]} */
  const ends = after > lead ? [lead - 1, after] : [lead - 2, readNode];
  return {
    ...run,
    stepMs: stepUs / 1000,
    internodeMm,
    exposed: [lead, after],
    inNerve,
    share,
    conducts,
    lastNode: lastReached(run, limits.arrival_mv),
    speed: conducts ? speedOf(run, ends, stepUs / 1000, internodeMm, limits.arrival_mv) : null,
    isExtension: shape.extension,
  };
}
