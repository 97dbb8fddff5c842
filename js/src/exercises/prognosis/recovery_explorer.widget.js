// How long will it last? Python has worked out every view; this only shows the chosen one.

import { make } from "../../display/elements.js";
import { choice, field, group, radios } from "../../display/forms.js";
import { frame } from "../../display/frame.js";
import { follow, save } from "../../display/model.js";
import sheet from "./recovery.css";

/** @typedef {{good: boolean, sentence: string, low: number, high: number, studies: string[]}} Row */

const LABEL = "How long will it last?";
const PEOPLE = 100;

/** A hundred people; the first `low` are counted by all studies, up to `high` by some. @param {number} low @param {number} high */
function people(low, high) {
  const kind = (/** @type {number} */ place) =>
    place < low ? "sci-counted" : place < high ? "sci-perhaps" : undefined;
  const dots = Array.from({ length: PEOPLE }, (_, place) => make("span", { class: kind(place) }));
  return make("div", { class: "sci-people", "aria-hidden": "true" }, ...dots);
}

/** @param {Row} row */
function card({ good, sentence, low, high, studies }) {
  const lines = studies.map((study) => make("p", { class: "sci-small" }, study));
  const head = make("p", {}, make("strong", {}, sentence));
  return make(
    "div",
    { class: `sci-fate sci-stack${good ? "" : " sci-bad"}` },
    head,
    people(low, high),
    ...lines,
  );
}

/** @param {import("../../display/model.js").Context} context */
function render({ model, el }) {
  /** @type {Record<string, string>} */
  const meanings = model.get("meanings");
  const counts = radios(
    Object.entries(meanings).map(([kind, text]) => [
      kind,
      make("span", {}, make("strong", {}, kind), `: ${text}`),
    ]),
    (kind) => save(model, "counts", kind),
  );
  const setting = choice(
    model.get("settings").map((/** @type {string} */ place) => [place, place]),
    (place) => save(model, "setting", place),
  );
  const result = make("div", { class: "sci-columns" });
  const status = make("p", { role: "status" });
  const root = frame(
    el,
    { name: "recovery-explorer", label: LABEL, sheet },
    group("What shall be counted?", counts.rows()),
    field("Where the people were seen", setting),
    status,
    result,
  );
  const stop = follow(model, ["counts", "setting"], () => {
    counts.set(model.get("counts"));
    setting.value = model.get("setting");
    /** @type {Row[]} */
    const rows = model.get("views")[`${model.get("counts")}|${model.get("setting")}`];
    const told = rows.map((row) => row.sentence).join(" ");
    status.textContent = told || "No study in this course counted this here.";
    result.replaceChildren(...rows.map(card));
  });
  return () => {
    stop();
    root.remove();
  };
}

export default { render };
