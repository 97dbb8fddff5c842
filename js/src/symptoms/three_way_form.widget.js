// Questions with a few answers each and a result. Python judges; this view only shows and sends.
import { make } from "../display/elements.js";
import { frame } from "../display/frame.js";
import { freshName, styled } from "../display/page.js";
import sheet from "./symptoms.css";

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  const view = freshName("form");
  styled("symptoms", sheet);
  const inputs = new Map();
  const choices = model.get("choices");
  const start = choices[0].value;

  const send = (answers) => {
    model.set("answers", answers);
    model.save_changes();
  };
  const choose = (item, value) => send({ ...model.get("answers"), [item]: value });

  const question = (item) => {
    const row = make("div", { class: "sy-choices" });
    for (const choice of item.choices ?? choices) {
      const input = /** @type {HTMLInputElement} */ (make("input", { type: "radio", name: `${view}-${item.id}`, value: choice.value }));
      input.addEventListener("change", () => choose(item.id, choice.value));
      inputs.set(`${item.id} ${choice.value}`, input);
      row.append(make("label", {}, input, choice.label));
    }
    const how = item.how ? [make("p", { class: "sy-how" }, item.how)] : [];
    return make("fieldset", {}, make("legend", {}, item.label), ...how, row);
  };

  const group = (one, index) =>
    make("details", { open: index === 0 }, make("summary", {}, one.title), ...one.items.map(question), ...noneOf(one));

  // One click for "none of these": what was answered stays, what is open becomes the given answer.
  const noneOf = (one) => {
    if (!one.none) return [];
    const button = make("button", { type: "button" }, one.none.label);
    button.addEventListener("click", () => {
      const open = one.items.map((item) => item.id).filter((id) => (model.get("answers")[id] ?? start) === start);
      send({ ...model.get("answers"), ...Object.fromEntries(open.map((id) => [id, one.none.value])) });
    });
    return [button];
  };

  const clear = make("button", { type: "button" }, "Start again");
  clear.addEventListener("click", () => send({}));
  const form = make("div", {}, ...model.get("groups").map(group), clear);
  // only the verdict is spoken at each change; the reasons stand below it to be read
  const verdict = make("div", { role: "status", "aria-label": "Result" });
  const reasons = make("div", {});
  const result = make("section", { class: "sy-result", "aria-label": "Result and reasons", tabindex: 0 }, verdict, reasons);

  const paint = () => {
    const answers = model.get("answers");
    for (const one of model.get("groups"))
      for (const item of one.items) inputs.get(`${item.id} ${answers[item.id] ?? start}`).checked = true;
    const said = model.get("result");
    result.classList.toggle("sy-urgent", Boolean(said.urgent));
    result.dataset.level = said.level ?? "";
    verdict.replaceChildren(make("h4", {}, said.heading), make("p", {}, said.message));
    reasons.replaceChildren(
      ...said.blocks.flatMap((block) => [
        make("h5", {}, block.title),
        make("ul", {}, ...block.lines.map((line) => make("li", {}, line))),
      ]),
    );
  };

  const root = frame(
    el,
    { class: "sy-root", "aria-label": model.get("title") },
    make("h3", {}, model.get("title")),
    make("p", { class: "sy-note" }, model.get("note")),
    make("div", { class: "sy-columns" }, form, result),
  );
  paint();
  model.on("change:answers", paint);
  model.on("change:result", paint);
  return () => {
    model.off("change:answers", paint);
    model.off("change:result", paint);
    root.remove();
  };
}

export default { render };
