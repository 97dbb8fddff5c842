// What is named in the picture, and the point each name leads to.

import { anchor } from "./anchor.js";
import { onSide } from "./eye.js";
import { each } from "./vectors.js";

/** @typedef {import("./types.js").Structure} Structure */
/** @typedef {import("./types.js").Vec3} Vec3 */

/**
 * Where a landmark is in the room, or null where the body has none.
 * @param {Structure} row
 * @param {string} side
 * @param {import("./types.js").Header} header
 * @param {import("./pose.js").Posed} posed
 * @returns {Vec3 | null}
 */
function landmarkPoint(row, side, header, posed) {
  if (row.at) {
    const [body, x, y, z] = row.at;
    return posed.carry(header.bodies.indexOf(onSide(body, side)), x, y, side === "l" ? -z : z);
  }
  const line = header.lines.names.indexOf(`${row.ends}_${side}`);
  if (line < 0) return null;
  const last = header.lines.starts[line + 1] - 1;
  return each((axis) => posed.points[3 * last + axis]);
}

/**
 * Names and the pixels they point at.
 * @param {Iterable<Structure>} rows
 * @param {{scene: import("./scene.js").BodyScene, posed: import("./pose.js").Posed, header: import("./types.js").Header, side: string, width: number, height: number}} picture
 */
export function named(rows, { scene, posed, header, side, width, height }) {
  const seen = scene.seen(width, height);
  /** @param {Structure} row */
  const landmark = (row) => {
    const point = landmarkPoint(row, side, header, posed);
    const at = point && scene.project(point, width, height);
    return at && at[0] > 0 && at[0] < width && at[1] > 0 && at[1] < height ? at : null;
  };
  const items = [];
  for (const row of rows) {
    const parts = row.parts.map((part) => (row.paired ? `${part}_${side}` : part));
    const at = row.kind === "landmark" ? landmark(row) : anchor(seen, scene.numbersOf(parts));
    if (at) items.push({ id: row.id, name: row.name, at });
  }
  return items;
}
