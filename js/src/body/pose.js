// Where every body and every line point is. A frame holds, for each body, its rotation (x, y, z, w)
// and place relative to its parent, then every line point in its own body's frame. Between two
// poses these relative numbers are mixed, never places in the room: joints stay together.

/** @typedef {import("./types.js").Vec3} Vec3 */

export class Posed {
  /** @param {{parents: number[], lines: {bodies: number[]}}} header @param {Float32Array[]} frames */
  constructor(header, frames) {
    this.parents = header.parents;
    this.lineBodies = header.lines.bodies;
    this.frames = frames;
    this.frame = Float32Array.from(frames[0]);
    this.rotations = new Float64Array(9 * this.parents.length);
    this.places = new Float64Array(3 * this.parents.length);
    this.points = new Float64Array(3 * this.lineBodies.length);
    this.settle();
  }

  /** Show the mixture of two frames, 0 to 1. @param {Float32Array} first @param {Float32Array} second @param {number} share */
  mix(first, second, share) {
    const bodies = this.parents.length;
    const out = this.frame;
    for (let body = 0; body < bodies; body++) {
      const q = 7 * body;
      let dot = 0;
      for (let k = 0; k < 4; k++) dot += first[q + k] * second[q + k];
      const sign = dot < 0 ? -1 : 1;
      const angle = Math.acos(Math.min(1, Math.abs(dot)));
      const sine = Math.sin(angle);
      const a = sine > 1e-5 ? Math.sin((1 - share) * angle) / sine : 1 - share;
      const b = (sine > 1e-5 ? Math.sin(share * angle) / sine : share) * sign;
      let size = 0;
      for (let k = 0; k < 4; k++) {
        out[q + k] = a * first[q + k] + b * second[q + k];
        size += out[q + k] ** 2;
      }
      size = Math.sqrt(size) || 1;
      for (let k = 0; k < 4; k++) out[q + k] /= size;
      for (let k = 4; k < 7; k++) out[q + k] = (1 - share) * first[q + k] + share * second[q + k];
    }
    for (let i = 7 * bodies; i < out.length; i++) out[i] = (1 - share) * first[i] + share * second[i];
    this.settle();
  }

  /** Carry bodies and points into the room. */
  settle() {
    const { parents, frame, rotations: R, places: P } = this;
    const m = new Float64Array(9);
    for (let body = 0; body < parents.length; body++) {
      const o = 7 * body;
      quaternionMatrix(frame[o], frame[o + 1], frame[o + 2], frame[o + 3], m);
      const parent = parents[body];
      if (parent < 0) {
        R.set(m, 9 * body);
        for (let k = 0; k < 3; k++) P[3 * body + k] = frame[o + 4 + k];
        continue;
      }
      for (let i = 0; i < 3; i++) {
        let place = P[3 * parent + i];
        for (let j = 0; j < 3; j++) {
          place += R[9 * parent + 3 * i + j] * frame[o + 4 + j];
          let sum = 0;
          for (let k = 0; k < 3; k++) sum += R[9 * parent + 3 * i + k] * m[3 * k + j];
          R[9 * body + 3 * i + j] = sum;
        }
        P[3 * body + i] = place;
      }
    }
    const start = 7 * parents.length;
    /** @type {Vec3} */
    const at = [0, 0, 0];
    for (let point = 0; point < this.lineBodies.length; point++) {
      this.carry(
        this.lineBodies[point],
        frame[start + 3 * point],
        frame[start + 3 * point + 1],
        frame[start + 3 * point + 2],
        at,
      );
      this.points.set(at, 3 * point);
    }
  }

  /** Carry one point from a body into the room. @param {number} body @param {number} x @param {number} y @param {number} z @param {Vec3} [out] @returns {Vec3} */
  carry(body, x, y, z, out = [0, 0, 0]) {
    this.turn(body, x, y, z, out);
    for (let i = 0; i < 3; i++) out[i] += this.places[3 * body + i];
    return out;
  }

  /** Turn a direction from a body into the room. @param {number} body @param {number} x @param {number} y @param {number} z @param {Vec3} [out] @returns {Vec3} */
  turn(body, x, y, z, out = [0, 0, 0]) {
    const R = this.rotations;
    for (let i = 0; i < 3; i++)
      out[i] = R[9 * body + 3 * i] * x + R[9 * body + 3 * i + 1] * y + R[9 * body + 3 * i + 2] * z;
    return out;
  }
}

/** @param {number} x @param {number} y @param {number} z @param {number} w @param {Float64Array} m */
function quaternionMatrix(x, y, z, w, m) {
  m[0] = 1 - 2 * (y * y + z * z);
  m[1] = 2 * (x * y - w * z);
  m[2] = 2 * (x * z + w * y);
  m[3] = 2 * (x * y + w * z);
  m[4] = 1 - 2 * (x * x + z * z);
  m[5] = 2 * (y * z - w * x);
  m[6] = 2 * (x * z - w * y);
  m[7] = 2 * (y * z + w * x);
  m[8] = 1 - 2 * (x * x + y * y);
}
