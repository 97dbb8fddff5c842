// One question: its text, its controls, how sure one is, and what Python said to the answer.

import { BodyMap } from "../display/body_map.js";
import { button, list, make } from "../display/elements.js";
import { radios } from "../display/forms.js";
import { badge, icon } from "../display/icons.js";
import { CONTROLS } from "./controls.js";
import { tree } from "./rich.js";

/** @typedef {import("./rich.js").Rich} Rich */
/**
 * @typedef {object} State What may be shown of one question by now.
 * @property {any} [answer]
 * @property {number} [sure]
 * @property {boolean} [final]
 * @property {string} [verdict]
 * @property {string} [partial]
 * @property {Rich[]} [hints]
 * @property {[number, Rich, Rich][]} [remarks] whether it is so, about what, why
 * @property {[Rich, Rich]} [key] the right answer and why
 * @property {string} [left]
 * @property {string} [sources]
 */
/** @typedef {{mode: string, total: number, told: string, sure?: boolean, withheld?: boolean, finished?: boolean, again?: boolean, notices?: string[]}} Status */

/** @type {[string, string][]} */
export const SURE = [
  ["0.25", "Guessing"],
  ["0.5", "Unsure"],
  ["0.75", "Fairly sure"],
  ["1", "Certain"],
];
/** The same as words and number: a lesson that asks for a number finds one. @type {[string, string][]} */
export const SURENESS = SURE.map(([value, word]) => [value, `${word}, ${100 * Number(value)} %`]);
/** @type {Record<string, [import("../display/icons.js").Shape, string]>} */
const VERDICTS = {
  right: ["right", "Right"],
  "partly right": ["half", "Partly right"],
  wrong: ["wrong", "Not right"],
  ungraded: ["unknown", "Saved"],
};

export class Card {
  /**
   * @param {(message: object) => void} send
   * @param {import("./controls.js").View} view
   * @param {number} place
   * @param {number} total
   */
  constructor(send, view, place, total) {
    this.send = send;
    this.view = view;
    this.known = "";
    this.wasAnswered = false;
    this.since = performance.now();
    const told = make("p", { class: "sci-hidden", role: "status" });
    const say = (/** @type {string} */ text) => {
      told.textContent = text;
    };
    this.controls = CONTROLS[view.type](view, { label: `Answer to question ${place}`, say });
    this.error = make("div", { role: "alert" });
    this.feedback = make("div", { class: "sci-feedback sci-stack", role: "status" });
    this.hints = make("div", { class: "sci-stack", role: "status" });
    this.check = make("button", { type: "submit", class: "sci-main" }, "Check");
    this.hint = button("Hint", () => send({ do: "hint", item: view.id }));
    this.show = button("Show answer", () => send({ do: "show", item: view.id }), { class: "sci-link" });
    this.sure = radios(SURENESS, () => {});
    const pick = this.sure.pick();
    pick.classList.add("sci-four");
    this.sureField = make("fieldset", { class: "sci-sure" }, make("legend", {}, "How sure are you?"), pick);
    this.form = this.build(place, total, told);
  }

  /** @param {number} place @param {number} total @param {Node} told */
  build(place, total, told) {
    const { view } = this;
    const stem = make("span", { class: "sci-stem sci-stack" }, ...tree(view.stem));
    const legend = make(
      "legend",
      {},
      stem,
      ...(view.lead ? [make("span", {}, " ", ...tree(view.lead))] : []),
    );
    const stage = view.case && `Stage ${view.case[0]} of ${view.case[1]}. `;
    const story = make(
      "div",
      { class: "sci-story sci-stack" },
      make("strong", {}, stage ?? ""),
      ...tree(view.story),
    );
    const submit = (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      this.answer();
    };
    return make(
      "form",
      {
        class: "sci-card sci-stack",
        novalidate: true,
        "aria-label": `Question ${place} of ${total}`,
        submit,
      },
      make("p", { class: "sci-small", "aria-hidden": "true" }, `Question ${place} of ${total}`),
      ...(view.story ? [story] : []),
      make("fieldset", { class: "sci-question" }, legend, ...this.drawing(), this.controls.node),
      this.sureField,
      told,
      this.hints,
      this.error,
      this.feedback,
      make("div", { class: "sci-row" }, this.check, this.hint, this.show),
    );
  }

