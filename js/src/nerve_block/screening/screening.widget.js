// Conditions, an injection, and the rules that speak. Python judges.

import { button, make, table, titledLists } from "../../display/elements.js";
import { choice, field, group } from "../../display/forms.js";
import { foldWhereNarrow } from "../../display/frame.js";
import { icon } from "../../display/icons.js";
import { follow } from "../../display/model.js";
import { actor, refusal, topicFrame } from "../asking.js";

/** @typedef {{headline: string, urgent: boolean, unknown: boolean, blocks: {title: string, lines: string[]}[], all: [string, string][]}} Result */
/** @typedef {{procedure: string, answers: Record<string, string>, result: Result, refused: string}} State */

/** @type {[string, string][]} */
const ANSWERS = [
  ["not_asked", "not asked"],
  ["absent", "asked: absent"],
  ["present", "PRESENT"],
];

/** @param {import("../asking.js").Context} context */
function render(context) {
  const { model } = context;
  const act = actor(context);
  const procedure = choice(model.get("procedures"), (id) => act("choose", { procedure: id }));
  /** @type {[key: string, rule: string, label: string][]} */
  const conditions = model.get("conditions");
  const asked = conditions.map(([key, rule, label]) => {
    const select = choice(ANSWERS, (answer) => act("choose", { condition: key, answer }));
    const node = make(
      "label",
      { class: "sci-condition", "data-key": key },
      make("span", {}, `${rule} ${label}`),
      select,
    );
    return { key, select, node };
  });
  const quick = make(
    "div",
    { class: "sci-row" },
    button("All asked, all absent", () => act("all", { answer: "absent" })),
    button("Nothing asked", () => act("all", { answer: "not_asked" })),
  );
  const form = make(
    "div",
    { class: "sci-stack" },
    group("Injection", field("Planned", procedure)),
    group("Conditions", quick, make("div", { class: "sci-conditions" }, ...asked.map(({ node }) => node))),
  );
  const headline = make("h4", { class: "sci-badge" });
  const reasons = make("div", {});
  const every = make("div", {});
  const result = make(
    "section",
    { class: "sci-stay sci-st sci-panel sci-stack", "aria-label": "Answer and rules", tabindex: 0 },
    make("div", { role: "status" }, headline),
    // where it lies over the conditions, they must stay in sight
    foldWhereNarrow(
      make("details", { open: true }, make("summary", {}, "Reasons, and all injections"), reasons, every),
    ),
  );
  const refused = refusal();
  const root = topicFrame(context, "screening", make("div", { class: "sci-beside" }, result, form), refused);

  const stop = follow(model, ["state"], () => {
    /** @type {State} */
    const state = model.get("state");
    procedure.value = state.procedure;
    for (const { key, select, node } of asked) {
      select.value = state.answers[key];
      node.classList.toggle("sci-present", state.answers[key] === "present");
    }
    const { urgent, unknown } = state.result;
    const status = urgent ? "emergency" : unknown ? "unknown" : "none";
    result.dataset.s = status;
    headline.replaceChildren(icon(status), make("span", {}, state.result.headline));
    reasons.replaceChildren(...titledLists(state.result.blocks));
    every.replaceChildren(
      table(["Injection", "Answer"], state.result.all, "The same patient, all injections"),
    );
    refused.textContent = state.refused;
  });
  return () => {
    stop();
    root.remove();
  };
}

export default { render };
