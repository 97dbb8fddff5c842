// The eye: a target, where the eye is seen from it, which way is up, and how much is in the picture.

const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
export const unit = (a) => { const n = Math.hypot(...a) || 1; return a.map((v) => v / n); };

function turned(v, axis, angle) {
  const c = Math.cos(angle);
  const s = Math.sin(angle);
  const k = dot(axis, v) * (1 - c);
  const x = cross(axis, v);
  return v.map((value, i) => value * c + x[i] * s + axis[i] * k);
}

export class Orbit {
  constructor() {
    this.set({ target: [0, 0, 900], back: [0, 1, 0], up: [0, 0, 1], height: 1900 });
  }

  set({ target, back, up, height }) {
    this.target = [...target];
    this.back = unit(back);
    const right = unit(cross(up, this.back));
    this.axis = unit(up);
    this.up = cross(this.back, right);
    this.height = height;
  }

  get right() {
    return unit(cross(this.up, this.back));
  }

  /** Turn about the view's upright axis and tip up or down, in radians. */
  turn(sideways, upward) {
    this.back = turned(this.back, this.axis, sideways);
    this.up = turned(this.up, this.axis, sideways);
    const tilted = turned(this.back, this.right, -upward);
    if (Math.abs(dot(tilted, this.axis)) < 0.995) {
      this.up = turned(this.up, this.right, -upward);
      this.back = unit(tilted);
      this.up = unit(this.up.map((v, i) => v - dot(this.up, this.back) * this.back[i]));
    }
  }

  /** Move the picture by parts of its height. */
  shift(right, up) {
    const sideways = this.right;
    this.target = this.target.map((v, i) => v + this.height * (right * sideways[i] + up * this.up[i]));
  }

  zoom(factor) {
    this.height = Math.min(4000, Math.max(40, this.height * factor));
  }

  get state() {
    return { target: [...this.target], back: [...this.back], up: [...this.up], height: this.height };
  }
}

/** Between two eyes, 0 to 1. */
export function between(a, b, share) {
  const mix = (x, y) => x.map((v, i) => v + share * (y[i] - v));
  let back = mix(a.back, b.back);
  if (Math.hypot(...back) < 0.2) back = mix(back, cross(a.up, a.back)); // opposite sides: go round
  return { target: mix(a.target, b.target), back: unit(back), up: unit(mix(a.up, b.up)), height: a.height * (b.height / a.height) ** share };
}
