// The toxicity simulation: choose the next step, see what comes. Python keeps the time and the score.

import { button, make, titledLists } from "../../display/elements.js";
import { group } from "../../display/forms.js";
import { follow } from "../../display/model.js";
import { refusal, topicFrame } from "../topic.js";

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  const act = (action, message = {}) => model.send({ action, ...message });
  const stage = make("h4", {});
  const signs = make("p", {});
  const status = make("div", { role: "status", class: "nb-result nb-urgent" }, stage, signs);
  const steps = make("div", { class: "nb-steps" });
  const refused = refusal();
  const lines = make("ol", { class: "nb-transcript", tabindex: 0, "aria-label": "Transcript" });
  const result = make("div", { class: "nb-score" });
  const again = button("The same patient again", () => act("again"));
  const fresh = button("Another patient", () => act("new"));
  const choices = group("What do you do next?", steps);
  const root = topicFrame(
    { model, el },
    status,
    make("div", { class: "nb-columns" }, choices, make("div", {}, make("h5", {}, "Transcript"), lines)),
    refused,
    result,
    make("div", { class: "nb-line" }, again, fresh),
  );

  const step = ([id, label, unit]) => {
    const give = button(label, () => act("act", { step: id, amount: input ? input.value : null }));
    give.dataset.step = id;
    let input = null;
    if (!unit) return give;
    input = make("input", { type: "number", step: "any", min: 0, "aria-label": `${label}: amount in ${unit}` });
    input.dataset.amount = id;
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") give.click();
    });
    return make("div", { class: "nb-line" }, give, input, ` ${unit}`);
  };

  let shownSteps = "";
  const stop = follow(model, ["state"], () => {
    const state = model.get("state");
    stage.textContent = `${state.clock}  ${state.stage} (${state.weight})`;
    signs.textContent = state.result ? state.result.headline : state.signs;
    const key = JSON.stringify(state.steps);
    if (key !== shownSteps) {
      shownSteps = key;
      steps.replaceChildren(...state.steps.map(step));
    }
    choices.hidden = !state.steps.length;
    lines.replaceChildren(
      ...state.transcript.map((line) =>
        make("li", {}, make("b", {}, `${line.time} `), line.text, line.source ? make("small", {}, ` [${line.source}]`) : ""),
      ),
    );
    lines.scrollTop = lines.scrollHeight;
    refused.textContent = state.refused;
    result.replaceChildren(...(state.result ? [make("h4", {}, state.result.headline), ...titledLists(state.result.blocks)] : []));
    if (state.result && document.activeElement === document.body) again.focus();
  });
  return () => {
    stop();
    root.remove();
  };
}

export default { render };
