// A prediction: the learner commits, and only then Python sends what was hidden, which opens in this place.

import { button, make } from "../display/elements.js";
import { radios } from "../display/forms.js";
import { frame } from "../display/frame.js";
import { badge } from "../display/icons.js";
import { follow } from "../display/model.js";
import { built } from "../display/sent.js";
import { complaint, SURE, SURENESS } from "./card.js";
import { CONTROLS } from "./controls.js";
import { drawnLine, lineOf } from "./line.js";
import sheet from "./prediction.css";
import questions from "./quiz.css";
import { tree } from "./rich.js";

/** @typedef {import("./controls.js").View & {ends: [number, number], unit: string}} View */
/** @typedef {import("./rich.js").Rich} Rich */
/**
 * @typedef {object} State What may be shown by now.
 * @property {any} [answer]
 * @property {number} [sure]
 * @property {string} [verdict]
 * @property {any[]} [true] ids of what is right, or the ends of the right stretch of a line
 * @property {number} [value] the learner's number
 * @property {Rich} [told]
 * @property {Rich} [said]
 */

/** @type {Record<string, [import("../display/icons.js").Shape, string]>} */
const VERDICTS = {
  right: ["right", "As you expected"],
  "partly right": ["half", "Partly as you expected"],
  wrong: ["wrong", "Not as you expected"],
};
const WIDGET = "IPY_MODEL_";

/** @param {import("../display/model.js").Context} context */
function render({ model, el }) {
  /** @type {View} */
  const view = model.get("questions")[0];
  const spoken = make("p", { class: "sci-hidden", role: "status" });
  const say = (/** @type {string} */ text) => {
    spoken.textContent = text;
  };
  const label = "What you expect";
  const controls = view.type === "line" ? lineOf(view, label) : CONTROLS[view.type](view, { label, say });
  const sure = radios(SURENESS, () => {});
  const pick = sure.pick();
  pick.classList.add("sci-four");
  const error = make("div", { role: "alert" });
  const since = performance.now();
  const commit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    error.replaceChildren();
    model.send({
      do: "answer",
      item: view.id,
      answer: controls.read(),
      confidence: sure.value === null ? null : Number(sure.value),
      seconds: Math.round((performance.now() - since) / 100) / 10,
    });
  };
  const ask = make(
    "form",
    { class: "sci-stack", novalidate: true, submit: commit },
    make(
      "fieldset",
      { class: "sci-question" },
      make("legend", {}, make("span", { class: "sci-stem sci-stack" }, ...tree(view.stem))),
      controls.node,
    ),
    make("fieldset", { class: "sci-sure" }, make("legend", {}, "How sure are you?"), pick),
    spoken,
    error,
    make(
      "div",
      { class: "sci-row" },
      make("button", { type: "submit", class: "sci-main" }, "Lock in and look"),
      button("Look without a guess", () => model.send({ do: "show", item: view.id }), { class: "sci-link" }),
    ),
  );
  const found = make("div", { class: "sci-stack" });
  const opened = make("div", { class: "sci-stack sci-opened" });
  const root = frame(
    el,
    { name: "prediction", label: "Predict, then see", sheet: `${questions}\n${sheet}` },
    make(
      "div",
      { class: "sci-card sci-wide sci-stack" },
      make("p", { class: "sci-small", "aria-hidden": "true" }, "Predict, then see"),
      ask,
      found,
      opened,
    ),
  );

  let known = "";
  const update = () => {
    /** @type {State | undefined} */
    const state = model.get("states")[view.id];
    const news = JSON.stringify(state);
    if (news === known) return; // leave alone what the learner is writing, or has opened
    known = news;
    const isOpen = state?.true !== undefined;
    const wasHere = root.contains(document.activeElement);
    if (state && "answer" in state) controls.write(state.answer);
    ask.hidden = isOpen;
    found.replaceChildren(...(isOpen && state ? outcome(view, state, controls.node) : []));
    const first = found.querySelector("p");
    if (isOpen && wasHere && first) {
      first.tabIndex = -1; // the button that had the focus is gone
      first.focus();
    }
  };
  /** @type {(() => void)[]} */
  let closers = [];
  let shown = "";
  const open = () => {
    const parts = model.get("hidden");
    const news = JSON.stringify(parts);
    if (news === shown) return;
    shown = news;
    for (const close of closers) close();
    closers = [];
    opened.replaceChildren(
      ...parts.map((/** @type {any} */ part) => {
        if (typeof part !== "string") return make("div", { class: "sci-scroll" }, ...built(part));
        const place = make("div", {});
        closers.push(another(model, part.slice(WIDGET.length), place));
        return place;
      }),
    );
  };
  /** @param {{error?: string} | null} message */
  const hear = (message) => {
    if (message?.error) error.replaceChildren(complaint(message.error));
  };
  model.on("msg:custom", hear);
  const stopUpdating = follow(model, ["states"], update);
  const stopOpening = follow(model, ["hidden"], open);
  model.send({ do: "open" });
  return () => {
    model.off("msg:custom", hear);
    stopUpdating();
    stopOpening();
    for (const close of closers) close();
    root.remove();
  };
}

