import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { Timer } from "../../src/exercises/timer.js";

const DOSE = { sets: 1, repetitions: 2, seconds: 10, rest_s: 5, set_rest_s: 0, sides: 1 };
const READY_S = 5;
const TICK_MS = 200;
let now = 0;
mock.method(performance, "now", () => now);
mock.timers.enable({ apis: ["setInterval"] });

/** Let time pass as in a page that is in sight. @param {number} seconds */
function pass(seconds) {
  for (let left = seconds * 1000; left > 0; left -= TICK_MS) {
    now += TICK_MS;
    mock.timers.tick(TICK_MS);
  }
}

/** A hidden page's intervals are held back: much time, one tick. @param {number} seconds */
function passHidden(seconds) {
  now += seconds * 1000;
  mock.timers.tick(TICK_MS);
}

let told = { done: 0, said: 0 };
/** @type {Timer} */
let timer;
beforeEach(() => {
  timer?.pause();
  told = { done: 0, said: 0 };
  timer = new Timer({ draw: () => {}, say: () => told.said++, done: () => told.done++ });
  timer.reset(DOSE);
});

test("nothing runs before it is started", () => {
  pass(30);
  assert.equal(timer.passed, 0);
  assert.equal(timer.isRunning, false);
});

test("a session timed to its end is done, once", () => {
  timer.start();
  pass(READY_S + 10 + 5 + 10 + 1);
  assert.ok(timer.isOver);
  assert.equal(told.done, 1);
  assert.equal(told.said, 5); // at the start, at each of three changes, at the end
  pass(60);
  assert.equal(told.done, 1);
});

test("a pause keeps what is left", () => {
  timer.start();
  pass(READY_S + 4);
  timer.pause();
  pass(100);
  assert.equal(timer.phase.kind, "work");
  assert.ok(Math.abs(timer.left - 6) < 1e-6);
});

test("a session with a skipped part is not done", () => {
  timer.start();
  timer.skip();
  timer.skip();
  pass(60);
  assert.ok(timer.isOver);
  assert.equal(told.done, 0);
});

test("what a hidden page is late goes off the next phase", () => {
  timer.start();
  passHidden(READY_S + 10 + 2);
  assert.equal(timer.phase.kind, "rest");
  assert.ok(Math.abs(timer.left - (3 - TICK_MS / 1000)) < 0.25);
});

test("back at the beginning, a skipped session can be done after all", () => {
  timer.start();
  timer.skip();
  timer.reset();
  timer.start();
  pass(60);
  assert.equal(told.done, 1);
});
