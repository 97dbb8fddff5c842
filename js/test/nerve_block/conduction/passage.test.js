import assert from "node:assert/strict";
import { test } from "node:test";
import { arrivalMs, lastReached, reached, untilQuiet } from "../../../src/nerve_block/conduction/passage.js";

const REST = -80;
const LIMITS = { arrival_mv: -20, quiet_mv: -60, past_mv: -50, quiet_margin_mv: 5 };

/** A run whose rows are given, one a step. @param {number[][]} rows */
const runOf = (rows) => ({
  voltage: Float64Array.from(rows.flat()),
  nodes: rows[0].length,
  steps: rows.length - 1,
});
const PASSING = runOf([
  [REST, REST, REST],
  [20, REST, REST],
  [REST, 20, REST],
  [REST, REST, 20],
]);
const STOPPED = runOf([
  [REST, REST, REST],
  [20, REST, REST],
  [REST, -30, REST],
  [REST, REST, REST],
]);

test("an impulse arrives where the potential crosses the level upwards, between two steps", () => {
  // from -80 to 20 the level of -20 is crossed at 0.6 of the step
  assert.ok(Math.abs(arrivalMs(PASSING, 1, 0.1, -20) - 0.16) < 1e-12);
  assert.equal(arrivalMs(STOPPED, 1, 0.1, -20), null);
});

test("how far it came is the last node that it reached", () => {
  assert.equal(lastReached(PASSING, -20), 2);
  assert.equal(lastReached(STOPPED, -20), 0);
  assert.ok(reached(PASSING, 2, -20) && !reached(STOPPED, 2, -20));
});

/** What a run is told each time it looks: it looks every third step, and each row below stands for that. */
function looks(over, rows) {
  const steps = rows.flatMap((row, place) => [row, row, rows[place + 1] ?? row]);
  const fromRest = Float64Array.from(steps.flat(), (value) => value - REST);
  return rows.map((_, place) => over(fromRest, 3 * place));
}

test("a run is over once the impulse has left the far end", () => {
  const rows = [
    [REST, REST, REST],
    [20, REST, REST],
    [REST, 20, REST],
    [REST, REST, 20],
    [REST, REST, -60],
  ];
  assert.deepEqual(looks(untilQuiet(3, REST, LIMITS), rows), [false, false, false, false, true]);
});

test("a run is over once the impulse has died on the way, not while a node still rises", () => {
  const rows = [
    [REST, REST, REST],
    [20, REST, REST],
    [-50, -62, REST],
    [-70, -61, REST],
    [-75, -63, REST],
  ];
  assert.deepEqual(looks(untilQuiet(3, REST, LIMITS), rows), [false, false, false, false, true]);
});

test("a fibre that was never excited is not called quiet", () => {
  assert.deepEqual(
    looks(untilQuiet(2, REST, LIMITS), [
      [REST, REST],
      [REST, REST],
    ]),
    [false, false],
  );
});
