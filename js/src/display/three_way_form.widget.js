// Questions with a few answers each and a result. Python judges; this view only shows and sends.

import { button, make } from "./elements.js";
import { frame } from "./frame.js";
import { follow, save } from "./model.js";
import { freshName } from "./page.js";
import { makeResult, Question } from "./questions.js";

/** @typedef {import("./questions.js").Choice} Choice */
/** @typedef {import("./questions.js").Group} Group */

/** @param {import("./model.js").Context} context */
function render({ model, el }) {
  /** @type {Choice[]} */
  const choices = model.get("choices");
  const start = choices[0].value;
  const oneAtATime = freshName("groups");
  /** @param {Record<string, string>} answers */
  const send = (answers) => save(model, "answers", answers);
  /** @param {string} id @returns {string} */
  const answerTo = (id) => model.get("answers")[id] ?? start;

  /** @param {Group} one @param {number} place */
  const makeGroup = (one, place) => {
    const questions = one.items.map(
      (item) => new Question(item, choices, (value) => send({ ...model.get("answers"), [item.id]: value })),
    );
    const left = make("span", { class: "sci-small" });
    const summary = make("summary", {}, make("span", {}, one.title), left);
    const node = make(
      "details",
      { class: "sci-group", name: oneAtATime, open: place === 0 },
      summary,
      ...questions.map((question) => question.node),
    );
    const { none } = one;
    if (none) {
      // One press for "none of these": what was answered stays, what is open becomes the given answer.
      const rest = () => questions.filter(({ isOpen }) => isOpen).map(({ id }) => [id, none.value]);
      const press = () => send({ ...model.get("answers"), ...Object.fromEntries(rest()) });
      node.append(make("div", { class: "sci-ask" }, button(none.label, press)));
    }
    const paint = () => {
      for (const question of questions) question.set(answerTo(question.id), answerTo(question.id) === start);
      const open = questions.filter(({ isOpen }) => isOpen).length;
      left.textContent = open ? `${open} of ${questions.length} open` : "all answered";
    };
    return { node, questions, paint };
  };

  const groups = model.get("groups").map(makeGroup);
  const questions = groups.flatMap((/** @type {{questions: Question[]}} */ group) => group.questions);
  const told = make("b", {});
  const filled = make("i", {});
  const bar = make("span", { class: "sci-bar sci-grow", "aria-hidden": "true" }, filled);
  const next = button("Go to the next open one", () => goToNext(), { class: "sci-link" });
  const goToNext = () => {
    const question = questions.find((/** @type {Question} */ each) => each.isOpen);
    const group = question?.node.closest("details");
    if (!question || !group) return;
    group.open = true;
    question.answers.inputs.get(start)?.focus();
  };
  const result = makeResult();

  const root = frame(
    el,
    { name: "three-way-form", label: model.get("title"), title: model.get("title"), note: model.get("note") },
    make(
      "div",
      { class: "sci-beside" },
      result.node,
      make(
        "div",
        { class: "sci-stack" },
        make("div", { class: "sci-row" }, told, bar, next),
        make("div", {}, ...groups.map((/** @type {{node: Node}} */ group) => group.node)),
        button("Start again", () => send({})),
      ),
    ),
  );
  const stop = follow(model, ["answers", "result"], () => {
    for (const group of groups) group.paint();
    const answered = questions.filter((/** @type {Question} */ each) => !each.isOpen).length;
    told.textContent = `${answered} of ${questions.length} answered`;
    filled.style.setProperty("--v", `${(100 * answered) / questions.length}%`);
    next.hidden = answered === questions.length;
    result.show(model.get("result"));
  });
  return () => {
    stop();
    root.remove();
  };
}

export default { render };
