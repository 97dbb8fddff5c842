// From a drug at the nerve to blocked sodium channels, as conduction_block.py.

import { fibreGeometry } from "../../fibre/geometry.js";
import { roundHalfEven } from "../../fibre/rounding.js";

/** Share of resting sodium channels that a drug blocks. @param {number} concentrationMm @param {number} halfBlockMm */
export function occupancy(concentrationMm, halfBlockMm) {
  return concentrationMm / (concentrationMm + halfBlockMm);
}

/** How many nodes of a fibre lie in a length of nerve. @param {number} lengthMm @param {number} diameter @param {import("./parameters.js").Myelinated} parameters */
export function exposedNodes(lengthMm, diameter, parameters) {
  return roundHalfEven((1000 * lengthMm) / fibreGeometry(diameter, parameters).internode);
}

/**
 * Blocked share when the last impulse of a train arrives. Each impulse and each pause between two takes the
 * share to the same linear function of itself, so ten of them need no loop.
 * @param {number} concentrationMm
 * @param {number} halfBlockMm
 * @param {number} firingRateHz
 * @param {import("./parameters.js").Binding} binding
 */
export function blockedShare(concentrationMm, halfBlockMm, firingRateHz, binding) {
  const tonic = occupancy(concentrationMm, halfBlockMm);
  if (firingRateHz === 0 || concentrationMm === 0) return tonic;
  const leaving = 1 / binding.recovery_s;
  const resting = leaving * (1 + concentrationMm / halfBlockMm);
  const firing = resting + binding.extra_binding_per_mm_s * concentrationMm;
  const impulse = binding.depolarised_time_ms / 1000;
  const keptInImpulse = Math.exp(-firing * impulse);
  const keptBetween = Math.exp(-resting * (1 / firingRateHz - impulse));
  const kept = keptInImpulse * keptBetween;
  const gained = (1 - leaving / firing) * (1 - keptInImpulse) * keptBetween + tonic * (1 - keptBetween);
  const steady = gained / (1 - kept);
  return steady - (steady - tonic) * kept ** (binding.impulses - 1);
}
