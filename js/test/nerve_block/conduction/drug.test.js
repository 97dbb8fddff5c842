import assert from "node:assert/strict";
import { test } from "node:test";
import { blockedShare, occupancy } from "../../../src/nerve_block/conduction/drug.js";

const BINDING = { recovery_s: 0.5, extra_binding_per_mm_s: 200, depolarised_time_ms: 1, impulses: 10 };

test("half of the channels are blocked at the half-blocking concentration", () => {
  assert.equal(occupancy(0.4, 0.4), 0.5);
  assert.equal(occupancy(0, 0.4), 0);
});

test("a nerve that does not fire is blocked by the drug at rest alone", () => {
  assert.equal(blockedShare(0.4, 0.4, 0, BINDING), 0.5);
  assert.equal(blockedShare(0, 0.4, 50, BINDING), 0);
});

test("firing adds to the block, faster firing more, never beyond all channels", () => {
  const shares = [0, 5, 20, 100, 400].map((rate) => blockedShare(0.4, 0.4, rate, BINDING));
  for (let i = 1; i < shares.length; i++) assert.ok(shares[i] > shares[i - 1]);
  assert.ok(shares.at(-1) < 1);
});

test("the formula gives what impulse after impulse gives", () => {
  const [concentration, half, rateHz] = [0.3, 0.5, 40];
  const leaving = 1 / BINDING.recovery_s;
  const resting = leaving * (1 + concentration / half);
  const firing = resting + BINDING.extra_binding_per_mm_s * concentration;
  const relax = (share, target, rate, seconds) => target + (share - target) * Math.exp(-rate * seconds);
  const tonic = concentration / (concentration + half);
  const impulseS = BINDING.depolarised_time_ms / 1000;
  let share = tonic;
  for (let i = 1; i < BINDING.impulses; i++) {
    share = relax(share, 1 - leaving / firing, firing, impulseS);
    share = relax(share, tonic, resting, 1 / rateHz - impulseS);
  }
  assert.ok(Math.abs(blockedShare(concentration, half, rateHz, BINDING) - share) < 1e-12);
});
