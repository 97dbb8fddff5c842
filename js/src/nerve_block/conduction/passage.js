// What became of an impulse: when it came by, how far it got, when nothing more will happen.

/** @typedef {import("./parameters.js").Run} Run */

/** When the potential first crossed the arrival level upwards at a node, in ms, or null. @param {Run} run @param {number} node @param {number} stepMs @param {number} arrivalMv */
export function arrivalMs({ voltage, nodes, steps }, node, stepMs, arrivalMv) {
  for (let step = 0; step < steps; step++) {
    const before = voltage[step * nodes + node];
    const after = voltage[(step + 1) * nodes + node];
    if (before > arrivalMv || !(after > arrivalMv)) continue;
    return (step + (arrivalMv - before) / (after - before)) * stepMs;
  }
  return null;
}

/** Whether the impulse ever stood at a node. @param {Run} run @param {number} node @param {number} arrivalMv */
export function reached({ voltage, nodes, steps }, node, arrivalMv) {
  for (let step = 0; step <= steps; step++) if (voltage[step * nodes + node] > arrivalMv) return true;
  return false;
}

/** The last node the impulse reached, or 0. @param {Run} run @param {number} arrivalMv */
export function lastReached(run, arrivalMv) {
  for (let node = run.nodes - 1; node > 0; node--) if (reached(run, node, arrivalMv)) return node;
  return 0;
}

/**
 * What ends a run: the impulse has left the far end, or died on the way. As impulse_view.py.
 * @param {number} nodes
 * @param {number} restMv
 * @param {Pick<import("./parameters.js").ImpulseLimits, "arrival_mv" | "quiet_mv" | "past_mv" | "quiet_margin_mv">} limits
 * @returns {import("../../fibre/parameters.js").IsDecided}
 */
export function untilQuiet(nodes, restMv, limits) {
  const arrival = limits.arrival_mv - restMv;
  const quiet = limits.quiet_mv - restMv;
  const past = limits.past_mv - restMv;
  let seen = 0;
  let fired = false;
  let left = false;
  return (fromRest, done) => {
    const before = seen * nodes;
    const now = done * nodes;
    for (let at = before; at < now + nodes; at++) {
      if (fromRest[at] > arrival) {
        fired = true;
        left = left || at % nodes === nodes - 1;
      }
    }
    seen = done + 1;
    const last = nodes - 1;
    if (left) return fromRest[now + last] < past && fromRest[now + last] < fromRest[before + last];
    if (!fired) return false;
    for (let i = 0; i < nodes; i++) {
      const level = fromRest[now + i];
      const sinking = level <= fromRest[before + i] || level < quiet - limits.quiet_margin_mv;
      if (!(sinking && level < quiet)) return false;
    }
    return true;
  };
}
