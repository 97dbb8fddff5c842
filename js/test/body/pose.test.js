import assert from "node:assert/strict";
import { test } from "node:test";
import { Posed } from "../../src/body/pose.js";

const HALF = Math.SQRT1_2;
// a thigh that hangs from the pelvis, and a point at its end; a frame: x y z w, place, for each body, then points
const HEADER = { parents: [-1, 0], lines: { bodies: [1] } };
const STRAIGHT = Float32Array.of(0, 0, 0, 1, 0, 0, 900, 0, 0, 0, 1, 100, 0, 0, 0, 0, -400);
/** The thigh turned a quarter about x. */
const BENT = Float32Array.of(0, 0, 0, 1, 0, 0, 900, HALF, 0, 0, HALF, 100, 0, 0, 0, 0, -400);
/** The same turn written the other way round: a quaternion and its negative are one rotation. */
const BENT_AGAIN = Float32Array.of(0, 0, 0, 1, 0, 0, 900, -HALF, 0, 0, -HALF, 100, 0, 0, 0, 0, -400);

const near = (found, wanted) =>
  wanted.forEach((value, k) => {
    assert.ok(Math.abs(found[k] - value) < 1e-3, `${found}, not ${wanted}`);
  });

test("a point stands where its bone carries it", () => {
  near(new Posed(HEADER, [STRAIGHT]).points, [100, 0, 500]);
  near(new Posed(HEADER, [BENT]).points, [100, 400, 900]);
});

test("between two poses a joint turns and a bone keeps its length", () => {
  const posed = new Posed(HEADER, [STRAIGHT, BENT]);
  posed.mix(STRAIGHT, BENT, 0.5);
  near(posed.points, [100, 400 * HALF, 900 - 400 * HALF]);
});

test("the way from pose to pose is the short one, however its turns are written", () => {
  const posed = new Posed(HEADER, [STRAIGHT]);
  posed.mix(STRAIGHT, BENT_AGAIN, 0.5);
  near(posed.points, [100, 400 * HALF, 900 - 400 * HALF]);
});
