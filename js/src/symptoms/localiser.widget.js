// The localiser: examine on the map and in a short list, commit to a level, then to one test, then see.

import { BodyMap, swatch } from "../display/body_map.js";
import { button, make } from "../display/elements.js";
import { choice, field } from "../display/forms.js";
import { frame } from "../display/frame.js";
import { follow, save } from "../display/model.js";
import { makeResult, Question } from "../display/questions.js";
import sheet from "./localiser.css";

/** @typedef {import("../display/questions.js").Item} Item */
/** @typedef {import("../display/questions.js").Group} Group */
/** @typedef {import("../display/body_map.js").DrawnView} DrawnView */

const NOT_EXAMINED = "not examined";
/** What a press on a spot makes of its finding, and how it looks. @type {Record<string, {next: string, paints: import("../display/body_map.js").Paint[], words: string}>} */
const FEELING = {
  [NOT_EXAMINED]: { next: "abnormal", paints: [], words: "not examined" },
  abnormal: { next: "normal", paints: ["numb"], words: "less feeling" },
  normal: { next: NOT_EXAMINED, paints: ["fine"], words: "normal feeling" },
};

/** What the learner commits to before the verdict: a list and the one filled button. */
class Commitment {
  /** @param {string} label @param {(value: string) => void} commit */
  constructor(label, commit) {
    this.select = choice([], () => {});
    const press = () => (this.select.value ? commit(this.select.value) : this.select.focus());
    this.node = make(
      "div",
      { class: "sci-stack" },
      field(label, this.select),
      button("Commit", press, { class: "sci-main" }),
    );
    this.known = "";
  }

  /** @param {[string, string][]} options @param {boolean} isAsked */
  offer(options, isAsked) {
    this.node.hidden = !isAsked;
    const news = JSON.stringify([options, isAsked]);
    if (news === this.known) return; // leave what the learner is choosing alone
    this.known = news;
    const all = [["", "Choose…"], ...options];
    this.select.replaceChildren(...all.map(([value, text]) => make("option", { value }, text)));
  }
}

/** @param {import("../display/model.js").Context} context */
function render({ model, el }) {
  /** @param {string} id @returns {string} */
  const finding = (id) => model.get("answers")[id] ?? NOT_EXAMINED;
  /** @param {string} id @param {string} value */
  const answer = (id, value) => save(model, "answers", { ...model.get("answers"), [id]: value });
  /** @param {object} part */
  const commit = (part) => {
    // the pressed button goes: the focus stays inside, or keys would reach the notebook
    result.node.focus();
    save(model, "committed", { ...model.get("committed"), ...part });
  };

  /** @type {Question[]} */
  const questions = [];
  /** @param {Item} item */
  const ask = (item) => {
    const question = new Question(item, model.get("choices"), (value) => answer(item.id, value));
    questions.push(question);
    return question.node;
  };
  /** @param {string} title @param {Item[]} items @param {boolean} open */
  const fold = (title, items, open) =>
    make(
      "details",
      { class: "sci-group", open },
      make("summary", {}, make("span", {}, title), make("span", {})),
      ...items.map(ask),
    );

  /** @type {DrawnView[]} */
  const views = model.get("views");
  const spots = views.flatMap((view) => view.regions.map(({ key }) => key));
  const map = new BodyMap(views, {
    label: "Feeling, right leg",
    pick: (key, isOver) => {
      if (!isOver) answer(key, FEELING[finding(key)].next);
    },
  });
  const key = make(
    "ul",
    { class: "sci-key sci-small" },
    make("li", {}, swatch("numb"), "less feeling"),
    make("li", {}, swatch("fine"), "normal"),
  );
  /** @type {Group[]} */
  const [emergencies, ...examined] = model.get("groups");
  /** @type {string[]} */
  const first = model.get("first");
  const items = examined.flatMap((group) => group.items);
  const short = first.flatMap((id) => items.filter((item) => item.id === id));
  const rest = examined.map(({ title, items: all }) => ({
    title,
    items: all.filter(({ id }) => !first.includes(id)),
  }));
  const form = make(
    "div",
    { class: "sci-stack" },
    fold(emergencies.title, emergencies.items, true),
    make(
      "section",
      { class: "sci-stack", "aria-label": "Feeling" },
      make("h4", {}, "Feeling: touch the spots you tested"),
      map.node,
      key,
    ),
    fold(`Strength and reflexes: ${short.length} to begin with`, short, true),
    make(
      "details",
      {},
      make("summary", {}, "More to examine, and feeling as a list"),
      ...rest.map((group) => fold(group.title, group.items, false)),
    ),
    button("Start again", () => save(model, "answers", {})),
  );

  const level = new Commitment("The level that fits best", (value) => commit({ level: value }));
  const test = new Commitment("The one test you would do next", (value) => commit({ test: value }));
  const result = makeResult();
  result.verdict.after(level.node, test.node);
  const root = frame(
    el,
    {
      name: "localiser",
      label: model.get("title"),
      title: model.get("title"),
      note: model.get("note"),
      sheet,
    },
    make("div", { class: "sci-beside" }, result.node, form),
  );

  const stop = follow(model, ["answers", "committed", "result"], () => {
    for (const question of questions)
      question.set(finding(question.id), finding(question.id) === NOT_EXAMINED);
    for (const spot of spots) {
      const { paints, words } = FEELING[finding(spot)];
      map.set(spot, { paints, words, isChecked: finding(spot) === "abnormal" });
    }
    const said = model.get("result");
    result.show(said);
    level.offer(model.get("levels"), said.stage === "level");
    test.offer(said.tests ?? [], said.stage === "test");
  });
  return () => {
    stop();
    map.remove();
    root.remove();
  };
}

export default { render };
