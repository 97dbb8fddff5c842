// All bones as one geometry, all muscles and nerves as another; every vertex carries the number of its part.

import { BufferAttribute, BufferGeometry, DynamicDrawUsage } from "three";
import { AROUND_SHEET, AROUND_TUBE, ringTriangles, tendonAt, vertexCount } from "./sweep.js";

/** @typedef {import("./types.js").Header} Header */
/** @typedef {[from: number, to: number]} Range of a part's corners in the index */
/** @typedef {{group: number[], base: number, along: number, around: number}} Group of lines under one surface, from vertex `base` */
/** @typedef {{geometry: BufferGeometry, index: Uint32Array, ranges: Range[]}} Parts */

/**
 * @param {Record<string, BufferAttribute>} attributes
 * @param {Uint32Array} index
 */
function geometryOf(attributes, index) {
  const geometry = new BufferGeometry();
  for (const [name, attribute] of Object.entries(attributes)) geometry.setAttribute(name, attribute);
  // a copy: hiding a part writes the corners of the others into it
  geometry.setIndex(new BufferAttribute(index.slice(), 1));
  return geometry;
}

/**
 * All bones, each vertex in its own body's frame.
 * @param {Header} header
 * @param {Uint8Array<ArrayBuffer>} data the meshes as Python packs them (mesh_file.py)
 * @returns {Parts}
 */
export function bonesOf({ meshes }, { buffer, byteOffset }) {
  const vertices = meshes.reduce((sum, row) => sum + row.vertices, 0);
  const index = new Uint32Array(meshes.reduce((sum, row) => sum + 3 * row.triangles, 0));
  const positions = new Float32Array(3 * vertices);
  const normals = new Int8Array(4 * vertices);
  const parts = new Float32Array(vertices);
  /** @type {Range[]} */
  const ranges = [];
  let base = 0;
  let corner = 0;
  meshes.forEach((row, number) => {
    const stored = new Uint16Array(buffer, byteOffset + row.positions, 3 * row.vertices);
    for (let i = 0; i < stored.length; i++)
      positions[3 * base + i] = row.origin_mm[i % 3] + row.step_mm[i % 3] * stored[i];
    normals.set(new Int8Array(buffer, byteOffset + row.normals, 4 * row.vertices), 4 * base);
    parts.fill(number, base, base + row.vertices);
    const Kind = row.index_bytes === 2 ? Uint16Array : Uint32Array;
    const own = new Kind(buffer, byteOffset + row.indices, 3 * row.triangles);
    for (let i = 0; i < own.length; i++) index[corner + i] = own[i] + base;
    ranges.push([corner, corner + own.length]);
    base += row.vertices;
    corner += own.length;
  });
  const attributes = {
    position: new BufferAttribute(positions, 3),
    normal: new BufferAttribute(normals, 4, true),
    part: new BufferAttribute(parts, 1),
    tendon: new BufferAttribute(new Uint8Array(vertices), 1, true),
  };
  return { geometry: geometryOf(attributes, index), index, ranges };
}

/**
 * All muscles and nerves; where they are is laid with each pose.
 * @param {Header} header
 * @returns {Parts & {groups: Group[]}}
 */
export function linesOf({ lines, meshes }) {
  /** @type {Group[]} */
  const groups = [];
  /** @type {Range[]} */
  const ranges = [];
  /** @type {number[]} */
  const corners = [];
  let vertices = 0;
  for (const group of lines.groups) {
    const { along } = lines.shapes[group[0]];
    const around = group.length === 1 ? AROUND_TUBE : AROUND_SHEET;
    const start = corners.length;
    corners.push(...ringTriangles(along, around, vertices));
    groups.push({ group, base: vertices, along, around });
    ranges.push([start, corners.length]);
    vertices += vertexCount(along, around);
  }
  const parts = new Float32Array(vertices);
  const tendon = new Uint8Array(vertices);
  groups.forEach((each, number) => {
    parts.fill(meshes.length + number, each.base, each.base + vertexCount(each.along, each.around));
    paintTendon(tendon, each, lines.shapes);
  });
  const laid = () => new BufferAttribute(new Float32Array(3 * vertices), 3).setUsage(DynamicDrawUsage);
  const attributes = {
    position: laid(),
    normal: laid(),
    part: new BufferAttribute(parts, 1),
    tendon: new BufferAttribute(tendon, 1, true),
  };
  const index = Uint32Array.from(corners);
  return { geometry: geometryOf(attributes, index), index, ranges, groups };
}

/** How much tendon each ring shows, 0 to 255; the two caps are as the rings beside them. @param {Uint8Array} tendon @param {Group} of @param {import("./types.js").TubeShape[]} shapes */
function paintTendon(tendon, { group, base, along, around }, shapes) {
  const share = (/** @type {number} */ ring) => {
    const t = ring / (along - 1);
    return (255 * group.reduce((sum, line) => sum + tendonAt(shapes[line].tendon, t), 0)) / group.length;
  };
  for (let ring = 0; ring < along; ring++)
    tendon.fill(share(ring), base + ring * around, base + (ring + 1) * around);
  tendon[base + along * around] = share(0);
  tendon[base + along * around + 1] = share(along - 1);
}
