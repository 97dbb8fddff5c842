import assert from "node:assert/strict";
import { test } from "node:test";
import { fibreGeometry } from "../../src/fibre/geometry.js";
import { PLAIN } from "./plain_fibre.js";

test("a published fibre has its published shape", () => {
  const { axon, node, internode, fluted, lamellae, extension } = fibreGeometry(10, PLAIN);
  assert.deepEqual([axon, node, internode, fluted, lamellae], PLAIN.geometry_rows[1].slice(1));
  assert.equal(extension, false);
});

test("between two published fibres the shape lies between theirs", () => {
  assert.equal(fibreGeometry(12.5, PLAIN).internode, 1250);
});

test("beyond the thickest its shape holds: nothing is extrapolated", () => {
  assert.equal(fibreGeometry(30, PLAIN).internode, 1500);
});

test("a thinner one than any published is marked as an extension", () => {
  const shape = fibreGeometry(3, PLAIN);
  assert.equal(shape.extension, true);
  assert.ok(Math.abs(shape.internode - 300) < 1e-9);
});

test("the parts of an internode add up to its length", () => {
  const { internode, fluted, stationary } = fibreGeometry(10, PLAIN);
  const parts = PLAIN.node_length_um + 2 * PLAIN.attachment_length_um + 2 * fluted + 6 * stationary;
  assert.ok(Math.abs(parts - internode) < 1e-9);
});
