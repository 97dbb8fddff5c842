// One clock for everything that moves in a view: it loops, pauses, and rests when out of sight.

import { button } from "../../display/elements.js";
import { stillness } from "../../display/motion.js";

const LOOP_MS = 3000;
const FRAME_MS = 33;

export class Clock {
  /** @param {(share: number) => void} paint called with the share of the loop that has passed */
  constructor(paint) {
    this.paint = paint;
    this.still = stillness();
    this.playing = !this.still.matches;
    this.visible = true;
    this.started = performance.now();
    this.drawn = 0;
    this.frameId = 0;
    this.button = button("", () => this.set(!this.playing));
    this.label();
    this.calmed = () => this.still.matches && this.set(false);
    this.watcher = new IntersectionObserver((entries) =>
      this.seen(entries[entries.length - 1].isIntersecting),
    );
    this.still.addEventListener("change", this.calmed);
  }

  /** How much of the loop has passed, 0 to 1; at rest the end is shown. */
  share() {
    return this.playing ? ((performance.now() - this.started) % LOOP_MS) / LOOP_MS : 1;
  }

  /** @param {Element} element */
  begin(element) {
    this.watcher.observe(element);
    this.run();
  }

  stop() {
    this.playing = false;
    cancelAnimationFrame(this.frameId);
    this.watcher.disconnect();
    this.still.removeEventListener("change", this.calmed);
  }

  label() {
    this.button.textContent = this.playing ? "Pause" : "Play";
  }

  /** @param {boolean} playing */
  set(playing) {
    this.playing = playing;
    this.started = performance.now();
    this.label();
    this.show();
  }

  /** A picture out of sight costs nothing. @param {boolean} visible */
  seen(visible) {
    this.visible = visible;
    this.show();
  }

  show() {
    if (this.playing) this.run();
    else if (this.visible) this.paint(1);
  }

  run() {
    if (this.playing && this.visible && !this.frameId)
      this.frameId = requestAnimationFrame((now) => this.tick(now));
  }

  /** @param {number} now */
  tick(now) {
    this.frameId = 0;
    if (now - this.drawn >= FRAME_MS) {
      this.drawn = now;
      this.paint(this.share());
    }
    this.run();
  }
}
