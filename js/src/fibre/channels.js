// Voltage-dependent gates: their rates, their temperature, and the table a run reads.
// The constants of each gate come from Python; see channels.py for the same in numpy.

/** @typedef {import("./parameters.js").Gate} Gate */
/** @typedef {import("./parameters.js").Physics} Physics */

/** x / (1 - exp(-x)); near zero 1 + x/2, for there it would be 0/0. @param {number} x */
function linoid(x) {
  return Math.abs(x) < 1e-6 ? 1 + x / 2 : x / -Math.expm1(-x);
}

/**
 * One rate in 1/ms, before the temperature factor of its gate.
 * @param {import("./parameters.js").Rate} rate
 * @param {number} voltageMv
 * @param {number} temperatureC
 * @param {Physics} physics
 */
function rateAt(rate, voltageMv, temperatureC, physics) {
  const offset = voltageMv - rate.half_mv;
  if (rate.form === "thermal") {
    const thermal = physics.gas_over_faraday_mv_per_k * (physics.zero_celsius_k + temperatureC);
    return rate.rate_per_ms * Math.exp((rate.valence * offset) / thermal);
  }
  const x = offset / rate.slope_mv;
  if (rate.form === "linoid") return rate.rate_per_ms * Math.abs(rate.slope_mv) * linoid(x);
  // 1 / (1 + exp(-x)), written so that it cannot overflow
  if (rate.form === "sigmoid") return rate.rate_per_ms * 0.5 * (1 + Math.tanh(x / 2));
  if (rate.form === "exponential") return rate.rate_per_ms * Math.exp(x);
  throw new RangeError(`a rate has the unknown form ${rate.form}`);
}

/** @param {Gate} gate @param {number} temperatureC */
function warmth(gate, temperatureC) {
  return gate.q10 ** ((temperatureC - gate.q10_reference_temperature_c) / 10);
}

/**
 * Steady-state value of each gate, 0 to 1.
 * @param {Gate[]} gates
 * @param {number} voltageMv
 * @param {number} temperatureC
 * @param {Physics} physics
 */
export function openProbability(gates, voltageMv, temperatureC, physics) {
  return gates.map((gate) => {
    const opening = rateAt(gate.opening, voltageMv, temperatureC, physics);
    return opening / (opening + rateAt(gate.closing, voltageMv, temperatureC, physics));
  });
}

/** @param {Gate[]} gates @param {number} temperatureC @param {number} stepMs @param {Physics} physics */
function tabulate(gates, temperatureC, stepMs, physics) {
  const { table_low_mv: low, table_high_mv: high, table_steps_per_mv: perMv } = physics;
  const columns = Math.round((high - low) * perMv) + 1;
  const width = 2 * gates.length;
  const table = new Float64Array((columns + 1) * width);
  gates.forEach((gate, place) => {
    const factor = warmth(gate, temperatureC);
    for (let column = 0; column < columns; column++) {
      const voltage = low + column / perMv;
      const opening = factor * rateAt(gate.opening, voltage, temperatureC, physics);
      const total = opening + factor * rateAt(gate.closing, voltage, temperatureC, physics);
      const at = column * width + 2 * place;
      table[at] = (opening / total) * -Math.expm1(-stepMs * total);
      table[at + 1] = Math.exp(-stepMs * total);
    }
  });
  table.copyWithin(columns * width, (columns - 1) * width, columns * width);
  return table;
}

// A slider that moves no temperature asks for the same table again; sixteen cover a session.
/** @type {Map<string, Float64Array>} */
const kept = new Map();

/**
 * One exponential gate step against the membrane potential: over a step a gate goes from g to
 * offset + decay * g. Row by row of 0.1 mV stand offset and decay of each gate; the last row
 * stands twice, so that interpolation never reads beyond the end.
 * @param {Gate[]} gates
 * @param {number} temperatureC
 * @param {number} stepMs
 * @param {Physics} physics
 */
export function gateTable(gates, temperatureC, stepMs, physics) {
  const key = JSON.stringify([gates, temperatureC, stepMs]);
  const known = kept.get(key);
  if (known) return known;
  if (kept.size >= 16) kept.delete(kept.keys().next().value ?? "");
  const table = tabulate(gates, temperatureC, stepMs, physics);
  kept.set(key, table);
  return table;
}
