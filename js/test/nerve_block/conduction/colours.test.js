import assert from "node:assert/strict";
import { test } from "node:test";
import { COLOURS, levelOf } from "../../../src/nerve_block/conduction/colours.js";

test("a potential becomes a level on a straight scale, and stays on it", () => {
  assert.deepEqual([-100, 60].map(levelOf), [0, 255]);
  assert.deepEqual([-1000, 1000].map(levelOf), [0, 255]);
  assert.equal(levelOf(-20), Math.round(255 / 2));
});

test("every level has a colour, and the higher potential is never the darker one", () => {
  assert.equal(COLOURS.length, 256);
  const light = COLOURS.map(([red, green, blue]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue);
  for (let level = 1; level < 256; level++) assert.ok(light[level] >= light[level - 1], `level ${level}`);
});
