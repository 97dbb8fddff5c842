// Every source's limit side by side. Python reckons; this view shows and sends.

import { list, make, table } from "../../display/elements.js";
import { choice, group } from "../../display/forms.js";
import { follow } from "../../display/model.js";
import { refusal, topicFrame } from "../topic.js";

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  const act = (action, message = {}) => model.send({ action, ...message });
  const compare = (name, value) => act("compare", { inputs: { [name]: value } });
  const drugs = model.get("drugs").map((name) => [name, name]);
  const fields = {};

  const number = (name, label, unit) => {
    const input = make("input", { type: "number", step: "any", min: 0, inputmode: "decimal" });
    input.addEventListener("change", () => compare(name, input.value));
    fields[name] = input;
    return make("label", {}, `${label}: `, input, ` ${unit}`);
  };
  const select = (name, label, options) => {
    const node = choice(options, (value) => compare(name, value));
    fields[name] = node;
    return make("label", {}, `${label}: `, node);
  };
  const adrenaline = make("input", { type: "checkbox" });
  adrenaline.addEventListener("change", () => compare("with_adrenaline", adrenaline.checked));

  const form = make(
    "div",
    { class: "nb-form" },
    group(
      "Solution",
      select("drug", "Drug", drugs),
      number("strength", "Strength", ""),
      select("strength_unit", "Unit of the strength", [["%", "%"], ["mg/mL", "mg/mL"]]),
      make("label", {}, adrenaline, " with adrenaline"),
      number("drawn_ml", "Drawn up (may stay empty)", "mL"),
    ),
    group(
      "Patient",
      number("weight_kg", "Body weight", "kg"),
      number("height_cm", "Height (may stay empty)", "cm"),
      select("sex", "For the ideal weight", [["female", "female"], ["male", "male"]]),
    ),
    group(
      "Mixture",
      select("given_drug", "Already given", drugs),
      number("given_mg", "Amount (may stay empty)", "mg"),
    ),
  );
  const heading = make("h4", {});
  const dangers = make("div", { class: "nb-refused" });
  const status = make("div", { role: "status" }, heading, dangers);
  const body = make("div", {});
  const refused = refusal();
  const root = topicFrame(
    { model, el },
    form,
    refused,
    make("section", { class: "nb-result", "aria-label": "Limits by source" }, status, body),
  );

  const stop = follow(model, ["state"], () => {
    const state = model.get("state");
    for (const [name, field] of Object.entries(fields)) {
      if (document.activeElement !== field) field.value = String(state.inputs[name]);
    }
    adrenaline.checked = Boolean(state.inputs.with_adrenaline);
    heading.textContent = state.result.heading;
    dangers.replaceChildren(...state.result.dangers.map((text) => make("p", {}, text)));
    body.replaceChildren(table(state.result.header, state.result.rows), list(state.result.lines));
    refused.textContent = state.refused;
  });
  return () => {
    stop();
    root.remove();
  };
}

export default { render };
