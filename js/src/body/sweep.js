// Surfaces around lines, as sciatica_edu/body/motion/sweep.py lays them: an ellipse swept along one
// line, or a sheet over several. Points are flat arrays x, y, z in the room's frame.

/** @typedef {import("./types.js").Vec3} Vec3 */
/** @typedef {Omit<import("./types.js").TubeShape, "facing">} Shape */
/** @typedef {Float64Array | number[]} Points */

export const AROUND_TUBE = 10;
export const AROUND_SHEET = 20;
const PIECES = 12;
const TENDON_EDGE = 0.05;

/** Size along a line: tendon, belly, tendon. @param {Vec3} sizes @param {number} at where the belly is thickest @param {[number, number]} tendon @param {number} t */
export function profile([first, belly, last], at, [start, end], t) {
  const far = 1 - end;
  if (t < at) {
    const rising = Math.min(1, Math.max(0, (t - start) / Math.max(at - start, 1e-6)));
    return first + (belly - first) * Math.sin((rising * Math.PI) / 2);
  }
  const falling = Math.min(1, Math.max(0, (t - at) / Math.max(far - at, 1e-6)));
  return belly + ((last - belly) * (1 - Math.cos(falling * Math.PI))) / 2;
}

/** How much tendon there is at t: 0 to 1. @param {[number, number]} tendon @param {number} t */
export function tendonAt([start, end], t) {
  const clip = (/** @type {number} */ value) => Math.min(1, Math.max(0, value));
  const near = start > 0 ? clip((start - t) / TENDON_EDGE + 0.5) : 0;
  const far = end > 0 ? clip((t - (1 - end)) / TENDON_EDGE + 0.5) : 0;
  return Math.max(near, far);
}

/** @param {Points} p @param {number} i @param {Points} q @param {number} j */
function distance(p, i, q, j) {
  return Math.hypot(p[i] - q[j], p[i + 1] - q[j + 1], p[i + 2] - q[j + 2]);
}

/**
 * Centripetal Catmull-Rom through the points, `count` points evenly spaced: it neither overshoots nor makes
 * loops where points lie close together.
 * @param {Points} points
 * @param {number} count
 */
export function smoothLine(points, count) {
  /** @type {number[]} */
  const kept = [];
  for (let i = 0; i < points.length; i += 3) {
    if (!kept.length || distance(points, i, kept, kept.length - 3) > 1e-3)
      kept.push(points[i], points[i + 1], points[i + 2]);
  }
  const n = kept.length / 3;
  const out = new Float64Array(count * 3);
  if (n === 2) {
    for (let i = 0; i < count; i++)
      for (let k = 0; k < 3; k++) out[3 * i + k] = kept[k] + (i / (count - 1)) * (kept[3 + k] - kept[k]);
    return out;
  }
  // one more point at either end, mirrored: the line starts in its own direction
  /** @type {number[]} */
  const knots = [];
  for (let k = 0; k < 3; k++) knots.push(2 * kept[k] - kept[3 + k]);
  knots.push(...kept);
  for (let k = 0; k < 3; k++) knots.push(2 * kept[3 * n - 3 + k] - kept[3 * n - 6 + k]);
  const dense = new Float64Array(((n - 1) * PIECES + 1) * 3);
  for (let piece = 0; piece < n - 1; piece++) {
    const o = 3 * piece;
    const t = [0, 0, 0, 0];
    for (let i = 1; i < 4; i++) t[i] = t[i - 1] + Math.sqrt(distance(knots, o + 3 * i - 3, knots, o + 3 * i));
    for (let s = 0; s < PIECES; s++) {
      const at = t[1] + ((t[2] - t[1]) * s) / PIECES;
      for (let k = 0; k < 3; k++) {
        const p = [knots[o + k], knots[o + 3 + k], knots[o + 6 + k], knots[o + 9 + k]];
        for (let level = 1; level < 4; level++) {
          for (let i = 0; i < 4 - level; i++) {
            const [a, b] = level === 3 ? [t[1], t[2]] : [t[i], t[i + level]];
            p[i] = ((b - at) * p[i] + (at - a) * p[i + 1]) / (b - a);
          }
        }
        dense[3 * (piece * PIECES + s) + k] = p[0];
      }
    }
  }
  for (let k = 0; k < 3; k++) dense[dense.length - 3 + k] = kept[3 * n - 3 + k];
  const total = dense.length / 3;
  const reach = new Float64Array(total);
  for (let i = 1; i < total; i++) reach[i] = reach[i - 1] + distance(dense, 3 * i - 3, dense, 3 * i);
  let left = 0;
  for (let i = 0; i < count; i++) {
    const at = (reach[total - 1] * i) / (count - 1);
    while (left < total - 2 && reach[left + 1] < at) left++;
    const span = reach[left + 1] - reach[left] || 1;
    const share = Math.min(1, (at - reach[left]) / span);
    for (let k = 0; k < 3; k++)
      out[3 * i + k] = dense[3 * left + k] + share * (dense[3 * left + 3 + k] - dense[3 * left + k]);
  }
  return out;
}

