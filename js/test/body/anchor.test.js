import assert from "node:assert/strict";
import { test } from "node:test";
import { anchor } from "../../src/body/anchor.js";

/** A coarse picture from rows of letters, top row first; each letter is a part. @param {string[]} drawing */
function seen(drawing) {
  const rows = drawing.length;
  const columns = drawing[0].length;
  const pixels = new Uint8Array(4 * rows * columns);
  drawing.forEach((line, fromTop) => {
    [...line].forEach((letter, x) => {
      if (letter !== ".") pixels[4 * ((rows - 1 - fromTop) * columns + x)] = letter.charCodeAt(0);
    });
  });
  return { columns, rows, pixels, width: 10 * columns, height: 10 * rows };
}
const parts = (/** @type {string} */ letters) => new Set([...letters].map((letter) => letter.charCodeAt(0)));

test("a name leads to the middle of what it names", () => {
  const picture = seen([".....", ".aaa.", ".aaa.", ".aaa.", "....b"]);
  assert.deepEqual(anchor(picture, parts("a")), [25, 25]);
});

test("it leads into what it names even where the middle is a hole", () => {
  const picture = seen(["aaaaaaa", "aaaaaaa", "aa...aa", "aa...aa", "aa...aa", "aaaaaaa"]);
  const [x, y] = anchor(picture, parts("a")) ?? [0, 0];
  const row = picture.rows - 1 - Math.floor(y / 10);
  assert.equal(picture.pixels[4 * (row * 7 + Math.floor(x / 10))], "a".charCodeAt(0));
});

test("no name leads to what is not seen, or to a sliver", () => {
  const picture = seen(["aa...", "....."]);
  assert.equal(anchor(picture, parts("b")), null);
  assert.equal(anchor(picture, parts("a")), null);
});

test("several parts of one name count together", () => {
  assert.notEqual(anchor(seen(["aabb"]), parts("ab")), null);
});
