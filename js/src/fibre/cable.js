// Step one excitable cable through time, as cable.py does: third-order BDF for the potentials,
// exponential gates at the extrapolated mid-step. Potentials are measured from rest inside.

import { FilterStepper } from "./filters.js";
import { GateStepper } from "./gates.js";

/** @typedef {import("./parameters.js").Physics} Physics */
/** @typedef {import("./internode.js").Filters} Filters */
/**
 * @typedef {object} Cable
 * @property {Float64Array} capacitanceNf of each node
 * @property {Float64Array} passiveUs leak of each node and its links to the neighbours
 * @property {Float64Array} sourceNa current that flows at rest
 * @property {Float64Array} couplingUs of each link, where it is a plain conductance
 * @property {Float64Array[]} channelUs one array a current, with all gates open
 * @property {number} temperatureC
 * @property {Filters[] | null} links the internodes, where there are any
 */
/**
 * @typedef {object} Membrane as Membrane in circuit.py
 * @property {import("./parameters.js").Gate[]} gates
 * @property {number} cubed how many of the gates are taken to the third power
 * @property {number} partners how many of these have a second gate beside them
 * @property {number[]} reversalMv of each current
 * @property {number} restMv
 */
/** @typedef {{amplitudeNa: number, onsetsMs: number[], durationMs: number}} Pulse */

// Factor of the new value; weights of the old ones, newest first; weights that extrapolate to
// the middle of the step. These belong to the time scheme, not to the fibre. Third order, because
// an upstroke is over in a fraction of a millisecond: for the same error a first-order scheme needs
// far shorter steps, and a slider would no longer be answered within a frame or two.
const FACTOR = 11 / 6;
const OLD = [3, -3 / 2, 1 / 3];
const MIDDLE = [15 / 8, -10 / 8, 3 / 8];
// Often enough to end a run soon after it is decided, seldom enough to cost nothing.
const LOOK_EVERY = 40;

/**
 * Solve a symmetric tridiagonal system in place: diagonal and right-hand side are used up. No pivoting:
 * the diagonal outweighs the rest, for capacitance per step comes on top of all links.
 * @param {Float64Array} diagonal
 * @param {Float64Array} off
 * @param {Float64Array} unknown
 */
function solve(diagonal, off, unknown) {
  const last = diagonal.length - 1;
  for (let i = 1; i <= last; i++) {
    const factor = off[i - 1] / diagonal[i - 1];
    diagonal[i] -= factor * off[i - 1];
    unknown[i] -= factor * unknown[i - 1];
  }
  unknown[last] /= diagonal[last];
  for (let i = last - 1; i >= 0; i--) unknown[i] = (unknown[i] - off[i] * unknown[i + 1]) / diagonal[i];
}

/**
 * What does not change from step to step.
 * @param {Cable} cable
 * @param {number} stepMs
 * @param {FilterStepper | null} filters
 */
function prepare(cable, stepMs, filters) {
  const nodes = cable.capacitanceNf.length;
  const perStep = cable.capacitanceNf.map((value) => value / stepMs);
  const diagonal = cable.passiveUs.map((value, i) => value + FACTOR * perStep[i]);
  const off = new Float64Array(nodes - 1);
  for (let link = 0; link < nodes - 1; link++) {
    const [even, odd] = filters ? filters.selfCouplingUs(link) : [0, 0];
    diagonal[link] -= even + odd;
    diagonal[link + 1] -= even + odd;
    off[link] = -cable.couplingUs[link] - (even - odd);
  }
  return { perStep, diagonal, off };
}

/** Asked in the middle of the step, so that rounding at its ends does not count. @param {Pulse} pulse @param {number} step @param {number} stepMs */
function pulseIsOn(pulse, step, stepMs) {
  const middle = (step + 0.5) * stepMs;
  return pulse.onsetsMs.some((onset) => middle >= onset && middle < onset + pulse.durationMs);
}

/**
 * Potentials in mV; a run that left the tabulated range (or is no number) is refused.
 * @param {Float64Array} fromRest
 * @param {number} restMv
 * @param {Physics} physics
 */
function inMillivolts(fromRest, restMv, physics) {
  const voltage = fromRest.map((value) => value + restMv);
  for (const value of voltage) {
    if (value > physics.table_low_mv && value < physics.table_high_mv) continue;
    throw new RangeError(`membrane potential reached ${value} mV, beyond what the model covers`);
  }
  return voltage;
}

/**
 * Run a cable.
 * @param {Cable} cable
 * @param {Membrane} membrane
 * @param {{pulse: Pulse, steps: number, stepMs: number, physics: Physics, isDecided?: import("./parameters.js").IsDecided}} run
 *   `isDecided` is asked every 40 steps
 * @returns {import("./parameters.js").Run} the first row is time zero
 */
export function integrate(cable, membrane, { pulse, steps, stepMs, physics, isDecided }) {
  const nodes = cable.capacitanceNf.length;
  // Two rows of rest before time zero stand for the past.
  const past = 2 * nodes;
  const history = new Float64Array((steps + 3) * nodes);
  const filters = cable.links && new FilterStepper(cable.links, stepMs, FACTOR, OLD);
  const gates = new GateStepper(cable, membrane, stepMs, physics);
  const { perStep, diagonal, off } = prepare(cable, stepMs, filters);
  const working = new Float64Array(nodes);
  let done = 0;
  // one loop over plain arrays, without a call for each node that would make an array: this is where the time goes
  while (done < steps) {
    const newest = past + done * nodes;
    const unknown = history.subarray(newest + nodes, newest + 2 * nodes);
    const currentNa = pulseIsOn(pulse, done, stepMs) ? pulse.amplitudeNa : 0;
    for (let i = 0; i < nodes; i++) {
      const now = history[newest + i];
      const before = history[newest + i - nodes];
      const oldest = history[newest + i - 2 * nodes];
      gates.advance(i, MIDDLE[0] * now + MIDDLE[1] * before + MIDDLE[2] * oldest);
      const old = OLD[0] * now + OLD[1] * before + OLD[2] * oldest;
      unknown[i] = old * perStep[i] + gates.sourceNa + cable.sourceNa[i];
      working[i] = diagonal[i] + gates.conductanceUs;
    }
    unknown[0] += currentNa;
    if (filters) filters.carryOver(unknown);
    solve(working, off, unknown);
    if (filters) filters.absorb(unknown);
    done++;
    if (isDecided && done % LOOK_EVERY === 0 && isDecided(history.subarray(past), done)) break;
  }
  const voltage = inMillivolts(history.subarray(past, past + (done + 1) * nodes), membrane.restMv, physics);
  return { voltage, nodes, steps: done };
}