/** Difference of neighbours (one-sided at the ends), as numpy's gradient. @param {Float64Array} values @param {number} i @param {number} count @param {number} k */
function slope(values, i, count, k) {
  const before = Math.max(0, i - 1);
  const after = Math.min(count - 1, i + 1);
  return (values[3 * after + k] - values[3 * before + k]) / (after - before);
}

/**
 * Directions across and out of the flat side at step i.
 * @param {Float64Array} centre
 * @param {number} i
 * @param {number} count
 * @param {Vec3} facing
 * @param {Vec3} across written
 * @param {Vec3} outward written
 */
function frameAt(centre, i, count, facing, across, outward) {
  const t = [slope(centre, i, count, 0), slope(centre, i, count, 1), slope(centre, i, count, 2)];
  const length = Math.hypot(...t) || 1;
  for (let k = 0; k < 3; k++) t[k] /= length;
  const along = facing[0] * t[0] + facing[1] * t[1] + facing[2] * t[2];
  for (let k = 0; k < 3; k++) outward[k] = facing[k] - along * t[k];
  const size = Math.hypot(...outward) || 1e-9;
  for (let k = 0; k < 3; k++) outward[k] /= size;
  across[0] = outward[1] * t[2] - outward[2] * t[1];
  across[1] = outward[2] * t[0] - outward[0] * t[2];
  across[2] = outward[0] * t[1] - outward[1] * t[0];
}

/** Weights of the lines at places across a sheet, by the number of lines. @type {Map<number, Float64Array[]>} */
const weights = new Map();

/** @param {number} controls */
function acrossWeights(controls) {
  const known = weights.get(controls);
  if (known) return known;
  const rows = [];
  for (let place = 0; place <= AROUND_SHEET / 2; place++) {
    const at = ((1 - Math.cos((Math.PI * place) / (AROUND_SHEET / 2))) / 2) * (controls - 1);
    const left = Math.min(Math.floor(at), controls - 2);
    const u = at - left;
    const basis = [
      (-u + 2 * u ** 2 - u ** 3) / 2,
      (2 - 5 * u ** 2 + 3 * u ** 3) / 2,
      (u + 4 * u ** 2 - 3 * u ** 3) / 2,
      (-(u ** 2) + u ** 3) / 2,
    ];
    const row = new Float64Array(controls);
    basis.forEach((weight, b) => {
      const number = left - 1 + b;
      if (number < 0) {
        row[0] += 2 * weight;
        row[1] -= weight;
      } else if (number >= controls) {
        row[controls - 1] += 2 * weight;
        row[controls - 2] -= weight;
      } else row[number] += weight;
    });
    rows.push(row);
  }
  weights.set(controls, rows);
  return rows;
}

