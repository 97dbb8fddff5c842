// Directions and places: three numbers.

/** @typedef {import("./types.js").Vec3} Vec3 */

/** Three numbers, one an axis. @param {(axis: 0 | 1 | 2) => number} number @returns {Vec3} */
export const each = (number) => [number(0), number(1), number(2)];

/** @param {Vec3} a @param {Vec3} b */
export const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** @param {Vec3} a @param {Vec3} b @returns {Vec3} */
export const cross = (a, b) => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

/** The same direction, of length one. @param {Vec3} a */
export const unit = (a) => {
  const length = Math.hypot(...a) || 1;
  return each((i) => a[i] / length);
};

/** Part of the way from a to b. @param {Vec3} a @param {Vec3} b @param {number} share */
export const mixed = (a, b, share) => each((i) => a[i] + share * (b[i] - a[i]));

/** Turned about an axis of length one (Rodrigues). @param {Vec3} v @param {Vec3} axis @param {number} angle radians */
export function turned(v, axis, angle) {
  const cosine = Math.cos(angle);
  const sine = Math.sin(angle);
  const along = dot(axis, v) * (1 - cosine);
  const across = cross(axis, v);
  return each((i) => v[i] * cosine + across[i] * sine + axis[i] * along);
}
