// The view of a quiz. It shows what Python says and sends what the learner does; it knows no key.

import { clock } from "../display/clock.js";
import { button, make } from "../display/elements.js";
import { frame } from "../display/frame.js";
import { follow } from "../display/model.js";
import { Card, complaint } from "./card.js";
import sheet from "./quiz.css";

/** @typedef {import("./card.js").Status} Status */

/** The time left in an exam: shown each second, spoken twice, and at its end the quiz is handed in. */
class Countdown {
  /** @param {{isOver: () => boolean, say: (text: string) => void, ended: () => void}} act */
  constructor(act) {
    this.act = act;
    this.node = make("span", { class: "sci-num sci-clock", role: "timer", hidden: true });
    /** @type {number | null} */
    this.end = null;
    /** @type {Set<number>} */
    this.warned = new Set();
    this.ticking = setInterval(() => this.tick(), 1000);
  }

  /** @param {number | null} seconds */
  set(seconds) {
    this.end = seconds === null ? null : performance.now() + seconds * 1000;
    this.warned.clear();
    this.tick();
  }

  tick() {
    const isRunning = this.end !== null && !this.act.isOver();
    this.node.hidden = !isRunning;
    if (!isRunning || this.end === null) return;
    const left = (this.end - performance.now()) / 1000;
    this.node.textContent = `Time left ${clock(left)}`;
    for (const minutes of [5, 1]) {
      if (left > minutes * 60 || left <= minutes * 60 - 5 || this.warned.has(minutes)) continue;
      this.warned.add(minutes);
      this.act.say(`${minutes} minute${minutes > 1 ? "s" : ""} left.`);
    }
    if (left > 0) return;
    this.end = null;
    this.act.ended();
  }

  stop() {
    clearInterval(this.ticking);
  }
}

/** @param {import("../display/model.js").Context} context */
function render({ model, el }) {
  const send = (/** @type {object} */ message) => model.send(message);
  const told = make("p", { role: "status" });
  const alerts = make("div", { role: "alert" });
  const start = button("Start", () => send({ do: "start" }), { class: "sci-main" });
  const finish = button("", () => send({ do: "finish" }), { class: "sci-main" });
  const again = button("Start again", () => send({ do: "again" }));
  const cardsNode = make("div", { class: "sci-stack" });
  const countdown = new Countdown({
    isOver: () => Boolean(model.get("status").finished),
    say: (text) => {
      told.textContent = text;
    },
    ended: () => send({ do: "finish" }),
  });
  const root = frame(
    el,
    { name: "quiz", label: "Quiz", sheet },
    alerts,
    make("div", { class: "sci-row sci-progress" }, told, countdown.node, start),
    cardsNode,
    make("div", { class: "sci-row" }, finish, again),
  );

  /** @type {Map<string, Card>} */
  let cards = new Map();
  const arrange = () => {
    /** @type {import("./controls.js").View[]} */
    const questions = model.get("questions");
    const { total } = model.get("status");
    const kept = new Map(
      questions.map((view, place) => [view.id, cards.get(view.id) ?? new Card(send, view, place + 1, total)]),
    );
    for (const [id, old] of cards) if (!kept.has(id)) old.form.remove();
    cards = kept;
    // appending only what is missing leaves the learner's focus alone
    for (const card of cards.values()) if (card.form.parentNode !== cardsNode) cardsNode.append(card.form);
  };
  const update = () => {
    /** @type {Status} */
    const status = model.get("status");
    const states = model.get("states");
    for (const [id, card] of cards) card.update(states[id], status);
    told.textContent = status.told;
    start.hidden = !status.waiting;
    cardsNode.hidden = Boolean(status.waiting);
    finish.hidden = Boolean(status.waiting || !status.withheld);
    finish.textContent = status.mode === "assessed" ? "Hand in" : "Finish and see results";
    again.hidden = !status.again;
    alerts.replaceChildren(...(status.notices ?? []).map(complaint));
  };
  /** @param {{error?: string, item?: string, secondsLeft?: number | null} | null} message */
  const hear = (message) => {
    if (message?.error) {
      const card = cards.get(message.item ?? "");
      if (card) card.fail(message.error);
      else alerts.replaceChildren(complaint(message.error));
    }
    if (message?.secondsLeft !== undefined) countdown.set(message.secondsLeft);
  };
  model.on("msg:custom", hear);
  const stopArranging = follow(model, ["questions"], () => {
    arrange();
    update();
  });
  const stopUpdating = follow(model, ["states", "status"], update);
  send({ do: "open" }); // how much time is left only Python knows
  return () => {
    countdown.stop();
    model.off("msg:custom", hear);
    stopArranging();
    stopUpdating();
    root.remove();
  };
}

export default { render };
