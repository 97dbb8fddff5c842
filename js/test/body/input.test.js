import assert from "node:assert/strict";
import { test } from "node:test";
import { listen } from "../../src/body/input.js";
import { Orbit } from "../../src/body/orbit.js";
import { dot } from "../../src/body/vectors.js";

/** A canvas that only hears, and what became of a key pressed on it. */
function picture() {
  const canvas = new EventTarget();
  const orbit = new Orbit();
  const told = { moved: 0, home: 0 };
  listen(canvas, orbit, { moved: () => told.moved++, home: () => told.home++, click: () => {} });
  const press = (key, shiftKey = false) => {
    const event = Object.assign(new Event("keydown", { cancelable: true }), { key, shiftKey });
    canvas.dispatchEvent(event);
    return event.defaultPrevented;
  };
  return { orbit, told, press };
}

test("an arrow turns the body and does not move it", () => {
  const { orbit, told, press } = picture();
  const before = orbit.state;
  assert.ok(press("ArrowRight"));
  assert.notDeepEqual(orbit.back, before.back);
  assert.deepEqual(orbit.target, before.target);
  assert.equal(told.moved, 1);
});

test("left takes back what right did, and down what up did", () => {
  const { orbit, press } = picture();
  const { back } = orbit.state;
  for (const key of ["ArrowRight", "ArrowUp", "ArrowDown", "ArrowLeft"]) press(key);
  assert.ok(Math.abs(dot(orbit.back, back) - 1) < 1e-12);
});

test("with Shift an arrow moves the body and does not turn it", () => {
  const { orbit, press } = picture();
  const before = orbit.state;
  press("ArrowUp", true);
  assert.deepEqual(orbit.back, before.back);
  assert.ok(orbit.target[2] > before.target[2]);
});

test("plus and minus near and leave; nought goes home", () => {
  const { orbit, told, press } = picture();
  press("+");
  assert.ok(orbit.height < 1900);
  press("-");
  assert.ok(Math.abs(orbit.height - 1900) < 1e-9);
  press("0");
  assert.equal(told.home, 1);
});

test("every other key is left to the page", () => {
  const { orbit, told, press } = picture();
  const before = orbit.state;
  for (const key of ["Tab", "Enter", "x", " "]) assert.equal(press(key), false, key);
  assert.deepEqual(orbit.state, before);
  assert.equal(told.moved, 0);
});
