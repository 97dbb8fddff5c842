// One impulse in one myelinated fibre: nodes with channels, internodes as filters. As fibre.py.

import { integrate } from "./cable.js";
import { fibreGeometry } from "./geometry.js";
import { internodeFilters } from "./internode.js";
import { roundHalfEven } from "./rounding.js";

/** @typedef {import("./parameters.js").Myelinated} Myelinated */
/** @typedef {{diameter: number, temperatureC: number, blocked: number[], myelinFraction: number[], gapFactor: number[]}} Fibre */

/** @param {Myelinated} parameters @returns {import("./cable.js").Membrane} */
function myelinatedMembrane(parameters) {
  return {
    gates: parameters.gates,
    cubed: 2,
    partners: 1,
    reversalMv: [
      parameters.sodium_reversal_mv,
      parameters.sodium_reversal_mv,
      parameters.potassium_reversal_mv,
    ],
    restMv: parameters.rest_potential_mv,
  };
}

/** @param {Fibre} fibre @param {Myelinated} parameters @returns {import("./cable.js").Cable} */
function myelinatedCable(fibre, parameters) {
  const { blocked, myelinFraction, gapFactor } = fibre;
  const nodes = blocked.length;
  const shape = fibreGeometry(fibre.diameter, parameters);
  const area = Math.PI * parameters.node_length_um * shape.node;
  const links = Array.from({ length: nodes - 1 }, (_, link) =>
    internodeFilters(fibre.diameter, parameters, myelinFraction[link], gapFactor[link]),
  );
  // µm² times S/cm² is 1e-2 µS, µm² times µF/cm² is 1e-5 nF: so currents come in nA, times in ms
  const leakUs = 1e-2 * parameters.leak_conductance_s_per_cm2 * area;
  const sodium = (/** @type {number} */ density) =>
    Float64Array.from(blocked, (share) => 1e-2 * area * density * (1 - share));
  const beside = (/** @type {number} */ node) =>
    (node > 0 ? links[node - 1].couplingUs : 0) + (node < nodes - 1 ? links[node].couplingUs : 0);
  return {
    capacitanceNf: new Float64Array(nodes).fill(1e-5 * parameters.axolemma_capacitance_uf_per_cm2 * area),
    passiveUs: Float64Array.from(blocked, (_, node) => leakUs + beside(node)),
    sourceNa: new Float64Array(nodes).fill(
      leakUs * (parameters.leak_reversal_mv - parameters.rest_potential_mv),
    ),
    couplingUs: new Float64Array(nodes - 1), // the internodes carry all current from node to node
    channelUs: [
      sodium(parameters.fast_sodium_conductance_s_per_cm2),
      sodium(parameters.persistent_sodium_conductance_s_per_cm2),
      new Float64Array(nodes).fill(1e-2 * area * parameters.slow_potassium_conductance_s_per_cm2),
    ],
    temperatureC: fibre.temperatureC,
    links,
  };
}

/**
 * Run one fibre.
 * @param {Fibre} fibre diameter in µm; blocked share of sodium channels at each node; the rest of each internode
 * @param {Myelinated} parameters
 * @param {import("./parameters.js").Settings} run
 */
export function runMyelinated(fibre, parameters, { durationMs, stepUs, physics, isDecided }) {
  const small = fibre.diameter < parameters.smallest_published_diameter_um;
  return integrate(myelinatedCable(fibre, parameters), myelinatedMembrane(parameters), {
    pulse: {
      amplitudeNa: small ? parameters.stimulus_small_fibre_na : parameters.stimulus_na,
      onsetsMs: parameters.pulse.onsets_ms,
      durationMs: parameters.pulse.duration_ms,
    },
    steps: roundHalfEven((durationMs * 1000) / stepUs),
    stepMs: stepUs / 1000,
    physics,
    isDecided,
  });
}
