// What Python sends of a fibre (browser_parameters.py), unit in each name. Types only: nothing here runs.

/**
 * @typedef {object} Rate
 * @property {"thermal" | "linoid" | "sigmoid" | "exponential"} form
 * @property {number} rate_per_ms
 * @property {number} half_mv
 * @property {number} slope_mv
 * @property {number} valence
 */
/** @typedef {{opening: Rate, closing: Rate, q10: number, q10_reference_temperature_c: number}} Gate */
/** @typedef {{gas_over_faraday_mv_per_k: number, zero_celsius_k: number, table_low_mv: number, table_high_mv: number, table_steps_per_mv: number}} Physics */
/** @typedef {{onsets_ms: number[], duration_ms: number}} PulseTimes */
/**
 * @typedef {object} Myelinated
 * @property {Gate[]} gates
 * @property {PulseTimes} pulse
 * @property {number[][]} geometry_rows diameter, axon, node, internode, fluted part, lamellae of each published fibre
 * @property {number} smallest_published_diameter_um
 * @property {Triple} small_fibre_axon_diameter_um
 * @property {Triple} small_fibre_node_diameter_um
 * @property {Triple} small_fibre_internode_length_um
 * @property {Triple} small_fibre_fluted_length_um
 * @property {Triple} small_fibre_lamellae
 * @property {number} node_length_um
 * @property {number} attachment_length_um
 * @property {number} node_gap_um
 * @property {number} internode_gap_um
 * @property {number} axial_resistivity_ohm_cm
 * @property {number} axolemma_capacitance_uf_per_cm2
 * @property {number} lamella_capacitance_uf_per_cm2
 * @property {number} lamella_conductance_s_per_cm2
 * @property {number} attachment_conductance_s_per_cm2
 * @property {number} internode_conductance_s_per_cm2
 * @property {number} leak_conductance_s_per_cm2
 * @property {number} leak_reversal_mv
 * @property {number} fast_sodium_conductance_s_per_cm2
 * @property {number} persistent_sodium_conductance_s_per_cm2
 * @property {number} slow_potassium_conductance_s_per_cm2
 * @property {number} sodium_reversal_mv
 * @property {number} potassium_reversal_mv
 * @property {number} rest_potential_mv
 * @property {number} stimulus_na
 * @property {number} stimulus_small_fibre_na
 */
/**
 * @typedef {object} Unmyelinated
 * @property {Gate[]} gates
 * @property {PulseTimes} pulse
 * @property {number} axial_resistivity_ohm_cm
 * @property {number} membrane_capacitance_uf_per_cm2
 * @property {number} leak_conductance_s_per_cm2
 * @property {number} sodium_conductance_s_per_cm2
 * @property {number} potassium_conductance_s_per_cm2
 * @property {number} sodium_reversal_mv
 * @property {number} potassium_reversal_mv
 * @property {number} rest_potential_mv
 * @property {number} stimulus_na
 */
/** @typedef {[square: number, linear: number, constant: number]} Triple */
/** @typedef {(fromRest: Float64Array, done: number) => boolean} IsDecided potentials from rest in mV, and the steps done */
/** @typedef {{durationMs: number, stepUs: number, physics: Physics, isDecided?: IsDecided}} Settings of one run */
/** @typedef {{voltage: Float64Array, nodes: number, steps: number}} Run potentials in mV, row after row of nodes */

export {};
