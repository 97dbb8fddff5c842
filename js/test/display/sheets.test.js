import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const SRC = join(import.meta.dirname, "..", "..", "src");
const own = readdirSync(SRC, { recursive: true }).filter(
  (path) => path.endsWith(".css") && !path.startsWith(join("display", "look")),
);

/** What stands before the outermost braces of a style sheet. @param {string} css */
function outermost(css) {
  const found = [];
  let depth = 0;
  let words = "";
  for (const sign of css.replace(/\/\*.*?\*\//gs, "")) {
    if (sign === "{" && depth++ === 0) found.push(words.trim());
    if (sign === "}" && --depth === 0) words = "";
    else if (depth === 0) words += sign;
  }
  return found;
}

test("a widget's own rules reach no other widget: all sheets lie on one page", () => {
  assert.ok(own.length > 3, "no style sheets were found");
  for (const path of own)
    for (const selector of outermost(readFileSync(join(SRC, path), "utf8")))
      assert.match(selector, /^\.sci\.sci\.sci(\[data-widget="[\w-]+"\]|:is\(\[data-widget.*\))$/, path);
});
