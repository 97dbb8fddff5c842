// Belief before and after a test, as numbers and as a hundred people. Python computes.

import { make } from "../../display/elements.js";
import { choice, field, group, radios } from "../../display/forms.js";
import { frame } from "../../display/frame.js";
import { follow, save } from "../../display/model.js";
import sheet from "./likelihood.css";

const TITLE = "Belief before and after a test";
const PEOPLE = 100;

/** @param {import("../../display/model.js").Context} context */
function render({ model, el }) {
  const slider = make("input", { type: "range", min: 1, max: 99, step: 1 });
  slider.addEventListener("input", () => save(model, "pre_test_percent", Number(slider.value)));
  const percent = make("output", { class: "sci-num" });
  const tests = choice(
    model.get("tests").map((/** @type {{id: string, label: string}} */ test) => [test.id, test.label]),
    (id) => save(model, "test_id", id),
  );
  const results = radios(
    ["positive", "negative"].map((result) => [result, result]),
    (result) => save(model, "result", result),
  );
  const persons = Array.from({ length: PEOPLE }, () => make("span", { class: "sci-person" }));
  const people = make("div", { class: "sci-people", "aria-hidden": "true" }, ...persons);
  const key = make("p", { class: "sci-small" });
  const status = make("section", {
    class: "sci-st sci-panel sci-stack",
    role: "status",
    "aria-label": "After the test",
  });

  const root = frame(
    el,
    { name: "likelihood-explorer", label: TITLE, title: TITLE, sheet },
    make("div", { class: "sci-row" }, field("Belief before the test", slider), percent),
    field("Test", tests),
    group("Result", results.pick()),
    people,
    key,
    status,
  );
  const stop = follow(model, ["pre_test_percent", "test_id", "result", "outcome"], () => {
    const before = model.get("pre_test_percent");
    const result = model.get("result");
    /** @type {{counts: [number, number, number, number], heading: string, lines: string[]}} */
    const outcome = model.get("outcome");
    slider.value = String(before);
    slider.setAttribute("aria-valuetext", `${before} percent`);
    percent.textContent = `${before} %`;
    tests.value = model.get("test_id");
    results.set(result);
    const [truePositive, falseNegative, falsePositive] = outcome.counts;
    const ill = truePositive + falseNegative;
    persons.forEach((person, place) => {
      const isIll = place < ill;
      const isPositive = isIll ? place < truePositive : place - ill < falsePositive;
      person.classList.toggle("sci-ill", isIll);
      person.classList.toggle("sci-ringed", isPositive === (result === "positive"));
    });
    key.textContent = `Each dot is a person: filled, with the condition; empty, without. A square round it: the test is ${result}.`;
    status.replaceChildren(
      make("h4", {}, outcome.heading),
      ...outcome.lines.map((line) => make("p", {}, line)),
    );
  });
  return () => {
    stop();
    root.remove();
  };
}

export default { render };
