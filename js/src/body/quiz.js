// The quiz over the picture: find a structure that is named, or name one that is shown.
// Python asks, judges and writes the answer down before it says whether it was right.

import { button, make } from "../display/elements.js";
import { group, radios } from "../display/forms.js";
import { badge } from "../display/icons.js";

/** @typedef {import("./types.js").Question} Question */
/**
 * @typedef {object} Act
 * @property {(message: object) => void} send
 * @property {(question: Question) => void} begin show exactly what the question needs
 * @property {(id: string | null, message?: string) => void} mark
 * @property {() => string | null} chosen
 * @property {(id: string) => string} describe
 * @property {() => void} end
 */

export class BodyQuiz {
  /** @param {Act} act */
  constructor(act) {
    this.act = act;
    this.box = make("div", { class: "bv-quiz sci-stack" });
    const begin = (/** @type {string} */ kind) => act.send({ type: "quiz", kind });
    this.first = button("Find the structure", () => begin("find"));
    this.start = make(
      "div",
      { class: "sci-row" },
      this.first,
      button("Name the structure", () => begin("name")),
    );
    this.root = group("Quiz", this.start, this.box);
    this.feedback = make("div", { class: "sci-stack", role: "status" });
    this.leave = button("End the quiz", () => this.stop());
    /** @type {Question | null} */
    this.question = null;
    this.begun = 0;
    this.place = -1;
  }

  /** Whether an answer is waited for. */
  get isRunning() {
    return this.question !== null;
  }

  get isOpen() {
    return Boolean(this.start.hidden);
  }

  /** Whether it is answered by choosing a name, not by pointing. */
  get isNaming() {
    return this.question?.kind === "name";
  }

  /** @param {Question} asked */
  ask(asked) {
    this.question = asked;
    this.begun = performance.now();
    this.place = -1;
    this.start.hidden = true;
    this.act.begin(asked);
    const heading = make(
      "p",
      { tabindex: "-1" },
      make("strong", {}, `Question ${asked.number} of ${asked.of}. `),
      asked.text,
    );
    this.feedback.replaceChildren();
    const controls = asked.kind === "find" ? this.finding() : [this.naming(asked)];
    this.box.replaceChildren(heading, ...controls, this.feedback, this.leave);
    heading.focus({ preventScroll: true });
  }

  finding() {
    const hint = "Click it in the picture, or step through the structures; then press “This is it”.";
    const row = make(
      "div",
      { class: "sci-row" },
      button("Previous", () => this.step(-1)),
      button("Next", () => this.step(1)),
      button("This is it", () => this.give(this.act.chosen()), { class: "sci-main" }),
    );
    return [make("p", { class: "sci-small" }, hint), row];
  }

  /** @param {Question} asked */
  naming({ options }) {
    const names = radios(options, () => {});
    const submit = (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      this.give(names.value);
    };
    const answer = make("button", { type: "submit", class: "sci-main" }, "Answer");
    return make("form", { class: "sci-stack", submit }, names.rows(), answer);
  }

  /** @param {number} by */
  step(by) {
    if (!this.question) return;
    const { candidates } = this.question;
    // before the first step there is no place: one back leads to the last
    this.place =
      this.place < 0 && by < 0
        ? candidates.length - 1
        : (this.place + by + candidates.length) % candidates.length;
    const id = candidates[this.place];
    this.act.mark(id, `Structure ${this.place + 1} of ${candidates.length}: ${this.act.describe(id)}`);
  }

  /** @param {string | null} answer */
  give(answer) {
    if (!this.question) return;
    if (!answer) {
      this.feedback.replaceChildren("Choose a structure first.");
      return;
    }
    const seconds = Math.round((performance.now() - this.begun) / 100) / 10;
    this.act.send({ type: "answer", number: this.question.number, answer, seconds });
  }

  /** @param {import("./types.js").Judged} reply */
  judged(reply) {
    /** @type {NodeListOf<HTMLButtonElement | HTMLInputElement>} */
    const controls = this.box.querySelectorAll("form button, form input, .sci-row button");
    for (const control of controls) control.disabled = true;
    this.say(reply.right, reply.text);
    if (reply.fact)
      this.feedback.append(make("p", { class: "bv-fact" }, reply.fact, " ", make("small", {}, reply.source)));
    this.act.mark(reply.correct);
    this.question = null;
    if (reply.finished) {
      const [right, all] = reply.score;
      this.leave.before(make("p", {}, make("strong", {}, `${right} of ${all} right at the first try.`)));
      this.leave.focus();
      return;
    }
    const next = button("Next question", () => this.act.send({ type: "next" }), { class: "sci-main" });
    this.leave.before(next);
    next.focus();
  }

  /** @param {boolean} right @param {string} text */
  say(right, text) {
    this.feedback.replaceChildren(
      make("p", { class: right ? "bv-yes" : "bv-no" }, badge(right ? "right" : "wrong", text)),
    );
  }

  stop() {
    this.question = null;
    this.box.replaceChildren();
    this.start.hidden = false;
    this.first.focus();
    this.act.end();
  }
}
