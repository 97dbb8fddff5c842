// Questions with a few answers each and a result. Python judges; this view only shows and sends.

import { button, list, make } from "../display/elements.js";
import { radios } from "../display/forms.js";
import { foldWhereNarrow, frame } from "../display/frame.js";
import { icon } from "../display/icons.js";
import { follow, save } from "../display/model.js";
import { freshName } from "../display/page.js";

/** @typedef {{value: string, label: string}} Choice */
/** @typedef {{id: string, label: string, how: string, choices?: Choice[]}} Item */
/** @typedef {{title: string, items: Item[], none?: {label: string, value: string}}} Group */
/** @typedef {{urgent: boolean, level?: string, heading: string, message: string, blocks: {title: string, lines: string[]}[]}} Result */

/** Python's levels and the look's statuses: a shape each, and a colour. @type {Record<string, import("../display/icons.js").Shape>} */
const STATUS = {
  ambulance: "ambulance",
  "emergency-department": "emergency",
  "same-day": "same-day",
  urgent: "urgent",
  none: "none",
  ask: "unknown",
};

/** No shape where the answer is no urgency at all: "none" would say that red flags were looked for. @param {Result} said */
function statusOf(said) {
  return STATUS[said.level ?? ""] ?? (said.urgent ? "emergency" : null);
}

/** What Python said: only the verdict is spoken at each change; the reasons stand below it to be read. */
function makeResult() {
  const verdict = make("div", { class: "sci-stack", role: "status", "aria-label": "Result" });
  const reasons = make("div", { class: "sci-stack" });
  const more = make("details", { open: true }, make("summary", {}, "Reasons, and what to ask next"), reasons);
  const node = make(
    "section",
    { class: "sci-stay sci-st sci-panel sci-stack", "aria-label": "Result and reasons", tabindex: 0 },
    verdict,
    foldWhereNarrow(more),
  );
  /** @param {Result} said */
  const show = (said) => {
    const status = statusOf(said);
    node.dataset.s = status ?? "none";
    const shape = status ? [icon(status)] : [];
    const heading = make("h4", { class: "sci-badge" }, ...shape, make("span", {}, said.heading));
    verdict.replaceChildren(heading, make("p", {}, said.message));
    more.hidden = !said.blocks.length;
    reasons.replaceChildren(
      ...said.blocks.map(({ title, lines }) => make("div", {}, make("h5", {}, title), list(lines))),
    );
  };
  return { node, show };
}

/** One question; open while it has the first of its answers. */
class Question {
  /**
   * @param {Item} item
   * @param {Choice[]} choices
   * @param {(value: string) => void} chosen
   */
  constructor(item, choices, chosen) {
    this.id = item.id;
    const offered = item.choices ?? choices;
    this.answers = radios(
      offered.map(({ value, label }) => [value, label]),
      chosen,
    );
    for (const input of this.answers.inputs.values()) input.dataset.question = item.id;
    const legend = make("legend", {}, make("span", {}, item.label));
    const how = item.how ? [make("p", { class: "sci-small" }, item.how)] : [];
    this.node = make("fieldset", { class: "sci-ask" }, legend, ...how, this.answers.pick());
    this.isOpen = true;
  }

  /** @param {string} value @param {boolean} isOpen */
  set(value, isOpen) {
    this.answers.set(value);
    this.isOpen = isOpen;
    this.node.classList.toggle("sci-open", isOpen);
  }
}

/** @param {import("../display/model.js").Context} context */
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
