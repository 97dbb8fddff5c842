// Four kinds of fibre in one nerve under one drug, one run each, as compound_nerve.py.

import { fibreGeometry } from "../../fibre/geometry.js";
import { runMyelinated } from "../../fibre/myelinated.js";
import { roundHalfEven } from "../../fibre/rounding.js";
import { runUnmyelinated } from "../../fibre/unmyelinated.js";
import { blockedShare, exposedNodes, occupancy } from "./drug.js";
import { arrivalMs, reached, untilQuiet } from "./passage.js";

/** @typedef {import("./parameters.js").Settings} Settings */
/** @typedef {import("./parameters.js").Data} Data */
/** @typedef {import("./parameters.js").Share} Share */
/** @typedef {{stepUs: number, spacingMm: number, ends: [number, number], readNode: number, exposed: [number, number], arrivalMv: number}} Reading where a run is read */

/**
 * What the drug does to each kind of fibre: nodes and blocked share. Costs next to nothing.
 * @param {Settings} settings
 * @param {Data} data
 * @returns {Share[]}
 */
export function compoundShares(settings, data) {
  const half = data.drugs[settings.drug].half_block_mm;
  const { concentration_mm: concentration, exposed_length_mm: length } = settings;
  return data.classes.map((kind) => {
    if (!kind.is_myelinated) return { kind, nodes: null, share: occupancy(concentration, half) };
    const nodes = exposedNodes(length, kind.diameter_um, data.myelinated);
    return { kind, nodes, share: blockedShare(concentration, half, settings.firing_rate_hz, data.binding) };
  });
}

/** Below body temperature an impulse takes longer. @param {Settings} settings @param {import("./parameters.js").CompoundLimits} limits */
function warmthFactor(settings, limits) {
  return Math.max(1, limits.warmth_factor ** ((limits.body_c - settings.temperature_c) / 10));
}

/** @param {Share} entry @param {import("./parameters.js").Run} run @param {Reading} reading @returns {import("./parameters.js").LaneRun} */
function laneOf(entry, run, { stepUs, spacingMm, ends, readNode, exposed, arrivalMv }) {
  const conducts = reached(run, readNode, arrivalMv);
  const stepMs = stepUs / 1000;
  const [start, end] = ends.map((node) => arrivalMs(run, node, stepMs, arrivalMv));
  const passed = conducts && start !== null && end !== null && end > start;
  const speed = passed ? ((ends[1] - ends[0]) * spacingMm) / (end - start) : null;
  return { ...entry, ...run, stepMs, exposed, conducts, speed };
}

/** @param {Share} entry @param {Share[]} shares @param {Settings} settings @param {Data} data */
function myelinatedLane(entry, shares, settings, data) {
  const limits = data.compound;
  const shown = (/** @type {Share} */ each) => Math.min(each.nodes ?? 0, limits.most_exposed_nodes);
  const lead = limits.lead_nodes;
  const count = lead + Math.max(...shares.map(shown)) + limits.tail_nodes;
  const after = lead + shown(entry);
  /** @param {number} length @param {number} value @returns {number[]} */
  const whole = (length, value) => new Array(length).fill(value);
  const fibre = {
    diameter: entry.kind.diameter_um,
    temperatureC: settings.temperature_c,
    blocked: whole(count, 0).fill(entry.share, lead, after),
    myelinFraction: whole(count - 1, 1),
    gapFactor: whole(count - 1, 1),
  };
  const longest = warmthFactor(settings, limits) * (limits.base_ms + limits.per_node_ms * count);
  const run = runMyelinated(fibre, data.myelinated, {
    durationMs: Math.min(limits.longest_ms, longest),
    stepUs: limits.time_step_us,
    physics: data.physics,
    isDecided: untilQuiet(count, data.myelinated.rest_potential_mv, data.impulse),
  });
  return laneOf(entry, run, {
    stepUs: limits.time_step_us,
    spacingMm: fibreGeometry(fibre.diameter, data.myelinated).internode / 1000,
    ends: [limits.end_nodes, count - 1 - limits.end_nodes],
    readNode: count - limits.read_from_end,
    exposed: [lead, after],
    arrivalMv: data.impulse.arrival_mv,
  });
}

/** @param {Share} entry @param {Settings} settings @param {Data} data */
function unmyelinatedLane(entry, settings, data) {
  const limits = data.compound;
  const spacingMm = limits.c_compartment_um / 1000;
  const exposedMm = Math.min(settings.exposed_length_mm, limits.c_most_exposed_mm);
  const count = roundHalfEven((limits.c_lead_mm + limits.c_most_exposed_mm + limits.c_tail_mm) / spacingMm);
  const centre = (/** @type {number} */ i) => (i + 0.5) * spacingMm;
  const inside = (/** @type {number} */ i) =>
    centre(i) > limits.c_lead_mm && centre(i) < limits.c_lead_mm + exposedMm;
  const blocked = Array.from({ length: count }, (_, i) => (inside(i) ? entry.share : 0));
  const first = blocked.findIndex((_, i) => inside(i));
  const after = first < 0 ? count : first + blocked.filter((_, i) => inside(i)).length;
  const fibre = {
    diameter: entry.kind.diameter_um,
    compartment: limits.c_compartment_um,
    temperatureC: settings.temperature_c,
    blocked,
  };
  const run = runUnmyelinated(fibre, data.unmyelinated, {
    durationMs: Math.min(limits.c_longest_ms, limits.c_base_ms * warmthFactor(settings, limits)),
    stepUs: limits.c_time_step_us,
    physics: data.physics,
  });
  const margin = roundHalfEven(limits.c_end_mm / spacingMm);
  return laneOf(entry, run, {
    stepUs: limits.c_time_step_us,
    spacingMm,
    ends: [margin, count - 1 - margin],
    readNode: count - 1 - Math.floor(margin / 2),
    exposed: [first, after],
    arrivalMv: data.impulse.arrival_mv,
  });
}

/**
 * Run one kind of fibre; the caller spreads the runs over time.
 * @param {number} place
 * @param {Share[]} shares
 * @param {Settings} settings
 * @param {Data} data
 */
export function simulateLane(place, shares, settings, data) {
  const entry = shares[place];
  return entry.kind.is_myelinated
    ? myelinatedLane(entry, shares, settings, data)
    : unmyelinatedLane(entry, settings, data);
}
