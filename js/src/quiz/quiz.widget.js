// The view of a quiz. It shows what Python says and sends what the learner does; it knows no key.

import { button, make } from "../display/elements.js";
import { frame } from "../display/frame.js";
import { follow } from "../display/model.js";
import { Card, complaint } from "./card.js";
import sheet from "./quiz.css";

/** @typedef {import("./card.js").Status} Status */

/** @param {import("../display/model.js").Context} context */
function render({ model, el }) {
  const send = (/** @type {object} */ message) => model.send(message);
  const told = make("p", { role: "status" });
  const alerts = make("div", { role: "alert" });
  const finish = button("", () => send({ do: "finish" }), { class: "sci-main" });
  const again = button("Start again", () => send({ do: "again" }));
  const cardsNode = make("div", { class: "sci-stack" });
  const root = frame(
    el,
    { name: "quiz", label: "Quiz", sheet },
    alerts,
    make("div", { class: "sci-row sci-progress" }, told),
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
      questions.map((view, place) => [
        view.id,
        cards.get(view.id) ?? new Card(send, { ...view, body: model.get("body") }, place + 1, total),
      ]),
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
    finish.hidden = !status.withheld;
    finish.textContent = status.mode === "assessed" ? "Hand in" : "Finish and see results";
    again.hidden = !status.again;
    alerts.replaceChildren(...(status.notices ?? []).map(complaint));
  };
  /** @param {{error?: string, item?: string} | null} message */
  const hear = (message) => {
    if (!message?.error) return;
    const card = cards.get(message.item ?? "");
    if (card) card.fail(message.error);
    else alerts.replaceChildren(complaint(message.error));
  };
  model.on("msg:custom", hear);
  const stopArranging = follow(model, ["questions"], () => {
    arrange();
    update();
  });
  const stopUpdating = follow(model, ["states", "status"], update);
  return () => {
    model.off("msg:custom", hear);
    stopArranging();
    stopUpdating();
    root.remove();
  };
}

export default { render };
