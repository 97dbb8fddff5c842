import assert from "node:assert/strict";
import { test } from "node:test";
import { freshName, page } from "../../src/display/page.js";

test("no name is given twice, whatever its stem", () => {
  const names = ["choice", "choice", "field", "choice", "field"].map(freshName);
  assert.equal(new Set(names).size, names.length);
});

test("code that is loaded a second time counts on from the first: radio buttons keep their own group", async () => {
  const first = freshName("choice");
  const again = await import("../../src/display/page.js?loaded=again");
  assert.notEqual(again.freshName, freshName, "the module was not loaded a second time");
  assert.notEqual(again.freshName("choice"), first);
  assert.equal(again.page(), page());
});
