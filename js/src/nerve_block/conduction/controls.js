// The drug, the sliders and their values on screen.

import { make } from "../../display/elements.js";
import { choice, group } from "../../display/forms.js";

function written(value, step) {
  return step < 0.1 ? value.toFixed(2) : String(value);
}

function slider([name, label, unit, low, high, step], settings, act) {
  const input = make("input", { type: "range", min: low, max: high, step, "data-setting": name });
  const output = make("output", {});
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
  return { set, node: make("label", { class: "nb-slider" }, make("span", {}, label), output, input) };
}

/**
 * The controls of a widget; they write into `settings`.
 * @param act moved(since when) and released()
 */
export function makeControls(model, settings, act) {
  const drug = choice(model.get("drugs"), (value) => {
    settings.drug = value;
    act.moved(performance.now());
    act.released();
  });
  const groups = new Map([["Drug", [make("label", {}, "Drug: ", drug)]]]);
  const sliders = model.get("sliders").map((row) => {
    const made = slider(row, settings, act);
    const legend = row[6];
    if (!groups.has(legend)) groups.set(legend, []);
    groups.get(legend).push(made.node);
    return made;
  });
  const set = () => {
    drug.value = settings.drug;
    for (const each of sliders) each.set();
  };
  const fields = [...groups].map(([legend, parts]) => group(legend, ...parts));
  return { set, node: make("div", { class: "nb-form nb-sliders" }, ...fields) };
}
