import assert from "node:assert/strict";
import { test } from "node:test";
import { gateTable, openProbability } from "../../src/fibre/channels.js";

const PHYSICS = {
  gas_over_faraday_mv_per_k: 0.0861733,
  zero_celsius_k: 273.15,
  table_low_mv: -100,
  table_high_mv: 50,
  table_steps_per_mv: 10,
};
const rate = (form, more = {}) => ({
  form,
  rate_per_ms: 2,
  half_mv: -40,
  slope_mv: 10,
  valence: 1,
  ...more,
});
const gate = (opening, closing) => ({ opening, closing, q10: 3, q10_reference_temperature_c: 20 });
const FORMS = ["thermal", "linoid", "sigmoid", "exponential"];
const GATES = FORMS.map((form) =>
  gate(rate(form), rate(form, { slope_mv: -10, valence: -1, rate_per_ms: 1 })),
);

test("every gate is open to a share between none and all", () => {
  for (const voltage of [-100, -40, 0, 50])
    for (const share of openProbability(GATES, voltage, 37, PHYSICS)) assert.ok(share > 0 && share < 1);
});

test("depolarisation opens a gate whose opening rate rises and whose closing rate falls", () => {
  const [low, high] = [-70, 0].map((voltage) => openProbability(GATES, voltage, 37, PHYSICS));
  FORMS.forEach((form, place) => {
    assert.ok(high[place] > low[place], form);
  });
});

test("a linoid rate has no hole where numerator and denominator are both zero", () => {
  const linoid = [GATES[FORMS.indexOf("linoid")]];
  const [at, beside] = [-40, -40 + 1e-4].map((voltage) => openProbability(linoid, voltage, 37, PHYSICS)[0]);
  assert.ok(Math.abs(at - beside) < 1e-4, `${at}, ${beside}`);
});

test("a sigmoid rate does not overflow far out", () => {
  const steep = [gate(rate("sigmoid", { slope_mv: 0.1 }), rate("sigmoid", { slope_mv: -0.1 }))];
  assert.equal(openProbability(steep, 5000, 37, PHYSICS)[0], 1);
});

test("a rate of unknown form is refused by its name", () => {
  const strange = [gate(rate("cubic"), rate("cubic"))];
  assert.throws(() => openProbability(strange, 0, 37, PHYSICS), /cubic/);
});

test("a row of the table is the exact step of each gate at its potential", () => {
  const table = gateTable(GATES, 30, 0.005, PHYSICS);
  const row = Math.round((-55 - PHYSICS.table_low_mv) * PHYSICS.table_steps_per_mv);
  const steady = openProbability(GATES, -55, 30, PHYSICS);
  GATES.forEach((_, place) => {
    const at = 2 * (row * GATES.length + place);
    const [offset, decay] = [table[at], table[at + 1]];
    // a gate at its steady value stays there; from anywhere else it comes nearer
    assert.ok(Math.abs(steady[place] * decay + offset - steady[place]) < 1e-14);
    assert.ok(decay > 0 && decay < 1);
  });
});

test("ten degrees more speed a gate up by its Q10", () => {
  const decayAt = (temperature) => gateTable([GATES[3]], temperature, 0.01, PHYSICS)[1];
  assert.ok(Math.abs(Math.log(decayAt(30)) / Math.log(decayAt(20)) - 3) < 1e-9);
});

test("the last row stands twice, so that reading between rows never leaves the table", () => {
  const table = gateTable(GATES, 37, 0.01, PHYSICS);
  const width = 2 * GATES.length;
  assert.deepEqual(table.slice(-width), table.slice(-2 * width, -width));
});

test("a table already made is used again, for the same temperature and step only", () => {
  const known = gateTable(GATES, 37, 0.01, PHYSICS);
  assert.equal(gateTable(GATES, 37, 0.01, PHYSICS), known);
  assert.notEqual(gateTable(GATES, 36, 0.01, PHYSICS), known);
  assert.notEqual(gateTable(GATES, 37, 0.005, PHYSICS), known);
});
