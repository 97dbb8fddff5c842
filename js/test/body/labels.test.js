import assert from "node:assert/strict";
import { test } from "node:test";
import { columns, rows } from "../../src/body/labels.js";

const at = (x, y, id = `${x},${y}`) => ({ name: id, id, at: [x, y] });
const LINE = 21;

test("each name stands on its own side", () => {
  const [left, right] = columns([at(10, 5), at(90, 5), at(30, 5), at(60, 5)], 100);
  assert.deepEqual(
    [left, right].map((side) => side.map((item) => item.at[0])),
    [
      [10, 30],
      [60, 90],
    ],
  );
});

test("no side stays nearly empty", () => {
  const [left, right] = columns(
    [10, 20, 25, 30, 35, 40].map((x) => at(x, 5)),
    100,
  );
  assert.deepEqual([left.length, right.length], [4, 2]);
});

test("names at one height are spread, in order and within the picture", () => {
  const column = [100, 101, 102, 590, 595].map((y) => at(400, y));
  const ys = rows(
    column,
    column.map(() => 80),
    true,
    800,
    600,
  );
  for (let i = 1; i < ys.length; i++) assert.ok(ys[i] - ys[i - 1] >= LINE - 1e-9, `${ys}`);
  assert.ok(Math.max(...ys) <= 600 && Math.min(...ys) >= 0);
});

test("a name that would cover its own point stands above it", () => {
  const [y] = rows([at(30, 300)], [80], true, 800, 600);
  assert.ok(y <= 300 - LINE / 2);
});
