import assert from "node:assert/strict";
import { test } from "node:test";
import { follow, save } from "../../src/display/model.js";
import { Model } from "../model.js";

test("a view paints at once, at each change it follows, and not after it is gone", () => {
  const model = new Model({ answer: 1, other: 1 });
  const seen = [];
  const stop = follow(model, ["answer"], () => seen.push(model.get("answer")));
  save(model, "answer", 2);
  save(model, "other", 2);
  stop();
  save(model, "answer", 3);
  assert.deepEqual(seen, [1, 2]);
});

test("what is saved is sent to Python, once", () => {
  const model = new Model({ answer: 1 });
  save(model, "answer", 2);
  assert.equal(model.get("answer"), 2);
  assert.equal(model.saved, 1);
});
