// Every source's limit side by side. Python reckons; this view shows and sends.

import { list, make, table } from "../../display/elements.js";
import { choice, field, group } from "../../display/forms.js";
import { icon } from "../../display/icons.js";
import { follow } from "../../display/model.js";
import { actor, refusal, topicFrame } from "../asking.js";

/** @typedef {{heading: string, dangers: string[], header: string[], rows: string[][], lines: string[]}} Result */
/** @typedef {{inputs: Record<string, string | number | boolean>, result: Result, refused: string}} State */

/** @param {string[]} words @returns {[string, string][]} */
const asOptions = (words) => words.map((word) => [word, word]);

/** @param {import("../asking.js").Context} context */
function render(context) {
  const { model } = context;
  const act = actor(context);
  const compare = (/** @type {string} */ name, /** @type {unknown} */ value) =>
    act("compare", { inputs: { [name]: value } });
  const drugs = asOptions(model.get("drugs"));
  /** @type {Record<string, HTMLInputElement | HTMLSelectElement>} */
  const controls = {};

  /** @param {string} name @param {string} label @param {string} [unit] */
  const number = (name, label, unit) => {
    const input = make("input", { type: "number", step: "any", min: 0, inputmode: "decimal" });
    input.addEventListener("change", () => compare(name, input.value));
    controls[name] = input;
    return field(label, input, unit);
  };
  /** @param {string} name @param {string} label @param {[string, string][]} options */
  const select = (name, label, options) => {
    const node = choice(options, (value) => compare(name, value));
    controls[name] = node;
    return field(label, node);
  };
  const adrenaline = make("input", { type: "checkbox" });
  adrenaline.addEventListener("change", () => compare("with_adrenaline", adrenaline.checked));

  const form = make(
    "div",
    { class: "sci-columns" },
    group(
      "Solution",
      select("drug", "Drug", drugs),
      number("strength", "Strength"),
      select("strength_unit", "Unit of the strength", asOptions(["%", "mg/mL"])),
      make("label", { class: "sci-field" }, adrenaline, " with adrenaline"),
      number("drawn_ml", "Drawn up (may stay empty)", "mL"),
    ),
    group(
      "Patient",
      number("weight_kg", "Body weight", "kg"),
      number("height_cm", "Height (may stay empty)", "cm"),
      select("sex", "For the ideal weight", asOptions(["female", "male"])),
    ),
    group(
      "Mixture",
      select("given_drug", "Already given", drugs),
      number("given_mg", "Amount (may stay empty)", "mg"),
    ),
  );
  const heading = make("h4", {});
  const dangers = make("div", { class: "sci-stack" });
  const limits = make("div", {
    class: "sci-scroll",
    role: "region",
    "aria-label": "Limits by source, table",
    tabindex: 0,
  });
  const lines = make("div", {});
  const refused = refusal();
  const root = topicFrame(
    context,
    "dose",
    form,
    refused,
    make(
      "section",
      { class: "sci-st sci-panel sci-stack", "aria-label": "Limits by source" },
      make("div", { class: "sci-stack", role: "status" }, heading, dangers),
      limits,
      lines,
    ),
  );

  const stop = follow(model, ["state"], () => {
    /** @type {State} */
    const { inputs, result, refused: told } = model.get("state");
    for (const [name, control] of Object.entries(controls))
      if (document.activeElement !== control) control.value = String(inputs[name]);
    adrenaline.checked = Boolean(inputs.with_adrenaline);
    heading.textContent = result.heading;
    const warning = { class: "sci-st sci-stoprule sci-danger", "data-s": "dangerous" };
    dangers.replaceChildren(
      ...result.dangers.map((text) =>
        make("div", warning, icon("ambulance"), make("p", {}, make("b", {}, text))),
      ),
    );
    limits.replaceChildren(table(result.header, result.rows));
    lines.replaceChildren(list(result.lines));
    refused.textContent = told;
  });
  return () => {
    stop();
    root.remove();
  };
}

export default { render };
