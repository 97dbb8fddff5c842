// The toxicity simulation: choose the next step, see what comes. Python keeps the time and the score.

import { button, make, titledLists } from "../../display/elements.js";
import { group, numberBox, withUnit } from "../../display/forms.js";
import { foldWhereNarrow } from "../../display/frame.js";
import { icon } from "../../display/icons.js";
import { follow } from "../../display/model.js";
import { actor, refusal, topicFrame } from "../asking.js";

/** @typedef {[id: string, label: string, unit: string]} Step */
/** @typedef {{time: string, text: string, source: string}} Line */
/** @typedef {{headline: string, blocks: {title: string, lines: string[]}[]}} Result */
/**
 * @typedef {object} State
 * @property {string} clock
 * @property {string} stage
 * @property {string} weight
 * @property {string} signs
 * @property {Step[]} steps
 * @property {Line[]} transcript
 * @property {Result | null} result
 * @property {string} refused
 */

/** A step to take; where a dose belongs to it, with a box for the dose. @param {Step} step @param {(message: object) => void} take */
function makeStep([id, label, unit], take) {
  const give = (/** @type {string | null} */ amount) => take({ step: id, amount });
  if (!unit) return button(label, () => give(null), { "data-step": id });
  const box = numberBox({ "aria-label": `${label}: amount in ${unit}`, "data-amount": id });
  const press = button(label, () => give(box.value), { "data-step": id });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") give(box.value);
  });
  return make("div", { class: "sci-row" }, press, withUnit(box, unit));
}

/** @param {Line} line */
function spoken({ time, text, source }) {
  return make(
    "li",
    {},
    make("b", { class: "sci-num" }, `${time} `),
    text,
    source ? make("small", {}, ` [${source}]`) : "",
  );
}

/** @param {import("../asking.js").Context} context */
function render(context) {
  const { model } = context;
  const act = actor(context);
  const stage = make("span", {});
  const signs = make("p", {});
  const status = make(
    "div",
    { role: "status", class: "sci-stack" },
    make("h4", { class: "sci-badge" }, icon("emergency"), stage),
    signs,
  );
  const steps = make("div", { class: "sci-choices" });
  const refused = refusal();
  const lines = make("ol", { class: "sci-transcript", tabindex: 0, "aria-label": "Transcript" });
  // the patient stays in sight: on a long list the step that was pressed may be far below
  const patient = make(
    "section",
    {
      class: "sci-stay sci-st sci-panel sci-stack",
      "data-s": "emergency",
      "aria-label": "The patient, and what was done",
      tabindex: 0,
    },
    status,
    foldWhereNarrow(make("details", { open: true }, make("summary", {}, "Transcript"), lines)),
  );
  const score = make("div", { class: "sci-score" });
  const again = button("The same patient again", () => act("again"));
  const fresh = button("Another patient", () => act("new"));
  const choices = group("What do you do next?", steps);
  const root = topicFrame(
    context,
    "toxicity",
    make(
      "div",
      { class: "sci-beside" },
      patient,
      make("div", { class: "sci-stack" }, choices, refused, score),
    ),
    make("div", { class: "sci-row" }, again, fresh),
  );

  let shownSteps = "";
  const stop = follow(model, ["state"], () => {
    /** @type {State} */
    const state = model.get("state");
    const { result } = state;
    stage.textContent = `${state.clock}  ${state.stage} (${state.weight})`;
    signs.textContent = result ? result.headline : state.signs;
    const key = JSON.stringify(state.steps);
    if (key !== shownSteps) {
      shownSteps = key; // a dose that is being typed stays where the steps stay the same
      steps.replaceChildren(...state.steps.map((step) => makeStep(step, (message) => act("act", message))));
    }
    choices.hidden = !state.steps.length;
    lines.replaceChildren(...state.transcript.map(spoken));
    lines.scrollTop = lines.scrollHeight;
    refused.textContent = state.refused;
    score.replaceChildren(
      ...(result ? [make("h4", {}, result.headline), ...titledLists(result.blocks)] : []),
    );
    if (result && document.activeElement === document.body) again.focus();
  });
  return () => {
    stop();
    root.remove();
  };
}

export default { render };
