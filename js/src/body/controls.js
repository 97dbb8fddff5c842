// The controls beside the picture: named views, layers, side, pose. Each reports what was asked for.

import { button, make } from "../display/elements.js";
import { choice, field, group, radios } from "../display/forms.js";
import { LAYERS, SIDE_NAME } from "./look.js";

/** @typedef {import("./types.js").Side} Side */

/** @param {Iterable<import("./types.js").ViewRow>} views @param {(id: string) => void} choose */
export function makeViews(views, choose) {
  const buttons = [...views].map(({ id, title }) =>
    button(title, () => choose(id), { "data-view": id, "aria-pressed": "false" }),
  );
  return {
    root: make("div", { class: "bv-views sci-row", role: "group", "aria-label": "Views" }, ...buttons),
    /** @param {string} id */
    show: (id) => {
      for (const node of buttons) node.setAttribute("aria-pressed", String(node.dataset.view === id));
    },
  };
}

/** @param {string} label @param {(on: boolean) => void} changed */
function checkBox(label, changed) {
  const input = make("input", { type: "checkbox", checked: true });
  input.addEventListener("change", () => changed(input.checked));
  return { input, node: make("label", {}, input, label) };
}

/** @param {(id: string, on: boolean) => void} change @param {(on: boolean) => void} nameThem */
export function makeLayers(change, nameThem) {
  const boxes = LAYERS.map(([id, label]) => ({ id, ...checkBox(label, (on) => change(id, on)) }));
  const pick = make(
    "div",
    { class: "sci-pick" },
    ...boxes.map(({ node }) => node),
    checkBox("Names", nameThem).node,
  );
  return {
    root: group("Show", pick),
    /** @param {Set<string>} layers */
    show: (layers) => {
      for (const { id, input } of boxes) input.checked = layers.has(id);
    },
  };
}

/** @param {Side} first @param {(side: Side) => void} change */
export function makeSide(first, change) {
  const sides = radios(Object.entries(SIDE_NAME), (side) => change(/** @type {Side} */ (side)));
  sides.set(first);
  return { root: group("Side", sides.pick()), show: sides.set };
}

/**
 * @param {[string, string][]} poses
 * @param {string} first
 * @param {{choose: (id: string) => void, slide: (share: number) => void}} act
 */
export function makePoses(poses, first, act) {
  const select = choice(poses, act.choose);
  const slider = make("input", { type: "range", min: 0, max: 100, value: 100, step: 1 });
  slider.addEventListener("input", () => act.slide(Number(slider.value) / 100));
  select.value = first;
  return {
    root: group("Pose", field("Pose", select), field("From standing to the pose", slider)),
    /** The list may have grown: a pose can be made in Python. @param {[string, string][]} rows */
    list: (rows) => {
      const now = select.value;
      select.replaceChildren(...rows.map(([value, title]) => make("option", { value }, title)));
      select.value = now;
    },
    /** @param {string} id @param {boolean} standing */
    show: (id, standing) => {
      select.value = id;
      slider.disabled = standing;
      slider.value = "100";
    },
    get title() {
      return select.selectedOptions[0]?.textContent ?? "";
    },
  };
}
