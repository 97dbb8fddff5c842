// A dose as a timed session.

const READY_S = 5;

/**
 * The phases of a session, in order.
 * @param {{sets: number, repetitions: number, seconds: number, rest_s: number, set_rest_s: number, sides: number}} dose
 */
export function phasesOf(dose) {
  const phases = [{ kind: "ready", seconds: READY_S, label: "Get into position" }];
  const rounds = [];
  for (let side = 1; side <= dose.sides; side++)
    for (let set = 1; set <= dose.sets; set++) rounds.push({ side, set });
  rounds.forEach(({ side, set }, index) => {
    for (let repetition = 1; repetition <= dose.repetitions; repetition++) {
      const parts = [];
      if (dose.sides === 2) parts.push(side === 1 ? "first side" : "other side");
      if (dose.sets > 1) parts.push(`set ${set} of ${dose.sets}`);
      parts.push(`repetition ${repetition} of ${dose.repetitions}`);
      phases.push({ kind: "work", seconds: dose.seconds, label: `Move or hold: ${parts.join(", ")}` });
      if (repetition < dose.repetitions && dose.rest_s > 0)
        phases.push({ kind: "rest", seconds: dose.rest_s, label: "Rest" });
    }
    if (index < rounds.length - 1)
      phases.push({ kind: "rest", seconds: dose.set_rest_s || READY_S, label: dose.sides === 2 && set === dose.sets ? "Change sides" : "Rest before the next set" });
  });
  return phases;
}
