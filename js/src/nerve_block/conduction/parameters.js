// What Python sends of the impulse and the nerve (browser_parameters.py). Types only: nothing here runs.

/** @typedef {import("../../fibre/parameters.js").Myelinated} Myelinated */
/** @typedef {import("../../fibre/parameters.js").Unmyelinated} Unmyelinated */
/**
 * @typedef {object} Settings what the sliders say
 * @property {string} drug
 * @property {number} concentration_mm mmol/L
 * @property {number} exposed_length_mm
 * @property {number} diameter_um
 * @property {number} temperature_c
 * @property {number} firing_rate_hz
 * @property {number} myelin_percent
 * @property {number} paranode_gap_factor
 */
/** @typedef {{id: string, name: string, carries: string, notices: string, diameter_um: number, is_myelinated: boolean}} Kind of fibre */
/** @typedef {{half_block_mm: number, one_percent_mm: number, is_uncertain: boolean}} Drug */
/** @typedef {{recovery_s: number, extra_binding_per_mm_s: number, depolarised_time_ms: number, calibrated_drug: string, impulses: number}} Binding */
/**
 * @typedef {object} ImpulseLimits
 * @property {number} step_us
 * @property {number} lead_nodes
 * @property {number} tail_nodes
 * @property {number} most_exposed_nodes
 * @property {number} read_from_end
 * @property {number} arrival_mv
 * @property {number} quiet_mv
 * @property {number} quiet_margin_mv
 * @property {number} past_mv
 * @property {number} body_c
 * @property {number} cold_factor
 * @property {number} base_ms
 * @property {number} per_node_ms
 * @property {number} longest_ms
 */
/** @typedef {Record<"lead_nodes" | "tail_nodes" | "most_exposed_nodes" | "read_from_end" | "end_nodes" | "time_step_us" | "base_ms" | "per_node_ms" | "longest_ms" | "warmth_factor" | "body_c" | "shortest_mm" | "c_compartment_um" | "c_lead_mm" | "c_most_exposed_mm" | "c_tail_mm" | "c_end_mm" | "c_base_ms" | "c_longest_ms" | "c_time_step_us", number>} CompoundLimits */
/**
 * @typedef {object} Data
 * @property {import("../../fibre/parameters.js").Physics} physics
 * @property {Myelinated} myelinated
 * @property {Unmyelinated} unmyelinated
 * @property {Kind[]} classes
 * @property {Record<string, Drug>} drugs
 * @property {Binding} binding
 * @property {ImpulseLimits} impulse
 * @property {CompoundLimits} compound
 * @property {Record<string, string>} sentences
 */
/**
 * @typedef {object} Passage of an impulse through a stretch of nerve
 * @property {[first: number, after: number]} exposed nodes in the drug
 * @property {number} stepMs
 * @property {boolean} conducts
 * @property {number | null} speed m/s
 */
/** @typedef {import("../../fibre/parameters.js").Run} Run */
/** @typedef {Run & Passage & {internodeMm: number, inNerve: number, share: number, lastNode: number, isExtension: boolean}} Impulse */
/** @typedef {{kind: Kind, nodes: number | null, share: number}} Share what the drug does to one kind */
/** @typedef {Run & Passage & Share} LaneRun */

export {};
