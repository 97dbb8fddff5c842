// The list of structures: search, choose, read, hide, isolate.

import { button, make } from "../display/elements.js";
import { group } from "../display/forms.js";
import { freshName } from "../display/page.js";

/** @typedef {import("./types.js").Structure} Structure */

/** @type {[kind: string, title: string][]} */
const KINDS = [
  ["nerve", "Nerve"],
  ["muscle", "Muscles"],
  ["landmark", "Landmarks"],
  ["ligament", "Ligaments"],
  ["bone", "Bones"],
];

/** What a structure is, without its name: for the quiz by ear. @param {Structure} row */
export function clue(row) {
  const said = row.about
    .filter(([label]) => label !== "Course")
    .map(([label, text]) => `${label.toLowerCase()} ${text}`);
  return [row.kind, ...said].join("; ");
}

/** Whether a structure's name or anything told of it holds a word. @param {Structure} row @param {string} wanted in small letters */
export function matches(row, wanted) {
  return [row.name, row.latin, ...row.about.map((pair) => pair[1])].join(" ").toLowerCase().includes(wanted);
}

/** What the course says about a structure. @param {Structure} row */
function told(row) {
  const terms = row.about.flatMap(([label, text]) => [make("dt", {}, label), make("dd", {}, text)]);
  return [
    make("h4", {}, row.name),
    ...(row.latin ? [make("p", { class: "bv-latin", lang: "la" }, row.latin)] : []),
    ...(terms.length ? [make("dl", { class: "bv-terms" }, ...terms)] : []),
    ...(row.fact ? [make("p", { class: "bv-fact" }, row.fact, " ", make("small", {}, row.source))] : []),
  ];
}

/**
 * @param {Structure[]} structures
 * @param {{choose: (id: string) => void, hide: () => void, isolate: () => void, all: () => void, look: () => void, tell: (text: string) => void}} act
 */
export function makeStructures(structures, act) {
  const byId = new Map(structures.map((row) => [row.id, row]));
  const id = freshName("structures");
  const search = make("input", {
    type: "search",
    autocomplete: "off",
    placeholder: "piriformis, L5, musculus …",
  });
  const list = make("select", { size: 9, id });
  const details = make("div", { class: "bv-details sci-stack" });
  const look = button("Go to it", act.look);
  const hide = button("Hide", act.hide);
  const isolate = button("Isolate", act.isolate, { "aria-pressed": "false" });
  const buttons = make("div", { class: "sci-row" }, look, hide, isolate, button("Show all", act.all));
  const body = make(
    "div",
    { class: "sci-stack" },
    make("label", {}, "Search ", search),
    make("label", { for: id }, "Choose a structure"),
    list,
    buttons,
    details,
  );
  /** @type {string | null} */
  let chosen = null;

  /** @param {boolean} aloud */
  function fill(aloud) {
    const wanted = search.value.trim().toLowerCase();
    const found = structures.filter((row) => !wanted || matches(row, wanted));
    const groups = KINDS.map(([kind, title]) => {
      const rows = found.filter((row) => row.kind === kind);
      return make(
        "optgroup",
        { label: title },
        ...rows.map((row) => make("option", { value: row.id }, row.name)),
      );
    });
    list.replaceChildren(...groups.filter((each) => each.children.length));
    list.value = chosen ?? "";
    if (aloud && wanted)
      act.tell(found.length ? `${found.length} found.` : "Nothing found: try a shorter word.");
  }

  /** @param {string | null} which */
  function show(which) {
    chosen = which;
    list.value = which ?? "";
    const row = byId.get(which ?? "");
    for (const node of [hide, isolate, look]) node.disabled = !row;
    details.replaceChildren(...(row ? told(row) : []));
  }

  search.addEventListener("input", () => fill(true));
  list.addEventListener("change", () => act.choose(list.value));
  fill(false);
  show(null);
  return {
    root: group("Structures", body),
    show,
    /** Without a picture to act on only reading is left. */
    onlyRead: () => {
      buttons.hidden = true;
    },
    pressed: (/** @type {boolean} */ on) => isolate.setAttribute("aria-pressed", String(on)),
  };
}
