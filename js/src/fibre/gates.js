// The gates of one cable, advanced a node at a time; leaves that node's conductance and current.

import { gateTable, openProbability } from "./channels.js";

/**
 * Gates stand in the order of Membrane in circuit.py: those taken to the third power, then the
 * partners of the first of them, then those that carry a current alone.
 */
export class GateStepper {
  /**
   * @param {import("./cable.js").Cable} cable
   * @param {import("./cable.js").Membrane} membrane
   * @param {number} stepMs
   * @param {import("./parameters.js").Physics} physics
   */
  constructor(cable, membrane, stepMs, physics) {
    const { gates, cubed, partners, reversalMv, restMv } = membrane;
    this.count = gates.length;
    this.cubed = cubed;
    this.partners = partners;
    this.channelUs = cable.channelUs;
    this.drivingMv = reversalMv.map((value) => value - restMv);
    this.table = gateTable(gates, cable.temperatureC, stepMs, physics);
    this.perMv = physics.table_steps_per_mv;
    this.offset = (restMv - physics.table_low_mv) * this.perMv;
    this.lastColumn = this.table.length / (2 * this.count) - 2;
    const nodes = cable.capacitanceNf.length;
    const resting = openProbability(gates, restMv, cable.temperatureC, physics);
    this.open = new Float64Array(nodes * this.count);
    for (let i = 0; i < this.open.length; i++) this.open[i] = resting[i % this.count];
    this.conductanceUs = 0;
    this.sourceNa = 0;
  }

  /** Step the gates of node `i` at a potential measured from rest, in mV. @param {number} i @param {number} potential */
  advance(i, potential) {
    const { table, open, count, cubed, partners } = this;
    // Linear between two rows: at 0.1 mV that is off by less than 5e-6 in a gate's step (channels.py).
    const place = potential * this.perMv + this.offset;
    // Beyond the table's ends the look-up stays inside; such a run is refused at its end.
    const column = Math.max(0, Math.min(this.lastColumn, Math.trunc(place)));
    const share = place - Math.trunc(place);
    const width = 2 * count;
    const at = column * width;
    const first = i * count;
    for (let gate = 0; gate < count; gate++) {
      const k = at + 2 * gate;
      const offset = table[k] + share * (table[k + width] - table[k]);
      const decay = table[k + 1] + share * (table[k + width + 1] - table[k + 1]);
      // exponential step (Rush and Larsen 1978): stable however fast the gate is
      open[first + gate] = open[first + gate] * decay + offset;
    }
    let conductance = 0;
    let source = 0;
    for (let current = 0; current < this.drivingMv.length; current++) {
      const alone = current >= cubed;
      const gate = open[first + (alone ? current + partners : current)];
      let openShare = alone ? gate : gate * gate * gate;
      if (current < partners) openShare *= open[first + cubed + current];
      const channel = openShare * this.channelUs[current][i];
      conductance += channel;
      source += channel * this.drivingMv[current];
    }
    this.conductanceUs = conductance;
    this.sourceNa = source;
  }
}
