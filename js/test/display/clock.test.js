import assert from "node:assert/strict";
import { test } from "node:test";
import { clock } from "../../src/display/clock.js";

test("a time left is told in minutes and seconds, a begun second counts whole", () => {
  assert.equal(clock(65), "1:05");
  assert.equal(clock(59.2), "1:00");
  assert.equal(clock(600), "10:00");
});

test("no time is left once it is over", () => {
  assert.equal(clock(-0.4), "0:00");
  assert.equal(clock(-30), "0:00");
});
