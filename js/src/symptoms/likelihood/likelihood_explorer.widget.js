// Belief before and after a test, as numbers and as a hundred people. Python computes.
import { make } from "../../display/elements.js";
import { frame } from "../../display/frame.js";
import { freshName, styled } from "../../display/page.js";
import sheet from "../symptoms.css";

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  const view = freshName("likelihood");
  styled("symptoms", sheet);
  const set = (name, value) => {
    model.set(name, value);
    model.save_changes();
  };

  const slider = /** @type {HTMLInputElement} */ (make("input", { type: "range", min: 1, max: 99, step: 1 }));
  const shown = make("output", {});
  slider.addEventListener("input", () => set("pre_test_percent", Number(slider.value)));
  const select = /** @type {HTMLSelectElement} */ (
    make("select", {}, ...model.get("tests").map((test) => make("option", { value: test.id }, test.label)))
  );
  select.addEventListener("change", () => set("test_id", select.value));
  const radios = ["positive", "negative"].map((value) => {
    const input = /** @type {HTMLInputElement} */ (make("input", { type: "radio", name: `${view}-result`, value }));
    input.addEventListener("change", () => set("result", value));
    return input;
  });

  const people = make("div", { class: "sy-people", "aria-hidden": "true" });
  const persons = Array.from({ length: 100 }, () => make("span", { class: "sy-person" }));
  people.append(...persons);
  const status = make("section", { class: "sy-result", role: "status", "aria-label": "After the test" });

  const paint = () => {
    const percent = model.get("pre_test_percent");
    const result = model.get("result");
    const outcome = model.get("outcome");
    slider.value = String(percent);
    slider.setAttribute("aria-valuetext", `${percent} percent`);
    shown.textContent = `${percent} %`;
    select.value = model.get("test_id");
    for (const input of radios) input.checked = input.value === result;
    const [truePositive, falseNegative, falsePositive] = outcome.counts;
    const ill = truePositive + falseNegative;
    persons.forEach((person, index) => {
      const isIll = index < ill;
      const isPositive = isIll ? index < truePositive : index - ill < falsePositive;
      person.classList.toggle("sy-ill", isIll);
      person.classList.toggle("sy-ringed", isPositive === (result === "positive"));
    });
    status.replaceChildren(
      make("h4", {}, outcome.heading),
      ...outcome.lines.map((line) => make("p", {}, line)),
    );
    key.textContent = `Each dot is a person: filled, with the condition; empty, without. A blue square: the test is ${result}.`;
  };
  const key = make("p", { class: "sy-key" });

  const root = frame(
    el,
    { class: "sy-root", "aria-label": "Belief before and after a test" },
    make("h3", {}, "Belief before and after a test"),
    make("div", { class: "sy-line" }, make("label", {}, "Belief before the test: ", slider), shown),
    make("div", { class: "sy-line" }, make("label", {}, "Test: ", select)),
    make(
      "fieldset",
      {},
      make("legend", {}, "Result"),
      make("div", { class: "sy-choices" }, ...radios.map((input) => make("label", {}, input, input.value))),
    ),
    people,
    key,
    status,
  );
  paint();
  const watched = ["change:pre_test_percent", "change:test_id", "change:result", "change:outcome"];
  for (const name of watched) model.on(name, paint);
  return () => {
    for (const name of watched) model.off(name, paint);
    root.remove();
  };
}

export default { render };
