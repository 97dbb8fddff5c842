import assert from "node:assert/strict";
import { test } from "node:test";
import { words } from "../../src/quiz/rich.js";

test("the words of a text are those a screen reader would say, without its tags", () => {
  assert.equal(words("plain"), "plain");
  assert.equal(words(["the ", ["strong", "L5 ", ["em", "root"]], "; L4"]), "the L5 root; L4");
  assert.equal(words(undefined), "");
});
