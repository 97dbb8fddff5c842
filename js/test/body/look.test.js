import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { CHOSEN, FAINT, HIDDEN, Look, SHOWN } from "../../src/body/look.js";

const STRUCTURES = [
  { id: "femur", name: "femur", kind: "bone", layer: "bones", parts: ["femur"], paired: true },
  { id: "sacrum", name: "sacrum", kind: "bone", layer: "bones", parts: ["sacrum"], paired: false },
  {
    id: "glutmax",
    name: "gluteus maximus",
    kind: "muscle",
    layer: "superficial",
    parts: ["glmax"],
    paired: true,
  },
];
const VIEWS = [
  { id: "all", alone: false, layers: ["bones", "superficial"], hide: [], labels: ["femur", "sacrum"] },
  { id: "deep", alone: true, layers: ["bones"], hide: ["sacrum"], labels: ["femur", "sacrum"] },
];
/** @type {Look} */
let look;
beforeEach(() => {
  look = new Look(STRUCTURES, VIEWS, "r", "all");
});

test("a part is drawn while its layer is on", () => {
  assert.equal(look.stateOf("glmax_r"), SHOWN);
  look.layers.delete("superficial");
  assert.equal(look.stateOf("glmax_r"), HIDDEN);
});

test("what is chosen is chosen on the side that is looked at", () => {
  look.chosen = "femur";
  assert.equal(look.stateOf("femur_r"), CHOSEN);
  assert.equal(look.stateOf("femur_l"), SHOWN);
});

test("what is chosen alone leaves the rest faint", () => {
  look.chosen = "femur";
  look.isIsolated = true;
  assert.equal(look.stateOf("sacrum"), FAINT);
});

test("a view of one side hides the other", () => {
  look.take("deep");
  assert.equal(look.stateOf("femur_l"), HIDDEN);
  assert.equal(look.stateOf("femur_r"), SHOWN);
  assert.equal(look.stateOf("sacrum"), HIDDEN);
});

test("a view of unknown name changes nothing", () => {
  assert.equal(look.take("nowhere"), false);
  assert.equal(look.viewId, "all");
});

test("what was hidden can be revealed, with its layer", () => {
  look.chosen = "glutmax";
  look.hideChosen();
  look.layers.delete("superficial");
  assert.equal(look.stateOf("glmax_r"), HIDDEN);
  look.reveal("glutmax");
  assert.equal(look.stateOf("glmax_r"), SHOWN);
});

test("a question shows no name that would answer it", () => {
  look.chosen = "femur";
  assert.deepEqual(look.named(true), []);
  assert.deepEqual(
    look.named(false).map((row) => row.id),
    ["femur", "sacrum"],
  );
});

test("a name tells its side, unless there is but one", () => {
  assert.equal(look.nameOf("femur"), "right femur");
  assert.equal(look.nameOf("sacrum"), "sacrum");
});
