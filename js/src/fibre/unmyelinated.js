// One impulse in one C fibre: a single cable with channels all along. As c_fibre.py.

import { integrate } from "./cable.js";
import { openProbability } from "./channels.js";
import { roundHalfEven } from "./rounding.js";

/** @typedef {import("./parameters.js").Unmyelinated} Unmyelinated */
/** @typedef {{diameter: number, compartment: number, temperatureC: number, blocked: number[]}} Fibre */

/** @param {Unmyelinated} parameters @returns {import("./cable.js").Membrane} */
function unmyelinatedMembrane(parameters) {
  return {
    gates: parameters.gates,
    cubed: 2,
    partners: 2,
    reversalMv: [parameters.sodium_reversal_mv, parameters.potassium_reversal_mv],
    restMv: parameters.rest_potential_mv,
  };
}

/**
 * The leak current that holds the healthy fibre at rest, in mA/cm²: minus what its open channels carry. Unblocked on
 * purpose, for a drug must not tune the leak; anew for each temperature, for where thermal gates rest depends on it.
 * @param {Unmyelinated} parameters
 * @param {number} temperatureC
 * @param {import("./parameters.js").Physics} physics
 */
function leakSource(parameters, temperatureC, physics) {
  const rest = parameters.rest_potential_mv;
  const [m, n, h, slow] = openProbability(parameters.gates, rest, temperatureC, physics);
  const sodium = parameters.sodium_conductance_s_per_cm2 * m ** 3 * h;
  const potassium = parameters.potassium_conductance_s_per_cm2 * n ** 3 * slow;
  return (
    sodium * (rest - parameters.sodium_reversal_mv) + potassium * (rest - parameters.potassium_reversal_mv)
  );
}

/** @param {Fibre} fibre @param {Unmyelinated} parameters @param {import("./parameters.js").Physics} physics @returns {import("./cable.js").Cable} */
function unmyelinatedCable(fibre, parameters, physics) {
  const { diameter, compartment, blocked, temperatureC } = fibre;
  const count = blocked.length;
  const area = Math.PI * diameter * compartment;
  // 100 turns µm / (Ω cm) into µS; the two other factors are those of myelinated.js
  const linkUs = (100 * Math.PI * diameter ** 2) / 4 / (parameters.axial_resistivity_ohm_cm * compartment);
  const leakUs = 1e-2 * parameters.leak_conductance_s_per_cm2 * area;
  const filled = (/** @type {number} */ value) => new Float64Array(count).fill(value);
  return {
    capacitanceNf: filled(1e-5 * parameters.membrane_capacitance_uf_per_cm2 * area),
    passiveUs: Float64Array.from(blocked, (_, i) => leakUs + linkUs * (i > 0 && i < count - 1 ? 2 : 1)),
    sourceNa: filled(1e-2 * area * leakSource(parameters, temperatureC, physics)),
    couplingUs: new Float64Array(count - 1).fill(linkUs),
    channelUs: [
      Float64Array.from(
        blocked,
        (share) => 1e-2 * area * parameters.sodium_conductance_s_per_cm2 * (1 - share),
      ),
      filled(1e-2 * area * parameters.potassium_conductance_s_per_cm2),
    ],
    temperatureC,
    links: null,
  };
}

/**
 * Run one C fibre.
 * @param {Fibre} fibre diameter and compartment in µm; blocked share at each compartment
 * @param {Unmyelinated} parameters
 * @param {import("./parameters.js").Settings} run
 */
export function runUnmyelinated(fibre, parameters, { durationMs, stepUs, physics, isDecided }) {
  return integrate(unmyelinatedCable(fibre, parameters, physics), unmyelinatedMembrane(parameters), {
    pulse: {
      amplitudeNa: parameters.stimulus_na,
      onsetsMs: parameters.pulse.onsets_ms,
      durationMs: parameters.pulse.duration_ms,
    },
    steps: roundHalfEven((durationMs * 1000) / stepUs),
    stepMs: stepUs / 1000,
    physics,
    isDecided,
  });
}
