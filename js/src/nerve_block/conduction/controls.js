// The drug, the sliders and their values on screen.

import { make } from "../../display/elements.js";
import { choice, field, group } from "../../display/forms.js";

/** @typedef {import("./parameters.js").Settings} Settings */
/** @typedef {Exclude<keyof Settings, "drug">} Setting */
/** @typedef {[name: Setting, label: string, unit: string, low: number, high: number, step: number, legend: string]} SliderRow */
/** @typedef {{moved: (since: number) => void, released: () => void}} Act `since`: when the move began, on the page's clock */

/** @param {number} value @param {number} step */
function written(value, step) {
  return step < 0.1 ? value.toFixed(2) : String(value);
}

/** @param {SliderRow} row @param {Settings} settings @param {Act} act */
function slider([name, label, unit, low, high, step], settings, act) {
  const input = make("input", { type: "range", min: low, max: high, step, "data-setting": name });
  const output = make("output", { class: "sci-num" });
  const write = () => {
    output.textContent = `${written(settings[name], step)} ${unit}`;
    input.setAttribute("aria-valuetext", output.textContent);
  };
  input.addEventListener("input", (event) => {
    settings[name] = Number(input.value);
    write();
    act.moved(event.timeStamp);
  });
  input.addEventListener("change", () => act.released());
  const set = () => {
    input.value = String(settings[name]);
    write();
  };
  return { set, node: make("label", { class: "sci-slider" }, make("span", {}, label), output, input) };
}

/**
 * The controls of a widget; they write into `settings`.
 * @param {import("../../display/model.js").Model} model
 * @param {Settings} settings
 * @param {Act} act
 */
export function makeControls(model, settings, act) {
  const drug = choice(model.get("drugs"), (value) => {
    settings.drug = value;
    act.moved(performance.now());
    act.released();
  });
  /** @type {Map<string, HTMLElement[]>} */
  const groups = new Map([["Drug", [field("Drug", drug)]]]);
  const sliders = model.get("sliders").map((/** @type {SliderRow} */ row) => {
    const made = slider(row, settings, act);
    groups.set(row[6], [...(groups.get(row[6]) ?? []), made.node]);
    return made;
  });
  const set = () => {
    drug.value = settings.drug;
    for (const each of sliders) each.set();
  };
  const fields = [...groups].map(([legend, parts]) => group(legend, ...parts));
  return { set, node: make("div", { class: "sci-columns sci-sliders" }, ...fields) };
}
