// One clock for everything that moves in a view: it loops, pauses, and rests when out of sight.

const LOOP_MS = 3000;
const FRAME_MS = 33;

/** @param {(share: number) => void} paint called with the share of the loop that has passed */
export function makeClock(paint) {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  let playing = !still.matches;
  let visible = true;
  let started = performance.now();
  let drawn = 0;
  let frameId = 0;
  const share = () => (playing ? ((performance.now() - started) % LOOP_MS) / LOOP_MS : 1);
  const tick = (stamp) => {
    frameId = 0;
    if (!playing || !visible) return;
    if (stamp - drawn >= FRAME_MS) {
      drawn = stamp;
      paint(share());
    }
    frameId = requestAnimationFrame(tick);
  };
  const run = () => {
    if (playing && visible && !frameId) frameId = requestAnimationFrame(tick);
  };
  const play = button("", () => set(!playing));
  const set = (on) => {
    playing = on;
    play.textContent = playing ? "Pause" : "Play";
    started = performance.now();
    if (playing) run();
    else paint(1);
  };
  const calmed = () => still.matches && set(false);
  const watcher = new IntersectionObserver((entries) => {
    visible = entries[entries.length - 1].isIntersecting;
    if (playing) run();
    else if (visible) paint(1);
  });
  play.textContent = playing ? "Pause" : "Play";
  still.addEventListener("change", calmed);
  return {
    play,
    share,
    begin(element) {
      watcher.observe(element);
      run();
    },
    stop() {
      playing = false;
      cancelAnimationFrame(frameId);
      watcher.disconnect();
      still.removeEventListener("change", calmed);
    },
  };
}
