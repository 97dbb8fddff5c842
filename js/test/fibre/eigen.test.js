import assert from "node:assert/strict";
import { test } from "node:test";
import { congruence, inverseCholesky, symmetricEigen } from "../../src/fibre/eigen.js";

const rows = (matrix) => matrix.map((row) => Float64Array.from(row));
const plain = (matrix) => matrix.map((row) => [...row]);
const times = (a, b) => a.map((row) => b[0].map((_, j) => row.reduce((sum, x, k) => sum + x * b[k][j], 0)));
const turned = (a) => a[0].map((_, j) => a.map((row) => row[j]));

function near(found, wanted, tolerance) {
  for (let i = 0; i < wanted.length; i++)
    for (let j = 0; j < wanted[i].length; j++)
      assert.ok(Math.abs(found[i][j] - wanted[i][j]) <= tolerance, `(${i}, ${j}): ${found[i][j]}`);
}

const DEFINITE = [
  [4, 1, 0.5],
  [1, 3, -0.2],
  [0.5, -0.2, 2],
];
const UNIT = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

test("the inverse of the lower factor takes its matrix to the unit matrix", () => {
  const inverse = inverseCholesky(rows(DEFINITE));
  near(times(times(plain(inverse), DEFINITE), turned(plain(inverse))), UNIT, 1e-14);
  near(congruence(inverse, rows(DEFINITE)), UNIT, 1e-14);
});

test("eigenvalues and vectors give the matrix back", () => {
  const { values, vectors } = symmetricEigen(rows(DEFINITE));
  const columns = plain(vectors);
  const scaled = columns.map((row) => row.map((x, j) => x * values[j]));
  near(times(scaled, turned(columns)), DEFINITE, 1e-13);
  near(times(turned(columns), columns), UNIT, 1e-14);
});

test("a small eigenvalue beside a large one keeps its relative precision", () => {
  // the product of both is the determinant, 2e-12 - 1e-12; the large one is 1 to twelve places
  const { values } = symmetricEigen(rows([[1, 1e-6], [1e-6, 2e-12]])); // biome-ignore format: a matrix
  assert.ok(Math.abs(Math.min(...values) / 1e-12 - 1) < 1e-9, `${values}`);
});

test("what is diagonal stays as it is", () => {
  assert.deepEqual(symmetricEigen(rows([[3, 0], [0, -1]])).values, [3, -1]); // biome-ignore format: a matrix
});