  /** What was painted on the body; the words are in the question. */
  drawing() {
    const { painted, body } = this.view;
    if (!painted || !body) return [];
    const map = new BodyMap(body, { label: "The drawing" });
    for (const [key, paints] of Object.entries(painted)) map.set(key, { paints });
    return [map.node];
  }

  answer() {
    this.error.replaceChildren();
    const sure = this.sureField.hidden ? null : this.sure.value;
    this.send({
      do: "answer",
      item: this.view.id,
      answer: this.controls.read(),
      confidence: sure === null ? null : Number(sure),
      seconds: Math.round((performance.now() - this.since) / 100) / 10,
    });
  }

  /** @param {string} text */
  fail(text) {
    this.error.replaceChildren(complaint(text));
  }

  /** @param {State | undefined} state @param {Status} status */
  update(state, status) {
    const mine = state ?? {};
    const news = JSON.stringify([mine, status.withheld, status.finished]);
    if (news === this.known) return; // leave what the learner is writing alone
    this.known = news;
    const isAnswered = "answer" in mine;
    if (isAnswered) this.controls.write(mine.answer);
    else if (this.wasAnswered) this.controls.write(null);
    this.wasAnswered = isAnswered;
    if (mine.sure != null) this.sure.set(String(mine.sure));
    this.sureField.hidden = !status.sure;
    const locked = Boolean(mine.final);
    this.controls.lock(locked);
    for (const input of this.sure.inputs.values()) input.disabled = locked;
    this.label(mine, status, locked);
    this.hints.replaceChildren(
      ...(mine.hints ?? []).map((text, place) =>
        make("p", { class: "sci-hint" }, make("strong", {}, `Hint ${place + 1}: `), ...tree(text)),
      ),
    );
    this.error.replaceChildren();
    this.feedback.replaceChildren(...said(mine, Boolean(status.withheld)));
    this.since = performance.now();
  }

  /** Say on the buttons what they do now. @param {State} mine @param {Status} status @param {boolean} locked */
  label(mine, { withheld, mode }, locked) {
    this.check.hidden = locked;
    if (withheld) this.check.textContent = "answer" in mine ? "Change answer" : "Save answer";
    else if (this.view.type === "card") this.check.textContent = "Save rating";
    else this.check.textContent = mine.verdict ? "Check again" : "Check";
    const given = (mine.hints ?? []).length;
    this.hint.hidden = locked || mode !== "practice" || given >= (this.view.hints ?? 0);
    this.hint.textContent = given ? "Another hint" : "Hint";
    this.show.hidden = Boolean(locked || withheld || !mine.verdict || mine.key);
  }
}

/** What went wrong with what was typed or sent. @param {string} text */
export function complaint(text) {
  return make("p", { class: "sci-st sci-stoprule", "data-s": "wrong" }, icon("wrong"), make("b", {}, text));
}

/** @param {State} state @param {boolean} withheld */
function said(state, withheld) {
  if (withheld) return "answer" in state ? [make("p", {}, "Saved.")] : [];
  const nodes = [];
  if (state.verdict) nodes.push(verdictOf(state.verdict, state.partial));
  if (state.remarks?.length)
    nodes.push(
      list(
        state.remarks.map(([good, about, text]) => remark(Boolean(good), about, text)),
        { class: "sci-list" },
      ),
    );
  if (state.key) {
    const [answer, reason] = state.key;
    nodes.push(make("p", {}, make("strong", {}, "Answer: ", ...tree(answer)), ". ", ...tree(reason)));
  }
  if (state.sources) nodes.push(make("p", { class: "sci-small sci-sources" }, `Source: ${state.sources}`));
  if (state.left) nodes.push(make("p", {}, state.left));
  return nodes;
}

/** @param {string} verdict @param {string | undefined} partial */
function verdictOf(verdict, partial) {
  const [shape, text] = VERDICTS[verdict];
  const shown = badge(shape, partial ? `${text} (${partial})` : text, "sci-verdict");
  shown.dataset.verdict = verdict;
  return make("p", {}, shown);
}

/** @param {boolean} good @param {Rich} about @param {Rich} text */
function remark(good, about, text) {
  const shape = good ? "right" : "wrong";
  const topic = about.length ? [make("strong", {}, ...tree(about)), ": "] : [];
  return make(
    "span",
    { class: "sci-st sci-stoprule", "data-s": shape },
    icon(shape),
    make("span", {}, ...topic, ...tree(text)),
  );
}
