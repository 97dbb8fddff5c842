import assert from "node:assert/strict";
import { test } from "node:test";
import { criticalShare } from "../../../src/nerve_block/conduction/critical.js";

// share = 0.5 + 0.1 for each place along diameter, minus 0.2 along extent; temperature does nothing
const TABLE = {
  diameters_um: [5, 10],
  extents: [1, 4],
  temperatures_c: [30, 37],
  values: [0.5, 0.5, 0.3, 0.3, 0.6, 0.6, 0.4, 0.4],
};

test("a point of the grid is read as it stands", () => {
  assert.equal(criticalShare(TABLE, 10, 4, 37, 1), 0.4);
});

test("between points: linear in diameter and temperature, logarithmic in length", () => {
  assert.ok(Math.abs(criticalShare(TABLE, 7.5, 1, 33, 1) - 0.55) < 1e-12);
  assert.ok(Math.abs(criticalShare(TABLE, 5, 2, 37, 1) - 0.4) < 1e-12);
});

test("a stretch longer than any of the table is read as the longest", () => {
  assert.equal(criticalShare(TABLE, 5, 40, 37, 1), 0.3);
});

test("where nothing stops the impulse there is no share that does", () => {
  const open = { ...TABLE, values: TABLE.values.map((value, place) => (place < 2 ? null : value)) };
  assert.equal(criticalShare(open, 5, 1, 37, 0.999), null);
  assert.notEqual(criticalShare(open, 10, 1, 37, 0.999), null);
});
