// The internode filters of one cable: each keeps its present and two past currents, in nA.

import { MODES } from "./internode.js";

const FILTERS = 2 * MODES;

export class FilterStepper {
  /**
   * @param {import("./internode.js").Filters[]} links of each internode
   * @param {number} stepMs
   * @param {number} factor
   * @param {number[]} weights
   */
  constructor(links, stepMs, factor, weights) {
    // most internodes are alike: what depends on the step is kept once a kind
    const kinds = [...new Set(links)];
    this.kind = Uint16Array.from(links, (link) => kinds.indexOf(link) * FILTERS);
    this.shrink = new Float64Array(kinds.length * FILTERS);
    this.gain = new Float64Array(kinds.length * FILTERS);
    kinds.forEach((filters, place) => {
      for (let k = 0; k < FILTERS; k++) {
        // each mode is stepped implicitly and by itself; what the new potentials do to it stands apart (gain), so
        // that the nodes alone are left to be solved for
        const shrink = 1 / (factor + stepMs * filters.rate[k]);
        this.shrink[place * FILTERS + k] = shrink;
        this.gain[place * FILTERS + k] = stepMs * filters.drive[k] * shrink;
      }
    });
    this.weights = weights;
    this.states = [0, 1, 2].map(() => new Float64Array(links.length * FILTERS));
    this.carried = new Float64Array(links.length * FILTERS);
  }

  /** How much the newest node potentials act back at once: even and odd, in µS. @param {number} link @returns {[number, number]} */
  selfCouplingUs(link) {
    const gain = this.gain.subarray(this.kind[link], this.kind[link] + FILTERS);
    const sum = (/** @type {Float64Array} */ part) => part.reduce((total, value) => total + value, 0);
    return [sum(gain.subarray(0, MODES)), sum(gain.subarray(MODES))];
  }

  /** Add to the nodes the currents that the past alone would send. @param {Float64Array} unknown */
  carryOver(unknown) {
    const { carried, shrink, kind } = this;
    const [newest, before, oldest] = this.states;
    const [now, then, long] = this.weights;
    for (let link = 0, at = 0; link < kind.length; link++) {
      let even = 0;
      let odd = 0;
      for (let k = kind[link], end = k + MODES; k < end; k++, at++) {
        even += carried[at] = (now * newest[at] + then * before[at] + long * oldest[at]) * shrink[k];
      }
      for (let k = kind[link] + MODES, end = k + MODES; k < end; k++, at++) {
        odd += carried[at] = (now * newest[at] + then * before[at] + long * oldest[at]) * shrink[k];
      }
      unknown[link] += even + odd;
      unknown[link + 1] += even - odd;
    }
  }

  /** Take in the new node potentials; the oldest state is written over. @param {Float64Array} solved */
  absorb(solved) {
    const { carried, gain, kind } = this;
    const [newest, before, state] = this.states;
    for (let link = 0, at = 0; link < kind.length; link++) {
      const sum = solved[link] + solved[link + 1];
      const difference = solved[link] - solved[link + 1];
      const first = kind[link];
      for (let k = first; k < first + MODES; k++, at++) state[at] = carried[at] + gain[k] * sum;
      for (let k = first + MODES; k < first + FILTERS; k++, at++)
        state[at] = carried[at] + gain[k] * difference;
    }
    this.states = [state, newest, before];
  }
}