/** The ring points of a tube: along × around × 3. @param {Points} points @param {Shape} shape @param {Vec3} facing @param {Float32Array} ring */
function tubeRing(points, shape, facing, ring) {
  const n = shape.along;
  const centre = smoothLine(points, n);
  /** @type {Vec3} */
  const across = [0, 0, 0];
  /** @type {Vec3} */
  const outward = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    frameAt(centre, i, n, facing, across, outward);
    const t = i / (n - 1);
    const width = profile(shape.width, shape.belly, shape.tendon, t) / 2;
    const depth = profile(shape.depth, shape.belly, shape.tendon, t) / 2;
    for (let j = 0; j < AROUND_TUBE; j++) {
      const turn = (2 * Math.PI * j) / AROUND_TUBE;
      const c = Math.cos(turn) * width;
      const s = Math.sin(turn) * depth;
      for (let k = 0; k < 3; k++)
        ring[3 * (i * AROUND_TUBE + j) + k] = centre[3 * i + k] + c * across[k] + s * outward[k];
    }
  }
}

/** The ring points of a sheet over several lines. @param {Points[]} lines @param {Shape[]} shapes @param {Vec3[]} facings @param {Float32Array} ring */
function sheetRing(lines, shapes, facings, ring) {
  const n = shapes[0].along;
  const places = AROUND_SHEET / 2 + 1;
  const centres = lines.map((line, number) => smoothLine(line, shapes[number].along));
  /** The edge of the sheet, half a line's width beyond its outermost line. @param {number} number @param {number} inner the line next to it */
  const edge = (number, inner) => {
    const out = new Float64Array(3 * n);
    /** @type {Vec3} */
    const across = [0, 0, 0];
    /** @type {Vec3} */
    const outward = [0, 0, 0];
    const dirs = new Float64Array(3 * n);
    let away = 0;
    for (let i = 0; i < n; i++) {
      frameAt(centres[number], i, n, facings[number], across, outward);
      for (let k = 0; k < 3; k++) {
        dirs[3 * i + k] = across[k];
        away += across[k] * (centres[number][3 * i + k] - centres[inner][3 * i + k]);
      }
    }
    const sign = away > 0 ? 1 : -1;
    const shape = shapes[number];
    for (let i = 0; i < n; i++) {
      const width = profile(shape.width, shape.belly, shape.tendon, i / (n - 1)) / 2;
      for (let k = 0; k < 3; k++)
        out[3 * i + k] = centres[number][3 * i + k] + sign * width * dirs[3 * i + k];
    }
    return out;
  };
  const last = lines.length - 1;
  const controls = [edge(0, 1), ...centres, edge(last, last - 1)];
  const rows = acrossWeights(controls.length);
  const spine = new Float64Array(n * places * 3);
  for (let i = 0; i < n; i++)
    for (let p = 0; p < places; p++)
      for (let k = 0; k < 3; k++) {
        let sum = 0;
        for (let c = 0; c < controls.length; c++) sum += rows[p][c] * controls[c][3 * i + k];
        spine[3 * (i * places + p) + k] = sum;
      }
  const out = new Float64Array(n * places * 3);
  for (let i = 0; i < n; i++)
    for (let p = 0; p < places; p++) {
      const du = [0, 1, 2].map(
        (k) =>
          spine[3 * (Math.min(n - 1, i + 1) * places + p) + k] -
          spine[3 * (Math.max(0, i - 1) * places + p) + k],
      );
      const dv = [0, 1, 2].map(
        (k) =>
          spine[3 * (i * places + Math.min(places - 1, p + 1)) + k] -
          spine[3 * (i * places + Math.max(0, p - 1)) + k],
      );
      const normal = [
        du[1] * dv[2] - du[2] * dv[1],
        du[2] * dv[0] - du[0] * dv[2],
        du[0] * dv[1] - du[1] * dv[0],
      ];
      const length = Math.hypot(...normal) || 1e-9;
      for (let k = 0; k < 3; k++) out[3 * (i * places + p) + k] = normal[k] / length;
    }
  for (let i = 0; i < n; i++) {
    const t = i / (n - 1);
    const depth =
      shapes.reduce((sum, s) => sum + profile(s.depth, s.belly, s.tendon, t), 0) / shapes.length / 2;
    for (let j = 0; j < AROUND_SHEET; j++) {
      const place = j < places ? j : AROUND_SHEET - j;
      // the lower half first: so the rings run the same way round as a tube's
      const sine = Math.sin((2 * Math.PI * j) / AROUND_SHEET);
      const rise = -depth * Math.sign(sine) * Math.abs(sine) ** 0.7;
      for (let k = 0; k < 3; k++)
        ring[3 * (i * AROUND_SHEET + j) + k] =
          spine[3 * (i * places + place) + k] + rise * out[3 * (i * places + place) + k];
    }
  }
}

