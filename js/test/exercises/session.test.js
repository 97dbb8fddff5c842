import assert from "node:assert/strict";
import { test } from "node:test";
import { phasesOf } from "../../src/exercises/session.js";

const DOSE = { sets: 2, repetitions: 3, seconds: 10, rest_s: 5, set_rest_s: 30, sides: 2 };
const secondsOf = (phases) => phases.reduce((sum, phase) => sum + phase.seconds, 0);

test("a session begins with time to get into position, which is no exercise yet", () => {
  const [ready, ...rest] = phasesOf(DOSE);
  assert.equal(ready.kind, "ready");
  assert.ok(rest.every((phase) => phase.kind !== "ready"));
});

test("every repetition of every set and side comes once, in order", () => {
  const work = phasesOf(DOSE).filter((phase) => phase.kind === "work");
  assert.equal(work.length, 12);
  assert.equal(work[0].label, "Move or hold: first side, set 1 of 2, repetition 1 of 3");
  assert.equal(work[11].label, "Move or hold: other side, set 2 of 2, repetition 3 of 3");
});

test("one rest stands between two sets and none after the last", () => {
  const phases = phasesOf(DOSE);
  assert.equal(phases.at(-1)?.kind, "work");
  const long = phases.filter((phase) => phase.seconds === 30).map((phase) => phase.label);
  assert.deepEqual(long, ["Rest before the next set", "Change sides", "Rest before the next set"]);
});

test("the phases add up to what the dose asks for", () => {
  // 12 repetitions of 10 s; 2 rests of 5 s in each of 4 sets; 3 pauses of 30 s
  assert.equal(secondsOf(phasesOf(DOSE).slice(1)), 12 * 10 + 4 * 2 * 5 + 3 * 30);
});

test("sides are changed with time for it even where sets follow without a pause", () => {
  const phases = phasesOf({ ...DOSE, sets: 1, set_rest_s: 0 });
  const change = phases.find((phase) => phase.label === "Change sides");
  assert.ok(change && change.seconds > 0);
});
