import assert from "node:assert/strict";
import { test } from "node:test";
import { between, Orbit } from "../../src/body/orbit.js";
import { dot } from "../../src/body/vectors.js";

const FRONT = { target: [0, 0, 900], back: [0, -1, 0], up: [0, 0, 1], height: 1900 };
const BEHIND = { target: [0, 0, 1000], back: [0, 1, 0], up: [0, 0, 1], height: 190 };

test("after a long drag the eye is still upright and at a right angle", () => {
  const orbit = new Orbit();
  orbit.set(FRONT);
  for (let i = 0; i < 5000; i++) orbit.turn(0.01, 0.003 * Math.sin(i));
  assert.ok(Math.abs(dot(orbit.back, orbit.back) - 1) < 1e-9);
  assert.ok(Math.abs(dot(orbit.back, orbit.up)) < 1e-9);
  assert.ok(Math.abs(orbit.right[2]) < 1e-6, "the horizon tilted");
});

test("the eye never passes over the head", () => {
  const orbit = new Orbit();
  orbit.set(FRONT);
  for (let i = 0; i < 100; i++) orbit.turn(0, 0.1);
  assert.ok(orbit.up[2] > 0);
});

test("nearing stops before the picture is empty, leaving before it is a dot", () => {
  const orbit = new Orbit();
  for (let i = 0; i < 100; i++) orbit.zoom(0.5);
  assert.equal(orbit.height, 40);
  for (let i = 0; i < 100; i++) orbit.zoom(2);
  assert.equal(orbit.height, 4000);
});

test("a movement begins at one eye and ends at the other", () => {
  assert.deepEqual(between(FRONT, BEHIND, 0), FRONT);
  const { target, back, height } = between(FRONT, BEHIND, 1);
  assert.deepEqual(target, BEHIND.target);
  assert.ok(dot(back, BEHIND.back) > 1 - 1e-9);
  assert.ok(Math.abs(height - BEHIND.height) < 1e-9);
});

test("from front to back the way goes round the body, not through it", () => {
  for (const share of [0.3, 0.5, 0.7]) {
    const { back } = between(FRONT, BEHIND, share);
    assert.ok(Math.abs(Math.hypot(...back) - 1) < 1e-9);
  }
  assert.ok(Math.abs(between(FRONT, BEHIND, 0.5).back[0]) > 0.9);
});