/** Number of vertices of a group: its rings and two caps. @param {number} along @param {number} around */
export const vertexCount = (along, around) => along * around + 2;

/** Triangles of a closed ring surface, from vertex `base`. @param {number} along @param {number} around @param {number} base */
export function ringTriangles(along, around, base) {
  const out = [];
  for (let i = 0; i < along - 1; i++)
    for (let j = 0; j < around; j++) {
      const k = (j + 1) % around;
      const a = base + i * around + j;
      const b = base + i * around + k;
      out.push(a, b, b + around, a, b + around, a + around);
    }
  const last = base + (along - 1) * around;
  for (let j = 0; j < around; j++) {
    const k = (j + 1) % around;
    out.push(base + along * around, base + k, base + j, base + along * around + 1, last + j, last + k);
  }
  return out;
}

/**
 * Write one group's vertices and normals from vertex `base` on.
 * @param {Points[]} lines
 * @param {Shape[]} shapes
 * @param {Vec3[]} facings
 * @param {number} base
 * @param {Float32Array} positions
 * @param {Float32Array} normals
 */
export function sweepGroup(lines, shapes, facings, base, positions, normals) {
  const along = shapes[0].along;
  const around = lines.length === 1 ? AROUND_TUBE : AROUND_SHEET;
  const ring = positions.subarray(3 * base, 3 * (base + along * around));
  if (lines.length === 1) tubeRing(lines[0], shapes[0], facings[0], ring);
  else sheetRing(lines, shapes, facings, ring);
  for (let i = 0; i < along; i++) {
    const before = Math.max(0, i - 1);
    const after = Math.min(along - 1, i + 1);
    for (let j = 0; j < around; j++) {
      const next = 3 * (i * around + ((j + 1) % around));
      const previous = 3 * (i * around + ((j + around - 1) % around));
      const ahead = 3 * (after * around + j);
      const behind = 3 * (before * around + j);
      const sx = ring[next] - ring[previous],
        sy = ring[next + 1] - ring[previous + 1],
        sz = ring[next + 2] - ring[previous + 2];
      const fx = ring[ahead] - ring[behind],
        fy = ring[ahead + 1] - ring[behind + 1],
        fz = ring[ahead + 2] - ring[behind + 2];
      const x = sy * fz - sz * fy,
        y = sz * fx - sx * fz,
        z = sx * fy - sy * fx;
      const length = Math.hypot(x, y, z) || 1;
      const at = 3 * (base + i * around + j);
      normals[at] = x / length;
      normals[at + 1] = y / length;
      normals[at + 2] = z / length;
    }
  }
  for (const [cap, row, inner] of [
    [0, 0, 1],
    [1, along - 1, along - 2],
  ]) {
    const at = 3 * (base + along * around + cap);
    const tip = [0, 0, 0];
    const away = [0, 0, 0];
    for (let j = 0; j < around; j++)
      for (let k = 0; k < 3; k++) {
        tip[k] += ring[3 * (row * around + j) + k] / around;
        away[k] += (ring[3 * (row * around + j) + k] - ring[3 * (inner * around + j) + k]) / around;
      }
    const length = Math.hypot(...away) || 1;
    for (let k = 0; k < 3; k++) {
      positions[at + k] = tip[k];
      normals[at + k] = away[k] / length;
    }
  }
}
