// The eye: a target, where the eye is seen from it, which way is up, and how much is in the picture.

import { cross, dot, each, mixed, turned, unit } from "./vectors.js";

/** @typedef {import("./types.js").Vec3} Vec3 */
/** @typedef {import("./types.js").EyeState} EyeState */

/** Cosine beyond which the eye would stand over the pole, where "up" has no meaning. */
const POLE = 0.995;
/** Least and largest height of the picture, mm. */
const NEAREST = 40;
const FARTHEST = 4000;
/** Two opposite directions have no middle; below this length the way goes round. */
const NO_MIDDLE = 0.2;

export class Orbit {
  constructor() {
    /** @type {Vec3} */
    this.target = [0, 0, 900];
    /** @type {Vec3} */
    this.back = [0, 1, 0];
    /** @type {Vec3} */
    this.up = [0, 0, 1];
    /** @type {Vec3} */
    this.axis = [0, 0, 1];
    this.height = 1900;
  }

  /** @param {EyeState} state */
  set({ target, back, up, height }) {
    this.target = [...target];
    this.back = unit(back);
    this.axis = unit(up);
    this.up = cross(this.back, unit(cross(up, this.back)));
    this.height = height;
  }

  get right() {
    return unit(cross(this.up, this.back));
  }

  /** Turn about the view's upright axis and tip up or down. @param {number} sideways radians @param {number} upward radians */
  turn(sideways, upward) {
    this.back = turned(this.back, this.axis, sideways);
    this.up = turned(this.up, this.axis, sideways);
    const { right } = this;
    const tilted = turned(this.back, right, -upward);
    if (Math.abs(dot(tilted, this.axis)) >= POLE) return;
    const up = turned(this.up, right, -upward);
    this.back = unit(tilted);
    // kept at a right angle: rounding would add up over a long drag
    const lean = dot(up, this.back);
    this.up = unit(each((i) => up[i] - lean * this.back[i]));
  }

  /** Move the picture by parts of its height. @param {number} right @param {number} up */
  shift(right, up) {
    const sideways = this.right;
    const { target } = this;
    this.target = each((i) => target[i] + this.height * (right * sideways[i] + up * this.up[i]));
  }

  /** @param {number} factor */
  zoom(factor) {
    this.height = Math.min(FARTHEST, Math.max(NEAREST, this.height * factor));
  }

  /** @returns {EyeState} */
  get state() {
    return { target: [...this.target], back: [...this.back], up: [...this.up], height: this.height };
  }
}

/** Between two eyes, 0 to 1. @param {EyeState} a @param {EyeState} b @param {number} share @returns {EyeState} */
export function between(a, b, share) {
  const straight = mixed(a.back, b.back, share);
  const back = Math.hypot(...straight) < NO_MIDDLE ? mixed(straight, cross(a.up, a.back), share) : straight;
  return {
    target: mixed(a.target, b.target, share),
    back: unit(back),
    up: unit(mixed(a.up, b.up, share)),
    height: a.height * (b.height / a.height) ** share, // each moment nears by the same part
  };
}
