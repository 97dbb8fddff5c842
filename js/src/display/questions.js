// A question with a few answers, one of which is "not known", and the verdict beside them.

import { list, make } from "./elements.js";
import { radios } from "./forms.js";
import { foldWhereNarrow } from "./frame.js";
import { icon } from "./icons.js";

/** @typedef {{value: string, label: string}} Choice */
/** @typedef {{id: string, label: string, how: string, choices?: Choice[]}} Item */
/** @typedef {{title: string, items: Item[], none?: {label: string, value: string}}} Group */
/** @typedef {{urgent: boolean, level?: string, heading: string, message: string, blocks: {title: string, lines: string[]}[]}} Result */

/** Python's levels and the look's statuses: a shape each, and a colour. @type {Record<string, import("./icons.js").Shape>} */
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
export function makeResult() {
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
  return { node, verdict, show };
}

/** One question; open while it has the first of its answers. */
export class Question {
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