/**
 * What was expected beside what is.
 * @param {View} view
 * @param {State} state
 * @param {HTMLElement} asked the controls, which may hold the picture
 */
function outcome(view, state, asked) {
  const nodes = [make("p", { class: "sci-stem" }, make("strong", {}, ...tree(view.stem)))];
  const certainty = SURE.find(([value]) => Number(value) === state.sure)?.[1].toLowerCase();
  if (state.verdict) {
    const [shape, words] = VERDICTS[state.verdict];
    const shownBadge = badge(shape, certainty ? `${words}; you were ${certainty}` : words, "sci-verdict");
    shownBadge.dataset.verdict = state.verdict;
    nodes.push(make("p", {}, shownBadge));
  } else {
    nodes.push(make("p", { class: "sci-small" }, "You looked without a guess."));
  }
  if (view.type === "line") nodes.push(drawnOn(view, state));
  else nodes.push(...picture(view, state, asked), sideBySide(view, state));
  nodes.push(make("div", { class: "sci-stack", role: "status" }, ...paragraphs(state.said)));
  return nodes;
}

/** @param {View} view @param {State} state */
function drawnOn(view, { value, true: ends }) {
  const [from, to] = ends ?? [];
  return make("div", {}, drawnLine(view, value ?? null, [from, to]));
}

/** The picture of a place, the right places marked beside the chosen one. @param {View} view @param {State} state @param {HTMLElement} asked */
function picture(view, state, asked) {
  const svg = view.type === "spot" ? asked.querySelector("svg") : null;
  if (!svg) return [];
  const regions = svg.querySelectorAll(".sci-region");
  (view.options ?? []).forEach(([id], place) => {
    regions[place]?.classList.toggle("sci-so", Boolean(state.true?.includes(id)));
  });
  return [make("div", { class: "sci-spot" }, svg)];
}

/** @param {View} view @param {State} state */
function sideBySide(view, state) {
  const text = new Map(view.options ?? []);
  const column = (/** @type {string} */ head, /** @type {string} */ name, /** @type {any[]} */ ids) => {
    const items = ids.map((id) => make("li", {}, ...tree(text.get(id))));
    return make(
      "div",
      { class: `sci-side ${name}` },
      make("p", { class: "sci-small" }, head),
      make(
        items.length > 1 && view.type === "order" ? "ol" : "ul",
        { class: items.length > 1 ? "" : "sci-list" },
        ...items,
      ),
    );
  };
  const mine = "answer" in state ? [column("You expected", "sci-yours", [state.answer].flat())] : [];
  return make("div", { class: "sci-columns" }, ...mine, column("It is", "sci-truth", state.true ?? []));
}

/** Text of one paragraph comes without an element of its own. @param {Rich | undefined} said */
function paragraphs(said) {
  const isBlocks =
    Array.isArray(said) && said.every((piece) => Array.isArray(piece) && /^(p|ul|ol|table)$/.test(piece[0]));
  return isBlocks ? tree(said) : [make("p", {}, ...tree(said))];
}

/**
 * Show another widget in a place of this one; returns what takes it away.
 * @param {any} model
 * @param {string} id
 * @param {HTMLElement} place
 */
function another(model, id, place) {
  let gone = false;
  /** @type {any} */
  let view;
  (async () => {
    const child = await model.widget_manager.get_model(id);
    view = await model.widget_manager.create_view(child);
    if (gone) view.remove();
    else place.append(view.el);
  })().catch((reason) => place.append(complaint(`This part could not be shown: ${reason.message}`)));
  return () => {
    gone = true;
    view?.remove();
  };
}

export default { render };
