// Where in the picture a part is seen: the point its name leads to.

/** @typedef {{columns: number, rows: number, pixels: Uint8Array, width: number, height: number}} Seen part numbers + 1 on a coarse grid, row by row from the bottom */

/** Fewer cells than these are a sliver that no line should lead to. */
const FEWEST = 3;
/** So many cells away from the edge is far enough. */
const DEEPEST = 4;
/** A cell farther from the edge is worth as much as so many cells nearer to the middle. */
const DEPTH_WORTH = 6;

/**
 * A point of the canvas where one of the parts is seen, near its middle and far from its edges; null if none is.
 * @param {Seen} seen
 * @param {Set<number>} wanted numbers of the parts, + 1
 * @returns {[number, number] | null}
 */
export function anchor({ columns, rows, pixels, width, height }, wanted) {
  /** @param {number} x @param {number} y */
  const isMine = (x, y) => {
    if (x < 0 || y < 0 || x >= columns || y >= rows) return false;
    const at = 4 * (y * columns + x);
    return wanted.has(pixels[at] + 256 * pixels[at + 1]);
  };
  /** @param {number} x @param {number} y how many cells in all four directions are part of it too */
  const depthAt = (x, y) => {
    let depth = 0;
    const reaches = (/** @type {number} */ d) =>
      isMine(x - d, y) && isMine(x + d, y) && isMine(x, y - d) && isMine(x, y + d);
    while (depth < DEEPEST && reaches(depth + 1)) depth++;
    return depth;
  };
  /** @type {[number, number][]} */
  const inside = [];
  for (let y = 0; y < rows; y++) for (let x = 0; x < columns; x++) if (isMine(x, y)) inside.push([x, y]);
  if (inside.length < FEWEST) return null;
  const middle = [0, 1].map((axis) => inside.reduce((sum, cell) => sum + cell[axis], 0) / inside.length);
  let best = inside[0];
  let least = Infinity;
  for (const [x, y] of inside) {
    const cost = Math.hypot(x - middle[0], y - middle[1]) - DEPTH_WORTH * depthAt(x, y);
    if (cost >= least) continue;
    least = cost;
    best = [x, y];
  }
  return [((best[0] + 0.5) * width) / columns, height - ((best[1] + 0.5) * height) / rows];
}
