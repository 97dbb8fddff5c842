import assert from "node:assert/strict";
import { test } from "node:test";
import { roundHalfEven } from "../../src/fibre/rounding.js";

test("a half goes to the even neighbour, as in Python, so that both sides count the same nodes", () => {
  assert.deepEqual([0.5, 1.5, 2.5, 3.5].map(roundHalfEven), [0, 2, 2, 4]);
  assert.deepEqual([2.4999, 2.5001].map(roundHalfEven), [2, 3]);
});
