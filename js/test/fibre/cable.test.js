import assert from "node:assert/strict";
import { test } from "node:test";
import { integrate } from "../../src/fibre/cable.js";

const PHYSICS = { table_low_mv: -200, table_high_mv: 200, table_steps_per_mv: 1 };
const REST = -80;
const PASSIVE = { gates: [], cubed: 0, partners: 0, reversalMv: [], restMv: REST };
const PULSE = { amplitudeNa: 1, onsetsMs: [0], durationMs: 1000 };
const LEAK_US = 0.05;
const LINK_US = 0.2;

/** A cable without channels: 0.1 nF and a leak at each node, so 2 ms and 20 mV for 1 nA. */
function cable(nodes) {
  const links = (/** @type {number} */ i) => Number(i > 0) + Number(i < nodes - 1);
  return {
    capacitanceNf: new Float64Array(nodes).fill(0.1),
    passiveUs: Float64Array.from({ length: nodes }, (_, i) => LEAK_US + LINK_US * links(i)),
    sourceNa: new Float64Array(nodes),
    couplingUs: new Float64Array(nodes - 1).fill(LINK_US),
    channelUs: [],
    temperatureC: 37,
    links: null,
  };
}
const run = (nodes, more = {}) =>
  integrate(cable(nodes), PASSIVE, { pulse: PULSE, steps: 200, stepMs: 0.05, physics: PHYSICS, ...more });

test("a cable that nothing reaches stays at rest", () => {
  const { voltage } = run(5, { pulse: { ...PULSE, amplitudeNa: 0 } });
  assert.ok(voltage.every((value) => value === REST));
});

test("one node charges as a capacitor beside a leak does", () => {
  const stepMs = 0.01;
  const { voltage } = run(1, { steps: 500, stepMs });
  for (const step of [100, 200, 500]) {
    const wanted = REST + 20 * (1 - Math.exp((-step * stepMs) / 2));
    assert.ok(Math.abs(voltage[step] - wanted) < 0.05, `${voltage[step]} at step ${step}, not ${wanted}`);
  }
});

test("a finer step comes nearer to the truth", () => {
  const pulse = { ...PULSE, durationMs: 1 };
  const truth = REST + 20 * (1 - Math.exp(-0.5)) * Math.exp(-1);
  const error = (stepMs) => {
    const steps = Math.round(3 / stepMs);
    return Math.abs(run(1, { steps, stepMs, pulse }).voltage[steps] - truth);
  };
  assert.ok(error(0.05) < error(0.1) / 1.8, `${error(0.05)}, ${error(0.1)}`);
  assert.ok(error(0.025) < error(0.05) / 1.8, `${error(0.025)}, ${error(0.05)}`);
});

test("in the end all current that comes in leaks out, least of it far away", () => {
  const { voltage, steps } = run(6, { steps: 4000 });
  const raised = Array.from(voltage.slice(6 * steps), (value) => value - REST);
  const leaked = raised.reduce((sum, value) => sum + LEAK_US * value, 0);
  assert.ok(Math.abs(leaked - 1) < 1e-9, `${leaked} nA`);
  for (let node = 1; node < 6; node++) assert.ok(raised[node] < raised[node - 1]);
});

test("a run ends soon after it is decided, and holds what it did", () => {
  const { voltage, steps } = run(3, { steps: 400, isDecided: (_, done) => done >= 100 });
  assert.ok(steps >= 100 && steps < 200, `${steps} steps`);
  assert.equal(voltage.length, 3 * (steps + 1));
});

test("a potential beyond the table, or none at all, is refused", () => {
  assert.throws(() => run(1, { pulse: { ...PULSE, amplitudeNa: 100 } }), /beyond what the model covers/);
  assert.throws(() => run(1, { pulse: { ...PULSE, amplitudeNa: Number.NaN } }), /reached NaN mV/);
});
