// What is named in the picture, and the point each name leads to.

import { onSide } from "./eye.js";

/** Where a landmark is in the room, or null where the body has none. */
function landmarkPoint(row, side, header, posed) {
  if (row.at) {
    const [body, x, y, z] = row.at;
    return posed.carry(header.bodies.indexOf(onSide(body, side)), x, y, side === "l" ? -z : z);
  }
  const line = header.lines.names.indexOf(`${row.ends}_${side}`);
  if (line < 0) return null;
  const last = header.lines.starts[line + 1] - 1;
  return [...posed.points.subarray(3 * last, 3 * last + 3)];
}

/**
 * Names and the pixels they point at.
 * @param {Iterable<any>} rows structures
 * @param {{scene: any, posed: any, header: any, side: string, width: number, height: number}} picture
 */
export function named(rows, { scene, posed, header, side, width, height }) {
  const seen = scene.seen(width, height);
  const items = [];
  for (const row of rows) {
    const at = row.kind === "landmark" ? landmark(row) : scene.anchor(seen, row.parts.map((part) => (row.paired ? `${part}_${side}` : part)));
    if (at) items.push({ id: row.id, name: row.name, at });
  }
  return items;

  function landmark(row) {
    const point = landmarkPoint(row, side, header, posed);
    const at = point && scene.project(point, width, height);
    return at && at[0] > 0 && at[0] < width && at[1] > 0 && at[1] < height ? at : null;
  }
}
