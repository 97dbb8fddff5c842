// Conditions, an injection, and the rules that speak. Python judges.

import { button, make, table, titledLists } from "../../display/elements.js";
import { choice, group } from "../../display/forms.js";
import { follow } from "../../display/model.js";
import { refusal, topicFrame } from "../topic.js";

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  const act = (action, message = {}) => model.send({ action, ...message });
  const words = [["not_asked", "not asked"], ["absent", "asked: absent"], ["present", "PRESENT"]];
  const selects = new Map();

  const procedure = choice(model.get("procedures"), (value) => act("choose", { procedure: value }));
  const rows = model.get("conditions").map(([key, rule, label]) => {
    const select = choice(words, (answer) => act("choose", { condition: key, answer }));
    selects.set(key, select);
    return make("label", { class: "nb-condition", "data-key": key }, make("span", {}, `${rule} ${label}`), select);
  });
  const conditions = make("div", { class: "nb-conditions" }, ...rows);
  const form = make(
    "div",
    { class: "nb-form" },
    group("Injection", make("label", {}, "Planned: ", procedure)),
    group(
      "Conditions",
      make(
        "div",
        { class: "nb-line" },
        button("All asked, all absent", () => act("all", { answer: "absent" })),
        button("Nothing asked", () => act("all", { answer: "not_asked" })),
      ),
      conditions,
    ),
  );
  const headline = make("h4", {});
  const status = make("div", { role: "status" }, headline);
  const reasons = make("div", {});
  const every = make("div", {});
  const result = make("section", { class: "nb-result", "aria-label": "Answer and rules", tabindex: 0 }, status, reasons, every);
  const refused = refusal();
  const root = topicFrame(
    { model, el },
    make("div", { class: "nb-columns" }, form, result),
    refused,
  );

  const stop = follow(model, ["state"], () => {
    const state = model.get("state");
    procedure.value = state.procedure;
    for (const [key, select] of selects) {
      select.value = state.answers[key];
      select.parentElement.classList.toggle("nb-present", state.answers[key] === "present");
    }
    headline.textContent = state.result.headline;
    result.classList.toggle("nb-urgent", state.result.urgent);
    reasons.replaceChildren(...titledLists(state.result.blocks));
    every.replaceChildren(make("h5", {}, "The same patient, all injections"), table(["Injection", "Answer"], state.result.all));
    refused.textContent = state.refused;
  });
  return () => {
    stop();
    root.remove();
  };
}

export default { render };
