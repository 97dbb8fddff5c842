// The controls beside the picture: named views, layers, side, pose. Each reports what was asked for.

import { button, make } from "../display/elements.js";
import { freshName } from "../display/page.js";

export const LAYERS = [["bones", "Bones"], ["ligaments", "Ligaments"], ["nerve", "Nerve"], ["deep", "Deep muscles"], ["superficial", "Superficial muscles"]];
export const SIDE_NAME = { r: "right", l: "left" };

export function makeViews(views, choose) {
  const root = make("div", { class: "bv-views", role: "group", "aria-label": "Views" });
  for (const row of views) root.append(button(row.title, () => choose(row.id), { "data-view": row.id, "aria-pressed": "false" }));
  return {
    root,
    show: (id) => { for (const node of root.children) node.setAttribute("aria-pressed", String(node.dataset.view === id)); },
  };
}

/** @param {(id: string, on: boolean) => void} change @param {(on: boolean) => void} nameThem */
export function makeLayers(change, nameThem) {
  const root = make("fieldset", { class: "bv-inline" }, make("legend", {}, "Show"));
  const add = (text, changed) => {
    const input = make("input", { type: "checkbox", checked: true });
    input.addEventListener("change", () => changed(input.checked));
    root.append(make("label", {}, input, ` ${text}`));
    return input;
  };
  const checks = new Map(LAYERS.map(([id, text]) => [id, add(text, (on) => change(id, on))]));
  add("Names", nameThem);
  return { root, has: (id) => checks.has(id), show: (layers) => { for (const [id, input] of checks) input.checked = layers.has(id); } };
}

export function makeSide(first, change) {
  const root = make("fieldset", { class: "bv-inline" }, make("legend", {}, "Side"));
  const name = freshName("side");
  const inputs = new Map();
  for (const side of ["r", "l"]) {
    const input = make("input", { type: "radio", name, value: side, checked: side === first });
    input.addEventListener("change", () => change(side));
    inputs.set(side, input);
    root.append(make("label", {}, input, ` ${SIDE_NAME[side]}`));
  }
  return { root, show: (side) => { inputs.get(side).checked = true; } };
}

/** @param {[string, string][]} poses @param {{choose: (id: string) => void, slide: (share: number) => void}} act */
export function makePoses(poses, first, act) {
  const select = make("select", { id: freshName("pose") });
  const slider = make("input", { id: freshName("share"), type: "range", min: "0", max: "100", value: "100", step: "1" });
  const root = make("fieldset", {}, make("legend", {}, "Pose"), make("label", { for: select.id }, "Pose"), select,
    make("label", { for: slider.id }, "From standing to the pose"), slider);
  select.addEventListener("change", () => act.choose(select.value));
  slider.addEventListener("input", () => act.slide(Number(slider.value) / 100));
  /** The list may have grown: a pose can be made in Python. */
  const list = (rows) => {
    const now = select.value;
    select.replaceChildren(...rows.map(([id, title]) => make("option", { value: id }, title)));
    select.value = now;
  };
  list(poses);
  select.value = first;
  return {
    root, list,
    show: (id, standing) => { select.value = id; slider.disabled = standing; slider.value = "100"; },
    get title() { return select.selectedOptions[0]?.textContent ?? ""; },
  };
}
