// Belief before and after a test, as numbers and as a hundred people. Python computes.

import { button, make, table } from "../../display/elements.js";
import { choice, field, group, radios } from "../../display/forms.js";
import { frame } from "../../display/frame.js";
import { follow, save } from "../../display/model.js";
import sheet from "./likelihood.css";

const TITLE = "Belief before and after a test";
const PEOPLE = 100;

/** @typedef {{rows: [string, number, number][], right: boolean, table: string[][]}} Ranked the true order: test, percent after, the learner's place */

/** Three lists, one for each place; the learner locks an order in before anything opens. */
class Ranking {
  /** @param {[string, string][]} contest @param {(order: string[]) => void} locked */
  constructor(contest, locked) {
    const places = ["Most", "Next", "Least"];
    const picks = places.map(() => choice([["", "Choose…"], ...contest], () => problem.replaceChildren()));
    const problem = make("p", { role: "alert" });
    const press = () => {
      const order = picks.map((pick) => pick.value);
      const empty = picks.find((pick) => !pick.value);
      if (empty) empty.focus();
      else if (new Set(order).size < order.length) problem.replaceChildren("Each test has one place.");
      else locked(order);
    };
    this.node = group(
      "Rank them first: which positive result lifts a belief most?",
      ...picks.map((pick, place) => field(places[place], pick)),
      problem,
      button("Lock in and look", press, { class: "sci-main" }),
    );
  }
}

/** Bars in the true order, each with the place the learner gave it. @param {Ranked} ranked @param {number} before */
function podiumOf({ rows, right }, before) {
  const bars = rows.map(([test, after, mine], place) => {
    const filled = make("i", {});
    filled.style.setProperty("--v", `${after}%`);
    const said = `${place + 1}. ${test}: from ${before} % to ${after} %`;
    return make(
      "li",
      {},
      make("span", {}, said, make("span", { class: "sci-small" }, ` (you: place ${mine})`)),
      make("span", { class: "sci-bar", "aria-hidden": "true" }, filled),
    );
  });
  const heading = right ? "Your order is the true one" : "Not your order: from the strongest down";
  return [make("h4", {}, heading), make("ol", { class: "sci-podium" }, ...bars)];
}

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

  const gate = new Ranking(model.get("contest"), (order) => {
    // the pressed button goes: the focus stays inside, or keys would reach the notebook
    opened.hidden = false;
    podium.focus();
    save(model, "ranking", order);
  });
  const podium = make("section", {
    class: "sci-stack",
    tabindex: -1,
    "aria-label": "Your order and the true one",
  });
  const all = make("details", {}, make("summary", {}, "All tests from this belief"));
  const opened = make(
    "div",
    { class: "sci-stack" },
    podium,
    make("div", { class: "sci-row" }, field("Belief before the test", slider), percent),
    field("Test", tests),
    group("Result", results.pick()),
    people,
    key,
    status,
    all,
  );
  const root = frame(
    el,
    { name: "likelihood-explorer", label: TITLE, title: TITLE, sheet },
    gate.node,
    opened,
  );
  const stop = follow(model, ["pre_test_percent", "test_id", "result", "outcome", "ranked"], () => {
    /** @type {Ranked} */
    const ranked = model.get("ranked");
    const isOpen = Boolean(ranked.rows);
    gate.node.hidden = isOpen;
    opened.hidden = !isOpen;
    if (ranked.rows) {
      podium.replaceChildren(...podiumOf(ranked, model.get("pre_test_percent")));
      const rows = table(
        ["Test and setting", "After a positive result", "After a negative result"],
        ranked.table,
      );
      all.replaceChildren(
        all.firstElementChild ?? "",
        make("div", { class: "sci-scroll", tabindex: 0, role: "region", "aria-label": "All tests" }, rows),
      );
    }
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
