// Looks two lesions up in the tables that Python sent and shows them side by side.

import { BodyMap, swatch } from "../display/body_map.js";
import { button, list, make, table } from "../display/elements.js";
import { choice, field, group } from "../display/forms.js";
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

/** @param {Lesion} lesion @param {[string, string, string][]} areas skin, its nerve, its id on the map */
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

/** One leg with what a lesion takes from its skin. @param {import("../display/body_map.js").DrawnView[]} views @param {string} label */
function legOf(views, label) {
  const map = new BodyMap(views, { label });
  const name = make("h4", {}, "");
  /** @param {Lesion} lesion @param {[string, string, string][]} areas */
  const show = ([id, called, , skin], areas) => {
    name.textContent = called;
    map.node.setAttribute("aria-label", `Skin: ${called}`);
    for (const key of map.places.keys()) {
      const region = key.split(".")[1];
      const code = skin ? skin[areas.findIndex(([, , own]) => own === region)] : region === id ? "1" : "0";
      map.set(key, { paints: code === "2" ? ["lost"] : code === "1" ? ["part"] : [] });
    }
  };
  return { node: make("div", {}, name, map.node), show };
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
  // another pair is another question: the look at the last one does not count for it
  /** @param {string} name @param {string} id */
  const change = (name, id) => {
    model.set("picked", "");
    save(model, name, id);
  };
  const first = lesionChoice(lesions, "Lesion 1", (id) => change("first", id));
  const second = lesionChoice(lesions, "Lesion 2", (id) => change("second", id));
  const summary = make("p", { role: "status", tabindex: -1 });
  const pick = choice([], () => {});
  const look = () => {
    if (!pick.value) return pick.focus();
    // the pressed button goes: the focus stays inside, or keys would reach the notebook
    summary.focus();
    save(model, "picked", pick.value);
  };
  const gate = group(
    "Before you look: the one test",
    field("Which movement would you test to tell them apart?", pick),
    button("Lock in and look", look, { class: "sci-main" }),
  );
  const legs = [first, second].map(() => legOf(model.get("views"), "Skin"));
  const key = make(
    "ul",
    { class: "sci-key sci-small" },
    make("li", {}, swatch("lost"), "feeling lost"),
    make("li", {}, swatch("part"), "weakened or altered: others share this skin"),
  );
  const scroll = make("div", {
    class: "sci-scroll",
    role: "region",
    "aria-label": "Muscles, table",
    tabindex: 0,
  });
  const skin = make("div", {});
  const opened = make(
    "div",
    { class: "sci-stack" },
    make("div", { class: "sci-legs" }, ...legs.map(({ node }) => node)),
    key,
    skin,
    scroll,
    make(
      "p",
      { class: "sci-small" },
      "Roots marked * are recalled from textbooks, not read for this course. A root lesion weakens rather than paralyses: most leg muscles share roots.",
    ),
  );
  const root = frame(
    el,
    { name: "root-branch-explorer", label: "Two lesions side by side", sheet },
    group("Choose two lesions", make("div", { class: "sci-row" }, first.node, second.node)),
    gate,
    summary,
    opened,
  );
  let asked = "";
  const stop = follow(model, ["first", "second", "picked"], () => {
    const left = named(model.get("first"));
    const right = named(model.get("second"));
    first.select.value = left[0];
    second.select.value = right[0];
    const found = muscles
      .map((muscle, place) => ({ muscle, a: left[2][place], b: right[2][place] }))
      .filter(({ a, b }) => a !== "0" || b !== "0")
      .map((row) => ({ ...row, tells: (row.a === "0") !== (row.b === "0") }));
    const pair = `${left[0]} ${right[0]}`;
    if (asked !== pair) {
      asked = pair;
      const options = found.map(({ muscle: [name, , , action] }) => [name, `${action} (${name})`]);
      pick.replaceChildren(
        ...[["", "Choose…"], ...options].map(([value, text]) => make("option", { value }, text)),
      );
    }
    const isSame = left[0] === right[0];
    const picked = model.get("picked");
    gate.hidden = isSame || Boolean(picked);
    opened.hidden = !isSame && !picked;
    for (const [place, leg] of legs.entries()) leg.show(place ? right : left, model.get("skin"));
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
    const mine = picked && `${telling.includes(picked) ? "Yes" : "No"}: you chose ${picked}. `;
    if (isSame) summary.textContent = "Choose two different lesions to compare them.";
    else if (!picked) summary.textContent = "";
    else if (!telling.length) summary.textContent = "No muscle of this table tells these two apart.";
    else summary.textContent = `${mine}Told apart by: ${telling.join("; ")}.`;
  });
  return () => {
    stop();
    root.remove();
  };
}

export default { render };
