// Looks two lesions up in the tables that Python sent and shows them side by side.

import { list, make, table } from "../display/elements.js";
import { field, group } from "../display/forms.js";
import { frame } from "../display/frame.js";
import { icon } from "../display/icons.js";
import { follow, save } from "../display/model.js";
import sheet from "./root_branch_explorer.css";

/** @typedef {[id: string, name: string, muscles: string, skin: string | null, dermatome: string, reflex: string]} Lesion */
/** @typedef {[muscle: string, nerve: string, roots: string, action: string]} Muscle */

const EFFECTS = ["kept", "weakened", "lost"];
/** Shape and word: colour alone never tells. @type {Record<string, import("../display/icons.js").Shape>} */
const SHAPES = { kept: "right", weakened: "half", lost: "wrong" };
const ROOT = /^[LS]\d$/;

/** @param {Lesion[]} lesions @param {string} label @param {(id: string) => void} chosen */
function lesionChoice(lesions, label, chosen) {
  const select = make("select", { change: () => chosen(select.value) });
  for (const [title, isRoot] of /** @type {const} */ ([
    ["Roots", true],
    ["Branches", false],
  ])) {
    const rows = lesions.filter(([id]) => ROOT.test(id) === isRoot);
    const options = rows.map(([value, name]) => make("option", { value }, name));
    select.append(make("optgroup", { label: title }, ...options));
  }
  return { select, node: field(label, select) };
}

/** @param {Lesion} lesion @param {[string, string][]} areas skin and its nerve */
function skinOf([, name, , skin, dermatome, reflex], areas) {
  const told = skin
    ? areas
        .map(([area, nerve], place) => [EFFECTS[Number(skin[place])], `${area} (${nerve})`])
        .filter(([effect]) => effect !== "kept")
        .map(([effect, area]) => `${area}: ${effect}`)
    : [`${dermatome} (dermatome; maps disagree): altered`];
  const jerk = reflex ? ` Reflex: ${reflex}.` : "";
  return make("span", {}, make("strong", {}, name), `. Skin: ${told.join("; ") || "none"}.${jerk}`);
}

/** @param {string} code */
function effectCell(code) {
  const effect = EFFECTS[Number(code)];
  return make("span", { class: "sci-badge sci-effect" }, icon(SHAPES[effect]), ` ${effect}`);
}

/** @param {import("../display/model.js").Context} context */
function render({ model, el }) {
  /** @type {Lesion[]} */
  const lesions = model.get("lesions");
  /** @type {Muscle[]} */
  const muscles = model.get("muscles");
  const named = (/** @type {string} */ id) => lesions.find((row) => row[0] === id) ?? lesions[0];
  const first = lesionChoice(lesions, "Lesion 1", (id) => save(model, "first", id));
  const second = lesionChoice(lesions, "Lesion 2", (id) => save(model, "second", id));
  const summary = make("p", { role: "status" });
  const scroll = make("div", {
    class: "sci-scroll",
    role: "region",
    "aria-label": "Muscles, table",
    tabindex: 0,
  });
  const skin = make("div", {});
  const root = frame(
    el,
    { name: "root-branch-explorer", label: "Two lesions side by side", sheet },
    group("Choose two lesions", make("div", { class: "sci-row" }, first.node, second.node)),
    summary,
    scroll,
    make("h4", {}, "Skin and reflex"),
    skin,
    make(
      "p",
      { class: "sci-small" },
      "Roots marked * are recalled from textbooks, not read for this course. A root lesion weakens rather than paralyses: most leg muscles share roots.",
    ),
  );
  const stop = follow(model, ["first", "second"], () => {
    const left = named(model.get("first"));
    const right = named(model.get("second"));
    first.select.value = left[0];
    second.select.value = right[0];
    const found = muscles
      .map((muscle, place) => ({ muscle, a: left[2][place], b: right[2][place] }))
      .filter(({ a, b }) => a !== "0" || b !== "0")
      .map((row) => ({ ...row, tells: (row.a === "0") !== (row.b === "0") }));
    const rows = found.map(({ muscle: [name, nerve, roots, action], a, b, tells }) => [
      tells ? make("b", {}, name) : name,
      `${nerve}; ${roots}`,
      action,
      effectCell(a),
      effectCell(b),
      tells ? make("b", {}, "tells them apart") : "",
    ]);
    const header = ["Muscle", "Nerve; roots", "Action", left[1], right[1], ""];
    scroll.replaceChildren(table(header, rows, "Muscles: what is lost, weakened and kept"));
    skin.replaceChildren(list([left, right].map((row) => skinOf(row, model.get("skin")))));
    const telling = found.filter(({ tells }) => tells).map(({ muscle }) => muscle[0]);
    summary.textContent =
      left[0] === right[0]
        ? "Choose two different lesions to compare them."
        : telling.length
          ? `Told apart by: ${telling.join("; ")}.`
          : "No muscle of this table tells these two apart.";
  });
  return () => {
    stop();
    root.remove();
  };
}

export default { render };
