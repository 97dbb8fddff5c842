// One movement at a time: from 0 to 1, gently, or at once where no motion is wanted.

import { stillness } from "../display/motion.js";

export class Motion {
  /** @param {() => boolean} wanted @param {HTMLElement} root says "moving" while it moves */
  constructor(wanted, root) {
    this.wanted = wanted;
    this.root = root;
    this.frame = 0;
  }

  get running() {
    return this.frame !== 0;
  }

  halt() {
    if (this.frame) cancelAnimationFrame(this.frame);
    this.frame = 0;
    delete this.root.dataset.moving;
  }

  /** @param {number} duration ms @param {(share: number) => void} step */
  run(duration, step) {
    this.halt();
    if (stillness().matches || !this.wanted()) {
      step(1);
      return;
    }
    const start = performance.now();
    this.root.dataset.moving = "true";
    const tick = () => {
      const linear = Math.min(1, (performance.now() - start) / duration);
      this.frame = linear < 1 ? requestAnimationFrame(tick) : 0;
      step(linear * linear * (3 - 2 * linear)); // begins and ends at rest
      if (linear >= 1) delete this.root.dataset.moving;
    };
    this.frame = requestAnimationFrame(tick);
  }
}
