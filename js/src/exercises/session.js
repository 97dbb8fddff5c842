// A dose as a timed session.

/** @typedef {{sets: number, repetitions: number, seconds: number, rest_s: number, set_rest_s: number, sides: number}} Dose */
/** @typedef {{kind: "ready" | "work" | "rest", seconds: number, label: string}} Phase */

const READY_S = 5;

/**
 * The phases of a session, in order.
 * @param {Dose} dose
 * @returns {Phase[]}
 */
export function phasesOf(dose) {
  const rounds = [];
  for (let side = 1; side <= dose.sides; side++)
    for (let set = 1; set <= dose.sets; set++) rounds.push({ side, set });
  /** @type {Phase[]} */
  const phases = [{ kind: "ready", seconds: READY_S, label: "Get into position" }];
  rounds.forEach(({ side, set }, index) => {
    phases.push(...workOf(dose, side, set));
    if (index === rounds.length - 1) return;
    const isChange = dose.sides === 2 && set === dose.sets;
    // without a pause between sets there is still time to change sides
    phases.push({
      kind: "rest",
      seconds: dose.set_rest_s || READY_S,
      label: isChange ? "Change sides" : "Rest before the next set",
    });
  });
  return phases;
}

/** The repetitions of one set. @param {Dose} dose @param {number} side @param {number} set @returns {Phase[]} */
function workOf(dose, side, set) {
  /** @type {Phase[]} */
  const phases = [];
  for (let repetition = 1; repetition <= dose.repetitions; repetition++) {
    const parts = [];
    if (dose.sides === 2) parts.push(side === 1 ? "first side" : "other side");
    if (dose.sets > 1) parts.push(`set ${set} of ${dose.sets}`);
    parts.push(`repetition ${repetition} of ${dose.repetitions}`);
    phases.push({ kind: "work", seconds: dose.seconds, label: `Move or hold: ${parts.join(", ")}` });
    if (repetition < dose.repetitions && dose.rest_s > 0)
      phases.push({ kind: "rest", seconds: dose.rest_s, label: "Rest" });
  }
  return phases;
}
