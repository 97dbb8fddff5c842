import assert from "node:assert/strict";
import { test } from "node:test";
import { profile, ringTriangles, smoothLine, tendonAt, vertexCount } from "../../src/body/sweep.js";

const CORNER = [0, 0, 0, 100, 0, 0, 100, 100, 0];

test("a smoothed line begins and ends where its points do, and steps evenly", () => {
  const line = smoothLine(CORNER, 21);
  assert.deepEqual([...line.slice(0, 3), ...line.slice(-3)], [0, 0, 0, 100, 100, 0]);
  const steps = Array.from({ length: 20 }, (_, i) =>
    Math.hypot(line[3 * i + 3] - line[3 * i], line[3 * i + 4] - line[3 * i + 1]),
  );
  assert.ok(Math.max(...steps) / Math.min(...steps) < 1.05, `${steps}`);
});

test("it passes close by every point and stays near them", () => {
  const line = smoothLine(CORNER, 201);
  let nearest = Infinity;
  for (let i = 0; i < 201; i++) {
    nearest = Math.min(nearest, Math.hypot(line[3 * i] - 100, line[3 * i + 1]));
    assert.ok(line[3 * i] < 115 && line[3 * i + 1] > -15, "the line overshoots");
  }
  assert.ok(nearest < 1);
});

test("a point given twice makes no difference", () => {
  const doubled = [...CORNER.slice(0, 6), ...CORNER.slice(3)];
  assert.deepEqual(smoothLine(doubled, 11), smoothLine(CORNER, 11));
});

test("a muscle is thickest at its belly and as thin as given at its ends", () => {
  const sizes = [4, 30, 6];
  const at = (t) => profile(sizes, 0.4, [0.1, 0.2], t);
  assert.deepEqual([at(0), at(0.4), at(1)], [4, 30, 6]);
  for (const t of [0.05, 0.2, 0.6, 0.9]) assert.ok(at(t) <= 30 && at(t) >= 4);
});

test("there is tendon at the ends only, and none where none is given", () => {
  assert.deepEqual(
    [0, 0.5, 1].map((t) => tendonAt([0.2, 0.3], t)),
    [1, 0, 1],
  );
  assert.deepEqual(
    [0, 0.5, 1].map((t) => tendonAt([0, 0], t)),
    [0, 0, 0],
  );
});

test("a swept surface is closed: each edge belongs to two triangles, once either way", () => {
  const triangles = ringTriangles(4, 6, 0);
  const edges = new Map();
  for (let i = 0; i < triangles.length; i += 3)
    for (let k = 0; k < 3; k++) {
      const edge = `${triangles[i + k]} ${triangles[i + ((k + 1) % 3)]}`;
      edges.set(edge, (edges.get(edge) ?? 0) + 1);
    }
  for (const [edge, count] of edges) {
    assert.equal(count, 1, edge);
    assert.equal(edges.get(edge.split(" ").reverse().join(" ")), 1, edge);
  }
  assert.equal(new Set(triangles).size, vertexCount(4, 6));
});
