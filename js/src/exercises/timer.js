// Runs through the phases of a session on the page's clock.

import { phasesOf } from "./session.js";

const TICK_MS = 200;

export class Timer {
  /** @param {{draw: () => void, say: () => void, done: () => void}} act `done` is called for a session timed to its end */
  constructor(act) {
    this.draw = act.draw;
    this.act = act;
    /** @type {import("./session.js").Phase[]} */
    this.phases = [];
    this.at = 0;
    this.left = 0;
    this.last = 0;
    this.isRunning = false;
    this.isSkipped = false;
    this.ticker = 0;
  }

  get isOver() {
    return this.at >= this.phases.length;
  }

  get phase() {
    return this.phases[this.at];
  }

  get total() {
    return this.phases.reduce((sum, phase) => sum + phase.seconds, 0);
  }

  get passed() {
    const before = this.phases.slice(0, this.at).reduce((sum, phase) => sum + phase.seconds, 0);
    return this.isOver ? before : before + this.phase.seconds - this.left;
  }

  /** Back to the beginning, of another dose if one is given. @param {import("./session.js").Dose} [dose] */
  reset(dose) {
    this.pause();
    if (dose) this.phases = phasesOf(dose);
    this.at = 0;
    this.isSkipped = false;
    this.left = this.phases[0].seconds;
    this.draw();
  }

  start() {
    if (this.isOver) this.reset();
    this.isRunning = true;
    this.last = performance.now();
    this.ticker = setInterval(() => this.tick(), TICK_MS);
    this.act.say();
    this.draw();
  }

  pause() {
    this.isRunning = false;
    clearInterval(this.ticker);
  }

  /** A session with a skipped part is not counted as done. */
  skip() {
    this.isSkipped = true;
    if (!this.isOver) this.next();
    this.draw();
  }

  next() {
    this.at += 1;
    this.left = this.isOver ? 0 : this.phase.seconds;
    if (this.isOver) this.pause();
    this.act.say();
    if (this.isOver && !this.isSkipped) this.act.done();
  }

  tick() {
    const now = performance.now();
    this.left -= (now - this.last) / 1000;
    this.last = now;
    while (this.isRunning && this.left <= 0) {
      const late = this.left; // a hidden tab ticks seldom: what is over the end belongs to the next phase
      this.next();
      if (this.isRunning) this.left += late;
    }
    this.draw();
  }
}
