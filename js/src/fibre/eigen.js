// Small symmetric matrices, as arrays of rows: Cholesky factor and eigenvectors.

/** @typedef {Float64Array[]} Matrix rows */

/** The lower factor L of L L' = matrix, inverted. @param {Matrix} matrix */
export function inverseCholesky(matrix) {
  const size = matrix.length;
  const lower = matrix.map(() => new Float64Array(size));
  const inverse = matrix.map(() => new Float64Array(size));
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i][j];
      for (let k = 0; k < j; k++) rest -= lower[i][k] * lower[j][k];
      lower[i][j] = i === j ? Math.sqrt(rest) : rest / lower[j][j];
    }
  }
  for (let column = 0; column < size; column++) {
    for (let i = column; i < size; i++) {
      let rest = i === column ? 1 : 0;
      for (let k = column; k < i; k++) rest -= lower[i][k] * inverse[k][column];
      inverse[i][column] = rest / lower[i][i];
    }
  }
  return inverse;
}

/**
 * left * middle * left', made exactly symmetric: Jacobi rotations read only one half of it.
 * @param {Matrix} left
 * @param {Matrix} middle
 */
export function congruence(left, middle) {
  const size = left.length;
  const half = left.map((row) =>
    Float64Array.from({ length: size }, (_, j) =>
      row.reduce((sum, value, k) => sum + value * middle[k][j], 0),
    ),
  );
  const full = half.map((row) =>
    left.map((other) => row.reduce((sum, value, k) => sum + value * other[k], 0)),
  );
  return full.map((row, i) => Float64Array.from(row, (value, j) => (value + full[j][i]) / 2));
}

/**
 * The rotation that makes entry (p, q) of a symmetric matrix zero: cosine and sine; of the two angles the
 * smaller one, which leaves the other entries most as they are.
 * @param {Matrix} matrix
 * @param {number} p
 * @param {number} q
 */
function rotation(matrix, p, q) {
  const theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
  const tangent = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  return [cosine, tangent * cosine];
}

/** @param {Matrix} rows @param {number} p @param {number} q @param {number} cosine @param {number} sine */
function rotateColumns(rows, p, q, cosine, sine) {
  for (const row of rows) {
    const first = row[p];
    const second = row[q];
    row[p] = cosine * first - sine * second;
    row[q] = sine * first + cosine * second;
  }
}

/** @param {Matrix} rows @param {number} p @param {number} q @param {number} cosine @param {number} sine */
function rotateRows(rows, p, q, cosine, sine) {
  for (let k = 0; k < rows.length; k++) {
    const first = rows[p][k];
    const second = rows[q][k];
    rows[p][k] = cosine * first - sine * second;
    rows[q][k] = sine * first + cosine * second;
  }
}

/**
 * Eigenvalues and, column by column, eigenvectors, by cyclic Jacobi rotations. They keep small eigenvalues
 * to full relative precision, which lets both halves agree to 1e-6 mV. They converge in a few sweeps; 60 is a guard.
 * @param {Matrix} symmetric
 */
export function symmetricEigen(symmetric) {
  const size = symmetric.length;
  const matrix = symmetric.map((row) => Float64Array.from(row));
  const vectors = matrix.map((_, i) => Float64Array.from({ length: size }, (__, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < 60; sweep++) {
    let rotated = false;
    for (let p = 0; p < size - 1; p++) {
      for (let q = p + 1; q < size; q++) {
        // measured by the two diagonal entries, not by the largest of all: a small mode is turned out as exactly
        const small = 1e-17 * Math.sqrt(Math.abs(matrix[p][p] * matrix[q][q]));
        if (Math.abs(matrix[p][q]) <= small) continue;
        const [cosine, sine] = rotation(matrix, p, q);
        rotateColumns(matrix, p, q, cosine, sine);
        rotateRows(matrix, p, q, cosine, sine);
        rotateColumns(vectors, p, q, cosine, sine);
        rotated = true;
      }
    }
    if (!rotated) break;
  }
  return { values: matrix.map((row, i) => row[i]), vectors };
}
