// The list of structures: search, choose, read, hide, isolate.

import { button, make } from "../display/elements.js";
import { freshName } from "../display/page.js";

const KINDS = [["nerve", "Nerve"], ["muscle", "Muscles"], ["landmark", "Landmarks"], ["ligament", "Ligaments"], ["bone", "Bones"]];

/** What a structure is, without its name: for the quiz by ear. */
export function clue(row) {
  const said = row.about.filter(([label]) => label !== "Course").map(([label, text]) => `${label.toLowerCase()} ${text}`);
  return [row.kind, ...said].join("; ");
}

/**
 * @param {any[]} structures
 * @param {{choose: (id: string) => void, hide: () => void, isolate: () => void, all: () => void, look: () => void, tell: (text: string) => void}} act
 */
export function makeStructures(structures, act) {
  const byId = new Map(structures.map((row) => [row.id, row]));
  const listId = freshName("list");
  const search = make("input", { type: "search", autocomplete: "off", placeholder: "piriformis, L5, musculus …" });
  const list = make("select", { size: 9, id: listId });
  const details = make("div", { class: "bv-details" });
  const look = button("Go to it", act.look);
  const hide = button("Hide", act.hide);
  const isolate = button("Isolate", act.isolate, { "aria-pressed": "false" });
  const all = button("Show all", act.all);
  const buttons = make("div", { class: "bv-row" }, look, hide, isolate, all);
  const root = make("fieldset", {}, make("legend", {}, "Structures"),
    make("label", {}, "Search ", search), make("label", { for: listId }, "Choose a structure"), list, buttons, details);
  let chosen = null;

  search.addEventListener("input", () => fill(true));
  list.addEventListener("change", () => act.choose(list.value));
  fill(false);
  show(null);

  function fill(aloud) {
    const wanted = search.value.trim().toLowerCase();
    list.replaceChildren();
    let found = 0;
    for (const [kind, title] of KINDS) {
      const group = make("optgroup", { label: title });
      for (const row of structures) {
        const words = [row.name, row.latin, ...row.about.map((pair) => pair[1])].join(" ").toLowerCase();
        if (row.kind !== kind || (wanted && !words.includes(wanted))) continue;
        group.append(make("option", { value: row.id }, row.name));
        found += 1;
      }
      if (group.children.length) list.append(group);
    }
    list.value = chosen ?? "";
    if (aloud && wanted) act.tell(found ? `${found} found.` : "Nothing found: try a shorter word.");
  }

  /** Show what the course says about the chosen structure. @param {string|null} id */
  function show(id) {
    chosen = id;
    list.value = id ?? "";
    const row = id ? byId.get(id) : null;
    details.replaceChildren();
    for (const node of [hide, isolate, look]) node.disabled = !row;
    if (!row) return;
    details.append(make("h4", {}, row.name));
    if (row.latin) details.append(make("p", { class: "bv-latin", lang: "la" }, row.latin));
    const dl = make("dl");
    for (const [label, text] of row.about) dl.append(make("dt", {}, label), make("dd", {}, text));
    if (row.about.length) details.append(dl);
    if (row.fact) details.append(make("p", { class: "bv-fact" }, row.fact, " ", make("small", {}, row.source)));
  }

  return {
    root, show,
    /** Without a picture to act on only reading is left. */
    onlyRead: () => { buttons.hidden = true; },
    pressed: (on) => isolate.setAttribute("aria-pressed", String(on)),
  };
}
