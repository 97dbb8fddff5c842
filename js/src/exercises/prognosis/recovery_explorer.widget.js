// How long will it last? Python has worked out every view; this only shows the chosen one.

import { make } from "../../display/elements.js";
import { frame } from "../../display/frame.js";
import { freshName, styled } from "../../display/page.js";
import sheet from "../exercises.css";

/** A hundred people; the first `low` are counted by all studies, up to `high` by some. */
function people(low, high) {
  const grid = make("div", { class: "sx-people", "aria-hidden": "true" });
  for (let i = 0; i < 100; i++)
    grid.append(make("span", { class: i < low ? "sx-in" : i < high ? "sx-perhaps" : "sx-out" }));
  return grid;
}

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  styled("exercises", sheet);
  const root = frame(el, { class: "sx", "aria-label": "How long will it last?" });
  const group = freshName("counts");
  const fields = make("fieldset", {}, make("legend", {}, "What shall be counted?"));
  /** @type {Record<string, HTMLInputElement>} */
  const inputs = {};
  for (const [kind, text] of Object.entries(model.get("meanings"))) {
    const input = /** @type {HTMLInputElement} */ (make("input", { type: "radio", name: group, value: kind }));
    input.addEventListener("change", () => { model.set("counts", kind); model.save_changes(); });
    inputs[kind] = input;
    fields.append(make("label", { class: "sx-option" }, input, make("span", {}, make("strong", {}, kind), `: ${text}`)));
  }
  const select = /** @type {HTMLSelectElement} */ (make("select"));
  for (const place of model.get("settings")) select.append(make("option", { value: place }, place));
  select.addEventListener("change", () => { model.set("setting", select.value); model.save_changes(); });
  const result = make("div");
  const status = make("p", { role: "status", class: "sx-status" });
  root.append(fields, make("label", { class: "sx-row" }, "Where the people were seen ", select), status, result);

  const show = () => {
    inputs[model.get("counts")].checked = true;
    select.value = model.get("setting");
    const rows = model.get("views")[`${model.get("counts")}|${model.get("setting")}`];
    status.textContent = rows.length ? rows.map((/** @type {any} */ row) => row.sentence).join(" ") : "No study in this course counted this here.";
    result.replaceChildren(
      ...rows.map((/** @type {any} */ row) => {
        const card = make("div", { class: row.good ? "sx-card" : "sx-card sx-bad" });
        card.append(make("p", {}, make("strong", {}, row.sentence)), people(row.low, row.high));
        for (const study of row.studies) card.append(make("p", { class: "sx-study" }, study));
        return card;
      }),
    );
  };
  model.on("change:counts", show);
  model.on("change:setting", show);
  show();
  return () => {
    model.off("change:counts", show);
    model.off("change:setting", show);
    root.remove();
  };
}

export default { render };
